// How often records that have nothing to do with each other look alike.
#pragma once

#include "linkage/blocks.h"
#include "linkage/compare.h"

namespace unionhall::linkage {

// By comparison and outcome, among all pairs of records: matches among them included. Each comparison's outcomes from 1
// on sum to 1, and none is 0.
std::vector<std::vector<double>> outcome_frequencies(const Dataset&, const Comparer&, const Control&);

}  // namespace unionhall::linkage
