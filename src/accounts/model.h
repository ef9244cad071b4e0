// Who signs in and what they may do: staff by password and one-time code, workers by a code to their own phone.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "platform/context.h"
#include "platform/record.h"
#include "units/model.h"

namespace unionhall::accounts {

enum class Kind { staff, worker };
BOOST_DESCRIBE_ENUM(Kind, staff, worker)
std::vector<Words> labels_of(const Kind*);

enum class Status { invited, active, locked, closed };
BOOST_DESCRIBE_ENUM(Status, invited, active, locked, closed)
std::vector<Words> labels_of(const Status*);

struct Account {
    Id<Account> id;
    Id<units::Unit> unit_id;  // where a member of staff works; of a worker: none
    std::string unit_path;
    Kind kind = Kind::staff;
    std::string login;  // of staff; empty for workers
    std::string name;
    Secret phone;  // of workers: who they are; of staff: where to reach them
    Status status = Status::invited;
    bool totp_enabled = false;
    Instant last_sign_in_at;
    std::optional<std::int64_t> person_id;  // of a worker who has applied
    std::int64_t version = 1;
};
const RecordType& record_of(const Account*);

enum class Role {
    regional_officer,
    district_officer,
    street_secretary,
    committee_member,
    stand_cadre,
    system_admin,
    security_admin,
    audit_admin
};
BOOST_DESCRIBE_ENUM(Role, regional_officer, district_officer, street_secretary, committee_member, stand_cadre,
                    system_admin, security_admin, audit_admin)
std::vector<Words> labels_of(const Role*);

struct RoleGrant {  // a role at a unit, reaching everything below it
    Id<RoleGrant> id;
    Id<Account> account_id;
    Role role = Role::committee_member;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Date granted_on;
    std::optional<Date> ends_on;
};
const RecordType& record_of(const RoleGrant*);

// --- for the rooms below ---

// What a code is for: one sent for one thing does not work for another.
enum class Purpose { join, sign_in, confirm, change_phone, prove };
BOOST_DESCRIBE_ENUM(Purpose, join, sign_in, confirm, change_phone, prove)
std::vector<Words> labels_of(const Purpose*);

// Sends a six-digit code; the phone in canonical form. At most `codes_per_phone_max` an hour, then a refusal (too_many).
inline constexpr std::int64_t code_lives_s = 600, code_resend_s = 60, codes_per_phone_max = 6, code_tries_max = 5;
void send_code(Context&, const std::string& phone, Purpose);
// True once for the right code within its life; a wrong one counts, and after `code_tries_max` the code is dead.
// A refusal must keep the count: say no by answering, not by throwing, or the count is rolled back.
// With `uses_up` false a right one stays good, for when more has to be right: end it by `use_up_codes`.
bool check_code(Context&, const std::string& phone, Purpose, const std::string& code, bool uses_up = true);
void use_up_codes(Context&, const std::string& phone, Purpose);
// Before what would hand the account to somebody else: where its owner turned one-time codes on, this has to be one.
// Refuses naming `one_time_code`, and the wrong try is counted: let it through to the answer.
void check_one_time_code(Context&, std::int64_t account_id, const std::string& one_time_code);
bool has_one_time_codes(Context&, std::int64_t account_id);

std::string phone_of_account(Transaction&, std::int64_t account_id);                // canonical; "" when there is none
void attach_person(Transaction&, std::int64_t account_id, std::int64_t person_id);  // 0: detach
void attach_person_to_phone(Transaction&, const std::string& phone, std::int64_t person_id);  // where a worker has it
// The worker's account of a phone, if there is one.
std::int64_t account_of_phone(Transaction&, const std::string& phone);
// Ends every session of the account at once.
void end_sessions(Transaction&, std::int64_t account_id);
void end_other_sessions(Transaction&, std::int64_t account_id, std::int64_t kept_session_id);
// Gives a worker's account another phone, which must have no account of its own.
void change_phone(Transaction&, std::int64_t account_id, const std::string& phone);

// Roles that take two people to grant (setting four_eyes): the administrators, and those that open the register. All but
// that of a stand, which only takes what somebody signs there.
bool is_sensitive(Role);
// Who holds a permission by a role over that unit: account and name, at most `holders_max`.
inline constexpr std::int64_t holders_max = 20;
std::vector<std::pair<std::int64_t, std::string>> holders_of(Transaction&, std::string_view permission,
                                                             const std::string& unit_path, Date today);
// Whether that account, open, holds it by a role over that unit on that day.
bool holds(Transaction&, std::int64_t account_id, std::string_view permission, const std::string& unit_path,
           Date today);
// Whether the one gave the other a first password since then: until its owner has chosen another, both were one person.
bool was_reset_by(Transaction&, std::int64_t account_id, std::int64_t by, Instant since);
inline constexpr std::int64_t reset_counts_s = 7 * 24 * 3600;
std::string name_of_account(Transaction&, std::int64_t account_id);  // "" when there is none
// What is wrong with this grant, asked for by that account: a worker, one's own, an administrator with another role.
std::vector<Problem> check_grant(Context&, const RoleGrant&, std::int64_t asked_by);
// Keeps a grant that was asked for, checked again. Refuses.
RoleGrant grant_role(Context&, RoleGrant, std::int64_t asked_by);

// Takes one-time codes off an account whose owner lost the phone, or of a worker who was met in person, and ends its
// sessions: a request for two. Refuses.
Account remove_codes(Context&, Id<Account>, std::int64_t asked_by);

// A permission at a unit for a time, given by an approved request and not by a role. Ends by itself.
struct Lent {
    std::int64_t account_id = 0;
    std::string permission, unit_path;
    Instant ends_at;
    std::int64_t approval_id = 0;
};
void lend(Context&, const Lent&);

// --- for demonstrations and commands ---
struct NewStaff {
    std::string login, name, password;
    std::int64_t unit_id = 0;
    std::vector<Role> roles;
    bool is_first_password = false;  // to be changed at the first sign-in, which must come soon
};
Account make_staff(Context&, const NewStaff&);
Account make_worker(Context&, const std::string& phone);

}  // namespace unionhall::accounts
