// Which entries of stations may be one place: what they are called, their address and telephone, weighed by linkage, and how
// far apart they lie. Nothing is learned from a list: the weights stand here, and do not change from list to list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/words.h"
#include "stations/coordinates.h"

namespace unionhall::stations {

struct ComparedStation {
    std::string name, address, phone;
    std::optional<Place> place;
};

// Log2 of the odds that two are one from which somebody has to look: one in two is 0.
inline constexpr double doubt_from = -1;
// Of so many others that one entry is like, the likeliest are kept.
inline constexpr std::size_t alike_each_max = 5;

struct StationLikeness {
    std::size_t earlier = 0, later = 0;  // places in what was given
    double weight = 0;
    std::optional<double> metres;
    Words says;  // "名称相近，电话相同": in what they agree
};
// Pairs of at least `doubt_from`, by the later one, the likeliest first. Not: pairs of two of the first `known` ones.
std::vector<StationLikeness> alike_stations(std::span<const ComparedStation>, std::size_t known);

// The name without what all stations are called: "银河路工会驿站" is "银河路".
std::string own_name_of(const std::string& name);

}  // namespace unionhall::stations
