// The list of stations that a phone keeps: a county and its neighbours, as short as JSON can say it, and then only what
// changed. The phone finds the nearest by itself, and its place never leaves it.
#pragma once

#include "stations/store.h"

namespace unionhall::stations {

// A commit may become visible a little after the moment it bears: so much is told twice rather than missed.
inline constexpr std::int64_t pack_overlap_s = 120;
inline constexpr std::int64_t pack_stations_max = 5000;  // then neighbours are left out; the county itself never
inline constexpr int pack_special_days = 100;            // holidays and make-up days of so many days ahead

// {"county","counties","version","is_whole","verify_days","kinds","facilities","traits","special_days",
//  "hours","fields","stations","removed"}; see the room's README. `since` is an earlier version; 0: everything.
std::string pack_of(Context&, const std::string& county_code, bool with_neighbours, std::int64_t since);

}  // namespace unionhall::stations
