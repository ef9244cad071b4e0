#include "stations/upkeep_rules.h"

#include <algorithm>

namespace unionhall::stations {

// clang-format off
const Workflow<StationReport, ReportStatus>& workflow_of(const StationReport*) {
    using enum ReportStatus;
    static const Workflow<StationReport, ReportStatus> workflow{&StationReport::status, received, {
        // step      from         to       who may  meaning
        {"fix",    {received},  fixed,   keep,    {"已解决", "Put right"}},
        {"not_so", {received},  not_so,  keep,    {"核实后不属实", "It is not so"}},
    }};
    return workflow;
}

const Workflow<Deficiency, DeficiencyStatus>& workflow_of(const Deficiency*) {
    using enum DeficiencyStatus;
    static const Workflow<Deficiency, DeficiencyStatus> workflow{&Deficiency::status, found, {
        // step      from      to        who may  meaning
        {"fix",    {found},  fixed,    keep,    {"整改完成", "Put right"}},
        {"accept", {fixed},  accepted, manage,  {"验收", "Accept"}},
        {"reopen", {fixed},  found,    manage,  {"退回整改", "Send back"}},
    }};
    return workflow;
}

std::span<const CheckRow> checklist() {
    static const CheckRow rows[]{
        {Item::sign,        &Inspection::has_sign},
        {Item::place,       &Inspection::has_place},
        {Item::facilities,  &Inspection::has_facilities},
        {Item::rules,       &Inspection::has_rules},
        {Item::people,      &Inspection::has_people},
        {Item::map,         &Inspection::is_on_map},
        {Item::cleanliness, &Inspection::is_clean},
        {Item::safety,      &Inspection::is_safe},
    };
    return rows;
}
// clang-format on

bool is_facility(std::string_view code) {
    return std::ranges::any_of(facilities(), [&](auto& facility) { return code == facility.code; });
}

std::vector<Problem> check_report(ReportKind kind, const std::string& facility, Instant observed_at, Instant now) {
    std::vector<Problem> problems;
    if (!facility.empty() && (kind != ReportKind::broken || !is_facility(facility)))
        problems.push_back({"facility", {"没有这件设施，请重新选择。", "There is no such facility. Choose another."}});
    if (observed_at > plus_seconds(now, observed_ahead_s_max))
        problems.push_back({"observed_at", {"看到的时间不能在以后。", "It cannot have been seen in the future."}});
    if (observed_at < plus_seconds(now, -observed_days_max * 24 * 3600))
        problems.push_back(
            {"observed_at", {"已经过去两周以上，请再去看一次。", "That was over two weeks ago. Please look again."}});
    return problems;
}

Delta visits_delta(const StationTally& tally, std::int64_t more) {
    return {.measure = "stations.visits",
            .unit_path = tally.unit_path,
            .day = tally.day,
            .amount = more,
            .parts = {{"how", name_of(tally.how)}}};
}

}  // namespace unionhall::stations
