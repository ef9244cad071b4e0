#include "stations/siting_store.h"

#include <algorithm>
#include <map>

#include "stations/coordinates.h"

namespace unionhall::stations {

namespace {

constexpr std::size_t siting_ids_per_change = 400, open_ranges_max = 32;

std::string kind_text(SitingKind kind) { return kind == SitingKind::demand ? "demand" : "candidate"; }

}  // namespace

std::vector<SitingRow> siting_rows(Transaction& tx, Id<Siting> id, SitingKind kind) {
    return tx.select<SitingRow>("where siting_id = $1 and kind = $2 order by id", {id.number, kind_text(kind)});
}

std::int64_t count_siting_rows(Transaction& tx, Id<Siting> id, SitingKind kind) {
    return tx
        .number("select count(*) from siting_rows where siting_id = $1 and kind = $2", {id.number, kind_text(kind)})
        .value_or(0);
}

std::vector<SitingRow> chosen_rows(Transaction& tx, Id<Siting> id) {
    return tx.select<SitingRow>("where siting_id = $1 and outcome = 'chosen' order by place", {id.number});
}

void drop_siting_rows(Transaction& tx, Id<Siting> id) {
    tx.run("delete from siting_rows where siting_id = $1", {id.number});
}
void drop_table_rows(Transaction& tx, Id<Siting> id) {
    tx.run("delete from siting_rows where siting_id = $1 and row_number > 0", {id.number});
}
void drop_station_rows(Transaction& tx, Id<Siting> id) {
    tx.run("delete from siting_rows where siting_id = $1 and station_id is not null", {id.number});
}

void clear_outcomes(Transaction& tx, Id<Siting> id) {
    tx.run("update siting_rows set outcome = 'waiting', place = null, adds = 0 where siting_id = $1", {id.number});
}

void keep_outcomes(Transaction& tx, Id<Siting> id, const std::vector<SitingFound::Row>& rows) {
    std::map<std::tuple<SitingOutcome, std::int64_t, std::int64_t>, std::vector<std::int64_t>> alike;
    for (auto& row : rows) alike[{row.outcome, row.place, row.adds}].push_back(row.id);
    for (auto& [result, ids] : alike) {
        auto& [outcome, place, adds] = result;
        for (std::size_t from = 0; from < ids.size(); from += siting_ids_per_change) {
            std::vector<Value> values{id.number, ShapeOf<SitingOutcome>::to(outcome),
                                      place ? Value(place) : Value(std::monostate()), adds};
            std::string holes;
            for (auto i = from; i < std::min(ids.size(), from + siting_ids_per_change); ++i) {
                values.emplace_back(ids[i]);
                holes += (holes.empty() ? "$" : ", $") + std::to_string(values.size());
            }
            tx.run("update siting_rows set outcome = $2, place = $3, adds = $4 where siting_id = $1 and id in (" +
                       holes + ")",
                   values);
        }
    }
}

std::vector<Station> planned_stations(Transaction& tx, const std::string& unit_path, std::size_t limit) {
    return tx.select<Station>(
        "where unit_path >= $1 and unit_path < $2 and status in ('planned', 'building') and map_lng is not null order by id "
        "limit $3",
        {unit_path, after_path(unit_path), static_cast<std::int64_t>(limit)});
}

std::vector<Place> open_places_around(Transaction& tx, const std::vector<Place>& places, double metres) {
    if (places.empty()) return {};
    auto [west, east] = std::ranges::minmax_element(places, {}, &Place::lng);
    auto [south, north] = std::ranges::minmax_element(places, {}, &Place::lat);
    Place middle{(west->lng + east->lng) / 2, (south->lat + north->lat) / 2};
    double furthest = 0;
    for (auto& place : places) furthest = std::max(furthest, metres_between(middle, place));
    std::vector<Place> found;
    for (auto& [low, high] : keys_within(middle, furthest + metres, open_ranges_max))
        tx.each("select map_lng, map_lat from stations where status = 'open' and place_key between $1 and $2",
                std::vector<Value>{low, high}, [&](Row& row) {
                    found.push_back({std::get<double>(row[0]), std::get<double>(row[1])});
                });
    return found;
}

}  // namespace unionhall::stations
