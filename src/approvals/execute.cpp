// Carrying out what two people agreed to: exactly that, once, and never after its time.
#include "approvals/handlers.h"
#include "approvals/store.h"
#include "platform/identifiers.h"
#include "platform/settings.h"
#include "platform/tables.h"

namespace unionhall::approvals {

void check_before_execution(Context& context, const Approval& a) {
    if (status_at(a, context.now) != Status::approved)
        throw conflict(
            {"这项申请现在是“" + label_of(status_at(a, context.now)).zh + "”，不能执行。",
             "This request is \"" + label_of(status_at(a, context.now)).en + "\" now and cannot be executed."});
    if (static_cast<std::int64_t>(votes_for(context.tx, a.id).size()) < approvers_needed(a.kind))
        throw conflict({"批准的人数还不够，不能执行。", "Not enough people have approved this to execute it."});
    auto w = wanted_in(a.payload);
    auto still_may = [&](std::int64_t account, const Permission& needed) {
        return accounts::holds(context.tx, account, needed.name, a.unit_path, context.today);
    };
    bool all_may = still_may(a.asked_by, needed_to_ask(a.kind, w.member_id.has_value()));
    for (auto& vote : votes_for(context.tx, a.id)) all_may &= still_may(vote.account_id, decide);
    if (!all_may)
        throw conflict(
            {"申请人或批准人已经不再担任有权办理的角色，不能执行。请重新申请。",
             "Whoever asked or approved has lost the role for it since, so this is not executed. Ask anew."});
    auto hash = hash_of(a);
    if (hash != a.payload_hash || hash != hash_in_audit(context.tx, a.id))
        throw conflict(
            {"这项申请的内容在提出之后被改动过，不能执行。请重新申请，并告诉审计管理员。",
             "The content of this request was changed after it was asked, so it is not executed. Ask anew, and "
             "tell the audit administrator."});
}

// What was approved is of so many: a unit that came under this one since brings people along of whom nobody was told.
static void check_people(Context& context, const Approval& a) {
    auto now = count_people(context, a, wanted_in(a.payload));
    if (now > a.people)
        throw conflict({"批准的是 " + std::to_string(a.people) + " 人，现在涉及 " + std::to_string(now) +
                            " 人，不能执行。请重新申请。",
                        "Approved were " + std::to_string(a.people) + " people, and now it would be " +
                            std::to_string(now) + ": it is not executed. Ask anew."});
}

static Approval finished(Context& context, Approval a, std::int64_t affected) {
    auto before = a;
    a.status = Status::executed;
    a.executed_at = context.now;
    a.affected = affected;
    context.tx.update(a);
    context.note("approval.executed", &before, &a);
    return a;
}

static std::int64_t role_granted(Context& context, const Approval& a, const Wanted& w) {
    auto grant = accounts::grant_role(
        context, {.account_id = *w.account_id, .role = *w.role, .unit_id = a.unit_id, .ends_on = w.ends_on},
        a.asked_by);
    context.note<accounts::RoleGrant>("role.granted", nullptr, &grant);
    return 1;
}

static std::int64_t codes_removed(Context& context, const Approval& a, const Wanted& w) {
    auto before = context.find(w.member_id ? account_of_member(context, *w.member_id) : *w.account_id);
    auto after = accounts::remove_codes(context, before.id, a.asked_by);
    context.note("account.codes_removed", &before, &after);
    return 1;
}

static std::int64_t hold_placed(Context& context, const Approval& a, const Wanted& w, const std::string& both) {
    members::place_hold_by_two(context,
                               {.unit_id = a.unit_id,
                                .member_id = w.member_id,
                                .reason = a.reason,
                                .document_number = w.document_number,
                                .begins_on = w.begins_on,
                                .ends_on = w.ends_on,
                                .told = !w.is_untold},
                               both);
    return w.member_id ? 1 : 0;
}

static std::int64_t disclosed(Context& context, const Wanted& w, const std::string& both) {
    members::disclose_by_two(context,
                             {.member_id = *w.member_id,
                              .recipient = w.recipient,
                              .purpose = w.purpose,
                              .basis = *w.basis,
                              .document_number = w.document_number,
                              .fields = w.fields},
                             both);
    return 1;
}

// How many people it reached.
static std::int64_t carried_out(Context& context, const Approval& a, const Wanted& w) {
    auto both = a.asked_by_name + "、" + a.decided_by_name;
    switch (a.kind) {
        case Kind::role_grant:
            return role_granted(context, a, w);
        case Kind::code_removal:
            return codes_removed(context, a, w);
        case Kind::legal_hold:
            return hold_placed(context, a, w, both);
        case Kind::hold_release:
            return members::release_hold_by_two(context, *w.hold_id, both), 0;
        case Kind::disclosure:
            return disclosed(context, w, both);
        case Kind::key_rotation:
            return begin_rotation(context), 0;
        case Kind::member_export:
        case Kind::list_unmasking:
        case Kind::invitation_erasure:
            break;
    }
    throw std::logic_error("this kind of request is not executed in the moment of its approval");
}

Approval executed_at_once(Context& context, Approval a) {
    check_before_execution(context, a);
    if (a.kind == Kind::invitation_erasure) {
        check_people(context, a);
        add_job(context, erase_job, a.id.number);
        return a;
    }
    auto people = carried_out(context, a, wanted_in(a.payload));
    return finished(context, std::move(a), people);
}

bool erase_some(Context& context, std::int64_t id, const std::string&) {
    auto a = approval_of(context.tx, {id});
    if (!a || a->status != Status::approved) return false;
    // Begun in time is finished, however long it takes; but never what was not approved.
    auto in_time = *a;
    in_time.expires_at = std::max(a->expires_at, context.now);
    check_before_execution(context, in_time);
    auto w = wanted_in(a->payload);
    auto gone = members::erase_stale_invitations(context.tx, a->unit_path, beginning_of(*w.before), erased_rows_max);
    a->affected += gone;
    if (!gone) {
        auto all = a->affected;
        finished(context, std::move(*a), all);
        return false;
    }
    context.tx.update(*a);
    return true;
}

static std::string mark_of(Context& context, const Approval& a) {
    auto names = a.asked_by_name;
    for (auto& vote : votes_for(context.tx, a.id)) names += "/" + vote.name;
    return a.id.text() + " " + names + " " + to_text(day_at(a.executed_at));
}

Approval begun_unmasking(Context& context, Approval a) {
    check_before_execution(context, a);
    check_people(context, a);
    context.require(export_members, a.unit_path);
    auto until = plus_seconds(context.now, context.services.settings.unmasked_hours * 3600);
    accounts::lend(context, {a.asked_by, std::string(see_personal.name), a.unit_path, until, a.id.number});
    auto what = Words{"未脱敏的名单（申请 " + a.id.text() + "）", "An unmasked list (request " + a.id.text() + ")"};
    std::int64_t people = 0;
    each_concerned(context.tx, a.unit_path, wanted_in(a.payload), [&](members::Member& member) {
        members::record_look(context, member, a.reason, what.in(context.language));
        ++people;
    });
    return finished(context, std::move(a), people);
}

std::string exported(Context& context, Approval& a) {
    check_before_execution(context, a);
    check_people(context, a);
    context.require(export_members, a.unit_path);
    auto w = wanted_in(a.payload);
    bool zh = context.language == Language::zh;
    auto what = Words{"批量导出（申请 " + a.id.text() + "）" + (w.with_phones ? "，含手机号码" : ""),
                      "Bulk export (request " + a.id.text() + ")" + (w.with_phones ? ", with phone numbers" : "")};
    auto marked = a;
    marked.executed_at = context.now;
    auto mark = mark_of(context, marked);
    CsvWriter csv;
    std::vector<std::string> heading =
        zh ? std::vector<std::string>{"姓名", "会员证号", "所属工会", "入会日期", "从事的工作"}
           : std::vector<std::string>{"Name", "Card number", "Union", "Joined on", "Occupation"};
    if (w.with_phones) heading.insert(heading.begin() + 1, zh ? "手机号码" : "Phone");
    heading.push_back(zh ? "导出申请" : "Export request");
    csv.append(heading);
    std::map<std::int64_t, std::string> names;  // of units
    std::int64_t people = 0;
    each_concerned(context.tx, a.unit_path, w, [&](members::Member& member) {
        auto& unit = names[member.unit_id.number];
        if (unit.empty()) unit = units::name_of_unit(context.tx, member.unit_id.number);
        std::vector<std::string> cells{member.name, member.card_number, unit, to_text(member.joined_on),
                                       label_of(member.occupation).in(context.language)};
        if (w.with_phones) cells.insert(cells.begin() + 1, member.phone ? phone_for_reading(member.phone->plain) : "");
        cells.push_back(mark);
        csv.append(cells);
        members::record_look(context, member, a.reason, what.in(context.language));
        ++people;
    });
    a = finished(context, std::move(a), people);
    return csv.take();
}

}  // namespace unionhall::approvals
