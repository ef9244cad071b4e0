// Sitings over HTTP: demand and candidates by table or by hand, working it out, and the result on one page.
#include "divisions/model.h"
#include "platform/text.h"
#include "stations/api.h"
#include "stations/coordinates.h"
#include "stations/import_store.h"
#include "stations/siting_store.h"

namespace unionhall::stations {
namespace {

struct SitingTableAsked {
    Id<Siting> siting_id;
    std::string file_name;
    CoordinateSystem coordinate_system = CoordinateSystem::gcj02;
};
struct SitingRowGiven {
    SitingKind kind = SitingKind::demand;
    std::string name, division_code;
    std::optional<double> lng, lat;
    CoordinateSystem coordinate_system = CoordinateSystem::gcj02;
    std::int64_t amount = 0;
};

// clang-format off
const RecordType& record_of(const SitingTableAsked*) {
    static const auto type = record<SitingTableAsked>("siting_table_asked", "", {"需求表说明", "table of demand"}, {
        field(&SitingTableAsked::siting_id,         "siting_id",         {"选址方案", "Siting"}).required(),
        field(&SitingTableAsked::file_name,         "file_name",         {"文件名", "File name"}).required().at_most(200),
        field(&SitingTableAsked::coordinate_system, "coordinate_system", {"坐标系", "Coordinate system"}),
    });
    return type;
}
const RecordType& record_of(const SitingRowGiven*) {
    static const auto type = record<SitingRowGiven>("siting_row_given", "", {"需求或候选点", "demand or candidate"}, {
        field(&SitingRowGiven::kind,              "kind",              {"类型", "Kind"}),
        field(&SitingRowGiven::name,              "name",              {"名称", "Name"}).required().at_most(100),
        field(&SitingRowGiven::division_code,     "division_code",     {"街道", "Street"}).at_most(9),
        field(&SitingRowGiven::lng,               "lng",               {"东经", "Degrees east"}).required().between(73, 136),
        field(&SitingRowGiven::lat,               "lat",               {"北纬", "Degrees north"}).required().between(3, 54),
        field(&SitingRowGiven::coordinate_system, "coordinate_system", {"坐标系", "Coordinate system"}),
        field(&SitingRowGiven::amount,            "amount",            {"人数", "People"}).between(0, double(siting_amount_max))
            .help("只填需求；每个点至少 5 人。", "For demand only; at least 5 at a point."),
    });
    return type;
}
// clang-format on

void check_is_draft(const Siting& siting) {
    if (siting.status == SitingStatus::draft) return;
    throw conflict({"正在计算或已经算出，请先停止或选“修改后重算”。",
                    "It is being worked out, or was. Stop it, or choose to change it, first."});
}

void check_county(Context& context, const Siting& siting) {
    if (siting.division_code.size() != 6 || !divisions::division_of(context.tx, siting.division_code))
        refuse("division_code", {"请选择在哪个区县选址。", "Choose the county in which sites are sought."});
}

Siting plan_siting(Context& context, const Draft<Siting>& draft) {
    auto siting = draft.applied_to({});
    check_county(context, siting);
    siting.id = context.new_id<Siting>();
    siting.created_at = context.now;
    context.insert(siting);
    return siting;
}

Siting change_siting(Context& context, const Siting& before, const Draft<Siting>& draft) {
    check_is_draft(before);
    auto siting = draft.applied_to(before);
    if (siting.unit_id != before.unit_id)
        refuse("unit_id", {"不能换到另一个工会，请新建方案。", "It stays with its unit: make another instead."});
    if (siting.division_code != before.division_code && count_siting_rows(context.tx, before.id, SitingKind::demand))
        refuse("division_code", {"已有需求，不能换区县，请新建方案。", "It has demand already: make another instead."});
    check_county(context, siting);
    context.update(siting);
    return siting;
}

void remove_siting(Context& context, const Siting& siting) {
    if (siting.status == SitingStatus::solving) check_is_draft(siting);
    drop_siting_rows(context.tx, siting.id);
    context.tx.erase(siting.id);
}

Siting bring_siting_table(Context& context, const SitingTableAsked& asked, std::string_view bytes) {
    auto siting = context.find(asked.siting_id);
    context.require(manage, siting.unit_path, type_of<Siting>().label);
    check_is_draft(siting);
    SitingReader reader(siting.division_code, streets_of_county(context.tx, siting.division_code),
                        asked.coordinate_system);
    TableLimits limits{.bytes_max = siting_bytes_max, .rows_max = siting_demand_max + siting_candidates_max};
    read_table(asked.file_name, bytes, limits, [&](const TableRow& row) { reader.take(row); });
    reader.finish();
    drop_table_rows(context.tx, siting.id);
    for (auto& row : reader.rows) {
        row.id = context.new_id<SitingRow>();
        row.siting_id = siting.id, row.unit_id = siting.unit_id, row.unit_path = siting.unit_path;
    }
    context.tx.insert_all(reader.rows);
    std::string problems;
    for (auto& problem : reader.problems) problems += (problems.empty() ? "" : "\n") + problem.in(context.language);
    siting.file_name = asked.file_name;
    siting.problems = first_characters(problems, 4000);
    siting.unused_columns = first_characters(unionhall::join(reader.unused, ", "), 1000);
    siting.rows_unreadable = reader.unreadable;
    context.update(siting);
    return siting;
}

SitingRow enter_siting_row(Context& context, const Siting& siting, const Draft<SitingRowGiven>& draft) {
    check_is_draft(siting);
    auto given = draft.applied_to({});
    SitingRow row{.id = context.new_id<SitingRow>(),
                  .siting_id = siting.id,
                  .unit_id = siting.unit_id,
                  .kind = given.kind,
                  .name = given.name,
                  .division_code = given.division_code.empty() ? siting.division_code : given.division_code,
                  .amount = given.kind == SitingKind::demand ? given.amount : 0};
    if (given.lng && given.lat) {
        auto on_map = converted({*given.lng, *given.lat}, given.coordinate_system, CoordinateSystem::gcj02);
        row.lng = on_map.lng, row.lat = on_map.lat;
    }
    auto problems = check_siting_row(row);
    if (!row.division_code.starts_with(siting.division_code) || !divisions::division_of(context.tx, row.division_code))
        problems.push_back({"division_code", {"这个区县里没有这个街道。", "There is no such street in this county."}});
    auto most = row.kind == SitingKind::demand ? siting_demand_max : siting_candidates_max;
    if (count_siting_rows(context.tx, siting.id, row.kind) >= static_cast<std::int64_t>(most))
        problems.push_back(
            {"kind",
             {"这一类最多 " + std::to_string(most) + " 个。", "At most " + std::to_string(most) + " of this kind."}});
    refuse_if_any(std::move(problems));
    context.insert(row);
    return row;
}

void remove_siting_row(Context& context, const SitingRow& row) {
    check_is_draft(context.find(row.siting_id));
    context.tx.erase(row.id);
}

void begin_run(Context& context, Siting& next) {
    drop_station_rows(context.tx, next.id);
    clear_outcomes(context.tx, next.id);
    auto candidates = static_cast<std::size_t>(count_siting_rows(context.tx, next.id, SitingKind::candidate));
    std::vector<SitingRow> planned;
    if (next.includes_planned && candidates < siting_candidates_max)
        for (auto& station : planned_stations(context.tx, next.unit_path, siting_candidates_max - candidates))
            planned.push_back({.id = context.new_id<SitingRow>(),
                               .siting_id = next.id,
                               .unit_id = next.unit_id,
                               .unit_path = next.unit_path,
                               .kind = SitingKind::candidate,
                               .name = station.name,
                               .division_code = station.division_code,
                               .lng = station.map_lng,
                               .lat = station.map_lat,
                               .station_id = station.id});
    context.tx.insert_all(planned);
    std::vector<Problem> missing;
    if (!count_siting_rows(context.tx, next.id, SitingKind::demand))
        missing.push_back({"",
                           {"还没有需求：请上传各街道的人数，或逐个填写。",
                            "There is no demand yet: bring the counts by street, or enter them."}});
    if (candidates + planned.size() == 0)
        missing.push_back({"",
                           {"还没有候选点：请上传或填写，或把已规划的站点当候选点。",
                            "There is no candidate yet: bring or enter some, or let planned stations be candidates."}});
    refuse_if_any(std::move(missing));
    ++next.runs;
    add_job(context, "stations.siting", next.id.number, std::to_string(next.runs));
}

Siting take_siting_step(Context& context, const Siting&, Siting next, const StepTaken& taken) {
    if (taken.step == "solve") begin_run(context, next);
    if (taken.step == "revise") {
        clear_outcomes(context.tx, next.id);
        drop_station_rows(context.tx, next.id);
        next.demand_total = next.served_before = next.served_after = next.out_of_reach = next.served_at_most = 0;
        next.candidates = next.sites_chosen = 0;
        next.proof = SitingProof::none, next.solved_at = {};
    }
    context.update(next);
    return next;
}

SitingTold tell_siting(Context& context, const Siting& siting, const Nothing&) {
    if (siting.status != SitingStatus::solved) throw conflict({"还没有算出来。", "It is not worked out yet."});
    return told(siting, chosen_rows(context.tx, siting.id), context.language);
}

}  // namespace

// clang-format off
Routes siting_routes() {
    auto& flow = workflow_of(static_cast<const Siting*>(nullptr));
    return {
        list<Siting>("/api/sitings",                 may(read),                                            {"选址方案", "Sitings."}),
        one<Siting> ("/api/sitings/{id}",            may(read),                                            {"一个选址方案", "One siting."}),
        post  ("/api/sitings",                       may(manage), "siting.planned",       plan_siting,       {"新建选址方案", "Begin a siting."}),
        patch ("/api/sitings/{id}",                  may(manage), "siting.changed",       change_siting,     {"修改选址方案", "Change a siting."}),
        remove<Siting>("/api/sitings/{id}",          may(manage), "siting.removed",       remove_siting,     {"删除选址方案", "Remove a siting with all of its rows."}),
        upload("/api/siting-tables",                 may(manage), "siting.table_brought", bring_siting_table, {"上传各街道人数和候选点", "Bring counts by street and candidates; they take the place of the table before."}),
        act   ("/api/sitings/{id}/rows",             may(manage), "siting.row_entered",   enter_siting_row,  {"填写一个需求或候选点", "Enter one point of demand or a candidate."}),
        steps ("/api/sitings/{id}/steps",            flow,                                take_siting_step,  {"计算、停止或修改", "Work it out, stop, or change it again."}),
        about_one("/api/sitings/{id}/explanation",   may(read),                           tell_siting,       {"选址结果说明", "The result, explained."}),
        list<SitingRow>("/api/siting-rows",          may(read),                                            {"需求和候选点", "Demand and candidates."}),
        remove<SitingRow>("/api/siting-rows/{id}",   may(manage), "siting_row.removed",   remove_siting_row, {"去掉一个需求或候选点", "Take out one of them."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
