// The records of signing in, as tables.
#include "accounts/sign_in_api.h"
#include "platform/password.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const SignIn*) {
    static const auto type = record<SignIn>("sign_in", "", {"登录", "sign-in"}, {
        field(&SignIn::login,    "login",    {"登录名", "Sign-in name"}).required().at_most(40),
        field(&SignIn::password, "password", {"密码", "Password"}).required().at_most(password_characters_max).personal(Mask::hidden),
        field(&SignIn::code,     "code",     {"动态口令", "One-time code"}).at_most(10),
    });
    return type;
}
const RecordType& record_of(const SignedIn*) {
    static const auto type = record<SignedIn>("signed_in", "", {"登录结果", "session"}, {
        field(&SignedIn::token,           "token",           {"令牌", "Token"}).personal(Mask::hidden),
        field(&SignedIn::account_id,      "account_id",      {"账号", "Account"}),
        field(&SignedIn::name,            "name",            {"姓名", "Name"}).personal(Mask::name),
        field(&SignedIn::must_enrol_totp, "must_enrol_totp", {"需要启用动态口令", "One-time codes must be set up"}),
        field(&SignedIn::must_change_password, "must_change_password", {"需要修改初始密码", "The first password must be changed"}),
    });
    return type;
}
const RecordType& record_of(const PhoneAsked*) {
    static const auto type = record<PhoneAsked>("phone_asked", "", {"获取验证码", "request for a code"}, {
        field(&PhoneAsked::phone,   "phone",   {"手机号码", "Phone"}).required().at_most(30).personal(Mask::phone),
        field(&PhoneAsked::purpose, "purpose", {"用途", "Purpose"}),
    });
    return type;
}
const RecordType& record_of(const CodeSent*) {
    static const auto type = record<CodeSent>("code_sent", "", {"验证码已发送", "code on its way"}, {
        field(&CodeSent::expires_in_s,       "expires_in_s",       {"有效秒数", "Seconds it is valid"}),
        field(&CodeSent::resend_in_s,        "resend_in_s",        {"多少秒后可重发", "Seconds until another may be sent"}),
        field(&CodeSent::demonstration_code, "demonstration_code", {"演示用验证码", "Code, in a demonstration only"}).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const PhoneSignIn*) {
    static const auto type = record<PhoneSignIn>("phone_sign_in", "", {"手机登录", "sign-in by phone"}, {
        field(&PhoneSignIn::phone,   "phone",   {"手机号码", "Phone"}).required().at_most(30).personal(Mask::phone),
        field(&PhoneSignIn::code,    "code",    {"验证码", "Code"}).required().at_most(10).personal(Mask::hidden),
        field(&PhoneSignIn::purpose, "purpose", {"用途", "Purpose"}),
        field(&PhoneSignIn::one_time_code, "one_time_code", {"动态口令", "One-time code"}).at_most(10).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const SessionRow*) {
    static const auto type = record<SessionRow>("session", "sessions", {"登录会话", "session"}, {
        key  (&SessionRow::id),
        field(&SessionRow::account_id,   "account_id",   {"账号", "Account"}),
        field(&SessionRow::created_at,   "created_at",   {"开始", "Began"}),
        field(&SessionRow::last_used_at, "last_used_at", {"最近使用", "Last used"}),
        field(&SessionRow::ends_at,      "ends_at",      {"最迟结束", "Ends at the latest"}),
        field(&SessionRow::device,       "device",       {"设备", "Device"}),
        field(&SessionRow::current,      "current",      {"本次", "This one"}),
    });
    return type;
}
const RecordType& record_of(const RoleRow*) {
    static const auto type = record<RoleRow>("role_held", "", {"我的角色", "role held"}, {
        field(&RoleRow::role,      "role",      {"角色", "Role"}),
        field(&RoleRow::unit_id,   "unit_id",   {"工会组织", "Unit"}),
        field(&RoleRow::unit_name, "unit_name", {"工会名称", "Name of the unit"}),
    });
    return type;
}
const RecordType& record_of(const PermissionRow*) {
    static const auto type = record<PermissionRow>("permission_held", "", {"我的权限", "permission held"}, {
        field(&PermissionRow::name, "name", {"权限", "Permission"}),
    });
    return type;
}
const RecordType& record_of(const Current*) {
    static const auto type = record<Current>("current_session", "", {"当前登录", "who I am"}, {
        field(&Current::account_id,    "account_id",    {"账号", "Account"}),
        field(&Current::kind,          "kind",          {"类别", "Kind"}),
        field(&Current::name,          "name",          {"姓名", "Name"}).personal(Mask::name),
        field(&Current::unit_id,       "unit_id",       {"所在工会", "Unit"}),
        field(&Current::unit_name,     "unit_name",     {"工会名称", "Name of the unit"}),
        field(&Current::demonstration, "demonstration", {"演示数据", "Demonstration"}),
        field(&Current::totp_enabled,  "totp_enabled",  {"已启用动态口令", "One-time codes on"}),
        field(&Current::must_enrol_totp, "must_enrol_totp", {"需要启用动态口令", "One-time codes must be set up"}),
        field(&Current::must_change_password, "must_change_password", {"需要修改初始密码", "The first password must be changed"}),
        field(&Current::codes_end_at,  "codes_end_at",  {"动态口令停用时间", "One-time codes end"}),
        many (&Current::roles,         "roles",         {"角色", "Roles"}),
        many (&Current::permissions,   "permissions",   {"权限", "Permissions"}),
    });
    return type;
}
const RecordType& record_of(const TotpOffer*) {
    static const auto type = record<TotpOffer>("totp_offer", "", {"动态口令密钥", "secret for one-time codes"}, {
        field(&TotpOffer::secret, "secret", {"密钥", "Secret"}).personal(Mask::hidden),
        field(&TotpOffer::uri,    "uri",    {"二维码内容", "For the QR code"}).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const TotpCode*) {
    static const auto type = record<TotpCode>("totp_code", "", {"动态口令", "one-time code"}, {
        field(&TotpCode::code, "code", {"动态口令", "One-time code"}).required().at_most(10),
    });
    return type;
}
const RecordType& record_of(const PasswordChange*) {
    static const auto type = record<PasswordChange>("password_change", "", {"修改密码", "change of password"}, {
        field(&PasswordChange::old_password, "old_password", {"原密码", "Old password"}).required().at_most(password_characters_max).personal(Mask::hidden),
        field(&PasswordChange::new_password, "new_password", {"新密码", "New password"}).required().at_most(password_characters_max).personal(Mask::hidden),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::accounts
