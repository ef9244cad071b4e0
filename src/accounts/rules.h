// What is true of accounts: which rights a role carries, what a sign-in name is. No I/O, no clock.
#pragma once

#include "accounts/model.h"

namespace unionhall::accounts {

inline const Permission manage{"accounts.manage", {"管理账号、角色和会话", "Manage accounts, roles and sessions."}};
inline const Permission read_audit{"audit.read", {"查看和核验审计记录", "Read and verify the audit."}};
inline const Permission run_system{"system.manage",
                                   {"查看系统设置、任务和发件箱", "See settings, jobs and the outbox."}};

// The names of the permissions a role carries at its unit and below. Administrators carry none of the business.
const std::vector<std::string>& permissions_of(Role);

// Administrators are kept apart (domain.md 3.6 P12): one person holds at most one of the three, and no other role beside it.
bool may_stand_beside(Role held, Role wanted);

std::vector<Problem> check_login(const std::string& login);

}  // namespace unionhall::accounts
