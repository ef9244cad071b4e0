// Asking for something that takes two people: what is wanted is checked, put into plain words, and hashed with them.
#include "approvals/handlers.h"
#include "approvals/store.h"
#include "drives/model.h"
#include "platform/settings.h"

namespace unionhall::approvals {

// clang-format off
const RecordType& record_of(const Asked*) {
    static const auto type = record<Asked>("approval_asked", "", {"双人审批申请", "request for two people"}, {
        field(&Asked::kind,        "kind",        {"事项", "What"}).required(),
        field(&Asked::unit_id,     "unit_id",     {"涉及的工会", "Unit concerned"}).required(),
        field(&Asked::reason,      "reason",      {"理由", "Reason"}).required().at_most(500)
            .help("批准人和名单上的本人都能看到。", "Whoever approves reads it, and so do the people on the list."),
        field(&Asked::drive_id,    "drive_id",    {"入会行动", "Drive"}),
        field(&Asked::occupation,  "occupation",  {"从事的工作", "Occupation"}),
        field(&Asked::with_phones, "with_phones", {"包括手机号码", "With phone numbers"}),
        field(&Asked::before,      "before",      {"此日之前确认的名单", "Lists committed before"}),
        field(&Asked::account_id,  "account_id",  {"授予账号", "Account"}),
        field(&Asked::role,        "role",        {"角色", "Role"}),
        field(&Asked::ends_on,     "ends_on",     {"到期日期", "Ends on"}),
        field(&Asked::member_id,   "member_id",   {"会员", "Member"}),
        field(&Asked::hold_id,     "hold_id",     {"哪一项留存", "Which hold"}),
        field(&Asked::document_number, "document_number", {"法律文书或同意书编号", "Number of the paper"}).at_most(60),
        field(&Asked::begins_on,   "begins_on",   {"自", "From"}),
        field(&Asked::told,        "told",        {"告知本人", "The person is told"}).help("只有法律禁止告知时才选“否”。", "No only where a law forbids it."),
        field(&Asked::recipient,   "recipient",   {"提供给谁", "To whom"}).at_most(100),
        field(&Asked::purpose,     "purpose",     {"用于什么", "What for"}).at_most(200),
        field(&Asked::basis,       "basis",       {"依据", "On which ground"}),
        field(&Asked::fields,      "fields",      {"提供哪些项目", "Which fields"}).at_most(200),
    });
    return type;
}
// clang-format on

namespace {

void require_fields(const Asked& asked, Date today) {
    std::vector<Problem> problems;
    auto missing = [&](bool is_missing, const char* field, Words message) {
        if (is_missing) problems.push_back({field, std::move(message)});
    };
    if (asked.kind == Kind::code_removal)
        missing(!asked.account_id && !asked.member_id, "account_id", {"请选择哪个账号。", "Say whose account."});
    bool is_hold = asked.kind == Kind::legal_hold, is_given = asked.kind == Kind::disclosure;
    if (is_hold || is_given)
        missing(asked.document_number.empty(), "document_number",
                {"请填写文书或同意书编号。", "Say the number of the paper."});
    if (is_hold && asked.ends_on && *asked.ends_on < asked.begins_on.value_or(today))
        problems.push_back({"ends_on", {"结束日期不能早于开始日期。", "The last day cannot come before the first."}});
    missing(asked.kind == Kind::hold_release && !asked.hold_id, "hold_id", {"请选择哪一项留存。", "Say which hold."});
    if (is_given) {
        missing(!asked.member_id, "member_id", {"请选择会员。", "Say which member."});
        missing(asked.recipient.empty(), "recipient", {"请填写提供给谁。", "Say to whom."});
        missing(asked.purpose.empty(), "purpose", {"请填写用于什么。", "Say what for."});
        missing(!asked.basis, "basis", {"请选择依据。", "Say on which ground."});
        missing(asked.fields.empty(), "fields", {"请填写提供哪些项目。", "Say which fields."});
    }
    if (asked.kind == Kind::role_grant) {
        missing(!asked.account_id, "account_id", {"请选择授予哪个账号。", "Say to which account."});
        missing(!asked.role, "role", {"请选择角色。", "Say which role."});
    }
    if (asked.kind == Kind::invitation_erasure)
        missing(!asked.before, "before", {"请填写日期。", "Say before which day."});
    refuse_if_any(std::move(problems));
}

// Only what belongs to the kind is taken over, so that nothing unread is approved.
Wanted wanted_by(Context& context, const Asked& asked) {
    Wanted w;
    if (asked.kind == Kind::member_export) {
        w.drive_id = asked.drive_id, w.occupation = asked.occupation;
        w.with_phones = asked.with_phones.value_or(false);
    }
    if (asked.kind == Kind::member_export || asked.kind == Kind::list_unmasking)
        w.up_to_member = newest_member(context.tx);
    if (asked.kind == Kind::invitation_erasure) w.before = asked.before;
    if (asked.kind == Kind::legal_hold || asked.kind == Kind::disclosure)
        w.member_id = asked.member_id, w.document_number = asked.document_number;
    if (asked.kind == Kind::legal_hold) {
        w.begins_on = asked.begins_on, w.ends_on = asked.ends_on;
        w.is_untold = !asked.told.value_or(true);
    }
    if (asked.kind == Kind::hold_release) w.hold_id = asked.hold_id;
    if (asked.kind == Kind::disclosure)
        w.recipient = asked.recipient, w.purpose = asked.purpose, w.basis = asked.basis, w.fields = asked.fields;
    if (asked.kind == Kind::code_removal) {
        w.member_id = asked.member_id;
        if (!w.member_id) w.account_id = asked.account_id;
    }
    if (asked.kind == Kind::role_grant) w.account_id = asked.account_id, w.role = asked.role, w.ends_on = asked.ends_on;
    return w;
}

void check_codes_come_off(Context& context, const Wanted& w) {
    auto account = context.find(*w.account_id);
    if (!context.may(manage_roles, account.unit_path))
        refuse("account_id", {"这个账号不在您的管理范围。", "That account is outside your reach."});
    if (account.id.number == context.actor.account_id)
        refuse("account_id", {"自己的动态口令由别人提出停用。", "Somebody else asks for one's own."});
    if (!account.totp_enabled)
        refuse("account_id", {"这个账号没有启用动态口令。", "This account has no one-time codes."});
}

// The unit that a request is about: that of the member or of the hold, where it names one.
Id<units::Unit> unit_concerned(Context& context, const Asked& asked) {
    bool names_member = asked.member_id && (asked.kind == Kind::legal_hold || asked.kind == Kind::disclosure ||
                                            asked.kind == Kind::code_removal);
    if (names_member) {
        auto member = members::member_of(context.tx, *asked.member_id);
        if (!member || !context.may(needed_to_ask(asked.kind, true), member->unit_path))
            refuse("member_id", {"没有这位会员，或不在您的范围。", "There is no such member within your reach."});
        return member->unit_id;
    }
    if (asked.kind == Kind::hold_release && asked.hold_id) {
        auto hold = members::hold_of(context.tx, *asked.hold_id);
        if (!hold || !context.may(needed_to_ask(asked.kind), hold->unit_path) || !hold->is_in_force)
            refuse("hold_id", {"没有这项留存，或它已经解除。", "There is no such hold in force within your reach."});
        return hold->unit_id;
    }
    return asked.unit_id;
}

}  // namespace

std::int64_t count_people(Context& context, const Approval& a, const Wanted& w) {
    if (a.kind == Kind::member_export || a.kind == Kind::list_unmasking)
        return count_concerned(context.tx, a.unit_path, w);
    if (a.kind == Kind::invitation_erasure)
        return members::count_stale_invitations(context.tx, a.unit_path, beginning_of(*w.before));
    return w.account_id || w.member_id ? 1 : 0;
}

std::string name_concerned(Context& context, const std::optional<Id<members::Member>>& id) {
    auto member = id ? members::member_of(context.tx, *id) : std::nullopt;
    return member ? member->name : "";
}

Id<accounts::Account> account_of_member(Context& context, Id<members::Member> id) {
    auto member = members::member_of(context.tx, id);
    auto phone = member && member->phone ? member->phone->plain : "";
    auto account = phone.empty() ? 0 : accounts::account_of_phone(context.tx, phone);
    if (!account || !accounts::has_one_time_codes(context, account))
        refuse("member_id", {"这位会员没有启用动态口令。", "This member has no one-time codes."});
    return {account};
}

Approval ask(Context& context, const Asked& given) {
    auto asked = given;
    // What stays in the request of a person who is forgotten one day.
    auto name = name_concerned(context, asked.member_id);
    for (auto* text : {&asked.reason, &asked.recipient, &asked.purpose, &asked.fields})
        *text = members::without_person(*text, name);
    asked.document_number = without_personal_numbers(asked.document_number);
    auto& needed = needed_to_ask(asked.kind, asked.member_id.has_value());
    if (!context.actor.may_somewhere(needed)) context.require(needed, "/");
    auto unit_id = unit_concerned(context, asked);
    auto path = context.unit_path(unit_id.number);
    if (path.empty() || !context.may(needed, path))
        refuse("unit_id", {"这个工会不在您的管理范围。", "That unit is outside your reach."});
    require_fields(asked, context.today);
    auto w = wanted_by(context, asked);
    if (asked.kind == Kind::code_removal && w.member_id) account_of_member(context, *w.member_id);
    if (asked.kind == Kind::code_removal && w.account_id) check_codes_come_off(context, w);
    if (asked.kind == Kind::role_grant) {
        accounts::RoleGrant grant{.account_id = *w.account_id, .role = *w.role, .unit_id = asked.unit_id};
        refuse_if_any(accounts::check_grant(context, grant, context.actor.account_id));
    }
    Approval a{.id = context.new_id<Approval>(),
               .unit_id = unit_id,
               .unit_path = path,
               .kind = asked.kind,
               .payload = canonical(w),
               .reason = asked.reason,
               .asked_by = context.actor.account_id,
               .asked_by_name = context.actor.name,
               .asked_at = context.now,
               .expires_at = plus_seconds(context.now, context.services.settings.request_hours * 3600)};
    a.people = count_people(context, a, w);
    if (asked.kind == Kind::member_export || asked.kind == Kind::list_unmasking) {
        if (!a.people) refuse("unit_id", {"这里没有符合条件的会员。", "There are no such members here."});
        if (a.people > export_members_max)
            refuse("unit_id", {"一次最多 " + std::to_string(export_members_max) + " 人，请缩小范围。",
                               "At most " + std::to_string(export_members_max) + " people at once. Ask for fewer."});
    }
    auto words = plain_words(context, a, w);
    a.plain_zh = words.zh, a.plain_en = words.en;
    a.payload_hash = hash_of(a);
    context.insert(a);
    return a;
}

}  // namespace unionhall::approvals
