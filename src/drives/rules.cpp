#include "drives/rules.h"

#include <algorithm>
#include <cmath>

namespace unionhall::drives {

// clang-format off
const Workflow<Drive, Status>& workflow_of(const Drive*) {
    using enum Status;
    static const Workflow<Drive, Status> workflow{&Drive::status, planned, {
        // step      from        to        who may  meaning
        {"start",  {planned},  running,  manage,  {"开始", "Start"}},
        {"close",  {running},  closed,   manage,  {"结束", "Close"}},
        {"report", {closed},   reported, manage,  {"上报", "Report"}},
    }};
    return workflow;
}
// clang-format on

std::vector<Problem> check(const Drive& drive) {
    std::vector<Problem> problems;
    if (!drive.starts_on.ok()) problems.push_back({"starts_on", {"请填写开始日期。", "Give the first day."}});
    if (!drive.ends_on.ok()) problems.push_back({"ends_on", {"请填写结束日期。", "Give the last day."}});
    if (!problems.empty()) return problems;
    if (drive.ends_on < drive.starts_on)
        return {{"ends_on", {"结束日期不能早于开始日期。", "The last day cannot come before the first."}}};
    if (days_between(drive.starts_on, drive.ends_on) >= drive_days_max)
        return {{"ends_on", {"一次行动最长一年。", "A drive lasts a year at most."}}};
    return {};
}

std::vector<Problem> check_change(const Drive& before, const Drive& after) {
    if (before.status == Status::reported)
        return {{"", {"已上报的行动不再修改。", "A reported drive is not changed any more."}}};
    if (before.status != Status::planned && after.unit_id != before.unit_id)
        return {{"unit_id", {"行动开始以后不能更换组织单位。", "Once started, a drive stays with its unit."}}};
    return {};
}

bool concerns(const std::vector<std::string>& tops, const std::string& drive_path,
              const std::vector<std::string>& given) {
    auto meets = [](const std::string& a, const std::string& b) { return is_within(a, b) || is_within(b, a); };
    return std::ranges::any_of(tops, [&](auto& top) {
        if (is_within(drive_path, top)) return true;
        if (given.empty()) return is_within(top, drive_path);
        return std::ranges::any_of(given, [&](auto& path) { return meets(top, path); });
    });
}

std::optional<double> mean_per_event(std::int64_t members, std::int64_t events) {
    if (!events) return {};
    return std::round(100.0 * static_cast<double>(members) / static_cast<double>(events)) / 100;
}

}  // namespace unionhall::drives
