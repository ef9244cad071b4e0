// The only file that speaks SQL about sitings.
#pragma once

#include "platform/context.h"
#include "stations/siting_rules.h"

namespace unionhall::stations {

std::vector<SitingRow> siting_rows(Transaction&, Id<Siting>, SitingKind);  // by id
std::int64_t count_siting_rows(Transaction&, Id<Siting>, SitingKind);
std::vector<SitingRow> chosen_rows(Transaction&, Id<Siting>);  // in their order
void drop_siting_rows(Transaction&, Id<Siting>);
void drop_table_rows(Transaction&, Id<Siting>);    // those of a table, not those entered by hand
void drop_station_rows(Transaction&, Id<Siting>);  // the planned stations
void clear_outcomes(Transaction&, Id<Siting>);
void keep_outcomes(Transaction&, Id<Siting>, const std::vector<SitingFound::Row>&);

// Planned and being built, with a place, of the unit's own tree: at most so many.
std::vector<Station> planned_stations(Transaction&, const std::string& unit_path, std::size_t limit);
// Where stations are open within so many metres of the places, whoever runs them.
std::vector<Place> open_places_around(Transaction&, const std::vector<Place>&, double metres);

}  // namespace unionhall::stations
