#include "accounts/worker_codes_api.h"

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

static void tell(Context& context, const Account& account, const Words& text) {
    send_message(context, Channel::sms, account.phone.plain, text.in(context.language));
}

void tell_codes_are_on(Context& context, const Account& account) {
    tell(
        context, account,
        {"【职工之家】您的账号已启用动态口令，以后登录除短信验证码外还要输入它。如果不是您本人办理，请在登录页点“验证器丢了”。",
         "[Unionhall] One-time codes are on for your account: signing in asks for one beside the code by text message. If "
         "that was not you, choose \"The app is lost\" where you sign in."});
}

bool have_ended(const Context& context, const Credentials& credentials) {
    return credentials.codes_end_at.us && credentials.codes_end_at <= context.now;
}

static void take_off(Context& context, Account account, Credentials credentials) {
    auto before = account;
    credentials.totp_secret.clear();
    credentials.totp_last_step = credentials.failures = 0;
    credentials.locked_until = credentials.codes_end_at = {};
    keep_credentials(context, account.id, credentials);
    account.totp_enabled = false;
    context.tx.update(account);
    context.note<Account>("account.codes_removed", &before, &account);
    tell(
        context, account,
        {"【职工之家】您账号的动态口令已停用，以后用短信验证码登录。如果不是您本人办理，请联系您的工会或拨打 12351。",
         "[Unionhall] One-time codes are off for your account: a code by text message opens it from now on. If that was not "
         "you, call your union or 12351."});
}

Account without_ended_codes(Context& context, const Account& account) {
    if (account.kind != Kind::worker || !account.totp_enabled) return account;
    auto credentials = credentials_held(context, account.id);
    if (!have_ended(context, credentials)) return account;
    take_off(context, account, credentials);
    return context.find(account.id);
}

void check_one_time_code(Context& context, std::int64_t account_id, const std::string& one_time_code) {
    auto account = context.find(Id<Account>{account_id});
    if (!account.totp_enabled) return;
    auto credentials = credentials_held(context, account.id);
    if (have_ended(context, credentials)) return take_off(context, account, credentials);
    if (credentials.locked_until > context.now) throw kept(rests(context, credentials.locked_until));
    auto no = [](Words why) { return kept(Refusal(Refusal::Reason::invalid, why, {{"one_time_code", why}})); };
    // Nothing is counted for who did not know that one is asked for.
    if (one_time_code.empty()) throw no({"请输入验证器里的动态口令。", "Enter the one-time code of your app."});
    if (!takes_code(context, credentials, one_time_code)) {
        count_failure(context, account, credentials);
        throw no({"动态口令不对。请等它换成下一个，再试一次。",
                  "The one-time code is not right. Wait for the next one and try again."});
    }
    credentials.failures = 0;
    credentials.codes_end_at = {};  // who has the app has not lost it
    keep_credentials(context, account.id, credentials);
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
    auto account = context.find(Id<Account>{context.actor.account_id});
    if (!account.totp_enabled) throw none_on();
    check_one_time_code(context, account.id.number, asked.one_time_code);
    account = context.find(account.id);
    if (account.totp_enabled) take_off(context, account, credentials_held(context, account.id));
    return off_now(context);
}

static EndOfCodes begin_end(Context& context, const Account& account) {
    if (!account.totp_enabled) throw none_on();
    auto credentials = credentials_held(context, account.id);
    if (have_ended(context, credentials)) {
        take_off(context, account, credentials);
        return off_now(context);
    }
    bool is_new = !credentials.codes_end_at.us;
    if (is_new) {
        credentials.codes_end_at = plus_seconds(context.now, context.services.settings.lost_codes_hours * 3600);
        keep_credentials(context, account.id, credentials);
        context.note<Account>("account.codes_lost", &account, &account);
    }
    auto when = china_time(credentials.codes_end_at).substr(0, to_the_minute);
    if (is_new)
        tell(
            context, account,
            {"【职工之家】有人登记您的验证器丢了：" + when +
                 " 起，用短信验证码就能登录。如果不是您本人办理，请用验证器登录一次，或在已登录的手机上点“保留动态口令”。",
             "[Unionhall] Somebody said that your app of one-time codes is lost: from " + when +
                 " a code by text message is enough. If that was not you, sign in with the app once, or keep the codes on a "
                 "phone that is signed in."});
    return {
        credentials.codes_end_at,
        Words{"已登记。" + when + " 起，用短信验证码就能登录。找到验证器，照常登录就会取消登记。",
              "Noted. From " + when +
                  " on a code by text message is enough. Should you find the app, signing in with it takes this back."}
            .in(context.language)};
}

EndOfCodes lose_codes(Context& context, const Draft<Nothing>&) {
    return begin_end(context, context.find(Id<Account>{context.actor.account_id}));
}

EndOfCodes lose_codes_at_door(Context& context, const Draft<PhoneSignIn>& draft) {
    auto asked = draft.applied_to({});
    auto phone = canonical_mobile(asked.phone);
    // The code stays good where there is nothing to turn off: it then opens the door.
    auto account = worker_of_phone(context.tx, phone);
    bool uses_up = account && account->totp_enabled;
    if (!check_code(context, phone, asked.purpose, asked.code, uses_up)) throw wrong_phone_code();
    if (!uses_up) throw kept(none_on());
    return begin_end(context, *account);
}

EndOfCodes keep_codes(Context& context, const Draft<Nothing>&) {
    auto account = context.find(Id<Account>{context.actor.account_id});
    if (!account.totp_enabled) throw none_on();
    auto credentials = credentials_held(context, account.id);
    if (have_ended(context, credentials))
        throw conflict({"等待的时间已经过去，动态口令已停用。可以重新启用。",
                        "The time is over and the one-time codes are off. You can turn them on anew."});
    if (credentials.codes_end_at.us) {
        credentials.codes_end_at = {};
        keep_credentials(context, account.id, credentials);
        tell(context, account,
             {"【职工之家】动态口令保留，停用登记已取消。", "[Unionhall] One-time codes stay on after all."});
    }
    return {{}, Words{"动态口令保留。", "One-time codes stay on."}.in(context.language)};
}

}  // namespace unionhall::accounts
