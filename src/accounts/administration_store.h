// The SQL of what administrators see: locked accounts, jobs, backups, signed heads. Private to this room.
#pragma once

#include "accounts/administration_api.h"
#include "accounts/audit_api.h"

namespace unionhall::accounts {

std::vector<std::pair<std::string, Lockout>> locked_accounts(Transaction&, Instant now);  // with the path of their unit
std::vector<JobRow> newest_jobs(Transaction&, const std::string& status);                 // "": of any
std::optional<JobRow> job_of(Transaction&, Id<JobRow>);
void wait_again(Context&, Id<JobRow>);
std::vector<BackupRow> newest_backups(Transaction&);
std::vector<std::string> newest_head_lines(Transaction&);  // as JSON lines, the newest first

}  // namespace unionhall::accounts
