// Accounts over HTTP. The table at the end is the whole surface.
#include "accounts/administration_api.h"
#include "accounts/audit_api.h"
#include "accounts/proof_api.h"
#include "accounts/sign_in_api.h"
#include "accounts/system_api.h"
#include "accounts/worker_codes_api.h"
#include "platform/app.h"
#include "platform/crypto.h"
#include "platform/named.h"
#include "platform/password.h"
#include "platform/settings.h"

namespace unionhall::accounts {
namespace {

Account invite(Context& context, const Draft<Account>& draft) {
    auto account = draft.applied_to({.id = context.new_id<Account>()});
    refuse_if_any(check_login(account.login));
    if (account_by_login(context.tx, account.login))
        refuse("login", {"这个登录名已经有人用了。", "This sign-in name is taken."});
    context.insert(account);
    return account;
}

Account change(Context& context, const Account& before, const Draft<Account>& draft) {
    if (draft.gives("login")) refuse("login", {"登录名不能修改。", "A sign-in name does not change."});
    auto account = draft.applied_to(before);
    context.update(account);
    return account;
}

// The administrator starts a reset and hands over the words, but never chooses the password (ASVS 6.4.6). One-time codes
// stay: whoever gets hold of the words still needs the phone (ASVS 6.4.3). Taking those off is a request for two.
struct Reset {
    std::string first_password;
    Instant valid_until;
};
// clang-format off
const RecordType& record_of(const Reset*) {
    static const auto type = record<Reset>("password_reset", "", {"初始密码", "first password"}, {
        field(&Reset::first_password, "first_password", {"初始密码", "First password"}).personal(Mask::hidden),
        field(&Reset::valid_until,    "valid_until",    {"有效期到", "Valid until"}),
    });
    return type;
}
// clang-format on

std::string hash_first_password(Context&, const Request&) {
    auto password = base64url(random_bytes(12));
    PasswordHasher hasher;
    return password + " " + hasher.hash(password);
}

Reset reset(Context& context, const Account& before, const Draft<Nothing>&) {
    auto account = before;
    auto at = context.finding.find(' ');
    auto credentials = credentials_held(context, account.id);
    credentials.password_hash = context.finding.substr(at + 1);
    credentials.failures = 0;
    credentials.locked_until = {};
    credentials.first_until = first_password_ends(context);
    keep_credentials(context, account.id, credentials);
    account.status = Status::active;
    context.update(account);
    end_sessions(context.tx, account.id.number);
    return {context.finding.substr(0, at), credentials.first_until};
}

Account take_codes_off(Context& context, const Account& account, const Draft<Nothing>&) {
    if (context.services.settings.four_eyes)
        throw conflict(
            {"停用别人的动态口令要由两个人办：请到“双人审批”提出申请，由另一个人批准。",
             "Taking one-time codes off takes two people: ask for it under \"Requests\", and somebody else approves."});
    return remove_codes(context, account.id, context.actor.account_id);
}

Account close(Context& context, const Account& before, const Draft<Nothing>&) {
    if (before.id.number == context.actor.account_id)
        throw conflict({"不能关闭自己的账号。", "You cannot close your own account."});
    auto account = before;
    account.status = Status::closed;
    context.update(account);
    end_sessions(context.tx, account.id.number);
    return account;
}

RoleGrant grant(Context& context, const Draft<RoleGrant>& draft) {
    auto made = draft.applied_to({});
    bool is_possible = check_grant(context, made, context.actor.account_id).empty();
    if (is_possible && context.services.settings.four_eyes && is_sensitive(made.role))
        throw conflict(
            {"授予“" + label_of(made.role).zh + "”要由两个人办：请到“双人审批”提出申请，由另一位安全管理员批准。",
             "Granting \"" + label_of(made.role).en +
                 "\" takes two people: ask for it under \"Requests\", and another security administrator "
                 "approves."});
    return grant_role(context, std::move(made), context.actor.account_id);
}

void revoke(Context& context, const RoleGrant& grant) { context.tx.erase(grant.id); }

void end_session(Context& context, const SessionRow& session) {
    if (session.account_id.number != context.actor.account_id) {
        auto account = context.find(session.account_id);
        if (!context.may(manage, account.unit_path)) throw not_found({"会话", "session"});
    }
    context.tx.erase(session.id);
}

}  // namespace

static Route who_am_i_route() {
    // Asked by every page before it knows whether somebody is signed in: to be a visitor is no error. A token that
    // somebody names and that does not hold is one.
    return by_hand(made_route("GET", "/api/sessions/current", anyone(), "", type_of<Nothing>(), type_of<Current>(),
                              Route::Gives::one,
                              {"我是谁，可以做什么；没有登录时账号为空。",
                               "Who I am and what I may do; the account is null when nobody is signed in."}),
                   [](Call& call) {
                       if (call.request.header("authorization"))
                           check_door(even_without_codes(signed_in()), call.context, type_of<Current>(), nullptr);
                       return answer_one(call.context, 200, current(call.context, {}));
                   });
}

static Route end_session_route() {
    // A session stores more than it shows, so it is found by hand.
    return by_hand(made_route("DELETE", "/api/sessions/{id}", signed_in(), "session.ended", type_of<Nothing>(),
                              type_of<Nothing>(), Route::Gives::one, {"结束一个会话。", "End a session."}),
                   [](Call& call) {
                       check_door(signed_in(), call.context, type_of<SessionRow>(), nullptr);
                       SessionRow session{.id = {call.id}};
                       session.account_id = {account_of_session(call.context.tx, call.id)};
                       end_session(call.context, session);
                       call.context.note<SessionRow>("session.ended", &session, nullptr);
                       return Response{.status = 204};
                   })
        .sensitive();
}

static Route with_ahead(Route route, std::string (*ahead)(Context&, const Request&), bool is_repeatable = false) {
    route.ahead = ahead;
    route.is_repeatable = is_repeatable;
    return route;
}

// clang-format off
Room room() {
    return {.name = "accounts", .routes = {
        //   path                          who may          recorded as          does
        with_ahead(post("/api/sessions",   anyone(),        "session.opened",    sign_in,          {"用登录名和密码登录。", "Sign in by name and password."}), find_by_password, true),
        get  ("/api/sessions",             signed_in(),                          my_sessions,      {"我的登录会话。", "My sessions."}),
        who_am_i_route(),
        post ("/api/sessions/end",         even_without_codes(signed_in()), "session.ended", sign_out,         {"退出登录。", "Sign out."}),
        end_session_route(),
        post ("/api/sessions/end-others",  signed_in(),     "session.ended",     end_others,       {"退出其他所有设备上的登录。", "Sign out all other devices."}).sensitive(),
        with_ahead(post("/api/sessions/proof", even_without_codes(staff()), "session.proved", prove, {"再输入一次密码，以便办理重要的事。", "Prove the password once more, before a sensitive act."}), find_own_password, true),
        post ("/api/phone-codes",          anyone(),        "code.sent",         ask_code,         {"获取手机验证码。", "Send a code to a phone."}),
        with_ahead(post("/api/phone-sessions", anyone(),    "session.opened",    sign_in_by_phone, {"用手机验证码登录。", "Sign in by a code."}), find_device, true),
        post ("/api/totp",                 even_without_codes(signed_in()), "totp.offered",   offer_totp,       {"开始启用动态口令。", "Begin to set up one-time codes."}).sensitive(),
        post ("/api/totp/confirm",         even_without_codes(signed_in()), "totp.confirmed", confirm_totp,     {"确认启用动态口令。", "Confirm one-time codes."}).sensitive(),
        post ("/api/my/totp/off",          a_worker(),      "totp.ended",        end_codes,        {"停用我的动态口令。", "Turn my one-time codes off."}),
        post ("/api/my/totp/lost",         a_worker(),      "totp.lost",         lose_codes,       {"验证器丢了：过一段时间自动停用我的动态口令。", "The app is lost: my one-time codes end after a while."}).sensitive(),
        post ("/api/my/totp/keep",         a_worker(),      "totp.kept",         keep_codes,       {"凭动态口令保留它：验证器没有丢。", "My one-time codes stay after all, by one of them: the app is not lost."}),
        post ("/api/my/totp/seen",         a_worker(),      "totp.seen",         see_codes_ended,  {"动态口令已停用，知道了。", "I have seen that my one-time codes ended."}),
        post ("/api/my/phone-codes",       a_worker(),      "code.sent",         ask_own_code,     {"获取发到自己手机的验证码，以便办理重要的事。", "Send a code to my own phone, before a sensitive act."}),
        post ("/api/my/proof",             a_worker(),      "session.proved",    prove_by_phone,   {"用发到自己手机的验证码确认是本人。", "Prove by a code sent to my own phone that it is me."}),
        post ("/api/totp/lost",            anyone(),        "totp.lost",         lose_codes_at_door, {"登录时验证器丢了：凭短信验证码登记，过一段时间自动停用动态口令。", "The app is lost at sign-in: by a code sent to the phone, one-time codes end after a while."}),
        with_ahead(post("/api/password",   even_without_codes(staff()), "password.changed", change_password, {"修改密码。", "Change my password."}), hash_new_password).sensitive(),
        list<Account>("/api/accounts",     may(read_accounts),                                            {"账号列表。", "Accounts."}),
        one<Account> ("/api/accounts/{id}", may(read_accounts),                                           {"一个账号。", "One account."}),
        post ("/api/accounts",             may(keep),     "account.invited",   invite,           {"新建账号。", "Invite somebody."}),
        patch("/api/accounts/{id}",        may(keep),     "account.changed",   change,           {"修改账号。", "Change an account."}),
        with_ahead(act("/api/accounts/{id}/reset", may(manage), "account.reset", reset,            {"重置密码：系统生成，本人随后修改。", "Reset the password: made by the system, changed by its owner; one-time codes stay."}), hash_first_password).sensitive(),
        act  ("/api/accounts/{id}/remove-codes", may(manage), "account.codes_removed", take_codes_off, {"停用一个账号的动态口令（手机遗失时）。", "Take one-time codes off an account whose owner lost the phone."}).sensitive(),
        act  ("/api/accounts/{id}/close",  may(manage),     "account.closed",    close,            {"关闭账号。", "Close an account."}),
        act  ("/api/accounts/{id}/unlock", may(manage),     "account.unlocked",  unlock,           {"解除锁定。", "Open an account that too many failures locked."}),
        about_one("/api/accounts/{id}/sessions", may(manage),                    sessions_held,    {"一个账号的登录会话。", "The sessions of an account."}),
        get  ("/api/lockouts",             may(manage),                          lockouts,         {"因多次输错而锁定的账号。", "Accounts that too many failures locked."}),
        list<RoleGrant>("/api/role-grants", may(manage),                                           {"角色授权列表。", "Role grants."}),
        post ("/api/role-grants",          may(manage),     "role.granted",      grant,            {"授予角色。", "Grant a role."}).sensitive(),
        remove("/api/role-grants/{id}",    may(manage),     "role.revoked",      revoke,           {"收回角色。", "Revoke a role."}).sensitive(),
        get  ("/api/audit",                may(read_audit),                      read_audit_lines, {"审计记录。", "The audit."}),
        get  ("/api/audit/verification",   may(read_audit),                      verify,           {"核验审计链。", "Verify the chains of the audit."}),
        get  ("/api/audit/heads",          may(read_audit),                      audit_heads,      {"签名链头，交给上级工会或存在别处。", "Signed heads, to be kept by the superior union or elsewhere."}),
        raw  ("/api/audit/heads/page",     may(read_audit),                      audit_head_page,  {"最新链头的打印页（含二维码）。", "The newest head on a sheet to print, with its QR code."}),
        raw  ("/api/audit/export",         may(read_audit),                      export_audit,     {"导出审计记录（每行一条 JSON），供独立程序核验。", "The audit as lines of JSON, for a program of one's own to verify."}),
        get  ("/api/outbox",               staff(),                              outbox,           {"发件箱（仅演示时显示内容）。", "The outbox; texts are shown in a demonstration only."}),
        get  ("/api/settings",             may(run_system),                      settings,         {"系统设置。", "Settings."}),
        get  ("/api/jobs",                 may(run_system),                      jobs,             {"后台任务。", "Background jobs."}),
        post ("/api/jobs/retry",           may(run_system), "job.retried",       retry_job,        {"把失败的任务再办一次。", "Run a failed job once more."}),
        get  ("/api/backups",              may(run_system),                      backups,          {"做过的备份。", "Backups that were made."}),
    }, .holdings = holdings(), .namings = {named<Account>({"account_id"}, read_accounts, "name")}};
}
// clang-format on

}  // namespace unionhall::accounts
