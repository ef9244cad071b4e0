// The only files that speak SQL about lists of stations.
#pragma once

#include "stations/import_rules.h"
#include "stations/store.h"

namespace unionhall::stations {

inline constexpr std::int64_t compared_max = 20'000;
std::vector<Street> streets_of_county(Transaction&, const std::string& county_code);
std::vector<Station> stations_of_county(Transaction&, const std::string& county_code);  // that are not closed
std::vector<StationImportRow> rows_to_take(Transaction&, Id<StationImport>);
std::vector<StationImportRow> rows_that_brought(Transaction&, Id<StationImport>);
// Whether anything was reported of it, counted, inspected, wished there or changed since it came.
bool is_in_use(Transaction&, const Station&);
void erase_station(Transaction&, Id<Station>);

}  // namespace unionhall::stations
