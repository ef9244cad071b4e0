// What the system and the security administrator see and do, each for themselves: jobs and backups here, lock-outs and
// other people's sessions there. Private to this room.
#pragma once

#include "accounts/sign_in_api.h"
#include "platform/api.h"

namespace unionhall::accounts {

inline constexpr std::int64_t administration_rows_max = 200;  // in each of these lists

struct Lockout {
    Id<Account> account_id;
    std::string login, name;
    std::int64_t failures = 0;
    Instant locked_until;
};
struct SessionsHeld {
    std::vector<SessionRow> items;
};
struct JobQuery {
    std::string status;
};
struct JobRow {
    Id<JobRow> id;
    std::string kind, status;
    Instant run_at;
    std::int64_t attempts = 0, progress = 0, goal = 0;
    std::string note;
};
struct JobChosen {
    Id<JobRow> id;
};
struct BackupRow {
    Id<BackupRow> id;
    Instant at;
    std::string file_name;
    std::int64_t bytes = 0;
    std::string sha256;
};
const RecordType& record_of(const Lockout*);
const RecordType& record_of(const SessionsHeld*);
const RecordType& record_of(const JobQuery*);
const RecordType& record_of(const JobRow*);
const RecordType& record_of(const JobChosen*);
const RecordType& record_of(const BackupRow*);

std::vector<Lockout> lockouts(Context&, const Nothing&);
Account unlock(Context&, const Account&, const Draft<Nothing>&);
SessionsHeld sessions_held(Context&, const Account&, const Nothing&);
std::vector<JobRow> jobs(Context&, const JobQuery&);
JobRow retry_job(Context&, const Draft<JobChosen>&);
std::vector<BackupRow> backups(Context&, const Nothing&);

}  // namespace unionhall::accounts
