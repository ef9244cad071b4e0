#include "members/evidence.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const Purpose*) {
    return {{"办理入会、管理会籍和提供会员服务", "Joining, keeping the membership and serving members"}};
}
std::vector<Words> labels_of(const Change*) {
    return {{"退会", "Left"}, {"保留会籍", "Retained"}, {"恢复会籍", "Returned"}, {"转出", "Moved out"}, {"转入", "Moved in"}};
}

const RecordType& record_of(const Card*) {
    static const auto type = record<Card>("card", "cards", {"会员卡", "member card"}, {
        key  (&Card::id),
        field(&Card::member_id,  "member_id",  {"会员", "Member"}),
        field(&Card::number,     "number",     {"卡号", "Number"}),
        field(&Card::nonce,      "nonce",      {"校验材料", "Nonce"}).hidden(),
        field(&Card::issued_at,  "issued_at",  {"发卡时间", "Issued"}),
        field(&Card::revoked_at, "revoked_at", {"失效时间", "Revoked"}),
    });
    return type;
}
const RecordType& record_of(const Consent*) {
    static const auto type = record<Consent>("consent", "consents", {"授权同意", "consent"}, {
        key  (&Consent::id),
        field(&Consent::person_id,      "person_id",      {"职工", "Person"}),
        field(&Consent::application_id, "application_id", {"入会申请", "Application"}),
        field(&Consent::purpose,        "purpose",        {"用途", "Purpose"}),
        field(&Consent::text_version,   "text_version",   {"告知书版本", "Version of the text"}),
        field(&Consent::text_hash,      "text_hash",      {"告知书摘要", "Hash of the text"}),
        field(&Consent::given_at,       "given_at",       {"同意时间", "Given"}),
        field(&Consent::withdrawn_at,   "withdrawn_at",   {"撤回时间", "Withdrawn"}),
    });
    return type;
}
const RecordType& record_of(const Look*) {
    static const auto type = record<Look>("look", "looks", {"查看记录", "look"}, {
        key  (&Look::id),
        field(&Look::person_id,  "person_id",  {"职工", "Person"}).hidden(),
        field(&Look::account_id, "account_id", {"账号", "Account"}).hidden(),
        field(&Look::at,         "at",         {"时间", "When"}),
        field(&Look::who,        "who",        {"查看人", "Who"}),
        field(&Look::unit_name,  "unit_name",  {"所在工会", "Unit"}),
        field(&Look::reason,     "reason",     {"原因", "Reason"}),
        field(&Look::what,       "what",       {"查看内容", "What"}),
    });
    return type;
}
const RecordType& record_of(const MemberChange*) {
    static const auto type = record<MemberChange>("member_change", "member_changes", {"会籍变动", "change of membership"}, {
        key  (&MemberChange::id),
        field(&MemberChange::member_id, "member_id", {"会员", "Member"}),
        field(&MemberChange::unit_id,   "unit_id",   {"工会", "Unit"}),
        field(&MemberChange::day,       "day",       {"日期", "Day"}),
        field(&MemberChange::what,      "what",      {"变动", "What"}),
        field(&MemberChange::amount,    "amount",    {"人数增减", "Amount"}),
        field(&MemberChange::note,      "note",      {"说明", "Note"}),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::members
