// The SQL of sessions as their owner sees and ends them.
#pragma once

#include "accounts/sign_in_api.h"

namespace unionhall::accounts {

// Those that have not ended, the last used first; which of them asks is marked. At most `sessions_shown_max`.
inline constexpr std::int64_t sessions_shown_max = 200;
std::vector<SessionRow> sessions_of(Context&, std::int64_t account_id);

void end_session(Transaction&, std::int64_t session_id);

}  // namespace unionhall::accounts
