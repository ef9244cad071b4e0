// One table: who is the same as whom, as groups. A chain of likenesses can tie strangers together; where only one weak
// link holds two groups together, it is cut.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/review.h"

namespace unionhall::linkage {

// How far above the threshold a link has to be to hold two groups together alone.
constexpr double bridge_margin = 4;
constexpr std::size_t cuts_max = 1'000;  // in what hangs together; what is longer than that stays one

struct Components {
    std::vector<std::size_t> links;       // of the chosen ones, those that were not cut; ascending
    std::vector<std::uint32_t> group_of;  // by row: the lowest row of its group; its own where it is alone
    std::size_t cut = 0;
};

// `chosen`: places in run.edges that are links, ascending. A link is cut when without it a group would fall into two of
// at least two rows each, its weight is below `weak_below`, and nobody has said that the two are the same. The weakest is
// cut first, and what follows is asked of the groups that are left.
Components components(const Run&, const std::vector<std::size_t>& chosen, const Decided&, double weak_below,
                      std::size_t rows);

}  // namespace unionhall::linkage
