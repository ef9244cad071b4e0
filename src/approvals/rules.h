// What is true of requests that take two people: who may ask, what is hashed, which steps there are. No I/O, no clock.
#pragma once

#include "approvals/model.h"
#include "platform/workflow.h"

namespace unionhall::approvals {

inline const Permission decide{"approvals.decide", {"批准双人审批申请", "Approve requests that take two people."}};
inline const Permission watch_alarms{"security.alarms", {"查看安全警报", "See alarms."}};
inline const Permission see_keys{"security.keys", {"查看和更换数据密钥", "See and change data keys."}};
inline const Permission export_members{"members.export", {"申请批量导出", "Ask for bulk exports."}};
inline const Permission import_lists{"members.import", {"导入邀请名单", "Import lists of people to invite."}};
inline const Permission manage_roles{
    "accounts.manage", {"管理角色、锁定、密码重置和会话", "Manage roles, lock-outs, resets and sessions."}};
inline const Permission hold_data{"members.hold", {"设置法定留存", "Place and release legal holds."}};
inline const Permission manage_members{"members.manage", {"管理会员", "Manage members."}};
// Held by nobody through a role: whoever asked, and the clock.
inline const Permission own{"approvals.own", {"本人提出的申请", "One's own request."}};
inline const Permission by_itself{"approvals.by_itself", {"到期", "Time."}};

inline constexpr std::int64_t export_members_max = 10'000;  // in one request
inline constexpr std::size_t payload_bytes_max = 2000;

const Permission& needed_to_ask(Kind, bool of_member = false);  // one-time codes: of a member, or of staff
// How many people approve, all of them others than who asked: data that leaves in bulk takes two (domain.md 5.6).
std::int64_t approvers_needed(Kind);
// Executed in the moment of approval; the others wait until whoever asked takes them up.
bool is_executed_at_once(Kind);

const Workflow<Approval, Status>& approval_flow();

// What a request asks for, besides its kind and unit; of each kind only its own are given.
struct Wanted {
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<members::Occupation> occupation;
    bool with_phones = false;
    std::int64_t up_to_member = 0;  // the newest member when it was asked: nobody who joins later is in it
    std::optional<Date> before;
    std::optional<Id<accounts::Account>> account_id;
    std::optional<accounts::Role> role;
    std::optional<Date> ends_on;
    std::optional<Id<members::Member>> member_id;
    std::optional<Id<members::LegalHold>> hold_id;
    std::optional<Date> begins_on;
    bool is_untold = false;
    std::optional<members::Basis> basis;
    std::string document_number, recipient, purpose, fields;
};
std::string canonical(const Wanted&);       // JSON, always in the same order
Wanted wanted_in(const std::string& json);  // throws a fault when it is none of ours

// SHA-256, in hexadecimal, of everything that is approved: kind, unit, payload, words, reason, who asked and when.
std::string hash_of(const Approval&);

// The steps this account may take now, by name. Who has approved already waits for the others, but may still refuse.
std::vector<std::string> steps_for(const Approval&, const Actor&, bool has_approved, Instant now);
Instant beginning_of(Date);                      // midnight in China
Status status_at(const Approval&, Instant now);  // expired when its time is over, whatever is stored

}  // namespace unionhall::approvals
