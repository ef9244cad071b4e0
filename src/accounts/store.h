// The only files that speak SQL about accounts, sessions and codes.
#pragma once

#include "accounts/rules.h"
#include "platform/context.h"

namespace unionhall::accounts {

struct Credentials {
    std::string password_hash;
    std::string totp_secret;  // raw bytes; empty: none yet
    std::int64_t totp_last_step = 0, failures = 0;
    Instant locked_until;
    Instant
        first_until;  // of a password that somebody else set: until then it opens, to choose one's own; 0: one's own
    // A secret that is not confirmed yet: when, and in which session, it was shown.
    Instant totp_offered_at;
    std::int64_t totp_offered_to = 0;
    // Of a worker who said that the app is lost: when that was, and from when on a code by text message is enough (0: the
    // codes stay). The latter stays when the codes are off, until somebody says that it was seen.
    Instant codes_lost_at, codes_end_at;
    Instant codes_on_at;  // when they were last turned on

    void without_codes();  // takes the secret off, and what belongs to it
};
std::optional<Account> account_by_login(Transaction&, const std::string& login);
std::optional<Account> worker_of_phone(Transaction&, const std::string& phone);
Credentials credentials_of(Context&, Id<Account>);
// The same to be changed: whoever asks for them at the same time waits until this is kept, so that what opens once does not
// open twice, and wrong tries side by side are all counted. What goes with them is read after this, not before.
Credentials credentials_held(Context&, Id<Account>);
struct Held {
    Account account;
    Credentials credentials;
};
Held held(Context&, Id<Account>);  // both, in that order
void keep_credentials(Context&, Id<Account>, const Credentials&);
Instant first_password_ends(const Context&);  // of one that is set for somebody now

// A new session's token: 32 random bytes, of which the database keeps only the hash.
std::string open_session(Context&, const Account&, const std::string& device);
bool began_before(Transaction&, std::int64_t session_id, Instant);  // a session
// One wrong one-time code more of this session; how many that makes in a row. A right one begins anew: 0.
std::int64_t count_wrong_code(Transaction&, std::int64_t session_id);
void forget_wrong_codes(Transaction&, std::int64_t session_id);

// The session that asks has proved anew who it is, and goes on under the token that this returns. The one it came with
// opens it without that proof until the new one was used (ASVS 7.2.4).
std::string renew_session(Context&);
std::int64_t account_of_session(Transaction&, std::int64_t session_id);  // or a refusal: there is no such session
std::vector<RoleGrant> grants_of(Transaction&, Id<Account>, Date today);
std::vector<RoleGrant> grants_held(Transaction&, Id<Account>);  // also those that ended or have yet to begin

// Who a token speaks for, with every permission of their roles: nobody when it has ended, was idle too long or is unknown.
Actor actor_of(Transaction&, const std::string& token, Instant now, std::int64_t idle_minutes);

// What this room keeps about a worker (worker_store.cpp).
Holdings holdings();

}  // namespace unionhall::accounts
