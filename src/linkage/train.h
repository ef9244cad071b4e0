// Learning from the tables themselves, without labels: u from frequencies, m and the prior by expectation–maximisation.
#pragma once

#include "linkage/blocks.h"
#include "linkage/weights.h"

namespace unionhall::linkage {

constexpr std::size_t sessions_max = 8;
constexpr double session_pairs_max = 2'000'000;  // more than these teach a session nothing new

// u of equalities comes exactly from how often each value stands in the tables; of likenesses from half a million pairs drawn
// by a fixed rule. Each `train` rule of the spec is a session: its pairs' patterns are counted, and EM finds how many of
// them belong together and what those look like, leaving out the fields the rule itself asks for. The number of matches
// follows from what two sessions find of the same ones (capture and recapture). What matches had put into u is taken out
// again. The same for any number of threads.
Model train(const Dataset&, const Comparer&, const Control&);

}  // namespace unionhall::linkage
