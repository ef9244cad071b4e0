// What takes two people or more: a request, its approval by others, and its execution exactly as approved, once. Also the
// alarms the security administrator looks at, and the changing of data keys, which such a request sets off.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "accounts/model.h"
#include "members/model.h"
#include "platform/context.h"
#include "platform/record.h"
#include "units/model.h"

namespace unionhall::approvals {

enum class Kind {
    member_export,
    list_unmasking,
    invitation_erasure,
    role_grant,
    key_rotation,
    code_removal,
    legal_hold,
    hold_release,
    disclosure
};
BOOST_DESCRIBE_ENUM(Kind, member_export, list_unmasking, invitation_erasure, role_grant, key_rotation, code_removal,
                    legal_hold, hold_release, disclosure)
std::vector<Words> labels_of(const Kind*);

enum class Status { asked, approved, executed, refused, expired, cancelled };
BOOST_DESCRIBE_ENUM(Status, asked, approved, executed, refused, expired, cancelled)
std::vector<Words> labels_of(const Status*);

// `payload` is what will be executed; `plain_*` is what the approver reads. One hash covers both, and is in the audit.
struct Approval {
    Id<Approval> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Kind kind = Kind::member_export;
    std::string payload, payload_hash;
    std::string plain_zh, plain_en;
    std::string reason;
    std::int64_t people = 0;  // how many it concerned when it was asked
    std::int64_t asked_by = 0;
    std::string asked_by_name;
    Instant asked_at, expires_at;
    Status status = Status::asked;
    std::int64_t decided_by = 0;  // whose approval was the last one needed, or who refused
    std::string decided_by_name;
    Instant decided_at;
    std::string decision_note;
    Instant executed_at;
    std::int64_t affected = 0;  // how many it reached when it was executed
    std::int64_t version = 1;
};
const RecordType& record_of(const Approval*);

enum class AlarmKind { mass_look_up };
BOOST_DESCRIBE_ENUM(AlarmKind, mass_look_up)
std::vector<Words> labels_of(const AlarmKind*);

struct Alarm {
    Id<Alarm> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    AlarmKind kind = AlarmKind::mass_look_up;
    Id<accounts::Account> account_id;
    std::string who;
    std::int64_t amount = 0;
    Instant at;
    bool is_seen = false;
    std::string note;
    std::int64_t version = 1;
};
const RecordType& record_of(const Alarm*);

// --- for the work list ---
std::int64_t count_to_approve(Transaction&, const std::string& unit_path, std::int64_t not_asked_by, Instant now);
std::int64_t count_alarms(Transaction&, const std::string& unit_path);

// --- for commands: what one may do at the server's own console ---
// Takes a new data key into use and sets the job that seals everything anew. Refuses while another is under way, and
// after the master key was changed until the program is started with the new one. Returns the number of the new key.
std::int64_t begin_rotation(Context&);
// Drops old data keys, when a query over every column finds nothing sealed with them and a backup was made (or is said
// to have been made) since everything was sealed anew. False when none could go.
bool drop_unused_keys(Context&, bool is_backed_up_elsewhere);

}  // namespace unionhall::approvals
