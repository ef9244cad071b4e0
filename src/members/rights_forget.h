// Being forgotten: by the person's own wish, or because a time has run out. Counts stay as they are.
#pragma once

#include "members/rights_store.h"

namespace unionhall::members {

// Everything of the person and their account, now: withdraws an application that can still be withdrawn, ends a living
// membership, then forgets. Refuses nothing; whoever calls has looked for holds.
void forget_by_wish(Context&, std::int64_t person_id, std::int64_t account_id);

// One refused or unconfirmed application, or one membership that has ended, whose time has run out; and the person too
// where nothing else needs them. Their account is detached and stays theirs. False: there was nothing to forget.
bool forget_application(Context&, Id<Application>);
bool forget_membership(Context&, Id<Member>);

// The wish of this person, or of an account without a person: carried out at once, or kept until the holds end.
Erasure wish(Context&, std::int64_t person_id, std::int64_t account_id);
// Carries out a wish that waited, unless something still holds it. True: done.
bool carry_out(Context&, Erasure);

}  // namespace unionhall::members
