#include "accounts/proof_api.h"

#include "accounts/sign_in_store.h"
#include "accounts/worker_codes_api.h"
#include "platform/password.h"
#include "platform/settings.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const Proof*) {
    static const auto type = record<Proof>("proof", "", {"身份确认", "proof of who you are"}, {
        field(&Proof::password, "password", {"密码", "Password"}).required().at_most(password_characters_max).personal(Mask::hidden),
        field(&Proof::code,     "code",     {"动态口令", "One-time code"}).at_most(10),
    });
    return type;
}
const RecordType& record_of(const Proved*) {
    static const auto type = record<Proved>("proved", "", {"身份已确认", "proof given"}, {
        field(&Proved::until, "until", {"有效期到", "Until"}),
    });
    return type;
}
const RecordType& record_of(const PhoneProof*) {
    static const auto type = record<PhoneProof>("phone_proof", "", {"身份确认", "proof by phone"}, {
        field(&PhoneProof::code, "code", {"短信验证码", "Code from the text message"}).at_most(10).personal(Mask::hidden),
        field(&PhoneProof::one_time_code, "one_time_code", {"动态口令", "One-time code"}).at_most(10).personal(Mask::hidden),
    });
    return type;
}
// clang-format on

std::string find_own_password(Context& context, const Request& request) {
    auto asked = Draft<Proof>{given_from_body(type_of<Proof>(), request)}.applied_to({});
    auto credentials = credentials_of(context, {context.actor.account_id});
    return password_is_right(credentials.password_hash, asked.password) ? "right" : "";
}

static Proved proved(Context& context) {
    set_cookie(context, renew_session(context));
    return {plus_seconds(context.now, context.services.settings.proof_minutes * 60)};
}

Proved prove(Context& context, const Draft<Proof>& draft) {
    auto asked = draft.applied_to({});
    auto [account, credentials] = held(context, {context.actor.account_id});
    if (credentials.locked_until > context.now) throw rests(context, credentials.locked_until);
    bool is_right = context.finding == "right";
    if (is_right && account.totp_enabled) {
        if (asked.code.empty()) refuse("code", {"请输入动态口令。", "Enter the one-time code."});
        is_right = takes_code(context, credentials, asked.code);
    }
    if (!is_right) {
        count_failure(context, account, credentials);
        if (credentials.locked_until > context.now) {
            // Perhaps somebody else sits at this device.
            end_session(context.tx, context.actor.session_id);
            throw kept(Refusal(Refusal::Reason::not_signed_in,
                               {"输错的次数太多，为安全起见已退出登录，请过一会儿再登录。",
                                "Too many wrong tries: you are signed out, to be safe. Please sign in again later."}));
        }
        Words wrong{"密码或动态口令不对，请再试一次。",
                    "The password or one-time code is not right. Please try again."};
        throw kept(Refusal(Refusal::Reason::invalid, wrong, {{"password", wrong}}));
    }
    credentials.failures = 0;
    keep_credentials(context, account.id, credentials);
    return proved(context);
}

CodeSent ask_own_code(Context& context, const Draft<Nothing>&) {
    send_code(context, phone_of_account(context.tx, context.actor.account_id), Purpose::prove);
    return {code_lives_s, code_resend_s, context.finding};
}

Proved prove_by_phone(Context& context, const Draft<PhoneProof>& draft) {
    auto asked = draft.applied_to({});
    auto account_id = context.actor.account_id;
    if (!asked.one_time_code.empty()) {
        if (!has_one_time_codes(context, account_id))
            refuse("one_time_code", {"这个账号没有启用动态口令，请用短信验证码。",
                                     "This account has no one-time codes: use a code by text message."});
        check_one_time_code(context, account_id, asked.one_time_code);
        return proved(context);
    }
    auto phone = phone_of_account(context.tx, account_id);
    Words wrong{"验证码不对或已过期，请重新获取。", "The code is not right or has expired. Ask for another."};
    if (!check_code(context, phone, Purpose::prove, asked.code)) {
        count_in_session(context);
        throw kept(Refusal(Refusal::Reason::invalid, wrong, {{"code", wrong}}));
    }
    forget_wrong_codes(context.tx, context.actor.session_id);
    return proved(context);
}

}  // namespace unionhall::accounts
