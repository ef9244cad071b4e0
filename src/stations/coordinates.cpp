#include "stations/coordinates.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace unionhall::stations {

namespace {

using std::numbers::pi;

constexpr double axis_m = 6378245.0,
                 eccentricity = 0.00669342162296594323;  // of the ellipsoid that GCJ-02 is made with
constexpr double radius_m = 6371008.8;
constexpr double bd_pi = pi * 3000.0 / 180.0;

bool is_shifted(Place p) { return p.lng >= 72.004 && p.lng <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

double waves(double x) { return (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0; }

double shift_north(double x, double y) {
    double d = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves(x);
    d += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
    return d + (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
}

double shift_east(double x, double y) {
    double d = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves(x);
    d += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
    return d + (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
}

Place gcj_of_wgs(Place p) {
    if (!is_shifted(p)) return p;
    double east = shift_east(p.lng - 105.0, p.lat - 35.0), north = shift_north(p.lng - 105.0, p.lat - 35.0);
    double angle = p.lat / 180.0 * pi;
    double magic = 1 - eccentricity * std::sin(angle) * std::sin(angle), root = std::sqrt(magic);
    return {p.lng + east * 180.0 / (axis_m / root * std::cos(angle) * pi),
            p.lat + north * 180.0 / (axis_m * (1 - eccentricity) / (magic * root) * pi)};
}

Place bd_of_gcj(Place p) {
    double z = std::hypot(p.lng, p.lat) + 0.00002 * std::sin(p.lat * bd_pi);
    double angle = std::atan2(p.lat, p.lng) + 0.000003 * std::cos(p.lng * bd_pi);
    return {z * std::cos(angle) + 0.0065, z * std::sin(angle) + 0.006};
}

// The place that `forward` leads to `aim`: the shift changes slowly, so taking it off again and again settles at once.
Place undone(Place aim, Place (*forward)(Place)) {
    constexpr int rounds_max = 20;
    constexpr double settled = 1e-9;
    Place guess = aim;
    for (int round = 0; round < rounds_max; ++round) {
        auto there = forward(guess);
        double east = aim.lng - there.lng, north = aim.lat - there.lat;
        guess.lng += east, guess.lat += north;
        if (std::abs(east) < settled && std::abs(north) < settled) break;
    }
    return guess;
}

constexpr std::int64_t cells = std::int64_t{1} << place_bits;

std::int64_t column_of(Place p) {
    return std::clamp(static_cast<std::int64_t>((p.lng + 180.0) / 360.0 * double(cells)), std::int64_t{0}, cells - 1);
}
std::int64_t row_of(Place p) {
    return std::clamp(static_cast<std::int64_t>((p.lat + 90.0) / 180.0 * double(cells)), std::int64_t{0}, cells - 1);
}

// The bits of two numbers in turn.
std::int64_t woven(std::int64_t column, std::int64_t row) {
    std::int64_t key = 0;
    for (int bit = 0; bit < place_bits; ++bit)
        key |= (column >> bit & 1) << (2 * bit) | (row >> bit & 1) << (2 * bit + 1);
    return key;
}

}  // namespace

Place converted(Place p, CoordinateSystem from, CoordinateSystem to) {
    using enum CoordinateSystem;
    if (from == to) return p;
    Place gcj = from == wgs84 ? gcj_of_wgs(p) : from == bd09 ? undone(p, bd_of_gcj) : p;
    return to == wgs84 ? undone(gcj, gcj_of_wgs) : to == bd09 ? bd_of_gcj(gcj) : gcj;
}

double metres_between(Place a, Place b) {
    auto radians = [](double degrees) { return degrees / 180.0 * pi; };
    double north = std::sin(radians(b.lat - a.lat) / 2), east = std::sin(radians(b.lng - a.lng) / 2);
    double h = north * north + std::cos(radians(a.lat)) * std::cos(radians(b.lat)) * east * east;
    return 2 * radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

std::int64_t place_key(Place p) { return woven(column_of(p), row_of(p)); }

static std::vector<KeyRange> joined_runs(std::vector<KeyRange> runs) {
    std::ranges::sort(runs);
    std::vector<KeyRange> joined;
    for (auto& r : runs)
        if (!joined.empty() && joined.back().second + 1 == r.first)
            joined.back().second = r.second;
        else
            joined.push_back(r);
    return joined;
}

std::vector<KeyRange> keys_around(Place p, int level) {
    if (level <= 0) return {{0, cells * cells - 1}};
    int shift = place_bits - level;
    std::int64_t side = std::int64_t{1} << level, run = std::int64_t{1} << (2 * shift);
    std::int64_t column = column_of(p) >> shift, row = row_of(p) >> shift;
    std::vector<KeyRange> runs;
    for (auto y = std::max<std::int64_t>(row - 1, 0); y <= std::min(row + 1, side - 1); ++y)
        for (auto x = std::max<std::int64_t>(column - 1, 0); x <= std::min(column + 1, side - 1); ++x) {
            auto first = woven(x << shift, y << shift);
            runs.emplace_back(first, first + run - 1);
        }
    return joined_runs(std::move(runs));
}

// The squares of that level that come as near as `metres`. What is left out is surely further: the nearest place of a square
// is taken a little too near.
static std::vector<KeyRange> keys_within_at(Place p, double metres, int level) {
    constexpr double allowance = 1.03, step_m = 2.0;
    int shift = place_bits - level;
    std::int64_t side = std::int64_t{1} << level, run = std::int64_t{1} << (2 * shift);
    double width = 360.0 / double(side), height = 180.0 / double(side), degree_m = radius_m * pi / 180.0;
    double reach = metres * allowance + step_m;
    double north = reach / degree_m, cosine = std::cos((std::min(89.0, std::abs(p.lat) + north)) / 180.0 * pi);
    double east = north / cosine;
    auto cell = [&](double degrees, double size, double origin) {
        return std::clamp(static_cast<std::int64_t>(std::floor((degrees + origin) / size)), std::int64_t{0}, side - 1);
    };
    std::vector<KeyRange> runs;
    for (auto y = cell(p.lat - north, height, 90); y <= cell(p.lat + north, height, 90); ++y)
        for (auto x = cell(p.lng - east, width, 180); x <= cell(p.lng + east, width, 180); ++x) {
            double west = double(x) * width - 180, south = double(y) * height - 90;
            Place closest{std::clamp(p.lng, west, west + width), std::clamp(p.lat, south, south + height)};
            if (metres_between(p, closest) > reach) continue;
            auto first = woven(x << shift, y << shift);
            runs.emplace_back(first, first + run - 1);
        }
    return joined_runs(std::move(runs));
}

std::vector<KeyRange> keys_within(Place p, double metres, std::size_t runs_max) {
    // Squares half as high as the circle's radius fit it well.
    double half_m = std::max(metres, 1.0) / 2, world_m = pi * radius_m;
    int level = std::clamp(static_cast<int>(std::floor(std::log2(world_m / half_m))), 0, place_bits);
    for (;; --level) {
        if (level <= 1) return keys_around(p, 0);
        auto runs = keys_within_at(p, metres, level);
        if (runs.size() <= runs_max) return runs;
    }
}

double metres_covered(Place p, int level) {
    if (level <= 0) return 2 * pi * radius_m;
    double side = double(std::int64_t{1} << level);
    double width = 360.0 / side, height = 180.0 / side;
    double column = std::floor((p.lng + 180.0) / width), row = std::floor((p.lat + 90.0) / height);
    double south = (row - 1) * height - 90.0, north = (row + 2) * height - 90.0;
    double west = (column - 1) * width - 180.0, east = (column + 2) * width - 180.0;
    double degree_m = radius_m * pi / 180.0;
    double covered = std::min(p.lat - south, north - p.lat) * degree_m;
    // A meridian is nearest where its great circle is met squarely: asin(cos(latitude) sin(angle)).
    auto to_meridian = [&](double degrees) {
        if (degrees >= 90) return covered;
        return radius_m * std::asin(std::cos(p.lat / 180.0 * pi) * std::sin(degrees / 180.0 * pi));
    };
    return std::min({covered, to_meridian(p.lng - west), to_meridian(east - p.lng)});
}

std::optional<Place> parse_place(std::string_view text) {
    auto comma = text.find(',');
    if (comma == std::string_view::npos) return {};
    auto number = [](std::string_view part) -> std::optional<double> {
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        double value = 0;
        auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, std::chars_format::fixed);
        if (error != std::errc() || end != part.data() + part.size() || part.empty()) return {};
        return value;
    };
    auto second = text.substr(comma + 1);
    auto system = CoordinateSystem::gcj02;
    while (second.starts_with(' ')) second.remove_prefix(1);
    if (auto blank = second.find(' '); blank != std::string_view::npos) {
        if (!ShapeOf<CoordinateSystem>::from(system, Value{std::string(second.substr(blank + 1))})) return {};
        second = second.substr(0, blank);
    }
    auto lng = number(text.substr(0, comma)), lat = number(second);
    if (!lng || !lat || !(*lng >= 72 && *lng <= 138 && *lat >= 0 && *lat <= 56)) return {};
    return converted({*lng, *lat}, system, CoordinateSystem::gcj02);
}

}  // namespace unionhall::stations
