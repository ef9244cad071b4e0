#include "accounts/rules.h"

#include <map>

namespace unionhall::accounts {

const std::vector<std::string>& permissions_of(Role role) {
    using enum Role;
    // clang-format off
    static const std::map<Role, std::vector<std::string>> table{
        {regional_officer, {"units.read", "members.read", "employers.read", "events.read", "drives.read", "drives.manage",
                            "bulletins.read", "bulletins.write", "bulletins.publish"}},
        {district_officer, {"units.read", "units.manage", "members.read", "members.manage", "members.import", "members.reveal",
                            "members.export", "personal.see", "employers.read", "employers.manage", "events.read", "events.manage",
                            "drives.read", "bulletins.read", "bulletins.write"}},
        {street_secretary, {"units.read", "members.read", "members.enrol", "members.import", "members.reveal", "personal.see",
                            "employers.read", "employers.manage", "events.read", "events.manage", "events.check_in", "drives.read",
                            "bulletins.read"}},
        {committee_member, {"units.read", "members.read", "members.decide", "members.manage", "personal.see", "employers.read",
                            "events.read", "drives.read", "bulletins.read"}},
        {stand_cadre,      {"units.read", "members.enrol", "events.read", "events.check_in", "employers.read", "personal.see"}},
        {system_admin,     {"system.manage"}},
        {security_admin,   {"accounts.manage", "personal.see"}},
        {audit_admin,      {"audit.read"}},
    };
    // clang-format on
    return table.at(role);
}

static bool administers(Role role) {
    return role == Role::system_admin || role == Role::security_admin || role == Role::audit_admin;
}

bool may_stand_beside(Role held, Role wanted) { return held == wanted || (!administers(held) && !administers(wanted)); }

std::vector<Problem> check_login(const std::string& login) {
    bool fits = login.size() >= 3 && login.size() <= 40;
    for (char c : login) fits &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (fits) return {};
    return {{"login",
             {"登录名用 3 到 40 个小写字母、数字、点、横线或下划线。",
              "A sign-in name has 3 to 40 lower-case letters, digits, dots, hyphens or underscores."}}};
}

}  // namespace unionhall::accounts
