#include "members/rights_model.h"

#include "members/rules.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const CorrectedField*) { return {{"姓名", "Name"}, {"身份证件号码", "Id number"}}; }
std::vector<Words> labels_of(const CorrectionStatus*) {
    return {{"待核对", "Asked for"}, {"已更正", "Corrected"}, {"未更正", "Refused"}, {"本人撤回", "Withdrawn"}};
}
std::vector<Words> labels_of(const Basis*) {
    return {{"本人单独同意", "The person's separate consent"}, {"法律规定", "A law"}, {"紧急救助", "To save life or health"}};
}
std::vector<Words> labels_of(const HoldStatus*) { return {{"留存中", "In force"}, {"已解除", "Released"}}; }

const Workflow<Correction, CorrectionStatus>& correction_flow() {
    using enum CorrectionStatus;
    static const Workflow<Correction, CorrectionStatus> flow{&Correction::status, asked, {
        // step       from      to          who may  label
        {"accept",   {asked},   accepted,   manage,  {"更正", "Correct"}},
        {"refuse",   {asked},   refused,    manage,  {"不予更正", "Refuse"}},
        {"withdraw", {asked},   withdrawn,  own,     {"撤回", "Withdraw"}},
    }};
    return flow;
}
const Workflow<LegalHold, HoldStatus>& hold_flow() {
    using enum HoldStatus;
    static const Workflow<LegalHold, HoldStatus> flow{&LegalHold::status, in_force, {
        // step      from        to         who may  label
        {"release", {in_force},  released,  hold,    {"解除留存", "Release"}},
    }};
    return flow;
}

const RecordType& record_of(const Correction*) {
    static const auto type = record<Correction>("correction", "corrections", {"更正申请", "correction"}, {
        key  (&Correction::id),
        owner(&Correction::unit_id, {"所属工会", "Unit"}),
        path (&Correction::unit_path),
        field(&Correction::person_id,        "person_id",        {"职工", "Person"}).by_server(),
        field(&Correction::member_id,        "member_id",        {"会员", "Member"}).by_server().filterable(),
        field(&Correction::field,            "field",            {"更正哪一项", "Which field"}).by_server(),
        field(&Correction::wanted_name,      "wanted_name",      {"更正为（姓名）", "Name as it should be"}).by_server().at_most(50).personal(Mask::name),
        field(&Correction::wanted_id_number, "wanted_id_number", {"更正为（证件号码）", "Id number as it should be"}).by_server().at_most(30).personal(Mask::id_number),
        field(&Correction::reason,           "reason",           {"说明", "Why"}).by_server().at_most(200).personal(Mask::hidden),
        field(&Correction::status,           "status",           {"状态", "Status"}).by_server().filterable(),
        field(&Correction::asked_at,         "asked_at",         {"提出时间", "Asked"}).by_server().sortable(),
        field(&Correction::decided_at,       "decided_at",       {"办理时间", "Decided"}).by_server(),
        field(&Correction::note,             "note",             {"办理意见", "Note"}).by_server().at_most(500).personal(Mask::hidden),
        version(&Correction::version),
    });
    return type;
}

const RecordType& record_of(const Disclosure*) {
    static const auto type = record<Disclosure>("disclosure", "disclosures", {"对外提供记录", "disclosure"}, {
        key  (&Disclosure::id),
        field(&Disclosure::person_id,       "person_id",       {"职工", "Person"}).hidden(),
        owner(&Disclosure::unit_id, {"由哪个工会提供", "Given by the unit"}).hidden(),
        path (&Disclosure::unit_path),
        field(&Disclosure::at,              "at",              {"时间", "When"}).by_server(),
        field(&Disclosure::recipient,       "recipient",       {"提供给谁", "To whom"}).required().at_most(100),
        field(&Disclosure::purpose,         "purpose",         {"用于什么", "What for"}).required().at_most(200),
        field(&Disclosure::basis,           "basis",           {"依据", "On which ground"}).required(),
        field(&Disclosure::document_number, "document_number", {"文号或同意书编号", "Number of the paper"}).required().at_most(60),
        field(&Disclosure::fields,          "fields",          {"提供了哪些项目", "Which fields"}).required().at_most(200),
        field(&Disclosure::given_by,        "given_by",        {"经办人", "By whom"}).by_server(),
    });
    return type;
}

