// SQL about stands that work without a network.
#pragma once

#include "members/stand_model.h"

namespace unionhall::members {

std::optional<StandPass> pass_of(Transaction&, std::int64_t id);
std::int64_t count_open_passes(Transaction&, std::int64_t account_id, Instant now);
// One more entry of that pass, beside its version: nobody's change of a pass is refused because entries come in.
void add_entry(Transaction&, Id<StandPass>);

std::optional<StandEntry> entry_of(Transaction&, Id<StandPass>, const std::string& entry_key);
std::optional<StandEntry> entry_of(Transaction&, std::int64_t id);
// A member who withdrew is mentioned nowhere.
void forget_in_entries(Transaction&, Id<Member>);

// The active unions at and below a place in the tree that cover a division, by the code of their division.
std::vector<std::string> division_codes_below(Transaction&, const std::string& unit_path, std::size_t at_most);

}  // namespace unionhall::members
