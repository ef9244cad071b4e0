#include "worklist/rules.h"

namespace unionhall::worklist {

const std::vector<Kind>& kinds() {
    // clang-format off
    static const std::vector<Kind> table{
        {"applications", {"members.decide", {}},    {"等待审批的入会申请", "Applications to decide"},        "/applications?status=submitted"},
        {"imports",      {"members.import", {}},    {"已预检、等待确认的名单", "Lists checked and not committed"}, "/imports?status=checked"},
        {"corrections",  {"members.manage", {}},    {"等待核对的更正申请", "Corrections to check"},          "/corrections?status=asked"},
        {"warnings",     {"members.manage", {}},    {"等待核实的自愿入会提醒", "Warnings about voluntary joining"}, "/joining-warnings?status=fresh"},
        {"rosters",      {"rosters.manage", {}},    {"等待核对的名单单位", "Listed employers to look at"},     "/listed-employers?state=look"},
        {"duplicates",   {"rosters.duplicates", {}}, {"等待核对的疑似重复会员", "Likely duplicates to check"},  "/duplicates?status=open"},
        {"events",       {"events.manage", {}},     {"已办完、等待上报的活动", "Events held and not reported"}, "/events?status=held"},
        {"drives",       {"drives.manage", {}},     {"已到期、等待结束的行动", "Drives that are over and not closed"}, "/drives?status=running"},
        {"stations",     {"stations.keep", {}},     {"需要重新核实的站点", "Stations to verify again"},    "/stations?view=verify"},
        {"station_reports", {"stations.keep", {}},  {"路人反映、等待核实的站点问题", "Reports of stations to look into"}, "/station-reports?status=received"},
        {"deficiencies", {"stations.keep", {}},     {"等待整改的站点问题", "Deficiencies to put right"},     "/deficiencies?status=found"},
        {"wishes",       {"wishes.manage", {}},     {"等待发布的微心愿", "Wishes to publish"},            "/wishes?status=submitted"},
        {"gifts",        {"wishes.keep", {}},       {"等待送到站点的微心愿", "Gifts to receive at stations"}, "/wishes?status=claimed"},
        {"drafts",       {"bulletins.write", {}},   {"等待核对的通报", "Bulletins to check"},                "/bulletins?status=draft,correcting"},
        {"bulletins",    {"bulletins.publish", {}}, {"等待发布的通报", "Bulletins to publish"},              "/bulletins?status=checked"},
        {"approvals",    {"approvals.decide", {}},  {"等待您批准的双人审批", "Requests waiting for your approval"}, "/approvals?view=waiting"},
        {"rules",        {"retention.confirm", {}}, {"等待您确认的保存期限规则", "Rules of keeping waiting for your confirmation"}, "/retention"},
        {"alarms",       {"security.alarms", {}},   {"等待处理的安全警报", "Alarms to deal with"},           "/security"},
    };
    // clang-format on
    return table;
}

}  // namespace unionhall::worklist
