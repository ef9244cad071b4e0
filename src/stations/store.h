// The only files that speak SQL about stations: this one and nearest_store.h.
#pragma once

#include "platform/context.h"
#include "stations/rules.h"

namespace unionhall::stations {

// The rule in force there and then; 0 when there is none.
std::int64_t rule_amount(Transaction&, const std::string& name, const std::string& unit_path, Date today);

// Public stations of a division (a prefix of their code), by id, after that one; all of `traits`.
inline constexpr std::int64_t public_items_max = 500;
std::vector<Station> public_stations(Transaction&, const std::string& division_code, std::int64_t traits,
                                     std::int64_t after_id, std::int64_t limit);
std::vector<Station> stations_by_ids(Transaction&, const std::vector<std::int64_t>& ids);  // in that order
std::optional<Station> station_at_address(Transaction&, const std::string& address_key, Id<Station> besides);

// Call after a station of that county was written: keeps its box, and says that there is something new.
void note_change(Transaction&, const std::string& county_code, Instant at);
void note_removal(Transaction&, const Station&, Instant at);  // that county's list holds it no more

// The county itself first, then those whose stations lie within `neighbour_km` of its own.
inline constexpr double neighbour_km = 5;
inline constexpr std::int64_t neighbours_max = 12;
std::vector<std::string> counties_around(Transaction&, const std::string& county_code);

struct PackRows {
    std::vector<Station> stations;          // with the fields that phones get, changed after `since`
    std::vector<std::int64_t> removed_ids;  // likewise
};
inline constexpr std::int64_t county_stations_max = 20'000;
PackRows pack_rows(Transaction&, const std::string& county_code, std::int64_t since_us);
std::int64_t last_change(Transaction&, const std::string& county_code);  // microseconds; 0: never
std::int64_t count_public(Transaction&, const std::string& county_code);

struct Counts {
    std::int64_t places = 0, addresses = 0, unverified = 0, with_reports = 0;
};
Counts count_stations(Transaction&, const std::string& unit_path, Date verified_since);
std::int64_t count_unverified(Transaction&, const std::string& unit_path, Date verified_since);

void recount_places(Transaction&, const DaySpan&, const std::function<void(const Delta&)>&);

}  // namespace unionhall::stations
