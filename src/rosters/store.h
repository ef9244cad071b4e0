// The only files that speak SQL about lists from others. What they offer the rooms below stands in model.h.
#pragma once

#include "rosters/rules.h"

namespace unionhall::rosters {

inline constexpr std::size_t rows_per_piece = 2000;
inline constexpr std::int64_t employers_compared_max = 200'000, people_compared_max = 200'000;

// --- rows waiting to be compared for the first time ---
struct RosterPiece {
    std::int64_t position = 0;
    std::vector<RosterRow> rows;
};
void keep_pieces(Transaction&, Id<Roster>, const std::vector<RosterRow>&);
std::optional<RosterPiece> next_piece(Transaction&, Id<Roster>);
void drop_piece(Transaction&, Id<Roster>, std::int64_t position);
void drop_pieces(Transaction&, Id<Roster>);

// --- entries ---
// Of that unit, those that a row may mean: with its credit code or its name.
std::vector<ListedEmployer> entries_for(Transaction&, Id<units::Unit>, const std::vector<RosterRow>&);
// Of a list, in the order of their ids.
std::vector<ListedEmployer> entries_after(Transaction&, Id<Roster>, std::int64_t after_id, std::size_t limit);
std::int64_t count_entries(Transaction&, Id<Roster>);
void recount(Transaction&, Roster&);  // the three states, from the entries

// Our employers in the unit's own tree: at most employers_compared_max, the oldest first.
std::vector<employers::Employer> employers_within(Transaction&, const std::string& unit_path);

// --- members against each other ---
struct KnownPerson {
    std::int64_t member_id = 0;
    ComparedPerson compared;
};
// Members on the rolls of the unit's own tree; at most people_compared_max.
std::vector<KnownPerson> people_within(Transaction&, const std::string& unit_path);
std::int64_t count_people_within(Transaction&, const std::string& unit_path);
// The members of them that are there still.
std::vector<std::int64_t> members_among(Transaction&, const std::vector<std::int64_t>& ids);
std::vector<DuplicatePair> pairs_of_unit(Transaction&, Id<units::Unit>);
std::vector<DuplicatePair> pairs_among(Transaction&, const std::vector<std::int64_t>& member_ids);  // by their first
std::vector<DuplicatePair> pairs_of_member(Transaction&, std::int64_t member_id);
void drop_pairs_of(Transaction&, std::int64_t member_id);
void drop_pair(Transaction&, Id<DuplicatePair>);

}  // namespace unionhall::rosters
