// Two memberships of one person: what stands in the way of making them one, and what each field becomes.
#pragma once

#include "members/merge_store.h"
#include "members/rules.h"

namespace unionhall::members {

inline constexpr int merge_undo_days_max = 365;

struct Both {
    Member kept, other;
    Person kept_person, other_person;
    // The joining that counts is the first; what was entered later was the same person a second time.
    bool other_joined_first() const {
        return other.joined_on != kept.joined_on ? other.joined_on < kept.joined_on : other.id.number < kept.id.number;
    }
};

// Refuses (not found) where either is no member any more, or is out of the reader's reach.
Both both_of(Context&, Id<Member> kept, Id<Member> other);
std::vector<Words> obstacles_to(Context&, const Both&);
Date undo_until(Context&, const std::string& unit_path);

// --- rules: what both become ---
// Two papers of citizens that both stand the test of their check digit and differ belong to two people.
bool are_two_citizens(const Person&, const Person&);
Member kept_member(const Both&);
Person kept_person(const Both&);

}  // namespace unionhall::members
