// What the routes of this room take and give, and who answers: the table itself stands in api.cpp.
#pragma once

#include "approvals/rules.h"
#include "platform/app.h"

namespace unionhall::approvals {

// --- ask.cpp ---

struct Asked {
    Kind kind = Kind::member_export;
    Id<units::Unit> unit_id;
    std::string reason;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<members::Occupation> occupation;
    std::optional<bool> with_phones;
    std::optional<Date> before;
    std::optional<Id<accounts::Account>> account_id;
    std::optional<accounts::Role> role;
    std::optional<Date> ends_on;
    std::optional<Id<members::Member>> member_id;
    std::optional<Id<members::LegalHold>> hold_id;
    std::string document_number;
    std::optional<Date> begins_on;
    std::optional<bool> told;
    std::string recipient, purpose;
    std::optional<members::Basis> basis;
    std::string fields;
};
const RecordType& record_of(const Asked*);
Approval ask(Context&, const Asked&);  // or a refusal
// Whose name free text of a request must not keep (members::without_person): "" where it is about nobody.
std::string name_concerned(Context&, const std::optional<Id<members::Member>>&);
// The account of a member who turned one-time codes on, or a refusal that names `member_id`.
Id<accounts::Account> account_of_member(Context&, Id<members::Member>);

// --- ask_words.cpp ---

// How many people (or invitations) it reaches now.
std::int64_t count_people(Context&, const Approval&, const Wanted&);
// What exactly will happen, in plain words: the approver reads nothing else.
Words plain_words(Context&, const Approval&, const Wanted&);

// --- execute.cpp ---

// Refuses unless this is what was asked and approved, in time, and whoever asked may still ask for it: by its own hash
// and by the hash in the audit.
void check_before_execution(Context&, const Approval&);
// Carries out what is executed at once; the request comes back executed, or approved when a job goes on with it.
Approval executed_at_once(Context&, Approval);
Approval begun_unmasking(Context&, Approval);
std::string exported(Context&, Approval&);  // the file; the request leaves executed
bool erase_some(Context&, std::int64_t approval_id, const std::string&);
inline const std::string erase_job = "approvals.erase";
inline constexpr std::int64_t erased_rows_max = 500;  // in one transaction

// --- keys.cpp ---

struct KeyRow {
    std::int64_t key_id = 0;
    std::string purpose, suite;
    Instant created_at;
    bool is_in_use = false;
};
const RecordType& record_of(const KeyRow*);
std::vector<KeyRow> list_keys(Context&, const Nothing&);
struct RotationRow {
    std::int64_t key_id = 0;
    std::string status;
    std::int64_t progress = 0, goal = 0;
    Instant started_at, sealed_at, ended_at;
    std::string note;
};
const RecordType& record_of(const RotationRow*);
std::vector<RotationRow> list_rotations(Context&, const Nothing&);
inline const std::string reseal_job = "keys.reseal";
bool reseal_piece(Context&, std::int64_t rotation_id, const std::string&);

// --- watch.cpp ---

inline const std::string watch_job = "approvals.watch";
inline constexpr std::int64_t watch_every_s = 60;
bool watch(Context&, std::int64_t, const std::string&);
struct AlarmSeen {
    std::string note;
};
const RecordType& record_of(const AlarmSeen*);
Alarm deal_with_alarm(Context&, const Alarm&, const Draft<AlarmSeen>&);

}  // namespace unionhall::approvals
