#include "members/voluntary.h"

#include "members/retention_store.h"
#include "members/rules.h"
#include "members/voluntary_store.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const WarningStatus*) { return {{"待核实", "New"}, {"已核实", "Looked into"}}; }

const Workflow<JoiningWarning, WarningStatus>& warning_flow() {
    using enum WarningStatus;
    static const Workflow<JoiningWarning, WarningStatus> flow{&JoiningWarning::status, fresh, {
        // step     from     to        who may  label
        {"settle", {fresh},  settled,  manage,  {"登记核实结果", "Say what was found"}},
    }};
    return flow;
}

const RecordType& record_of(const JoiningWarning*) {
    static const auto type = record<JoiningWarning>("joining_warning", "joining_warnings", {"自愿入会提醒", "warning about voluntariness"}, {
        key  (&JoiningWarning::id),
        owner(&JoiningWarning::unit_id, {"提醒哪个工会", "Unit that is told"}),
        path (&JoiningWarning::unit_path),
        field(&JoiningWarning::stand_unit_id, "stand_unit_id", {"申请加入的工会", "Unit that was joined"}).by_server(),
        field(&JoiningWarning::employer_name, "employer_name", {"用人单位", "Employer"}).by_server().at_most(100),
        field(&JoiningWarning::event_id,      "event_id",      {"现场活动", "Event"}).by_server(),
        field(&JoiningWarning::drive_id,      "drive_id",      {"入会行动", "Drive"}).by_server(),
        field(&JoiningWarning::began_at,      "began_at",      {"从", "From"}).by_server().sortable(),
        field(&JoiningWarning::newest_at,     "newest_at",     {"到", "Until"}).by_server(),
        field(&JoiningWarning::joined,        "joined",        {"一小时内申请人数", "Applied within an hour"}).by_server(),
        field(&JoiningWarning::headcount,     "headcount",     {"该单位职工数", "Staff of that employer"}).by_server(),
        field(&JoiningWarning::status,        "status",        {"状态", "Status"}).by_server().filterable(),
        field(&JoiningWarning::note,          "note",          {"核实结果", "What was found"}).by_server().at_most(500),
        version(&JoiningWarning::version),
    });
    return type;
}
// clang-format on

bool is_striking(std::int64_t joined, std::optional<std::int64_t> headcount, std::int64_t count_max,
                 std::int64_t percent_max) {
    if (count_max && joined > count_max) return true;
    bool is_known = headcount && *headcount > 0 && joined >= voluntary_least;
    return percent_max && is_known && joined * 100 > *headcount * percent_max;
}

static units::Unit unit_above(Context& context, const units::Unit& unit) {
    auto above = unit.parent_id ? units::unit_of(context.tx, *unit.parent_id) : std::nullopt;
    return above.value_or(unit);
}

void watch_joining(Context& context, const Happened& line) {
    if (!line.names("employer_name")) return;  // most name none
    auto application = application_of(context.tx, {line.subject_id});
    if (!application || !application->helped_by) return;
    auto at = said_yes_at(context.tx, *application);
    auto hour = joined_in_hour(context.tx, *application, at);
    auto employer = employers::employer_named(context.tx, application->employer_name);
    auto headcount = employer ? employer->headcount : std::nullopt;
    auto& path = application->unit_path;
    if (!is_striking(hour.joined, headcount, rule_amount(context.tx, "voluntary.count", path, context.today),
                     rule_amount(context.tx, "voluntary.percent", path, context.today)))
        return;
    if (auto known = warning_of_hour(context.tx, application->unit_id, application->employer_name,
                                     plus_seconds(at, -voluntary_window_s))) {
        // Told already: only the figures go on.
        known->newest_at = std::max(known->newest_at, at);
        known->joined = std::max(known->joined, hour.joined);
        context.update(*known);
        return;
    }
    JoiningWarning warning{.id = context.new_id<JoiningWarning>(),
                           .unit_id = unit_above(context, units::unit_of(context.tx, application->unit_id).value()).id,
                           .stand_unit_id = application->unit_id,
                           .employer_name = application->employer_name,
                           .event_id = application->event_id,
                           .drive_id = application->drive_id,
                           .began_at = hour.began_at,
                           .newest_at = at,
                           .joined = hour.joined,
                           .headcount = headcount};
    context.insert(warning);
    context.note<JoiningWarning>("joining.warned", nullptr, &warning);
}

static JoiningWarning settle_warning(Context& context, const JoiningWarning&, JoiningWarning next,
                                     const StepTaken& taken) {
    if (taken.note.empty())
        refuse("note", {"请写明怎样核实、结果如何。", "Say how it was looked into, and what was found."});
    next.note = taken.note;
    context.update(next);
    return next;
}

// clang-format off
Routes voluntary_routes() {
    return {
        list<JoiningWarning>("/api/joining-warnings",     may(manage),                  {"自愿入会提醒：一个单位的职工在一小时内集中申请。", "Many of one employer's staff applied within an hour."}),
        one<JoiningWarning>("/api/joining-warnings/{id}", may(manage),                  {"一条自愿入会提醒。", "One warning."}),
        steps("/api/joining-warnings/{id}/steps", warning_flow(),       settle_warning, {"登记核实结果。", "Say what was found."}),
    };
}
// clang-format on

}  // namespace unionhall::members
