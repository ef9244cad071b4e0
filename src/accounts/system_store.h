// The audit as rows, for its administrator.
#pragma once

#include "accounts/system_api.h"

namespace unionhall::accounts {

std::vector<AuditRow> audit_lines(Transaction&, const AuditQuery&);  // newest first

}  // namespace unionhall::accounts
