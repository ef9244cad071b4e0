#include "stations/store.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace unionhall::stations {

std::int64_t rule_amount(Transaction& tx, const std::string& name, const std::string& unit_path, Date today) {
    return tx
        .number(
            "select amount from rule_rows where name = $1 and valid_from <= $2 and (valid_until is null or valid_until >= "
            "$2) and substr($3, 1, length(unit_path)) = unit_path order by length(unit_path) desc, valid_from desc, id "
            "desc limit 1",
            {name, to_text(today), unit_path})
        .value_or(0);
}

// Everything in a division begins with its code, and what follows is digits.
static std::string after_code(const std::string& code) { return code + ":"; }

std::vector<Station> public_stations(Transaction& tx, const std::string& division_code, std::int64_t traits,
                                     std::int64_t after_id, std::int64_t limit) {
    return tx.select<Station>(
        "where status in ('open', 'rectifying', 'paused') and division_code >= $1 and division_code < $2 and "
        "(traits & $3) = $3 and id > $4 order by id limit $5",
        {division_code, after_code(division_code), traits, after_id, limit});
}

std::vector<Station> stations_by_ids(Transaction& tx, const std::vector<std::int64_t>& ids) {
    std::vector<Station> found;
    for (auto id : ids)
        if (auto station = tx.first<Station>("where id = $1", {id})) found.push_back(std::move(*station));
    return found;
}

std::optional<Station> station_at_address(Transaction& tx, const std::string& address_key, Id<Station> besides) {
    return tx.first<Station>("where address_key = $1 and id <> $2 and status <> 'closed' order by id",
                             {address_key, besides.number});
}

void note_change(Transaction& tx, const std::string& county_code, Instant at) {
    tx.run(
        "insert into station_counties (county_code, west, south, east, north, changed_at) select $1, "
        "coalesce(min(map_lng), 0), coalesce(min(map_lat), 0), coalesce(max(map_lng), 0), coalesce(max(map_lat), 0), $2 "
        "from stations where county_code = $1 and status in ('open', 'rectifying', 'paused') and map_lng is not null "
        "on conflict (county_code) do update set west = excluded.west, south = excluded.south, east = excluded.east, "
        "north = excluded.north, changed_at = excluded.changed_at",
        {county_code, at.us});
}

void note_removal(Transaction& tx, const Station& station, Instant at) {
    tx.run(
        "insert into station_removals (station_id, county_code, at) values ($1, $2, $3) on conflict (county_code, "
        "station_id) do update set at = excluded.at",
        {station.id.number, station.county_code, at.us});
}

std::vector<std::string> counties_around(Transaction& tx, const std::string& county_code) {
    std::vector<std::string> counties{county_code};
    auto own = tx.rows("select west, south, east, north from station_counties where county_code = $1 and north > 0",
                       {county_code});
    if (own.empty()) return counties;
    auto degree = [&](std::size_t i) { return std::get<double>(own[0][i]); };
    constexpr double km_a_degree = 111.2;
    double north = neighbour_km / km_a_degree;
    double east = north / std::max(0.2, std::cos(degree(3) / 180.0 * std::numbers::pi));
    for (
        auto& row : tx.rows(
            "select county_code from station_counties where county_code <> $1 and north > 0 and west <= $2 and east >= "
            "$3 and south <= $4 and north >= $5 order by abs(west + east - $6) + abs(south + north - $7), county_code "
            "limit $8",
            {county_code, degree(2) + east, degree(0) - east, degree(3) + north, degree(1) - north,
             degree(0) + degree(2), degree(1) + degree(3), neighbours_max}))
        counties.push_back(std::get<std::string>(row[0]));
    return counties;
}

PackRows pack_rows(Transaction& tx, const std::string& county_code, std::int64_t since_us) {
    PackRows found;
    bool is_whole = since_us == 0;
    std::vector<Value> asked{county_code, since_us, county_stations_max};
    found.stations = tx.select<Station>(
        "where county_code = $1 and changed_at > $2 and status in ('open', 'rectifying', 'paused') order by changed_at, "
        "id limit $3",
        asked);
    if (is_whole) return found;
    for (auto& row : tx.rows("select id from stations where county_code = $1 and changed_at > $2 and status = 'closed' "
                             "union select station_id from station_removals where county_code = $1 and at > $2 "
                             "order by 1 limit $3",
                             asked))
        found.removed_ids.push_back(std::get<std::int64_t>(row[0]));
    return found;
}

std::int64_t last_change(Transaction& tx, const std::string& county_code) {
    return tx.number("select changed_at from station_counties where county_code = $1", {county_code}).value_or(0);
}

std::int64_t count_public(Transaction& tx, const std::string& county_code) {
    return tx
        .number("select count(*) from stations where county_code = $1 and status in ('open', 'rectifying', 'paused')",
                {county_code})
        .value_or(0);
}

static constexpr const char* stale_sql = "(verified_on is null or verified_on < $3)";

Counts count_stations(Transaction& tx, const std::string& unit_path, Date verified_since) {
    auto rows = tx.rows(
        "select count(*), count(distinct address_key), coalesce(sum(case when " + std::string(stale_sql) +
            " then 1 else 0 end), 0), coalesce(sum(case when open_reports > 0 then 1 else 0 end), 0) from stations where "
            "unit_path >= $1 and unit_path < $2 and status in ('open', 'rectifying', 'paused')",
        {unit_path, after_path(unit_path), to_text(verified_since)});
    auto n = [&](std::size_t i) { return std::get<std::int64_t>(rows.at(0).at(i)); };
    return {n(0), n(1), n(2), n(3)};
}

std::int64_t count_unverified(Transaction& tx, const std::string& unit_path, Date verified_since) {
    return tx
        .number("select count(*) from stations where unit_path >= $1 and unit_path < $2 and status = 'open' and " +
                    std::string(stale_sql),
                {unit_path, after_path(unit_path), to_text(verified_since)})
        .value_or(0);
}

void recount_places(Transaction& tx, const DaySpan& days, const std::function<void(const Delta&)>& visit) {
    tx.visit<Station>("where opened_on is not null and opened_on <= $1", {days.to}, [&](Station& station) {
        for (auto& delta : deltas_of(station)) {
            auto day = to_text(delta.day);
            if (days.from <= day && day <= days.to) visit(delta);
        }
    });
}

}  // namespace unionhall::stations
