#include "accounts/rules.h"

#include <algorithm>
#include <map>

namespace unionhall::accounts {

const std::vector<std::string>& permissions_of(Role role) {
    using enum Role;
    // clang-format off
    static const std::map<Role, std::vector<std::string>> table{
        {regional_officer, {"units.read", "members.read", "employers.read", "events.read", "drives.read", "drives.manage",
                            "bulletins.read", "bulletins.write", "bulletins.publish", "members.export", "stations.read", "wishes.read",
                            "rosters.read"}},
        {district_officer, {"units.read", "units.manage", "members.read", "members.manage", "members.import", "members.reveal",
                            "members.export", "personal.see", "employers.read", "employers.manage", "events.read", "events.manage",
                            "drives.read", "bulletins.read", "bulletins.write", "members.hold", "stations.read", "stations.manage",
                            "stations.keep", "wishes.read", "wishes.manage", "wishes.keep", "rosters.read", "rosters.manage",
                            "rosters.duplicates"}},
        {street_secretary, {"units.read", "members.read", "members.enrol", "members.import", "members.reveal", "personal.see",
                            "employers.read", "employers.manage", "events.read", "events.manage", "events.check_in", "drives.read",
                            "bulletins.read", "stations.read", "stations.manage", "stations.keep", "wishes.read",
                            "wishes.manage", "wishes.keep", "rosters.read", "rosters.manage", "rosters.duplicates"}},
        {committee_member, {"units.read", "members.read", "members.decide", "members.manage", "personal.see", "employers.read",
                            "events.read", "drives.read", "bulletins.read", "stations.read", "stations.keep", "wishes.read", "wishes.keep"}},
        {stand_cadre,      {"units.read", "members.enrol", "events.read", "events.check_in", "employers.read", "personal.see"}},
        {system_admin,     {"system.manage", "accounts.read", "accounts.keep", "units.read", "units.manage", "personal.see",
                            "retention.read", "retention.manage"}},
        {security_admin,   {"accounts.read", "accounts.manage", "approvals.decide", "security.alarms", "security.keys",
                            "personal.see", "retention.read", "retention.confirm"}},
        {audit_admin,      {"audit.read"}},
    };
    // clang-format on
    return table.at(role);
}

const std::vector<std::string>& read_of_titles() {
    static const std::vector<std::string> all{"units.read",    "employers.read", "events.read",
                                              "drives.read",   "bulletins.read", "members.import",
                                              "stations.read", "wishes.read",    "rosters.read"};
    return all;
}

bool administers(Role role) {
    return role == Role::system_admin || role == Role::security_admin || role == Role::audit_admin;
}

bool is_sensitive(Role role) {
    auto& may = permissions_of(role);
    return administers(role) || std::ranges::find(may, "members.read") != may.end();
}

bool may_stand_beside(Role held, Role wanted) { return held == wanted || (!administers(held) && !administers(wanted)); }

static std::string first_named(const std::vector<std::pair<const char*, const char*>>& table, std::string_view agent) {
    for (auto& [mark, word] : table)
        if (agent.find(mark) != std::string_view::npos) return word;
    return "";
}

std::string device_words(std::string_view user_agent) {
    // Most say the name of others too, so the order decides.
    static const std::vector<std::pair<const char*, const char*>> browsers{
        {"MicroMessenger", "WeChat"},  {"HuaweiBrowser", "Huawei Browser"},
        {"MiuiBrowser", "Mi Browser"}, {"UCBrowser", "UC Browser"},
        {"QQBrowser", "QQ Browser"},   {"Edg", "Edge"},
        {"Firefox/", "Firefox"},       {"Chrome/", "Chrome"},
        {"Safari/", "Safari"}};
    static const std::vector<std::pair<const char*, const char*>> systems{
        {"HarmonyOS", "HarmonyOS"}, {"OpenHarmony", "HarmonyOS"}, {"Android", "Android"}, {"iPhone", "iPhone"},
        {"iPad", "iPad"},           {"Windows", "Windows"},       {"Mac OS X", "Mac"},    {"Linux", "Linux"}};
    auto browser = first_named(browsers, user_agent), system = first_named(systems, user_agent);
    return browser + (browser.empty() || system.empty() ? "" : " · ") + system;
}

std::vector<Problem> check_login(const std::string& login) {
    bool fits = login.size() >= 3 && login.size() <= 40;
    for (char c : login) fits &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (fits) return {};
    return {{"login",
             {"登录名用 3 到 40 个小写字母、数字、点、横线或下划线。",
              "A sign-in name has 3 to 40 lower-case letters, digits, dots, hyphens or underscores."}}};
}

}  // namespace unionhall::accounts
