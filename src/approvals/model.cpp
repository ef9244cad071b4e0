#include "approvals/model.h"

namespace unionhall::approvals {

// clang-format off
std::vector<Words> labels_of(const Kind*) {
    return {{"批量导出会员", "Bulk export of members"}, {"名单不脱敏", "Unmasking a list"}, {"批量删除邀请", "Bulk deletion of invitations"},
            {"授予角色", "Granting a role"}, {"更换数据密钥", "Changing the data key"}, {"停用动态口令", "Removing one-time codes"},
            {"设置法定留存", "Placing a legal hold"}, {"解除法定留存", "Releasing a legal hold"}, {"向外单位提供资料", "Giving data to somebody outside"}};
}
std::vector<Words> labels_of(const Status*) {
    return {{"等待批准", "Waiting for approval"}, {"已批准", "Approved"}, {"已执行", "Executed"},
            {"未批准", "Refused"}, {"已过期", "Expired"}, {"已撤销", "Cancelled"}};
}
std::vector<Words> labels_of(const AlarmKind*) { return {{"大量查看资料", "Mass look-up"}}; }

const RecordType& record_of(const Approval*) {
    static const auto type = record<Approval>("approval", "approvals", {"双人审批申请", "request"}, {
        key  (&Approval::id),
        owner(&Approval::unit_id, {"涉及的工会", "Unit concerned"}),
        path (&Approval::unit_path),
        field(&Approval::kind,            "kind",            {"事项", "What"}).by_server(),
        field(&Approval::payload,         "payload",         {"内容", "Content"}).by_server().at_most(2000).personal(Mask::hidden),
        field(&Approval::payload_hash,    "payload_hash",    {"内容校验", "Hash of the content"}).by_server(),
        field(&Approval::plain_zh,        "plain_zh",        {"将会做什么（中文）", "What will happen, in Chinese"}).by_server().at_most(2000).personal(Mask::hidden),
        field(&Approval::plain_en,        "plain_en",        {"将会做什么（英文）", "What will happen, in English"}).by_server().at_most(2000).personal(Mask::hidden),
        field(&Approval::reason,          "reason",          {"理由", "Reason"}).required().at_most(500).personal(Mask::hidden),
        field(&Approval::people,          "people",          {"涉及人数", "People concerned"}).by_server(),
        field(&Approval::asked_by,        "asked_by",        {"申请账号", "Account that asked"}).by_server(),
        field(&Approval::asked_by_name,   "asked_by_name",   {"申请人", "Asked by"}).by_server().personal(Mask::name),
        field(&Approval::asked_at,        "asked_at",        {"申请时间", "Asked at"}).by_server(),
        field(&Approval::expires_at,      "expires_at",      {"有效期到", "Expires at"}).by_server(),
        field(&Approval::status,          "status",          {"状态", "Status"}).by_server(),
        field(&Approval::decided_by,      "decided_by",      {"审批账号", "Account that decided"}).by_server(),
        field(&Approval::decided_by_name, "decided_by_name", {"审批人", "Decided by"}).by_server().personal(Mask::name),
        field(&Approval::decided_at,      "decided_at",      {"审批时间", "Decided at"}).by_server(),
        field(&Approval::decision_note,   "decision_note",   {"审批意见", "Note of the decision"}).by_server().at_most(500).personal(Mask::hidden),
        field(&Approval::executed_at,     "executed_at",     {"执行时间", "Executed at"}).by_server(),
        field(&Approval::affected,        "affected",        {"实际涉及", "Reached"}).by_server(),
        version(&Approval::version),
    });
    return type;
}
const RecordType& record_of(const Alarm*) {
    static const auto type = record<Alarm>("alarm", "alarms", {"安全警报", "alarm"}, {
        key  (&Alarm::id),
        owner(&Alarm::unit_id, {"所在工会", "Unit"}),
        path (&Alarm::unit_path),
        field(&Alarm::kind,       "kind",       {"警报", "Alarm"}).by_server().filterable(),
        field(&Alarm::account_id, "account_id", {"账号", "Account"}).by_server().filterable(),
        field(&Alarm::who,        "who",        {"是谁", "Who"}).by_server().personal(Mask::name),
        field(&Alarm::amount,     "amount",     {"一小时内查看人数", "People looked at in an hour"}).by_server(),
        field(&Alarm::at,         "at",         {"时间", "When"}).by_server(),
        field(&Alarm::is_seen,    "is_seen",    {"已处理", "Dealt with"}).by_server().filterable(),
        field(&Alarm::note,       "note",       {"处理说明", "What was found"}).by_server().at_most(500).personal(Mask::hidden),
        version(&Alarm::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::approvals
