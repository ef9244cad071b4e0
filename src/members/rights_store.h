// The SQL of a person's rights: everything kept of them, what a law holds back, and the forgetting.
#pragma once

#include "members/evidence.h"
#include "members/rights_model.h"
#include "platform/context.h"

namespace unionhall::members {

// What this room keeps about a person, in the order of building: it is forgotten in the reverse order.
Holdings holdings();

// Under which numbers and phones rows know this person. An account without a person is known by itself.
HeldUnder held_under(Transaction&, std::int64_t person_id, std::int64_t account_id);
HeldUnder held_under_application(Id<Application>);  // of this one application only
HeldUnder held_under_membership(Id<Member>);        // of this one membership only

// Forgets what every room keeps under these numbers: erased, emptied or left as each table says. Returns the rows changed.
std::int64_t forget(Context&, const HeldUnder&);

// Holds in force today over this person, their own and those of their units.
inline constexpr std::int64_t corrections_a_day_max = 10;
std::int64_t corrections_tried(Transaction&, std::int64_t account_id, Instant since);  // as the audit has them
std::vector<LegalHold> holds_over(Transaction&, std::int64_t person_id, Date today);
bool is_needed_elsewhere(Transaction&, std::int64_t person_id,
                         Id<Member> ended);  // another membership or open application

std::vector<Correction> corrections_of(Transaction&, std::int64_t person_id);
bool has_open_correction(Transaction&, std::int64_t person_id, CorrectedField);
std::vector<Disclosure> disclosures_of(Transaction&, std::int64_t person_id);
std::vector<Member> memberships_of(Transaction&, std::int64_t person_id);
void end_consents(Transaction&, std::int64_t person_id, Instant at);

std::optional<Erasure> waiting_erasure_of(Transaction&, std::int64_t person_id);
std::vector<Erasure> waiting_erasures(Transaction&, std::int64_t limit);
void erasure_done(Transaction&, Id<Erasure>, Instant at);  // and the account in it is forgotten too
// Marks that rows were erased outside the nightly round; the round takes the mark. True: there was one.
void leave_wish_mark(Transaction&, Date today, Instant now);
bool take_wish_mark(Transaction&);

}  // namespace unionhall::members
