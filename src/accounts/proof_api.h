// Proving one's password once more within a session, before a sensitive act. Private to this room.
#pragma once

#include "accounts/sign_in_api.h"

namespace unionhall::accounts {

struct Proof {
    std::string password, code;  // the code where one-time codes are on
};
struct Proved {
    Instant until;  // so long sensitive acts are done without asking again
};
const RecordType& record_of(const Proof*);
const RecordType& record_of(const Proved*);

std::string find_own_password(Context&, const Request&);  // before the transaction: "right", or ""

// Marks the session. A wrong password or code counts as at the door; the one too many locks the account and ends the
// session. Refuses (invalid) naming the field, (too_many) while locked, (not_signed_in) when it locks.
Proved prove(Context&, const Draft<Proof>&);

}  // namespace unionhall::accounts
