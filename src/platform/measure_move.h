// What becomes of the counts when a unit is moved. Called by the room of units, and by nobody else.
#pragma once

#include "platform/measure.h"

namespace unionhall {

// Until this transaction ends nobody else folds, moves or rebuilds; what others did before is seen after it.
void take_turn(Transaction&);

// Call it before the unit is put under another parent from that day on, in the same transaction, and keep that new
// parenthood in unit_parents after it. What is counted as being there follows the unit on that day; what happened from
// that day on is counted above it anew, what happened before it stays. Exact: a recount afterwards says the same.
// Takes its turn; what a caller read before that may be old.
// Throws DbError (retry) when so much is being counted in that unit that no quiet moment is found.
void carry_counts(Transaction&, const Measures&, std::int64_t unit, std::int64_t parent, Date from);

// Whether the unit would have stood below itself on some day since: the parent stood below it then.
bool would_be_ring(Transaction&, std::int64_t unit, std::int64_t parent, Date from);

inline constexpr int quiet_moments_tried_max = 10;

}  // namespace unionhall
