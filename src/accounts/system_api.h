// What the three administrators see: the audit, its verification, the outbox, the settings. Private to this room.
#pragma once

#include "accounts/rules.h"
#include "platform/api.h"

namespace unionhall::accounts {

struct AuditQuery {
    std::string verb;
    std::string subject;
    std::optional<std::int64_t> before_seq, before_chain;  // the line, of that chain, before which to go on
    std::int64_t limit = 100;
};
struct AuditRow {
    std::int64_t chain = 0, seq = 0;
    Instant at;
    std::string actor_kind, actor, verb, subject;
    std::string subject_id, request_id, changes;
    std::string actor_name, subject_name;  // "" of workers, and of what has no name that an auditor should know
};
struct AuditProblem {
    std::string message;
};
struct Verification {
    std::int64_t lines = 0, chains = 0;
    bool whole = false;
    std::vector<AuditProblem> problems;
};
struct OutboxRow {
    Id<OutboxRow> id;
    std::string channel, to, text, status;
    std::int64_t attempts = 0;
    Instant created_at;
};
struct SettingShown {
    std::string name, value, about;
};

const RecordType& record_of(const AuditQuery*);
const RecordType& record_of(const AuditRow*);
const RecordType& record_of(const AuditProblem*);
const RecordType& record_of(const Verification*);
const RecordType& record_of(const OutboxRow*);
const RecordType& record_of(const SettingShown*);

// With the names behind the ids: of staff in full, of what they did it to only where that is no person.
std::vector<AuditRow> read_audit_lines(Context&, const AuditQuery&);
Verification verify(Context&, const Nothing&);
std::vector<OutboxRow> outbox(Context&, const Nothing&);
std::vector<SettingShown> settings(Context&, const Nothing&);

}  // namespace unionhall::accounts
