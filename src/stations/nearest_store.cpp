#include "stations/nearest_store.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "stations/hours.h"

namespace unionhall::stations {

namespace {

constexpr std::size_t ranges_max = 16;
// Squares of about a kilometre and a half; where there is nothing, the next are four times as wide.
constexpr int first_level = 14, levels_up_where_empty = 2;

// Each range is answered by the index alone.
std::string question(const char* columns, std::size_t ranges) {
    std::string sql;
    for (std::size_t i = 0; i < ranges; ++i) {
        auto low = "$" + std::to_string(2 * i + 2), high = "$" + std::to_string(2 * i + 3);
        sql += std::string(i ? " union all select " : "select ") + columns +
               " from stations where status = 'open' and place_key between " + low + " and " + high +
               " and (traits & $1) = $1";
    }
    return sql;
}

// The questions for one range, two, and so on.
std::vector<std::string> questions(const char* columns) {
    std::vector<std::string> all;
    for (std::size_t ranges = 1; ranges <= ranges_max; ++ranges) all.push_back(question(columns, ranges));
    return all;
}
const std::vector<std::string>& places_alone() {
    static const auto all = questions("id, map_lng, map_lat");
    return all;
}
const std::vector<std::string>& places_with_hours() {
    static const auto all = questions("id, map_lng, map_lat, traits, weekday_hours, weekend_hours, holiday_hours");
    return all;
}

bool is_open(const NearAsked& asked, const Row& row) {
    Station station{.status = Status::open,
                    .is_open_24h = (std::get<std::int64_t>(row[3]) >> trait_24h & 1) != 0,
                    .weekday_hours = std::get<std::string>(row[4]),
                    .weekend_hours = std::get<std::string>(row[5]),
                    .holiday_hours = std::get<std::string>(row[6])};
    return is_open_at(station, *asked.calendar, asked.open_at);
}

using Found = std::vector<std::pair<double, std::int64_t>>;  // (metres, id), the nearest `limit` of them in order

Found found_in(Transaction& tx, const NearAsked& asked, const std::vector<KeyRange>& ranges, std::size_t limit) {
    std::vector<Value> values{asked.traits};
    for (auto& [low, high] : ranges) values.emplace_back(low), values.emplace_back(high);
    Found found;
    tx.each((asked.calendar ? places_with_hours() : places_alone()).at(ranges.size() - 1), values, [&](Row& row) {
        if (asked.calendar && !is_open(asked, row)) return;
        found.emplace_back(metres_between(asked.from, {std::get<double>(row[1]), std::get<double>(row[2])}),
                           std::get<std::int64_t>(row[0]));
    });
    auto wanted = std::min(limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(wanted));
    found.resize(wanted);
    std::erase_if(found, [](auto& one) { return one.first > double(nearest_metres_max); });
    return found;
}

}  // namespace

std::vector<Near> nearest(Transaction& tx, const NearAsked& asked) {
    auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(asked.limit, 1, nearest_items_max));
    tx.keep_plans();
    Found found;
    for (int level = first_level;; level = std::max(0, level - levels_up_where_empty)) {
        // Nothing outside the squares is nearer than that.
        double covered = metres_covered(asked.from, level);
        if (covered >= double(nearest_metres_max)) {
            found = found_in(tx, asked, keys_within(asked.from, double(nearest_metres_max), ranges_max), limit);
            break;
        }
        found = found_in(tx, asked, keys_around(asked.from, level), limit);
        if (found.size() < limit) continue;
        // The last of them may be further away than something outside the squares: then its circle is asked.
        if (found.back().first > covered)
            found = found_in(tx, asked, keys_within(asked.from, found.back().first, ranges_max), limit);
        break;
    }
    std::vector<Near> nearest;
    for (auto& [metres, id] : found) nearest.push_back({id, std::llround(metres)});
    return nearest;
}

}  // namespace unionhall::stations
