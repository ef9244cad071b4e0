#include "members/retention.h"

#include <algorithm>

#include "members/retention_store.h"
#include "members/rights_forget.h"
#include "platform/reseal.h"
#include "platform/settings.h"

namespace unionhall::members {

// clang-format off
const std::vector<Kept>& kept_kinds() {
    using enum Kept::End;
    static const std::string of_account = "(select ha.person_id from accounts ha where ha.id = x.account_id)";
    static const std::string of_phone = "(select hp.id from persons hp where hp.phone_index = x.phone_index)";
    static const std::string of_recipient = "(select hp.id from persons hp where hp.phone_index = x.recipient_index)";
    static const std::string list_age = "case when xi.undone_at > 0 then xi.undone_at when xi.committed_at > 0 then xi.committed_at else xi.created_at end";
    static const Words erased{"删除", "Erased"}, counted{"清除个人信息，只留人数", "Emptied: one in a count remains"};
    static const std::vector<Kept> all{
        {.name = "application.refused", .label = {"未获批准的入会申请", "Refused applications"}, .then = counted, .days_min = 1,
         .table = "applications x", .condition = "x.status = 'refused' and x.person_id is not null", .since = "x.decided_at",
         .unit_path = "x.unit_path", .person = "x.person_id", .end = application},
        {.name = "application.unconfirmed", .label = {"本人没有确认的热线申请", "Applications never confirmed"}, .then = counted, .days_min = 1,
         .table = "applications x", .condition = "x.status = 'awaiting_code' and x.person_id is not null", .since = "x.submitted_at",
         .unit_path = "x.unit_path", .person = "x.person_id", .end = application},
        {.name = "member.left", .label = {"退会会员的资料", "Members who left"}, .then = counted, .days_min = 1,
         .table = "members x", .condition = "x.status = 'left' and x.person_id is not null", .since = "x.left_on", .since_is_day = true,
         .unit_path = "x.unit_path", .person = "x.person_id", .end = membership},
        {.name = "consent.ended", .label = {"已结束的同意记录", "Consents that have ended"}, .then = erased, .days_min = 1095,
         .table = "consents x", .condition = "x.withdrawn_at > 0", .since = "x.withdrawn_at", .person = "x.person_id"},
        {.name = "disclosure.made", .label = {"对外提供记录", "Records of disclosures"}, .then = erased, .days_min = 1095,
         .table = "disclosures x", .condition = "x.at > 0", .since = "x.at", .unit_path = "x.unit_path", .person = "x.person_id"},
        {.name = "list.row", .label = {"导入名单的行", "Rows of lists"}, .then = {"删除，导入的统计数保留", "Erased; the figures of the list remain"}, .days_min = 1,
         .table = "import_rows x join imports xi on xi.id = x.import_id", .condition = "xi.status in ('checked', 'committed', 'undone')",
         .since = list_age, .unit_path = "x.unit_path", .person = of_phone},
        {.name = "invitation.open", .label = {"没有接受的邀请", "Invitations nobody took up"}, .then = erased, .days_min = 1,
         .table = "invitations x join imports xi on xi.id = x.import_id", .condition = "x.status = 'open' and xi.status in ('committed', 'undone')",
         .since = list_age, .unit_path = "x.unit_path", .person = of_phone},
        {.name = "message.sent", .label = {"短信和消息", "Messages"}, .then = erased, .days_min = 1,
         .table = "outbox_messages x", .condition = "x.status <> 'waiting'", .since = "x.created_at", .person = of_recipient},
        {.name = "session.ended", .label = {"已结束的登录会话", "Sessions that have ended"}, .then = erased, .days_min = 180,
         .table = "sessions x", .condition = "x.ends_at > 0", .since = "x.ends_at", .person = of_account},
        {.name = "code.sent", .label = {"验证码校验值", "Check values of codes"}, .then = erased, .days_min = 1,
         .table = "phone_codes x", .condition = "x.ends_at > 0", .since = "x.ends_at", .person = of_phone},
        {.name = "look.made", .label = {"查看记录", "Records of looks"}, .then = erased, .days_min = 180,
         .table = "looks x", .condition = "x.at > 0", .since = "x.at", .person = "x.person_id"},
        {.name = "correction.decided", .label = {"已办结的更正申请", "Corrections decided"}, .then = erased, .days_min = 1,
         .table = "corrections x", .condition = "x.decided_at > 0", .since = "x.decided_at", .unit_path = "x.unit_path", .person = "x.person_id"},
        {.name = "account.idle", .label = {"没有入会、长期未登录的账号", "Accounts without a membership, unused for long"}, .then = erased, .days_min = 30,
         .table = "accounts x", .condition = "x.kind = 'worker' and x.person_id is null and x.last_sign_in_at > 0", .since = "x.last_sign_in_at", .end = account},
        {.name = "erasure.done", .label = {"已办结的删除请求", "Wishes to be forgotten, carried out"}, .then = erased, .days_min = 1095,
         .table = "erasures x", .condition = "x.done_at > 0", .since = "x.done_at"},
        {.name = "hold.released", .label = {"已解除的法定留存", "Legal holds released"}, .then = erased, .days_min = 1095,
         .table = "legal_holds x", .condition = "x.status = 'released'", .since = "x.released_at", .unit_path = "x.unit_path"},
        {.name = "member.merged", .label = {"撤销会籍合并所需的资料", "What undoing a merge of memberships needs"},
         .then = {"清除，合并记录保留", "Erased; that there was a merge stays"}, .days_min = 1,
         .table = "member_merges x", .condition = "x.content is not null", .since = "x.merged_at", .unit_path = "x.unit_path",
         .person = "x.kept_person_id", .end = emptied, .emptied_by = "content = null, version = version + 1"},
        {.name = "job.done", .label = {"已完成的后台任务", "Background jobs done"}, .then = erased, .days_min = 1,
         .table = "jobs x", .condition = "x.status = 'done'", .since = "x.run_at"},
    };
    return all;
}

const RecordType& record_of(const RetentionRow*) {
    static const auto type = record<RetentionRow>("retention_row", "", {"保存期限报告", "retention"}, {
        field(&RetentionRow::name,         "name",         {"规则", "Rule"}),
        field(&RetentionRow::label,        "label",        {"资料", "What"}),
        field(&RetentionRow::then,         "then",         {"到期后", "Then"}),
        field(&RetentionRow::days,         "days",         {"保存天数", "Days"}),
        field(&RetentionRow::regions,      "regions",      {"另有规定的工会", "Units with a rule of their own"}),
        field(&RetentionRow::basis,        "basis",        {"法律依据", "Legal basis"}).at_most(300),
        field(&RetentionRow::due,          "due",          {"到期待删", "Due"}),
        field(&RetentionRow::held,         "held",         {"到期但依法留存", "Due but held"}),
        field(&RetentionRow::removed,      "removed",      {"已删除", "Removed"}),
        field(&RetentionRow::removed_last, "removed_last", {"上次删除", "Removed last time"}),
        field(&RetentionRow::last_at,      "last_at",      {"上次删除时间", "Last time"}),
        field(&RetentionRow::next_due_on,  "next_due_on",  {"下次到期", "Next due"}),
    });
    return type;
}
// clang-format on

// Whose a row is, and so whether a law holds it, is found by equal keyed hashes. While half of them are under a new key,
// nothing of such a kind goes.
static bool must_wait(Context& context, const Kept& kept) {
    return kept.person.find("_index") != std::string::npos && is_reblinding(context.tx);
}

static std::int64_t remove_due(Context& context, const Kept& kept) {
    if (must_wait(context, kept)) return 0;
    auto rules = rules_in_force(context.tx, kept.name, context.today);
    auto ids = due_rows(context, kept, rules, Hold::none, retention_rows_per_piece);
    if (ids.empty()) return 0;
    if (kept.end == Kept::End::application)
        for (auto id : ids) forget_application(context, {id});
    else if (kept.end == Kept::End::membership)
        for (auto id : ids) forget_membership(context, {id});
    else if (kept.end == Kept::End::account)
        for (auto id : ids) forget(context, held_under(context.tx, 0, id));
    else
        remove_rows(context.tx, kept, ids);
    auto amount = static_cast<std::int64_t>(ids.size());
    keep_removed(context.tx, kept.name, context.today, context.now, amount);
    return amount;
}

// Wishes that waited for a hold which has ended.
static bool carry_out_some(Context& context) {
    for (auto& erasure : waiting_erasures(context.tx, retention_rows_per_piece))
        if (carry_out(context, erasure)) return true;
    return false;
}

bool retention_round(Context& context, std::int64_t, const std::string&) {
    auto due = round_due_at(context.tx);
    if (due && context.now > plus_seconds(*due, round_late_days_max * 24 * 3600)) return false;
    if (carry_out_some(context)) return true;
    for (auto& kept : kept_kinds())
        if (remove_due(context, kept)) return true;
    // Somebody was forgotten by their own wish since the last round: what that left behind goes with this one.
    return take_wish_mark(context.tx);
}

std::vector<RetentionRow> retention_report(Context& context, const Nothing&) {
    std::vector<RetentionRow> report;
    for (auto& kept : kept_kinds()) {
        auto rules = rules_in_force(context.tx, kept.name, context.today);
        RetentionRow row{
            .name = kept.name, .label = kept.label.in(context.language), .then = kept.then.in(context.language)};
        if (!rules.empty() && rules.back().unit_path.empty())
            row.days = rules.back().amount, row.basis = rules.back().basis;
        for (auto& rule : rules) row.regions += !rule.unit_path.empty();
        row.due = static_cast<std::int64_t>(due_rows(context, kept, rules, Hold::none, count_shown_max).size());
        row.held = static_cast<std::int64_t>(due_rows(context, kept, rules, Hold::any, count_shown_max).size());
        row.next_due_on = next_due(context, kept, rules);
        auto removed = removed_of(context.tx, kept.name);
        row.removed = removed.all, row.removed_last = removed.last, row.last_at = removed.last_at;
        report.push_back(std::move(row));
    }
    return report;
}

std::vector<Choice> rules_to_set() {
    std::vector<Choice> all;
    for (auto& kept : kept_kinds()) all.push_back({kept.name, kept.label});
    // Of other rooms, too: there is one table of rules.
    for (auto& other : std::vector<Choice>{
             {"voluntary.count", {"提醒：一小时内同一单位入会人数", "Warning: people of one employer in an hour"}},
             {"voluntary.percent",
              {"提醒：一小时内占该单位职工的百分比", "Warning: their share of its staff, per cent"}},
             {"stations.verify_days", {"站点多少天核实一次", "Stations: days until checked anew"}},
             {"stations.report_days", {"站点问题答复期限（工作日）", "Stations: working days to answer a report"}},
             {"stations.deficiency_days", {"站点整改期限（工作日）", "Stations: working days to put a fault right"}},
             {"wishes.claim_days", {"心愿认领后送达天数", "Wishes: days from claim to delivery"}}})
        all.push_back(other);
    return all;
}

// From when on a rule of keeping may hold: at once, unless it is shorter than what holds there now; then one person would
// delete in bulk at once, which elsewhere takes two.
static bool is_shorter(Context& context, const RuleRow& rule) {
    return rule.amount < rule_amount(context.tx, rule.name, rule.unit_path, context.today);
}

RuleRow set_rule(Context& context, const Draft<RuleRow>& draft) {
    auto rule = draft.applied_to({.id = context.new_id<RuleRow>()});
    auto kept = std::ranges::find(kept_kinds(), rule.name, &Kept::name);
    bool is_kept = kept != kept_kinds().end();
    if (is_kept && rule.amount < kept->days_min)
        refuse("amount", {"法律要求至少保存 " + std::to_string(kept->days_min) + " 天。",
                          "A law wants it kept for " + std::to_string(kept->days_min) + " days at least."});
    if (is_kept && rule.unit_id && kept->unit_path.empty())
        refuse("unit_id", {"这一类资料各处期限相同。", "This kind has one rule everywhere."});
    if (rule.unit_id) rule.unit_path = context.unit_path(rule.unit_id->number);
    if (rule.unit_id && rule.unit_path.empty()) refuse("unit_id", {"没有这个工会。", "There is no such unit."});
    if (rule.unit_id && !context.may(set_retention, rule.unit_path))
        refuse("unit_id", {"这个工会不在您的管理范围。", "That unit is outside your reach."});
    bool deletes_more = is_kept && is_shorter(context, rule);
    auto earliest = deletes_more ? plus_days(context.today, shorter_notice_days) : context.today;
    if (!rule.valid_from) rule.valid_from = earliest;
    if (*rule.valid_from < earliest && earliest > context.today)
        refuse("valid_from",
               {"缩短保存期限会让资料提前删除，最早从 " + to_text(earliest) + " 开始：在此之前，别人能看到并改回。",
                "A shorter time deletes data earlier, so it begins on " + to_text(earliest) +
                    " at the earliest: until then others can see it and set it back."});
    if (*rule.valid_from < context.today)
        refuse("valid_from", {"新规则从今天或以后的某一天开始。", "A new rule begins today or later."});
    rule.set_by = context.actor.account_id;
    rule.set_by_name = context.actor.name;
    rule.awaits_second = deletes_more && context.services.settings.four_eyes;
    context.tx.insert(rule);
    return rule;
}

RuleRow confirm_rule(Context& context, const RuleRow& rule, const Draft<Nothing>&) {
    if (rule.unit_id) context.require(confirm_retention, rule.unit_path);
    if (rule.set_by == context.actor.account_id)
        throw forbidden({"自己设置的规则由别人确认。", "Somebody else confirms a rule that you set."});
    if (!rule.awaits_second) throw conflict({"这条规则不等待确认。", "This rule waits for nobody."});
    if (rule.valid_until && *rule.valid_until < context.today)
        throw conflict({"这条规则的截止日期已过，请重新设置。", "The last day of this rule has passed. Set it anew."});
    auto confirmed = rule;
    confirmed.awaits_second = false;
    confirmed.confirmed_by_name = context.actor.name;
    context.tx.update(confirmed);
    return confirmed;
}

// clang-format off
Routes retention_routes() {
    return {
        get ("/api/retention",           may(see_retention),                                 retention_report, {"保存期限和删除报告。", "What is kept how long, what is due, and what was removed."}),
        list<RuleRow>("/api/rule-rows",  may(see_retention),                                                   {"期限和阈值规则。", "The rows of the rule table."}),
        post("/api/rule-rows",           may(set_retention), "rule_row.set",                 set_rule,         {"新增一条规则，从某日起替代旧规则。", "Set a rule anew, from a day on."}).sensitive(),
        act ("/api/rule-rows/{id}/confirm", may(confirm_retention), "rule_row.confirmed",     confirm_rule,     {"确认缩短保存期限的规则。", "Confirm a rule that keeps something for a shorter time."}).sensitive(),
    };
}
// clang-format on

}  // namespace unionhall::members
