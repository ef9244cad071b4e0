// Coordinates in the three systems that Chinese maps and phones use (domain.md 4.7), distances, and the key by which
// places that lie near each other lie near each other in an index. No I/O.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "stations/model.h"

namespace unionhall::stations {

struct Place {
    double lng = 0, lat = 0;  // degrees east, degrees north
};

// From one system into another, right to a millionth of a degree. Outside China all but BD-09 are the same.
Place converted(Place, CoordinateSystem from, CoordinateSystem to);

// As the crow flies, on a sphere of 6,371,008.8 m.
double metres_between(Place, Place);

// The earth as a square of 2^26 by 2^26 cells, numbered so that every square of 2^n by 2^n cells that begins at a
// multiple of its size is one run of numbers.
inline constexpr int place_bits = 26;
std::int64_t place_key(Place);

using KeyRange = std::pair<std::int64_t, std::int64_t>;  // both counted in
// The square of level n (2^n of them on a side) around a place and its eight neighbours, as runs of keys, sorted,
// adjacent ones joined. At level 0: everything.
std::vector<KeyRange> keys_around(Place, int level);
// No place outside those nine squares is nearer than that.
double metres_covered(Place, int level);

// Runs of keys that hold every place within so many metres, at most `runs_max` of them, and little besides.
std::vector<KeyRange> keys_within(Place, double metres, std::size_t runs_max);

// "116.397428,39.90923" or "116.397428,39.90923 wgs84": a place in GCJ-02; said without a system it is that already.
// Nothing for any other text, and for a place outside the range of a station's own fields.
std::optional<Place> parse_place(std::string_view);

}  // namespace unionhall::stations
