#include "accounts/worker_codes_api.h"

#include "accounts/sign_in_store.h"
#include "platform/china_time.h"
#include "platform/identifiers.h"
#include "platform/outbox.h"
#include "platform/settings.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const OwnCode*) {
    static const auto type = record<OwnCode>("own_code", "", {"动态口令", "one-time code"}, {
        field(&OwnCode::one_time_code, "one_time_code", {"动态口令", "One-time code"}).required().at_most(10).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const EndOfCodes*) {
    static const auto type = record<EndOfCodes>("end_of_codes", "", {"动态口令停用", "end of one-time codes"}, {
        field(&EndOfCodes::ends_at, "ends_at", {"停用时间", "They end"}),
        field(&EndOfCodes::says,    "says",    {"说明", "In words"}).at_most(300),
    });
    return type;
}
// clang-format on

static constexpr std::size_t to_the_minute = 16;  // of "2024-05-10 10:00:59"

static void tell(Context& context, const Account& account, const Words& words) {
    tell_phone(context, account.phone.plain, words);
}

void tell_codes_are_on(Context& context, const Account& account) {
    tell(
        context, account,
        {"【职工之家】您的账号已启用动态口令，以后登录除短信验证码外还要输入它，其他设备已退出登录。如果不是您本人办理，请马上联系您"
         "的工会或拨打 12351。",
         "[Unionhall] One-time codes are on for your account: signing in asks for one beside the code by text message, and other "
         "devices are signed out. If that was not you, call your union or 12351 at once."});
}

void refuse_on_again(const Context& context, const Credentials& credentials) {
    auto again_at = plus_seconds(credentials.codes_on_at, on_again_s);
    if (credentials.codes_on_at.us && context.now < again_at)
        throw too_many({"动态口令刚刚启用过又停用了，请过一会儿再启用。",
                        "One-time codes were turned on and off just now. Please wait before you turn them on again."},
                       (again_at.us - context.now.us) / 1000000 + 1);
}

bool have_ended(const Context& context, const Credentials& credentials) {
    return credentials.codes_end_at.us && credentials.codes_end_at <= context.now;
}

// Off: by their owner, or because the wait is over; then `ended_at` stays to be read on a phone that is signed in.
static void take_off(Context& context, Held& held, Instant ended_at = {}) {
    auto& [account, credentials] = held;
    auto before = account;
    credentials.without_codes();
    credentials.codes_end_at = ended_at;
    keep_credentials(context, account.id, credentials);
    account.totp_enabled = false;
    context.tx.update(account);
    context.note<Account>("account.codes_ended", &before, &account);
    tell(
        context, account,
        {"【职工之家】您账号的动态口令已停用，以后用短信验证码登录。如果不是您本人办理，请联系您的工会或拨打 12351。",
         "[Unionhall] One-time codes are off for your account: a code by text message opens it from now on. If that was not "
         "you, call your union or 12351."});
}

Held without_ended_codes(Context& context, Id<Account> id) {
    auto both = held(context, id);
    bool is_over =
        both.account.kind == Kind::worker && both.account.totp_enabled && have_ended(context, both.credentials);
    if (is_over) take_off(context, both, both.credentials.codes_end_at);
    return both;
}

// The wait is over before its time: its owner has the app.
static void keep_on(Context& context, Held& held) {
    bool was_lost = held.credentials.codes_end_at.us != 0;
    held.credentials.failures = 0;
    held.credentials.codes_end_at = {};
    keep_credentials(context, held.account.id, held.credentials);
    if (!was_lost) return;
    context.note<Account>("account.codes_kept", &held.account, &held.account);
    tell(context, held.account,
         {"【职工之家】动态口令保留，停用登记已取消。", "[Unionhall] One-time codes stay on after all."});
}

// At the door: the account rests after too many. Whoever does that while an app is said to be lost waits anew: otherwise who
// has the number alone would keep the owner out until the wait is over.
static void count_at_door(Context& context, Held& held) {
    auto was = held.credentials.locked_until;
    count_failure(context, held.account, held.credentials);
    if (held.credentials.locked_until == was || !held.credentials.codes_end_at.us) return;
    held.credentials.codes_end_at = plus_seconds(context.now, context.services.settings.lost_codes_hours * 3600);
    keep_credentials(context, held.account.id, held.credentials);
}

void count_in_session(Context& context) {
    if (count_wrong_code(context.tx, context.actor.session_id) < context.services.settings.failures_max) return;
    end_session(context.tx, context.actor.session_id);
    throw kept(Refusal(Refusal::Reason::not_signed_in,
                       {"输错的次数太多，为安全起见已退出登录，请重新登录。",
                        "Too many wrong tries: you are signed out, to be safe. Please sign in again."}));
}

// One of the codes of an account that has them on; otherwise it refuses, and a wrong one is counted. It is used up once the
// credentials are kept.
static void take_code(Context& context, Held& held, const std::string& one_time_code) {
    bool is_in_session = context.actor.account_id == held.account.id.number && context.actor.session_id;
    if (!is_in_session && held.credentials.locked_until > context.now)
        throw kept(rests(context, held.credentials.locked_until));
    auto no = [](Words why) { return kept(Refusal(Refusal::Reason::invalid, why, {{"one_time_code", why}})); };
    // Nothing is counted for who did not know that one is asked for.
    if (one_time_code.empty()) throw no({"请输入验证器里的动态口令。", "Enter the one-time code of your app."});
    if (!takes_code(context, held.credentials, one_time_code)) {
        if (is_in_session)
            count_in_session(context);
        else
            count_at_door(context, held);
        throw no({"动态口令不对。请等它换成下一个，再试一次。",
                  "The one-time code is not right. Wait for the next one and try again."});
    }
    if (is_in_session) forget_wrong_codes(context.tx, context.actor.session_id);
}

bool has_one_time_codes(Context& context, std::int64_t account_id) {
    return without_ended_codes(context, {account_id}).account.totp_enabled;
}

void check_one_time_code(Context& context, std::int64_t account_id, const std::string& one_time_code) {
    auto both = without_ended_codes(context, {account_id});
    if (!both.account.totp_enabled) return;
    take_code(context, both, one_time_code);
    keep_on(context, both);
}

static Refusal none_on() {
    return conflict({"这个账号没有启用动态口令，用短信验证码就能登录。",
                     "This account has no one-time codes: a code by text message opens it."});
}

static EndOfCodes off_now(const Context& context) {
    return {{},
            Words{"动态口令已停用，以后用短信验证码登录。", "One-time codes are off: sign in by text message."}.in(
                context.language)};
}

EndOfCodes end_codes(Context& context, const Draft<OwnCode>& draft) {
    auto asked = draft.applied_to({});
    auto both = without_ended_codes(context, {context.actor.account_id});
    // Where the wait ended meanwhile there is nothing left to do.
    if (both.credentials.codes_end_at.us && !both.account.totp_enabled) return off_now(context);
    if (!both.account.totp_enabled) throw none_on();
    take_code(context, both, asked.one_time_code);
    take_off(context, both);
    return off_now(context);
}

static void begin_wait(Context& context, Held& held) {
    auto& [account, credentials] = held;
    auto again_at = plus_seconds(credentials.codes_lost_at, lost_again_s);
    if (credentials.codes_lost_at.us && context.now < again_at)
        throw kept(too_many({"刚刚登记过又取消了，请过一会儿再登记。",
                             "This was said and taken back just now. Please wait before you say it again."},
                            (again_at.us - context.now.us) / 1000000 + 1));
    credentials.codes_lost_at = context.now;
    credentials.codes_end_at = plus_seconds(context.now, context.services.settings.lost_codes_hours * 3600);
    keep_credentials(context, account.id, credentials);
    context.note<Account>("account.codes_lost", &account, &account);
}

static EndOfCodes begin_end(Context& context, Held both) {
    auto& [account, credentials] = both;
    if (!account.totp_enabled) return off_now(context);
    bool is_new = !credentials.codes_end_at.us;
    if (is_new) begin_wait(context, both);
    auto when = china_time(credentials.codes_end_at).substr(0, to_the_minute);
    if (is_new)
        tell(
            context, account,
            {"【职工之家】有人登记您的验证器丢了：" + when +
                 " 起，用短信验证码就能登录。如果不是您本人办理，请用验证器登录一次，或在已登录的手机上打开“我的”里的“动态口令”，填入动态口"
                 "令保留它。",
             "[Unionhall] Somebody said that your app of one-time codes is lost: from " + when +
                 " a code by text message is enough. If that was not you, sign in with the app once, or enter one of its "
                 "codes under \"One-time codes\" on a phone that is signed in."});
    return {
        credentials.codes_end_at,
        Words{"已登记。" + when + " 起，用短信验证码就能登录。找到验证器，照常登录就会取消登记。",
              "Noted. From " + when +
                  " on a code by text message is enough. Should you find the app, signing in with it takes this back."}
            .in(context.language)};
}

EndOfCodes lose_codes(Context& context, const Draft<Nothing>&) {
    auto both = without_ended_codes(context, {context.actor.account_id});
    if (!both.account.totp_enabled && !both.credentials.codes_end_at.us) throw none_on();
    return begin_end(context, std::move(both));
}

EndOfCodes lose_codes_at_door(Context& context, const Draft<PhoneSignIn>& draft) {
    auto asked = draft.applied_to({});
    auto phone = canonical_mobile(asked.phone);
    if (!opens(asked.purpose) || !check_code(context, phone, asked.purpose, asked.code, false))
        throw wrong_phone_code();
    // The code stays good where there is nothing to turn off: it then opens the door.
    auto account = worker_of_phone(context.tx, phone);
    if (!account || !account->totp_enabled) throw kept(none_on());
    use_up_codes(context, phone, asked.purpose);
    return begin_end(context, without_ended_codes(context, account->id));
}

EndOfCodes keep_codes(Context& context, const Draft<OwnCode>& draft) {
    auto asked = draft.applied_to({});
    auto both = without_ended_codes(context, {context.actor.account_id});
    if (!both.account.totp_enabled)
        throw kept(both.credentials.codes_end_at.us
                       ? conflict({"等待的时间已经过去，动态口令已停用。可以重新启用。",
                                   "The time is over and the one-time codes are off. You can turn them on anew."})
                       : none_on());
    take_code(context, both, asked.one_time_code);
    keep_on(context, both);
    return {{}, Words{"动态口令保留。", "One-time codes stay on."}.in(context.language)};
}

Current see_codes_ended(Context& context, const Draft<Nothing>&) {
    auto both = without_ended_codes(context, {context.actor.account_id});
    bool is_news = began_before(context.tx, context.actor.session_id, both.credentials.codes_end_at);
    if (!both.account.totp_enabled && is_news) {
        both.credentials.codes_end_at = {};
        keep_credentials(context, both.account.id, both.credentials);
    }
    return current(context, {});
}

}  // namespace unionhall::accounts
