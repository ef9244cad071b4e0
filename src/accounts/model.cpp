#include "accounts/model.h"

namespace unionhall::accounts {

// clang-format off
std::vector<Words> labels_of(const Kind*) { return {{"工作人员", "Staff"}, {"职工", "Worker"}}; }
std::vector<Words> labels_of(const Status*) {
    return {{"待启用", "Invited"}, {"正常", "Active"}, {"已锁定", "Locked"}, {"已关闭", "Closed"}};
}
std::vector<Words> labels_of(const Role*) {
    return {{"区域工会干部", "Regional officer"}, {"区县工会干部", "District officer"}, {"街道工会干事", "Street secretary"},
            {"基层工会委员", "Committee member"}, {"现场服务人员", "Stand cadre"},
            {"系统管理员", "System administrator"}, {"安全管理员", "Security administrator"}, {"审计管理员", "Audit administrator"}};
}
std::vector<Words> labels_of(const Purpose*) { return {{"入会", "Joining"}, {"登录", "Signing in"}, {"确认申请", "Confirming"}, {"更换手机", "Changing your phone"}, {"确认本人", "Proving that it is you"}}; }

const RecordType& record_of(const Account*) {
    static const auto type = record<Account>("account", "accounts", {"账号", "account"}, {
        key  (&Account::id),
        owner(&Account::unit_id,         {"所在工会", "Unit"}),
        path (&Account::unit_path),
        field(&Account::kind,            "kind",            {"类别", "Kind"}).by_server().filterable(),
        field(&Account::login,           "login",           {"登录名", "Sign-in name"}).required().at_most(40).personal(Mask::hidden).searched(Match::prefix),
        field(&Account::name,            "name",            {"姓名", "Name"}).required().at_most(50).personal(Mask::name).searched(Match::prefix),
        field(&Account::phone,           "phone",           {"手机", "Phone"}).personal(Mask::phone).one_each("kind = 'worker'").at_most(30),
        field(&Account::status,          "status",          {"状态", "Status"}).by_server().filterable(),
        field(&Account::totp_enabled,    "totp_enabled",    {"已启用动态口令", "One-time codes on"}).by_server(),
        field(&Account::last_sign_in_at, "last_sign_in_at", {"最近登录", "Last sign-in"}).by_server(),
        field(&Account::person_id,       "person_id",       {"职工", "Person"}).hidden(),
        version(&Account::version),
    });
    return type;
}
const RecordType& record_of(const RoleGrant*) {
    static const auto type = record<RoleGrant>("role_grant", "role_grants", {"角色授权", "role grant"}, {
        key  (&RoleGrant::id),
        field(&RoleGrant::account_id, "account_id", {"账号", "Account"}).required().filterable(),
        field(&RoleGrant::role,       "role",       {"角色", "Role"}).filterable(),
        owner(&RoleGrant::unit_id,    {"在哪个工会", "At which unit"}),
        path (&RoleGrant::unit_path),
        field(&RoleGrant::granted_on, "granted_on", {"授权日期", "Granted on"}).by_server(),
        field(&RoleGrant::ends_on,    "ends_on",    {"到期日期", "Ends on"}),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::accounts
