// The SQL of merging: the rows that go over from one person and membership to another, and back.
#pragma once

#include "members/evidence.h"
#include "members/merge_model.h"
#include "platform/context.h"

namespace unionhall::members {

inline constexpr std::size_t moved_rows_max = 20'000;  // of one merging

// Where rows of this room lead to a person or a membership, and by which column: read off its holdings.
struct MovedColumn {
    std::string table, column;
    bool by_person = false;  // else by member
    std::string place() const { return table + "." + column; }
};
std::vector<MovedColumn> moved_columns();

// Refuses (conflict) beyond moved_rows_max.
std::vector<std::int64_t> rows_of(Transaction&, const MovedColumn&, std::int64_t holder);
void lead_to(Transaction&, const MovedColumn&, std::int64_t from, std::int64_t to);
// One row, if it still leads there.
void lead_back(Transaction&, const MovedColumn&, std::int64_t row_id, std::int64_t from, std::int64_t to);

std::vector<std::int64_t> cards_in_force(Transaction&, Id<Member>);
void put_in_force(Transaction&, std::int64_t card_id);
void set_change(Transaction&, const MemberChange&);  // its member and its amount
void drop_change(Transaction&, std::int64_t id);
bool is_phone_of_somebody(Transaction&, const std::string& canonical_phone);

std::optional<MemberMerge> merge_of(Transaction&, Id<MemberMerge>);
std::optional<MemberMerge> newest_merge_of_other(Transaction&, Id<Member>);
std::vector<MemberMerge> merges_in_force(Transaction&, std::int64_t kept_person_id);
std::vector<MergeShown> merges_of_member(Transaction&, Id<Member> kept);  // newest first
// In force for that phone, of a person who is a member still.
bool is_phone_merged_away(Transaction&, const std::string& canonical_phone);

}  // namespace unionhall::members
