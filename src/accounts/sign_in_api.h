// Signing in and out: the handlers, for the table in api.cpp. Private to this room.
#pragma once

#include "accounts/store.h"
#include "platform/api.h"

namespace unionhall::accounts {

struct SignIn {
    std::string login, password, code;
};
struct SignedIn {
    std::string token;
    Id<Account> account_id;
    std::string name;
    bool must_enrol_totp = false, must_change_password = false;
};
struct PhoneAsked {
    std::string phone;
    Purpose purpose = Purpose::join;
};
struct CodeSent {
    std::int64_t expires_in_s = 0, resend_in_s = 0;
    std::string demonstration_code;
};
struct PhoneSignIn {
    std::string phone, code;
    Purpose purpose = Purpose::sign_in;
    std::string one_time_code;  // of the app, where the worker turned that on
};
struct SessionRow {
    Id<SessionRow> id;
    Id<Account> account_id;
    Instant created_at, last_used_at, ends_at;
    std::string device;
    bool current = false;
};
struct RoleRow {
    Role role;
    Id<units::Unit> unit_id;
    std::string unit_name;
};
struct PermissionRow {
    std::string name;
};
struct Current {
    std::optional<Id<Account>> account_id;  // none: nobody is signed in
    std::optional<Kind> kind;
    std::string name;
    std::optional<Id<units::Unit>> unit_id;
    std::string unit_name;
    bool demonstration = false, totp_enabled = false, must_enrol_totp = false, must_change_password = false;
    std::optional<Instant> codes_end_at;  // of a worker who lost the app
    std::vector<RoleRow> roles;
    std::vector<PermissionRow> permissions;
};
struct TotpOffer {
    std::string secret, uri;
};
struct TotpCode {
    std::string code;
};
struct PasswordChange {
    std::string old_password, new_password;
};

const RecordType& record_of(const SignIn*);
const RecordType& record_of(const SignedIn*);
const RecordType& record_of(const PhoneAsked*);
const RecordType& record_of(const CodeSent*);
const RecordType& record_of(const PhoneSignIn*);
const RecordType& record_of(const SessionRow*);
const RecordType& record_of(const RoleRow*);
const RecordType& record_of(const PermissionRow*);
const RecordType& record_of(const Current*);
const RecordType& record_of(const TotpOffer*);
const RecordType& record_of(const TotpCode*);
const RecordType& record_of(const PasswordChange*);

// Before the transaction: which account this login and password are of, as text ("" when they are of none), a line break
// and the device.
std::string find_by_password(Context&, const Request&);
std::string find_device(Context&, const Request&);        // a line break and the device
std::string hash_new_password(Context&, const Request&);  // or a refusal: too common, too short

// Waits its turn: only a few passwords are hashed at once.
bool password_is_right(const std::string& hash, const std::string& password);
// One wrong password or code more, which may lock the account; the credentials are kept.
void count_failure(Context&, const Account&, Credentials&);
// To who is known to be the owner, while too many failures keep them waiting.
Refusal rests(const Context&, Instant until);
// Whether this is a one-time code of the account; it is used up then, once the credentials are kept.
bool takes_code(Context&, Credentials&, const std::string& code);

void set_cookie(Context&, const std::string& token);  // of the answer; an empty one takes the cookie away

std::string canonical_mobile(const std::string& text);  // or a refusal that names `phone`
Refusal wrong_phone_code();
bool opens(Purpose);  // whether a code sent for it signs in; one that confirms something else does not

SignedIn sign_in(Context&, const Draft<SignIn>&);
CodeSent ask_code(Context&, const Draft<PhoneAsked>&);
SignedIn sign_in_by_phone(Context&, const Draft<PhoneSignIn>&);
Current current(Context&, const Nothing&);
SessionRow sign_out(Context&, const Draft<Nothing>&);
std::vector<SessionRow> my_sessions(Context&, const Nothing&);
SessionRow end_others(Context&, const Draft<Nothing>&);  // all of the account's but the one that asks, which it gives
TotpOffer offer_totp(Context&, const Draft<Nothing>&);
Current confirm_totp(Context&, const Draft<TotpCode>&);
Current change_password(Context&, const Draft<PasswordChange>&);

}  // namespace unionhall::accounts
