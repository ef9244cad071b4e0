// Lists of stations over HTTP: bringing one, deciding on its doubtful rows, committing and undoing.
#include <set>

#include "divisions/model.h"
#include "platform/text.h"
#include "stations/api.h"
#include "stations/import_rules.h"
#include "stations/import_store.h"

namespace unionhall::stations {
namespace {

struct ImportAsked {
    Id<units::Unit> unit_id;
    std::string file_name, county_code;
    CoordinateSystem coordinate_system = CoordinateSystem::gcj02;
};

// clang-format off
const RecordType& record_of(const ImportAsked*) {
    static const auto type = record<ImportAsked>("station_import_asked", "", {"站点名单说明", "list of stations"}, {
        owner(&ImportAsked::unit_id, {"建设工会", "Run by"}),
        field(&ImportAsked::file_name,         "file_name",         {"文件名", "File name"}).required().at_most(200),
        field(&ImportAsked::county_code,       "county_code",       {"区县代码", "County"}).required().at_most(6),
        field(&ImportAsked::coordinate_system, "coordinate_system", {"坐标系", "Coordinate system"}),
    });
    return type;
}
// clang-format on

void count_row(StationImport& import, RowResult result) {
    switch (result) {
        case RowResult::fresh:
            ++import.rows_new;
            break;
        case RowResult::merge:
            ++import.rows_merge;
            break;
        case RowResult::doubtful:
            ++import.rows_doubtful;
            break;
        case RowResult::duplicate:
            ++import.rows_duplicate;
            break;
        case RowResult::unreadable:
            ++import.rows_unreadable;
            break;
    }
}

std::vector<StationImportRow> rows_of(Context& context, StationImport& import, std::string_view bytes) {
    auto streets = streets_of_county(context.tx, import.county_code);
    StationColumns columns;
    bool has_heading = false;
    std::vector<StationImportRow> rows;
    TableLimits limits{.bytes_max = import_bytes_max, .rows_max = import_rows_max};
    auto format = read_table(import.file_name, bytes, limits, [&](const TableRow& row) {
        if (!has_heading)
            columns = station_columns(row), has_heading = true;
        else
            rows.push_back(read_station_row(row, columns, import.county_code, streets, context.language));
    });
    if (rows.empty()) refuse("file", {"文件里除了标题没有内容。", "Below the heading the file is empty."});
    import.format = format == TableFormat::csv ? "csv" : "xlsx";
    import.unused_columns = first_characters(unionhall::join(columns.unused, ", "), 1000);
    return rows;
}

StationImport bring_list(Context& context, const ImportAsked& asked, std::string_view bytes) {
    auto path = context.unit_path(asked.unit_id.number);
    if (path.empty() || !context.may(manage, path))
        refuse("unit_id", {"您不能为这个工会导入站点。", "You may not import stations for that unit."});
    auto county = divisions::division_of(context.tx, asked.county_code);
    if (!county || asked.county_code.size() != 6)
        refuse("county_code", {"请选择名单所在的区县。", "Choose the county of this list."});
    StationImport import{.id = context.new_id<StationImport>(),
                         .unit_id = asked.unit_id,
                         .file_name = asked.file_name,
                         .county_code = asked.county_code,
                         .coordinate_system = asked.coordinate_system,
                         .created_at = context.now};
    auto rows = rows_of(context, import, bytes);
    import.rows_total = static_cast<std::int64_t>(rows.size());
    std::vector<Compared> known;
    for (auto& station : stations_of_county(context.tx, import.county_code))
        known.push_back({station.name, station, station.id});
    std::vector<Station> stations;
    for (auto& row : rows) {
        row.id = context.new_id<StationImportRow>();
        row.import_id = import.id, row.unit_id = import.unit_id, row.unit_path = path;
        stations.push_back(station_of(row, import.coordinate_system));
    }
    settle_rows(rows, stations, std::move(known), context.language);
    for (auto& row : rows) count_row(import, row.result);
    context.insert(import);
    context.tx.insert_all(rows);
    return import;
}

StationImportRow decide_row(Context& context, const StationImportRow& before, const Draft<StationImportRow>& draft) {
    auto import = context.find(before.import_id);
    if (import.status == ImportStatus::committed)
        throw conflict({"名单已经导入，先撤销再改。", "The list is committed. Undo it first."});
    auto row = draft.applied_to(before);
    if (row.is_taken && (row.result == RowResult::unreadable || row.result == RowResult::duplicate))
        refuse("is_taken",
               {"这一行读不懂或已经有了，不能导入。", "This row is unreadable or there already, and cannot be taken."});
    context.update(row);
    return row;
}

void commit(Context& context, StationImport& import) {
    std::vector<Station> fresh;
    std::vector<StationImportRow> brought;
    for (auto& row : rows_to_take(context.tx, import.id)) {
        auto station = station_of(row, import.coordinate_system);
        if (row.result == RowResult::merge) {
            auto before = context.find(*row.station_id);
            if (!context.may(manage, before.unit_path))
                throw forbidden({"“" + before.name + "”不归您管，请先不导入这一行。",
                                 "\"" + before.name + "\" is not yours to change. Leave its row out first."});
            auto after = before;
            after.is_station |= station.is_station, after.is_workers_home |= station.is_workers_home;
            after.is_drivers_home |= station.is_drivers_home, after.is_nursing_room |= station.is_nursing_room;
            after = keep_station(context, &before, after);
            context.note("station.changed", &before, &after);
            continue;
        }
        station.id = context.new_id<Station>();
        row.station_id = station.id;
        fresh.push_back(std::move(station));
        brought.push_back(std::move(row));
    }
    for (auto& station : bring_stations(context, std::move(fresh)))
        context.note<Station>("station.brought", nullptr, &station);
    for (auto& row : brought) context.update(row);
    import.committed_at = context.now, import.undone_at = {}, import.kept = 0;
}

// What a row made of a station goes; a station that somebody has used or changed since stays, and is counted.
void undo(Context& context, StationImport& import) {
    std::set<std::string> counties;
    for (auto& row : rows_that_brought(context.tx, import.id)) {
        auto station = context.tx.first<Station>("where id = $1", {row.station_id->number});
        if (row.result == RowResult::merge) {
            if (!station || station->status == Status::closed) continue;
            auto after = *station;
            after.is_station &= !row.is_station, after.is_workers_home &= !row.is_workers_home;
            after.is_drivers_home &= !row.is_drivers_home, after.is_nursing_room &= !row.is_nursing_room;
            if (kinds_of(after).empty()) continue;
            after = keep_station(context, &*station, after);
            context.note("station.changed", &*station, &after);
            continue;
        }
        if (!station) continue;
        if (is_in_use(context.tx, *station)) {
            ++import.kept;
            continue;
        }
        for (auto delta : deltas_of(*station)) delta.amount = -delta.amount, context.count(delta);
        erase_station(context.tx, station->id);
        note_removal(context.tx, *station, context.now);
        counties.insert(station->county_code);
        context.note<Station>("station.taken_back", &*station, nullptr);
        row.station_id.reset();
        context.update(row);
    }
    for (auto& county : counties) note_change(context.tx, county, context.now);
    import.undone_at = context.now;
}

StationImport take_import_step(Context& context, const StationImport&, StationImport next, const StepTaken& taken) {
    taken.step == "commit" ? commit(context, next) : undo(context, next);
    context.update(next);
    return next;
}

}  // namespace

// clang-format off
Routes import_routes() {
    return {
        list<StationImport>("/api/station-imports",      may(read),                                        {"站点名单", "Lists of stations."}),
        one<StationImport> ("/api/station-imports/{id}", may(read),                                        {"一份站点名单", "One list."}),
        upload("/api/station-imports",               may(manage), "station_import.brought",    bring_list, {"上传站点名单并预检", "Bring a list and look it through; nothing is written yet."}),
        steps ("/api/station-imports/{id}/steps",    workflow_of(static_cast<const StationImport*>(nullptr)), take_import_step, {"导入或撤销", "Commit or undo a list as a whole."}),
        list<StationImportRow>("/api/station-import-rows", may(read),                                      {"名单中的各行", "The rows of a list."}),
        patch ("/api/station-import-rows/{id}",      may(manage), "station_import_row.decided", decide_row, {"决定一行是否导入", "Decide whether a doubtful row is taken."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
