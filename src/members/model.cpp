#include "members/model.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const Channel*) {
    return {{"网上入会", "Online"}, {"现场入会", "On site"}, {"热线入会", "By telephone"}};
}
std::vector<Words> labels_of(const ApplicationStatus*) {
    return {{"待本人验证", "Awaiting the code"}, {"待审核", "Submitted"}, {"已退回补充", "Returned"}, {"已批准", "Approved"},
            {"未批准", "Refused"}, {"已撤回", "Withdrawn"}};
}
std::vector<Words> labels_of(const MemberStatus*) {
    return {{"在册", "Active"}, {"保留会籍", "Retained"}, {"已退会", "Left"}};
}

const RecordType& record_of(const Person*) {
    static const auto type = record<Person>("person", "persons", {"职工", "person"}, {
        key  (&Person::id),
        field(&Person::name,          "name",          {"姓名", "Name"}).required().at_most(50).personal(Mask::name),
        field(&Person::phone,         "phone",         {"手机号码", "Mobile phone"}).required().at_most(40).one_each().personal(Mask::phone),
        field(&Person::id_number,     "id_number",     {"身份证件号码", "Id number"}).at_most(30).one_each().personal(Mask::id_number),
        field(&Person::occupation,    "occupation",    {"从事的工作", "Occupation"}),
        field(&Person::division_code, "division_code", {"工作所在区划代码", "Division of work"}).at_most(9),
        field(&Person::employer_name, "employer_name", {"工作单位或平台", "Employer or platform"}).at_most(100),
        version(&Person::version),
    });
    return type;
}

const RecordType& record_of(const Application*) {
    static const auto type = record<Application>("application", "applications", {"入会申请", "application"}, {
        key  (&Application::id),
        owner(&Application::unit_id, {"申请加入的工会", "Unit applied to"}),
        path (&Application::unit_path),
        field(&Application::person_id,       "person_id",       {"职工", "Person"}).by_server().filterable(),
        field(&Application::name,            "name",            {"姓名", "Name"}).required().at_most(50).personal(Mask::name).searched(Match::prefix),
        field(&Application::phone,           "phone",           {"手机号码", "Mobile phone"}).required().at_most(40).blind().personal(Mask::phone).searched(Match::prefix),
        field(&Application::channel,         "channel",         {"入会渠道", "Channel"}).by_server().filterable(),
        field(&Application::occupation,      "occupation",      {"从事的工作", "Occupation"}).required().filterable(),
        field(&Application::employer_name,   "employer_name",   {"工作单位或平台", "Employer or platform"}).at_most(100).personal(Mask::hidden),
        field(&Application::division_code,   "division_code",   {"工作所在区划代码", "Division of work"}).required().at_most(9),
        field(&Application::drive_id,        "drive_id",        {"入会行动", "Drive"}).filterable(),
        field(&Application::event_id,        "event_id",        {"活动", "Event"}).filterable(),
        field(&Application::invitation_id,   "invitation_id",   {"邀请", "Invitation"}).by_server(),
        field(&Application::home_reason,     "home_reason",     {"归属理由", "Why this unit"}).by_server().at_most(300),
        field(&Application::status,          "status",          {"状态", "Status"}).by_server().filterable(),
        field(&Application::submitted_at,    "submitted_at",    {"提交时间", "Submitted"}).by_server().sortable().filterable(),
        field(&Application::decided_at,      "decided_at",      {"办理时间", "Decided"}).by_server(),
        field(&Application::decision_note,   "decision_note",   {"办理意见", "Note on the decision"}).by_server().at_most(500).personal(Mask::hidden),
        field(&Application::cooling_ends_on, "cooling_ends_on", {"冷静期至", "Cooling-off ends"}).by_server()
            .help("到这一天为止可以撤回，不留个人信息。", "Until this day it can be withdrawn without leaving personal data."),
        field(&Application::notice_version,  "notice_version",  {"告知书版本", "Version of the notice"}).by_server(),
        field(&Application::notice_hash,     "notice_hash",     {"告知书摘要", "Hash of the notice"}).by_server(),
        field(&Application::signature,       "signature",       {"手写签名", "Signature"}).at_most(20'000).hidden(),
        field(&Application::helped_by,       "helped_by",       {"协助人", "Helped by"}).hidden(),
        version(&Application::version),
    });
    return type;
}

const RecordType& record_of(const Member*) {
    static const auto type = record<Member>("member", "members", {"会员", "member"}, {
        key  (&Member::id),
        field(&Member::person_id,      "person_id",      {"职工", "Person"}).by_server().filterable(),
        owner(&Member::unit_id, {"所属工会", "Unit"}),
        path (&Member::unit_path),
        field(&Member::name,           "name",           {"姓名", "Name"}).by_server().at_most(50).sortable().personal(Mask::name).searched(Match::prefix),
        field(&Member::name_initials,  "name_initials",  {"姓名拼音首字母", "Initials in pinyin"}).searched(Match::prefix).hidden(),
        field(&Member::phone,          "phone",          {"手机号码", "Mobile phone"}).by_server().at_most(40).blind().personal(Mask::phone).searched(Match::prefix),
        field(&Member::card_number,    "card_number",    {"会员卡号", "Card number"}).by_server().at_most(20).searched(Match::prefix),
        field(&Member::joined_on,      "joined_on",      {"入会日期", "Joined on"}).by_server().sortable().filterable(),
        field(&Member::joined_unit_id, "joined_unit_id", {"批准入会的工会", "Approved by"}).by_server(),
        field(&Member::channel,        "channel",        {"入会渠道", "Channel"}).by_server().filterable(),
        field(&Member::occupation,     "occupation",     {"从事的工作", "Occupation"}).by_server().filterable(),
        field(&Member::employer_name,  "employer_name",  {"工作单位或平台", "Employer or platform"}).by_server().at_most(100),
        field(&Member::drive_id,       "drive_id",       {"入会行动", "Drive"}).by_server().filterable(),
        field(&Member::event_id,       "event_id",       {"入会活动", "Event"}).by_server().filterable(),
        field(&Member::status,         "status",         {"状态", "Status"}).by_server().filterable(),
        field(&Member::left_on,        "left_on",        {"退会日期", "Left on"}).by_server(),
        version(&Member::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::members
