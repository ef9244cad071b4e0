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
    auto hash = hash_of(a);
    if (hash != a.payload_hash || hash != hash_in_audit(context.tx, a.id))
        throw conflict(
            {"这项申请的内容在提出之后被改动过，不能执行。请重新申请，并告诉审计管理员。",
             "The content of this request was changed after it was asked, so it is not executed. Ask anew, and "
             "tell the audit administrator."});
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

Approval executed_at_once(Context& context, Approval a) {
    check_before_execution(context, a);
    auto w = wanted_in(a.payload);
    if (a.kind == Kind::role_grant) {
        if (w.account_id->number == context.actor.account_id)
            throw conflict({"不能批准给自己的授权。", "Nobody approves a grant to themselves."});
        auto grant = accounts::grant_role(
            context, {.account_id = *w.account_id, .role = *w.role, .unit_id = a.unit_id, .ends_on = w.ends_on},
            a.asked_by);
        context.note<accounts::RoleGrant>("role.granted", nullptr, &grant);
        return finished(context, std::move(a), 1);
    }
    if (a.kind == Kind::key_rotation) {
        begin_rotation(context);
        return finished(context, std::move(a), 0);
    }
    add_job(context, erase_job, a.id.number);
    return a;
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

static std::string mark_of(const Approval& a) {
    return a.id.text() + " " + a.asked_by_name + "/" + a.decided_by_name + " " + to_text(day_at(a.executed_at));
}

Approval begun_unmasking(Context& context, Approval a) {
    check_before_execution(context, a);
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
    context.require(export_members, a.unit_path);
    auto w = wanted_in(a.payload);
    bool zh = context.language == Language::zh;
    auto what = Words{"批量导出（申请 " + a.id.text() + "）" + (w.with_phones ? "，含手机号码" : ""),
                      "Bulk export (request " + a.id.text() + ")" + (w.with_phones ? ", with phone numbers" : "")};
    auto marked = a;
    marked.executed_at = context.now;
    auto mark = mark_of(marked);
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
