// The only files that speak SQL about requests, alarms and the changing of keys.
#pragma once

#include "approvals/rules.h"
#include "platform/reseal.h"

namespace unionhall::approvals {

inline constexpr std::int64_t shown_max = 100;

std::optional<Approval> approval_of(Transaction&, Id<Approval>);
std::vector<Approval> asked_by_account(Transaction&, std::int64_t account_id);                  // the newest first
std::vector<Approval> waiting_within(Transaction&, const std::string& unit_path, Instant now);  // for a decision
std::vector<Approval> decided_within(Transaction&, const std::string& unit_path);               // the newest first
std::vector<Approval> overdue(Transaction&, Instant now);
// Who approved, in their order: never who asked, and nobody twice; the table itself refuses both.
struct Vote {
    std::int64_t account_id = 0;
    std::string name, note;
    Instant at;
};
std::vector<Vote> votes_for(Transaction&, Id<Approval>);
void add_vote(Context&, const Approval&, const Vote&);
// The hash that the audit recorded when the request was made; "" when there is no such line.
std::string hash_in_audit(Transaction&, Id<Approval>);

// The members that a request concerns: of the unit's own tree, active, not newer than it says.
std::int64_t count_concerned(Transaction&, const std::string& unit_path, const Wanted&);
void each_concerned(Transaction&, const std::string& unit_path, const Wanted&,
                    const std::function<void(members::Member&)>&);
std::int64_t newest_member(Transaction&);

// People whom that account reached by executed requests since then: they raise no alarm.
std::int64_t people_reached(Transaction&, std::int64_t account_id, Instant since);
bool has_alarm_since(Transaction&, std::int64_t account_id, Instant since);

struct Rotation {
    std::int64_t id = 0, key_id = 0;
    std::string status;
    ResealPlace place;
    std::int64_t progress = 0, goal = 0;
    Instant started_at, sealed_at, ended_at;
};
std::vector<Rotation> rotations(Transaction&);  // the newest first
std::optional<Rotation> rotation_of(Transaction&, std::int64_t id);
void begin(Transaction&, const Rotation&);
void keep(Transaction&, const Rotation&);
void show_progress(Transaction&, const std::string& job, const Rotation&);  // on the page of jobs
// Whether a backup was made and read back after that moment.
bool is_backed_up_since(Transaction&, Instant);
void drop_key(Transaction&, std::uint32_t key_id);

}  // namespace unionhall::approvals
