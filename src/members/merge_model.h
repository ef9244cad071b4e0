// Two memberships of one person made into one, as a record: who, when, why, until when it can be undone, and what for.
#pragma once

#include "members/model.h"

namespace unionhall::members {

enum class MergeStatus { in_force, undone };
BOOST_DESCRIBE_ENUM(MergeStatus, in_force, undone)
std::vector<Words> labels_of(const MergeStatus*);

struct MemberMerge {
    Id<MemberMerge> id;
    Id<units::Unit> unit_id;  // of the member who stayed, on that day
    std::string unit_path;
    std::string unit_name;  // of whoever merged them
    Id<Member> kept_member_id;
    Id<Person> kept_person_id;
    Id<Member> other_member_id;
    Id<Person> other_person_id;
    std::int64_t other_account_id = 0;  // signs in by the other's phone; 0: none
    std::string other_card_number;
    std::optional<Secret> phone;  // of the other one: where it is found, nobody begins a second time
    bool other_joined_first = false;
    std::int64_t kept_version = 0, kept_person_version = 0;  // as the merge left them: a later one was changed since
    Instant merged_at;
    std::string merged_by, reason;
    Date undo_until_on;
    MergeStatus status = MergeStatus::in_force;
    Instant undone_at;
    std::string undone_by, undone_why;
    std::optional<Secret>
        content;  // the rows that were moved, and what they were; gone when it cannot be undone any more
    std::int64_t version = 1;
};
const RecordType& record_of(const MemberMerge*);

// As the members themselves and their union read it: nothing of what undoing needs.
struct MergeShown {
    Id<MergeShown> id;
    Instant merged_at;
    std::string unit_name, merged_by, reason, other_card_number;
    Date undo_until_on;
    MergeStatus status = MergeStatus::in_force;
    Instant undone_at;
    std::string undone_by, undone_why;
};
const RecordType& record_of(const MergeShown*);

struct MergesShown {
    std::vector<MergeShown> items;
};
const RecordType& record_of(const MergesShown*);

}  // namespace unionhall::members
