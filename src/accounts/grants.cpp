// Granting roles, lending permissions and taking one-time codes off, for this room's routes and for requests that two people agreed to.
#include "accounts/store.h"
#include "platform/outbox.h"

namespace unionhall::accounts {

std::vector<Problem> check_grant(Context& context, const RoleGrant& wanted, std::int64_t asked_by) {
    std::vector<Problem> problems;
    auto account = context.find(wanted.account_id);
    // Who approves looks at the place; the account is within reach of who asked.
    bool asks = asked_by == context.actor.account_id;
    if (asks && account.kind == Kind::staff && !context.may(manage, account.unit_path))
        problems.push_back({"account_id", {"这个账号不在您的管理范围。", "That account is outside your reach."}});
    if (account.kind != Kind::staff)
        problems.push_back({"account_id", {"角色只能授给工作人员。", "Roles are for staff."}});
    if (account.status == Status::closed)
        problems.push_back({"account_id", {"这个账号已经关闭。", "This account is closed."}});
    if (account.id.number == asked_by)
        problems.push_back({"account_id", {"不能给自己授权。", "Nobody grants roles to themselves."}});
    for (auto& held : grants_held(context.tx, account.id)) {
        if (!may_stand_beside(held.role, wanted.role))
            problems.push_back({"role",
                                {"这个账号已是“" + label_of(held.role).zh +
                                     "”。系统、安全、审计三类管理员由三个人分别担任，也不兼其他角色。",
                                 "This account is \"" + label_of(held.role).en +
                                     "\" already. The system, security and audit administrators are three people, "
                                     "with no other role beside."}});
        else if (held.role == wanted.role && administers(wanted.role))
            problems.push_back({"role",
                                {"这个账号已有这一管理员角色，请先收回原来的授权。",
                                 "This account holds that administrator's role already: revoke the grant first."}});
    }
    return problems;
}

Account remove_codes(Context& context, Id<Account> id, std::int64_t asked_by) {
    if (id.number == asked_by)
        throw conflict({"不能停用自己的动态口令，请由别人提出。",
                        "Nobody takes one-time codes off their own account: somebody else asks for it."});
    auto [account, credentials] = held(context, id);
    if (!account.totp_enabled)
        refuse("account_id", {"这个账号没有启用动态口令。", "This account has no one-time codes."});
    credentials.without_codes();
    keep_credentials(context, id, credentials);
    account.totp_enabled = false;
    context.tx.update(account);
    end_sessions(context.tx, id.number);
    if (account.kind == Kind::worker)
        tell_phone(
            context, account.phone.plain,
            {"【职工之家】工会已为您停用动态口令，所有设备已退出登录。以后用短信验证码登录。如果您没有到工会办理，请拨打 12351。",
             "[Unionhall] Your union took the one-time codes off your account, and all devices are signed out: sign in by text "
             "message. If you did not ask for it, call 12351."});
    return account;
}

RoleGrant grant_role(Context& context, RoleGrant grant, std::int64_t asked_by) {
    auto problems = check_grant(context, grant, asked_by);
    for (auto& problem : problems)
        if (problem.field == "account_id" && grant.account_id.number == asked_by) throw conflict(problem.message);
    refuse_if_any(std::move(problems));
    grant.id = context.new_id<RoleGrant>();
    grant.granted_on = context.today;
    context.insert(grant);
    return grant;
}

}  // namespace unionhall::accounts
