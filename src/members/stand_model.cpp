#include "members/stand_model.h"

#include "members/stand_rules.h"

namespace unionhall::members {

std::vector<Words> labels_of(const EntryKind*) { return {{"入会申请", "Application"}, {"签到", "Check-in"}}; }
std::vector<Words> labels_of(const EntryStatus*) {
    return {{"待处理", "Handed over"}, {"已办结", "Settled"}, {"已关闭", "Closed"}};
}
std::vector<Words> labels_of(const PassStatus*) {
    return {{"有效", "Open"}, {"已停用", "Revoked"}, {"已结束", "Closed"}};
}

// clang-format off
const RecordType& record_of(const StandPass*) {
    static const auto type = record<StandPass>("stand_pass", "stand_passes", {"离线受理通行证", "pass of a stand"}, {
        key  (&StandPass::id),
        owner(&StandPass::unit_id, {"工会", "Unit"}),
        path (&StandPass::unit_path),
        field(&StandPass::account_id,  "account_id",  {"账号", "Account"}).hidden(),
        field(&StandPass::cadre,       "cadre",       {"受理人", "Cadre"}).by_server().at_most(100),
        field(&StandPass::event_id,    "event_id",    {"活动", "Event"}).by_server().filterable(),
        field(&StandPass::device,      "device",      {"设备", "Device"}).by_server().at_most(60),
        field(&StandPass::status,      "status",      {"状态", "Status"}).by_server().filterable(),
        field(&StandPass::issued_at,   "issued_at",   {"签发时间", "Issued"}).by_server().sortable(),
        field(&StandPass::expires_at,  "expires_at",  {"可受理至", "Takes entries until"}).by_server(),
        field(&StandPass::send_until,  "send_until",  {"可上传至", "May send until"}).by_server(),
        field(&StandPass::public_key,  "public_key",  {"公钥", "Public key"}).by_server().at_most(100),
        field(&StandPass::private_key, "private_key", {"私钥", "Private key"}).hidden().at_most(100),
        field(&StandPass::entries,     "entries",     {"已收到条数", "Entries received"}).by_server(),
        version(&StandPass::version),
    });
    return type;
}
const RecordType& record_of(const StandEntry*) {
    static const auto type = record<StandEntry>("stand_entry", "stand_entries", {"离线受理记录", "entry of a stand"}, {
        key  (&StandEntry::id),
        field(&StandEntry::pass_id,        "pass_id",        {"通行证", "Pass"}).by_server().filterable(),
        owner(&StandEntry::unit_id, {"工会", "Unit"}),
        path (&StandEntry::unit_path),
        field(&StandEntry::entry_key,      "entry_key",      {"设备上的编号", "Key on the device"}).by_server().at_most(entry_key_bytes_max),
        field(&StandEntry::kind,           "kind",           {"类型", "Kind"}).by_server().filterable(),
        field(&StandEntry::status,         "status",         {"状态", "Status"}).by_server().filterable(),
        field(&StandEntry::already_there,  "already_there",  {"此前已有", "Already there"}).by_server().filterable(),
        field(&StandEntry::taken_at,       "taken_at",       {"现场登记时间", "Taken down"}).by_server(),
        field(&StandEntry::received_at,    "received_at",    {"收到时间", "Received"}).by_server().sortable(),
        field(&StandEntry::helped_by,      "helped_by",      {"协助人账号", "Helped by"}).hidden(),
        field(&StandEntry::application_id, "application_id", {"入会申请", "Application"}).by_server().filterable(),
        field(&StandEntry::member_id,      "member_id",      {"会员", "Member"}).by_server(),
        field(&StandEntry::event_id,       "event_id",       {"活动", "Event"}).by_server().filterable(),
        field(&StandEntry::representative, "representative", {"会员代表", "Representative"}).by_server(),
        field(&StandEntry::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}).by_server(),
        field(&StandEntry::corrected,      "corrected",      {"事后更正的项目", "Put right afterwards"}).by_server().at_most(100),
        field(&StandEntry::reason,         "reason",         {"移交原因", "Why it was handed over"}).by_server().at_most(500),
        field(&StandEntry::content,        "content",        {"移交内容", "What was handed over"}).hidden().at_most(sealed_bytes_max),
        version(&StandEntry::version),
    });
    return type;
}
const RecordType& record_of(const StandPassAsked*) {
    static const auto type = record<StandPassAsked>("stand_pass_asked", "", {"申请通行证", "request for a pass"}, {
        owner(&StandPassAsked::unit_id, {"工会", "Unit"}),
        field(&StandPassAsked::event_id, "event_id", {"活动", "Event"}),
        field(&StandPassAsked::device,   "device",   {"设备", "Device"}).required().at_most(60)
            .help("起个名字，丢失时好停用，例如“绿色平板”。", "A name to know it by when it is lost, such as \"green tablet\"."),
    });
    return type;
}
const RecordType& record_of(const StandPassIssued*) {
    static const auto type = record<StandPassIssued>("stand_pass_issued", "", {"签发的通行证", "issued pass"}, {
        key  (&StandPassIssued::id),
        field(&StandPassIssued::unit_id,    "unit_id",    {"工会", "Unit"}),
        field(&StandPassIssued::unit_name,  "unit_name",  {"工会名称", "Name of the unit"}),
        field(&StandPassIssued::cadre,      "cadre",      {"受理人", "Cadre"}),
        field(&StandPassIssued::event_id,   "event_id",   {"活动", "Event"}),
        field(&StandPassIssued::issued_at,  "issued_at",  {"签发时间", "Issued"}),
        field(&StandPassIssued::expires_at, "expires_at", {"可受理至", "Takes entries until"}),
        field(&StandPassIssued::send_until, "send_until", {"可上传至", "May send until"}),
        field(&StandPassIssued::public_key, "public_key", {"公钥", "Public key"}),
        field(&StandPassIssued::token,      "token",      {"凭证", "Token"}).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const StandHome*) {
    static const auto type = record<StandHome>("stand_home", "", {"离线推荐的工会", "home known to a stand"}, {
        field(&StandHome::division_code, "division_code", {"区划代码", "Division"}),
        field(&StandHome::division_name, "division_name", {"区划名称", "Name of the division"}),
        field(&StandHome::occupation,    "occupation",    {"从事的工作", "Occupation"}),
        field(&StandHome::unit_id,       "unit_id",       {"工会", "Unit"}),
        field(&StandHome::unit_name,     "unit_name",     {"工会名称", "Name of the unit"}),
        field(&StandHome::reason,        "reason",        {"理由", "Reason"}).at_most(300),
    });
    return type;
}
const RecordType& record_of(const StandPackAsked*) {
    static const auto type = record<StandPackAsked>("stand_pack_asked", "", {"离线资料", "question for what a stand needs"}, {
        field(&StandPackAsked::unit_id, "unit_id", {"工会", "Unit"}).required(),
    });
    return type;
}
const RecordType& record_of(const StandSending*) {
    static const auto type = record<StandSending>("stand_sending", "", {"离线记录上传", "entry sent by a stand"}, {
        field(&StandSending::token,         "token",         {"凭证", "Token"}).required().at_most(60),
        field(&StandSending::entry_key,     "entry_key",     {"设备上的编号", "Key on the device"}).required().at_most(entry_key_bytes_max),
        field(&StandSending::sealed,        "sealed",        {"密封的内容", "Sealed content"}).required().at_most(sealed_bytes_max)
            .help("base64url；格式见 platform/crypto_seal.h。", "base64url; its form is in platform/crypto_seal.h."),
        field(&StandSending::phone,         "phone",         {"更正的手机号码", "Phone, put right"}).at_most(40).personal(Mask::phone),
        field(&StandSending::division_code, "division_code", {"更正的区划代码", "Division, put right"}).at_most(9),
        field(&StandSending::card_number,   "card_number",   {"更正的会员卡号", "Card number, put right"}).at_most(40),
        field(&StandSending::unit_id,       "unit_id",       {"更正的工会", "Unit, put right"}),
        field(&StandSending::without_event, "without_event", {"不计入活动", "Not at an event"}),
        field(&StandSending::reason,        "reason",        {"移交原因", "Why it is handed over"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const StandContent*) {
    static const auto type = record<StandContent>("stand_content", "", {"离线记录的内容", "content of an entry"}, {
        field(&StandContent::kind,           "kind",           {"类型", "Kind"}).required(),
        field(&StandContent::taken_at,       "taken_at",       {"现场登记时间", "Taken down"}).required(),
        field(&StandContent::name,           "name",           {"姓名", "Name"}).at_most(50).personal(Mask::name),
        field(&StandContent::phone,          "phone",          {"手机号码", "Mobile phone"}).at_most(40).personal(Mask::phone),
        field(&StandContent::id_number,      "id_number",      {"身份证件号码", "Id number"}).at_most(30).personal(Mask::id_number),
        field(&StandContent::occupation,     "occupation",     {"从事的工作", "Occupation"}),
        field(&StandContent::division_code,  "division_code",  {"工作所在区划代码", "Division of work"}).at_most(9),
        field(&StandContent::employer_name,  "employer_name",  {"工作单位或平台", "Employer or platform"}).at_most(100),
        field(&StandContent::unit_id,        "unit_id",        {"展示的工会", "The unit that was shown"}),
        field(&StandContent::event_id,       "event_id",       {"活动", "Event"}),
        field(&StandContent::signature,      "signature",      {"手写签名", "Signature"}).at_most(signature_bytes_max),
        field(&StandContent::notice_version, "notice_version", {"告知书版本", "Notice"}).at_most(40),
        field(&StandContent::notice_hash,    "notice_hash",    {"告知书摘要", "Hash of the notice"}).at_most(64),
        field(&StandContent::voluntary,      "voluntary",      {"本人自愿入会", "Joining of one's own will"}),
        field(&StandContent::card_number,    "card_number",    {"会员卡号", "Card number"}).at_most(40),
        field(&StandContent::representative, "representative", {"会员代表", "Representative"}),
        field(&StandContent::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}),
    });
    return type;
}
const RecordType& record_of(const StandContentShown*) {
    static const auto type = record<StandContentShown>("stand_content_shown", "", {"离线记录的内容", "content of an entry"}, {
        field(&StandContentShown::kind,          "kind",          {"类型", "Kind"}),
        field(&StandContentShown::taken_at,      "taken_at",      {"现场登记时间", "Taken down"}),
        field(&StandContentShown::name,          "name",          {"姓名", "Name"}).personal(Mask::name),
        field(&StandContentShown::phone,         "phone",         {"手机号码", "Mobile phone"}).personal(Mask::phone),
        field(&StandContentShown::occupation,    "occupation",    {"从事的工作", "Occupation"}),
        field(&StandContentShown::division_code, "division_code", {"工作所在区划代码", "Division of work"}),
        field(&StandContentShown::employer_name, "employer_name", {"工作单位或平台", "Employer or platform"}).personal(Mask::hidden),
        field(&StandContentShown::unit_id,       "unit_id",       {"展示的工会", "The unit that was shown"}),
        field(&StandContentShown::event_id,      "event_id",      {"活动", "Event"}),
        field(&StandContentShown::card_number,   "card_number",   {"会员卡号", "Card number"}),
    });
    return type;
}
const RecordType& record_of(const StandReceipt*) {
    static const auto type = record<StandReceipt>("stand_receipt", "", {"离线记录回执", "receipt for an entry"}, {
        field(&StandReceipt::entry_key,      "entry_key",      {"设备上的编号", "Key on the device"}),
        field(&StandReceipt::kind,           "kind",           {"类型", "Kind"}),
        field(&StandReceipt::status,         "status",         {"状态", "Status"}),
        field(&StandReceipt::already_there,  "already_there",  {"此前已有", "Already there"}),
        field(&StandReceipt::application_id, "application_id", {"入会申请", "Application"}),
        field(&StandReceipt::sentence,       "sentence",       {"说明", "In words"}).at_most(300),
    });
    return type;
}
const RecordType& record_of(const StandEntryStep*) {
    static const auto type = record<StandEntryStep>("stand_entry_step", "", {"处理移交的记录", "step of a handed-over entry"}, {
        field(&StandEntryStep::step,          "step",          {"步骤", "Step"}).required().at_most(40),
        field(&StandEntryStep::note,          "note",          {"说明", "Note"}).at_most(500),
        field(&StandEntryStep::phone,         "phone",         {"更正的手机号码", "Phone, put right"}).at_most(40).personal(Mask::phone),
        field(&StandEntryStep::division_code, "division_code", {"更正的区划代码", "Division, put right"}).at_most(9),
        field(&StandEntryStep::card_number,   "card_number",   {"更正的会员卡号", "Card number, put right"}).at_most(40),
        field(&StandEntryStep::unit_id,       "unit_id",       {"更正的工会", "Unit, put right"}),
        field(&StandEntryStep::without_event, "without_event", {"不计入活动", "Not at an event"}),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::members
