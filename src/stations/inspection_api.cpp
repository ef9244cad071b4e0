// Inspections with what they found, and how many people came: counts only.
#include "platform/calendar.h"
#include "stations/api.h"
#include "stations/upkeep_store.h"

namespace unionhall::stations {
namespace {

struct InspectionGiven {
    Date inspected_on;
    bool has_sign = false, has_place = false, has_facilities = false, has_rules = false, has_people = false;
    bool is_on_map = false, is_clean = false, is_safe = false;
    std::string note;
};
struct TallyGiven {
    Date day;
    How how = How::manual;
    std::int64_t visits = 0;
};

// clang-format off
const RecordType& record_of(const InspectionGiven*) {
    static const auto type = record<InspectionGiven>("inspection_given", "", {"站点检查", "inspection"}, {
        field(&InspectionGiven::inspected_on,   "inspected_on",   {"检查日期", "Inspected on"}).required(),
        field(&InspectionGiven::has_sign,       "has_sign",       {"标识统一", "It has its sign"}),
        field(&InspectionGiven::has_place,      "has_place",      {"场所固定", "The place is fixed and fit"}),
        field(&InspectionGiven::has_facilities, "has_facilities", {"设施齐全", "The facilities are there and work"}),
        field(&InspectionGiven::has_rules,      "has_rules",      {"制度上墙", "The rules hang on the wall"}),
        field(&InspectionGiven::has_people,     "has_people",     {"专人管理", "Named people look after it"}),
        field(&InspectionGiven::is_on_map,      "is_on_map",      {"地图可查", "It is found on a map"}),
        field(&InspectionGiven::is_clean,       "is_clean",       {"环境卫生", "It is clean"}),
        field(&InspectionGiven::is_safe,        "is_safe",        {"消防用电安全", "Fire and wiring are safe"}),
        field(&InspectionGiven::note,           "note",           {"说明", "Note"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const TallyGiven*) {
    static const auto type = record<TallyGiven>("tally_given", "", {"使用人次", "tally of visits"}, {
        field(&TallyGiven::day,    "day",    {"日期", "Day"}).required(),
        field(&TallyGiven::how,    "how",    {"怎样统计", "How it was counted"}),
        field(&TallyGiven::visits, "visits", {"人次", "Visits"}).required().between(0, visits_a_day_max),
    });
    return type;
}
// clang-format on

Inspection inspect(Context& context, const Station& station, const Draft<InspectionGiven>& draft) {
    auto given = draft.applied_to({});
    if (given.inspected_on > context.today)
        refuse("inspected_on", {"检查日期不能在以后。", "It cannot have been inspected in the future."});
    if (station.status == Status::planned || station.status == Status::closed)
        throw conflict({"没有建成或已关闭的站点不检查。", "What is not built yet or closed is not inspected."});
    Inspection inspection{.id = context.new_id<Inspection>(),
                          .unit_id = station.unit_id,
                          .station_id = station.id,
                          .inspected_on = given.inspected_on,
                          .has_sign = given.has_sign,
                          .has_place = given.has_place,
                          .has_facilities = given.has_facilities,
                          .has_rules = given.has_rules,
                          .has_people = given.has_people,
                          .is_on_map = given.is_on_map,
                          .is_clean = given.is_clean,
                          .is_safe = given.is_safe,
                          .note = given.note};
    for (auto& row : checklist()) inspection.deficiencies += !(inspection.*row.is_well);
    context.insert(inspection);
    context.note<Inspection>("inspection.made", nullptr, &inspection);
    auto days = rule_amount(context.tx, deficiency_days_rule, station.unit_path, context.today);
    auto due = context.services.calendar.deadline(given.inspected_on, static_cast<int>(days), Days::working).on;
    for (auto& row : checklist()) {
        if (inspection.*row.is_well) continue;
        Deficiency deficiency{.id = context.new_id<Deficiency>(),
                              .unit_id = station.unit_id,
                              .station_id = station.id,
                              .inspection_id = inspection.id,
                              .item = row.item,
                              .due_on = due};
        context.insert(deficiency);
        context.note<Deficiency>("deficiency.found", nullptr, &deficiency);
    }
    return inspection;
}

Deficiency take_step(Context& context, const Deficiency&, Deficiency next, const StepTaken& taken) {
    if (next.status == DeficiencyStatus::fixed) next.fixed_on = context.today;
    if (next.status == DeficiencyStatus::found) next.fixed_on.reset();
    if (!taken.note.empty()) next.note = taken.note;
    context.update(next);
    return next;
}

StationTally enter_tally(Context& context, const Station& station, const Draft<TallyGiven>& draft) {
    auto given = draft.applied_to({});
    if (given.how == How::tap) refuse("how", {"扫码点数由系统自动统计。", "Taps count themselves."});
    if (given.day > context.today || given.day < plus_days(context.today, -static_cast<int>(tally_days_max)))
        refuse("day", {"请填写最近一年内的日期。", "Choose a day within the last year."});
    auto before = tally_of(context.tx, station.id, given.day, given.how);
    return add_visits(context, station, given.day, given.how, given.visits - (before ? before->visits : 0));
}

}  // namespace

StationTally add_visits(Context& context, const Station& station, Date day, How how, std::int64_t more) {
    auto before = tally_of(context.tx, station.id, day, how);
    auto tally = before.value_or(StationTally{.id = context.new_id<StationTally>(),
                                              .unit_id = station.unit_id,
                                              .station_id = station.id,
                                              .day = day,
                                              .how = how});
    tally.visits += more;
    before ? context.update(tally) : context.insert(tally);
    context.count(visits_delta(tally, more));
    context.note("station_tally.entered", before ? &*before : nullptr, &tally);
    return tally;
}

std::int64_t count_deficiencies(Transaction& tx, const std::string& unit_path) { return count_found(tx, unit_path); }

// clang-format off
Routes inspection_routes() {
    return {
        act  ("/api/stations/{id}/inspections", may(manage), "station.inspected", inspect,     {"登记站点检查", "Enter an inspection; what is not well becomes a deficiency with its day."}),
        act  ("/api/stations/{id}/tallies",     may(keep),   "station.counted",   enter_tally, {"登记使用人次", "Enter how many came on a day."}),
        list<Inspection>  ("/api/inspections",       may(read),                                {"站点检查", "Inspections."}),
        list<Deficiency>  ("/api/deficiencies",      may(read),                                {"整改问题", "What inspections found."}),
        steps("/api/deficiencies/{id}/steps", workflow_of(static_cast<const Deficiency*>(nullptr)), take_step, {"整改和验收", "Put right, accept or send back."}),
        list<StationTally>("/api/station-tallies",   may(read),                                {"使用人次", "How many came, by day."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
