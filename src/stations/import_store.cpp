#include "stations/import_store.h"

#include "divisions/model.h"

namespace unionhall::stations {

std::vector<Street> streets_of_county(Transaction& tx, const std::string& county_code) {
    std::vector<Street> streets;
    for (auto& d : tx.select<divisions::Division>("where parent_code = $1 order by code", {county_code}))
        streets.push_back({d.code, d.name});
    return streets;
}

std::vector<Station> stations_of_county(Transaction& tx, const std::string& county_code) {
    return tx.select<Station>("where county_code = $1 and status <> 'closed' order by id limit $2",
                              {county_code, compared_max});
}

std::vector<StationImportRow> rows_to_take(Transaction& tx, Id<StationImport> id) {
    return tx.select<StationImportRow>(
        "where import_id = $1 and is_taken and result in ('fresh', 'merge', 'doubtful') order by row_number",
        {id.number});
}

std::vector<StationImportRow> rows_that_brought(Transaction& tx, Id<StationImport> id) {
    return tx.select<StationImportRow>(
        "where import_id = $1 and is_taken and station_id is not null and result in ('fresh', 'merge', 'doubtful') order by "
        "row_number",
        {id.number});
}

bool is_in_use(Transaction& tx, const Station& station) {
    if (station.version > 1) return true;
    for (std::string table : {"station_reports", "station_tallies", "inspections", "wish_rounds", "station_photos"})
        if (tx.number("select 1 from " + table + " where station_id = $1 limit 1", {station.id.number})) return true;
    return false;
}

void erase_station(Transaction& tx, Id<Station> id) { tx.erase(id); }

}  // namespace unionhall::stations
