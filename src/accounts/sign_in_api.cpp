// Signing in by password and one-time code, or by a code to a phone; sessions. Says no without saying why it is no,
// and takes as long for a login that does not exist.
#include "accounts/sign_in_api.h"

#include <algorithm>

#include "accounts/sign_in_store.h"
#include "accounts/worker_codes_api.h"
#include "platform/crypto.h"
#include "platform/entry.h"
#include "platform/identifiers.h"
#include "platform/password.h"
#include "platform/settings.h"
#include "platform/totp.h"

namespace unionhall::accounts {

// One for the process: it is the bound on how many passwords are hashed at once, not state.
static PasswordHasher& hasher() {
    // Whoever waits for a password holds a thread of the server's eight: two hash, four wait, and two are left for
    // everybody else. The others are asked to come again.
    constexpr std::size_t passwords_waiting_max = 4;
    static PasswordHasher one({}, {.waiting_max = passwords_waiting_max});
    return one;
}

bool password_is_right(const std::string& hash, const std::string& password) { return hasher().verify(hash, password); }

std::string find_by_password(Context& context, const Request& request) {
    auto asked = Draft<SignIn>{given_from_body(type_of<SignIn>(), request)}.applied_to({});
    auto account = account_by_login(context.tx, asked.login);
    if (!account) {
        hasher().verify_nobody(asked.password);
        return find_device(context, request);
    }
    bool is_right = hasher().verify(credentials_of(context, account->id).password_hash, asked.password);
    return (is_right ? account->id.text() : "") + find_device(context, request);
}

std::string find_device(Context&, const Request& request) {
    auto* agent = request.header("user-agent");
    return "\n" + (agent ? device_words(*agent) : "");
}

static std::string device_found(const Context& context) {
    auto at = context.finding.find('\n');
    return at == std::string::npos ? "" : context.finding.substr(at + 1);
}

void count_failure(Context& context, const Account& account, Credentials& credentials) {
    auto& settings = context.services.settings;
    if (++credentials.failures >= settings.failures_max) {
        credentials.failures = 0;
        credentials.locked_until = plus_seconds(context.now, settings.lock_minutes * 60);
        context.note<Account>("account.locked", &account, &account);
    }
    keep_credentials(context, account.id, credentials);
}

Refusal rests(const Context& context, Instant until) {
    return too_many({"输错的次数太多，账号暂时锁定，请过一会儿再试。",
                     "Too many wrong tries: the account rests. Please try again later."},
                    (until.us - context.now.us) / 1000000 + 1);
}

bool takes_code(Context& context, Credentials& credentials, const std::string& code) {
    if (credentials.totp_secret.empty()) return false;
    auto step = totp_step(credentials.totp_secret, code, context.now.us / 1000000, credentials.totp_last_step);
    if (step) credentials.totp_last_step = *step;
    return step.has_value();
}

// No, and what was written stays: a wrong password is counted.
static Refusal no(Words why, std::vector<Problem> problems = {}) {
    return kept(Refusal(Refusal::Reason::not_signed_in, std::move(why), std::move(problems)));
}

void set_cookie(Context& context, const std::string& token) {
    auto cookie = session_cookie(token, is_https(context.services.settings.public_address));
    context.headers.emplace_back("Set-Cookie", cookie);
}

SignedIn sign_in(Context& context, const Draft<SignIn>& draft) {
    auto asked = draft.applied_to({});
    const Words wrong{"登录名、密码或动态口令不对，请再试一次。",
                      "The sign-in name, password or one-time code is not right. Please try again."};
    auto account = account_by_login(context.tx, asked.login);
    if (!account || account->status == Status::closed) throw no(wrong);
    auto credentials = credentials_held(context, account->id);
    if (credentials.locked_until > context.now) throw no(wrong);
    bool is_right = context.finding.substr(0, context.finding.find('\n')) == account->id.text();
    if (is_right && account->totp_enabled) {
        if (asked.code.empty())  // the password was right: ask for the code, and count nothing
            throw no({"请输入动态口令。", "Enter the one-time code."},
                     {{"code", {"请输入动态口令。", "Enter the one-time code."}}});
        is_right = takes_code(context, credentials, asked.code);
    }
    if (!is_right) {
        count_failure(context, *account, credentials);
        throw no(wrong);
    }
    if (credentials.first_until.us && credentials.first_until < context.now)
        throw no({"初始密码已经过期，请联系安全管理员再重置一次。",
                  "The first password has expired. Ask the security administrator to reset it once more."});
    credentials.failures = 0;
    keep_credentials(context, account->id, credentials);
    SignedIn made{.token = open_session(context, *account, device_found(context)),
                  .account_id = account->id,
                  .name = account->name,
                  .must_enrol_totp = !account->totp_enabled && wants_codes(context.services.settings),
                  .must_change_password = credentials.first_until.us != 0};
    set_cookie(context, made.token);
    return made;
}

std::string canonical_mobile(const std::string& text) {
    auto phone = check_mobile(text);
    if (!phone.ok()) refuse("phone", phone.problem);
    return phone.canonical;
}

Refusal wrong_phone_code() {
    return no({"验证码不对或已过期，请重新获取。", "The code is not right or has expired. Ask for another."});
}

CodeSent ask_code(Context& context, const Draft<PhoneAsked>& draft) {
    auto asked = draft.applied_to({});
    if (asked.purpose == Purpose::prove)
        refuse("purpose", {"这种验证码请在已登录的手机上获取。",
                           "A code of this kind is asked for on a phone that is signed in."});
    send_code(context, canonical_mobile(asked.phone), asked.purpose);
    return {code_lives_s, code_resend_s, context.finding};
}

bool opens(Purpose purpose) { return purpose == Purpose::join || purpose == Purpose::sign_in; }

SignedIn sign_in_by_phone(Context& context, const Draft<PhoneSignIn>& draft) {
    auto asked = draft.applied_to({});
    auto phone = canonical_mobile(asked.phone);
    // Whose phone it is, is looked up only for who has the code; which stays good until the rest is right, too.
    if (!opens(asked.purpose) || !check_code(context, phone, asked.purpose, asked.code, false))
        throw wrong_phone_code();
    auto known = worker_of_phone(context.tx, phone);
    auto account = known ? *known : make_worker(context, phone);
    if (account.status == Status::closed) throw no({"这个账号已关闭。", "This account is closed."});
    check_one_time_code(context, account.id.number, asked.one_time_code);
    use_up_codes(context, phone, asked.purpose);
    SignedIn made{.token = open_session(context, account, device_found(context)), .account_id = account.id};
    set_cookie(context, made.token);
    return made;
}

Current current(Context& context, const Nothing&) {
    auto& actor = context.actor;
    auto& settings = context.services.settings;
    if (actor.kind == Actor::Kind::nobody) return {.demonstration = settings.is_demonstration};
    auto account = context.find(Id<Account>{actor.account_id});
    Current me{.account_id = account.id,
               .kind = account.kind,
               .name = account.name,
               .demonstration = settings.is_demonstration,
               .totp_enabled = account.totp_enabled,
               .must_enrol_totp = actor.lacks_codes && wants_codes(settings),
               .must_change_password = actor.has_first_password};
    if (account.kind == Kind::worker) {
        auto credentials = credentials_of(context, account.id);
        me.totp_enabled = account.totp_enabled && !have_ended(context, credentials);
        // That they ended is news to who was signed in before, and to nobody who came in by text message alone since.
        bool is_news =
            !have_ended(context, credentials) || began_before(context.tx, actor.session_id, credentials.codes_end_at);
        if (credentials.codes_end_at.us && is_news) me.codes_end_at = credentials.codes_end_at;
    }
    if (account.unit_id) {
        me.unit_id = account.unit_id;
        me.unit_name = units::name_of_unit(context.tx, account.unit_id.number);
    }
    for (auto& grant : grants_of(context.tx, account.id, context.today))
        me.roles.push_back({grant.role, grant.unit_id, units::name_of_unit(context.tx, grant.unit_id.number)});
    for (auto& grant : actor.grants)
        if (std::ranges::find(me.permissions, grant.permission, &PermissionRow::name) == me.permissions.end())
            me.permissions.push_back({grant.permission});
    return me;
}

std::vector<SessionRow> my_sessions(Context& context, const Nothing&) {
    return sessions_of(context, context.actor.account_id);
}

SessionRow sign_out(Context& context, const Draft<Nothing>&) {
    SessionRow ended{.id = {context.actor.session_id}, .account_id = {context.actor.account_id}};
    end_session(context.tx, context.actor.session_id);
    set_cookie(context, "");
    context.headers.emplace_back("Clear-Site-Data", "\"cache\"");
    return ended;
}

SessionRow end_others(Context& context, const Draft<Nothing>&) {
    auto& actor = context.actor;
    SessionRow kept{.id = {actor.session_id}, .account_id = {actor.account_id}, .current = true};
    for (auto& session : sessions_of(context, actor.account_id)) {
        if (session.current)
            kept = session;
        else
            context.note<SessionRow>("session.ended", &session, nullptr);
    }
    end_other_sessions(context.tx, actor.account_id, actor.session_id);
    return kept;
}

// By what the app lists the account: it may be shown to others, and an app keeps it where it likes.
static std::string shown_in_app(const Account& account) {
    return account.kind == Kind::worker ? masked(Mask::phone, account.phone.plain) : account.login;
}

static Refusal on_already(const Account& account) {
    return conflict(account.kind == Kind::worker
                        ? Words{"动态口令已经启用。要换一个验证器，请先停用，再重新启用。",
                                "One-time codes are on already. To change the app, turn them off first."}
                        : Words{"动态口令已经启用。要更换，请联系安全管理员。",
                                "One-time codes are on already. Ask the security administrator to reset them."});
}

// Whether this session was shown the secret a little while ago: a page that is loaded anew goes on with the same one, and
// the app is not left with two. Not so another session, which could be somebody else's.
static bool goes_on(const Context& context, const Credentials& credentials) {
    constexpr std::int64_t totp_offer_s = 1800;
    return !credentials.totp_secret.empty() && context.actor.session_id &&
           credentials.totp_offered_to == context.actor.session_id && credentials.totp_offered_at <= context.now &&
           context.now < plus_seconds(credentials.totp_offered_at, totp_offer_s);
}

TotpOffer offer_totp(Context& context, const Draft<Nothing>&) {
    auto [account, credentials] = without_ended_codes(context, {context.actor.account_id});
    if (account.totp_enabled) throw on_already(account);
    if (account.kind == Kind::worker) refuse_on_again(context, credentials);
    if (!goes_on(context, credentials)) {
        credentials.totp_secret = new_totp_secret();
        credentials.totp_last_step = 0;
        credentials.totp_offered_at = context.now;
        credentials.totp_offered_to = context.actor.session_id;
        keep_credentials(context, account.id, credentials);
    }
    auto house = Words{"职工之家", "Unionhall"}.in(context.language);  // as the pages say to look for it
    return {base32(credentials.totp_secret), totp_uri(credentials.totp_secret, house, shown_in_app(account))};
}

Current confirm_totp(Context& context, const Draft<TotpCode>& draft) {
    auto asked = draft.applied_to({});
    auto [account, credentials] = without_ended_codes(context, {context.actor.account_id});
    if (account.totp_enabled) throw on_already(account);
    if (credentials.totp_secret.empty() || !takes_code(context, credentials, asked.code))
        refuse("code",
               {"动态口令不对，请看看手机上的时间是否准确。", "The code is not right. Check the clock of your phone."});
    credentials.totp_offered_at = credentials.codes_end_at = {};
    credentials.totp_offered_to = 0;
    credentials.codes_on_at = context.now;
    keep_credentials(context, account.id, credentials);
    account.totp_enabled = true;
    context.tx.update(account);
    // Whoever is signed in elsewhere did not have the app in hand.
    end_other_sessions(context.tx, account.id.number, context.actor.session_id);
    if (account.kind == Kind::worker) tell_codes_are_on(context, account);
    set_cookie(context, renew_session(context));
    return current(context, {});
}

std::string hash_new_password(Context& context, const Request& request) {
    auto asked = Draft<PasswordChange>{given_from_body(type_of<PasswordChange>(), request)}.applied_to({});
    std::vector<std::string> words{"unionhall", "职工之家"};
    if (auto account = context.tx.first<Account>("where id = $1", {context.actor.account_id})) {
        words.insert(words.end(), {account->login, account->name});
        words.push_back(units::name_of_unit(context.tx, account->unit_id.number));
    }
    if (auto problem = password_problem(asked.new_password, words, context.services.known_passwords))
        refuse("new_password", *problem);
    if (!hasher().verify(credentials_of(context, {context.actor.account_id}).password_hash, asked.old_password))
        refuse("old_password", {"原密码不对。", "The old password is not right."});
    if (asked.new_password == asked.old_password)
        refuse("new_password", {"新密码要和原密码不一样。", "The new password has to differ from the old one."});
    return hasher().hash(asked.new_password);
}

Current change_password(Context& context, const Draft<PasswordChange>&) {
    auto credentials = credentials_held(context, {context.actor.account_id});
    credentials.password_hash = context.finding;
    credentials.first_until = {};
    keep_credentials(context, {context.actor.account_id}, credentials);
    // Whoever else is signed in with the old password is not any more.
    end_other_sessions(context.tx, context.actor.account_id, context.actor.session_id);
    set_cookie(context, renew_session(context));
    auto me = current(context, {});
    me.must_change_password = false;
    return me;
}

}  // namespace unionhall::accounts
