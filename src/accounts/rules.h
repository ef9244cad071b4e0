// What is true of accounts: which rights a role carries, what a sign-in name is. No I/O, no clock.
#pragma once

#include "accounts/model.h"

namespace unionhall::accounts {

// The three administrators share nothing but sight of the accounts (domain.md P12): the system administrator makes
// accounts, the security administrator gives them roles and a first password, the audit administrator sees what both did.
inline const Permission read_accounts{"accounts.read", {"查看账号", "See accounts."}};
inline const Permission keep{"accounts.keep",
                             {"新建和修改账号（不含角色）", "Make and change accounts, without roles."}};
inline const Permission manage{"accounts.manage",
                               {"管理角色、锁定、密码重置和会话", "Manage roles, lock-outs, resets and sessions."}};
inline const Permission read_audit{"audit.read", {"查看和核验审计记录", "Read and verify the audit."}};
inline const Permission run_system{"system.manage",
                                   {"查看系统设置、任务和发件箱", "See settings, jobs and the outbox."}};

// The names of the permissions a role carries at its unit and below. Administrators carry none of the business.
const std::vector<std::string>& permissions_of(Role);
// What lets one read the titles of things that are no people.
const std::vector<std::string>& read_of_titles();

// Administrators are kept apart (domain.md 3.6 P12): one person holds at most one of the three, and no other role beside it.
bool may_stand_beside(Role held, Role wanted);
bool administers(Role);

// "Chrome · Android" from what a browser says of itself: two words by which its owner knows the device again, and nothing
// by which others would. Empty when nothing in it is known.
std::string device_words(std::string_view user_agent);

std::vector<Problem> check_login(const std::string& login);

}  // namespace unionhall::accounts
