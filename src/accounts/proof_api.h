// Proving within a session who one is, before a sensitive act: staff by their password, workers by a new code to their phone.
// Private to this room.
#pragma once

#include "accounts/sign_in_api.h"

namespace unionhall::accounts {

struct Proof {
    std::string password, code;  // the code where one-time codes are on
};
struct Proved {
    Instant until;  // so long sensitive acts are done without asking again
};
struct PhoneProof {
    std::string code, one_time_code;  // by text message; or of the app, where that is on and no message arrives
};
const RecordType& record_of(const Proof*);
const RecordType& record_of(const Proved*);
const RecordType& record_of(const PhoneProof*);

std::string find_own_password(Context&, const Request&);  // before the transaction: "right", or ""

// Marks the session. A wrong password or code counts as at the door; the one too many locks the account and ends the
// session. Refuses (invalid) naming the field, (too_many) while locked, (not_signed_in) when it locks.
Proved prove(Context&, const Draft<Proof>&);

CodeSent ask_own_code(Context&, const Draft<Nothing>&);  // to the phone of the worker who asks, limited as every other
Proved prove_by_phone(Context&, const Draft<PhoneProof>&);  // refuses (invalid) naming the field, and it is counted

}  // namespace unionhall::accounts