const RecordType& record_of(const LegalHold*) {
    static const auto type = record<LegalHold>("legal_hold", "legal_holds", {"法定留存", "legal hold"}, {
        key  (&LegalHold::id),
        owner(&LegalHold::unit_id, {"留存范围（工会）", "Unit"}),
        path (&LegalHold::unit_path),
        field(&LegalHold::member_id,       "member_id",       {"只留存这位会员", "Only this member"}).filterable(),
        field(&LegalHold::person_id,       "person_id",       {"职工", "Person"}).hidden(),
        field(&LegalHold::reason,          "reason",          {"事由", "Why"}).required().at_most(300),
        field(&LegalHold::document_number, "document_number", {"法律文书文号", "Number of the legal paper"}).required().at_most(60),
        field(&LegalHold::begins_on,       "begins_on",       {"自", "From"}),
        field(&LegalHold::ends_on,         "ends_on",         {"至", "Until"}).help("不填：直到解除。", "Left out: until it is released."),
        field(&LegalHold::told,            "told",            {"告知本人", "The person is told"}).help("只有法律禁止告知时才选“否”。", "No only where a law forbids it."),
        field(&LegalHold::set_by,          "set_by",          {"设置人", "Placed by"}).by_server(),
        field(&LegalHold::set_at,          "set_at",          {"设置时间", "Placed"}).by_server().sortable(),
        field(&LegalHold::released_by,     "released_by",     {"解除人", "Released by"}).by_server(),
        field(&LegalHold::released_at,     "released_at",     {"解除时间", "Released"}).by_server(),
        field(&LegalHold::status,          "status",          {"状态", "Status"}).by_server().filterable(),
        version(&LegalHold::version),
    });
    return type;
}

const RecordType& record_of(const Erasure*) {
    static const auto type = record<Erasure>("erasure", "erasures", {"删除请求", "wish to be forgotten"}, {
        key  (&Erasure::id),
        field(&Erasure::person_id,  "person_id",  {"职工", "Person"}).hidden(),
        field(&Erasure::account_id, "account_id", {"账号", "Account"}).hidden(),
        field(&Erasure::asked_at,   "asked_at",   {"提出时间", "Asked"}),
        field(&Erasure::done_at,    "done_at",    {"完成时间", "Done"}),
    });
    return type;
}

const RecordType& record_of(const RuleRow*) {
    static const auto type = [] {
        auto name = field(&RuleRow::name, "name", {"规则", "Rule"}).required().filterable();
        name.shape = Shape::choice;
        name.choices = &rules_to_set;
        return record<RuleRow>("rule_row", "rule_rows", {"期限规则", "rule"}, {
            key  (&RuleRow::id),
            name,
            field(&RuleRow::unit_id,     "unit_id",     {"适用工会", "Where"}).help("不填：各处。", "Left out: everywhere."),
            field(&RuleRow::unit_path,   "unit_path",   {"组织路径", "Place in the tree"}).hidden(),
            field(&RuleRow::valid_from,  "valid_from",  {"自", "From"}),
            field(&RuleRow::valid_until, "valid_until", {"至", "Until"}),
            field(&RuleRow::amount,      "amount",      {"数值", "Amount"}).required().between(1, 36'500),
            field(&RuleRow::basis,       "basis",       {"法律依据", "Legal basis"}).required().at_most(300),
            field(&RuleRow::set_by,      "set_by",      {"设置人账号", "Account that set it"}).hidden(),
            field(&RuleRow::set_by_name, "set_by_name", {"设置人", "Set by"}).by_server(),
            field(&RuleRow::awaits_second, "awaits_second", {"等待另一人确认", "Waits for somebody else"}).by_server().filterable(),
            field(&RuleRow::confirmed_by_name, "confirmed_by_name", {"确认人", "Confirmed by"}).by_server(),
            version(&RuleRow::version),
        });
    }();
    return type;
}
// clang-format on

std::string without_person(std::string text, const std::string& name) {
    const std::string themselves = "本人";
    for (auto at = name.empty() ? std::string::npos : text.find(name); at != std::string::npos;
         at = text.find(name, at + themselves.size()))
        text.replace(at, name.size(), themselves);
    return without_numbers(text);
}

}  // namespace unionhall::members
