#include "stations/nearest_store.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "stations/hours.h"

namespace unionhall::stations {

namespace {

constexpr std::size_t ranges_max = 9;
// Squares of about a kilometre and a half; where there is nothing, the next are eight times as wide.
constexpr int first_level = 14, levels_up_where_empty = 3;

// One text for any number of ranges: those left over are empty. Each part is answered by the index alone.
std::string question(const char* columns) {
    std::string sql;
    for (std::size_t i = 0; i < ranges_max; ++i) {
        auto low = "$" + std::to_string(2 * i + 2), high = "$" + std::to_string(2 * i + 3);
        sql += std::string(i ? " union all select " : "select ") + columns +
               " from stations where status = 'open' and place_key between " + low + " and " + high +
               " and (traits & $1) = $1";
    }
    return sql;
}

const std::string& places_alone() {
    static const std::string sql = question("id, map_lng, map_lat");
    return sql;
}
const std::string& places_with_hours() {
    static const std::string sql =
        question("id, map_lng, map_lat, traits, weekday_hours, weekend_hours, holiday_hours");
    return sql;
}

bool is_open(const NearAsked& asked, const Row& row) {
    Station station{.status = Status::open,
                    .is_open_24h = (std::get<std::int64_t>(row[3]) >> trait_24h & 1) != 0,
                    .weekday_hours = std::get<std::string>(row[4]),
                    .weekend_hours = std::get<std::string>(row[5]),
                    .holiday_hours = std::get<std::string>(row[6])};
    return is_open_at(station, *asked.calendar, asked.open_at);
}

// (metres, id) of those in the nine squares around the place.
std::vector<std::pair<double, std::int64_t>> in_squares(Transaction& tx, const NearAsked& asked, int level) {
    std::vector<Value> values{asked.traits};
    for (auto& [low, high] : keys_around(asked.from, level)) values.emplace_back(low), values.emplace_back(high);
    while (values.size() < 1 + 2 * ranges_max)
        values.emplace_back(std::int64_t{1}), values.emplace_back(std::int64_t{0});
    std::vector<std::pair<double, std::int64_t>> found;
    tx.each(asked.calendar ? places_with_hours() : places_alone(), values, [&](Row& row) {
        if (asked.calendar && !is_open(asked, row)) return;
        found.emplace_back(metres_between(asked.from, {std::get<double>(row[1]), std::get<double>(row[2])}),
                           std::get<std::int64_t>(row[0]));
    });
    return found;
}

}  // namespace

std::vector<Near> nearest(Transaction& tx, const NearAsked& asked) {
    auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(asked.limit, 1, nearest_items_max));
    for (int level = first_level;;) {
        auto found = in_squares(tx, asked, level);
        // Nothing outside the squares is nearer than that.
        double covered = std::min(metres_covered(asked.from, level), double(nearest_metres_max));
        auto wanted = std::min(limit, found.size());
        std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(wanted));
        bool is_enough = wanted == limit && found[limit - 1].first <= covered;
        if (is_enough || level == 0 || covered >= double(nearest_metres_max)) {
            std::vector<Near> nearest;
            for (std::size_t i = 0; i < wanted && found[i].first <= double(nearest_metres_max); ++i)
                nearest.push_back({found[i].second, std::llround(found[i].first)});
            return nearest;
        }
        level = std::max(0, level - (found.empty() ? levels_up_where_empty : 1));
    }
}

}  // namespace unionhall::stations
