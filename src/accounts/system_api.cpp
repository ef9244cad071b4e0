#include "accounts/system_api.h"

#include <algorithm>
#include <map>

#include "accounts/system_store.h"
#include "platform/audit.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/text.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const AuditQuery*) {
    static const auto type = record<AuditQuery>("audit_query", "", {"审计查询", "question to the audit"}, {
        field(&AuditQuery::verb,       "verb",       {"动作", "What was done"}).at_most(60),
        field(&AuditQuery::subject,    "subject",    {"对象编号", "To which record"}).at_most(13),
        field(&AuditQuery::before_seq,   "before_seq",   {"在此序号之前", "Before this line"}),
        field(&AuditQuery::before_chain, "before_chain", {"该序号所在的链", "Of this chain"}),
        field(&AuditQuery::limit,      "limit",      {"条数", "Limit"}).between(1, 500),
    });
    return type;
}
const RecordType& record_of(const AuditRow*) {
    static const auto type = record<AuditRow>("audit_line", "", {"审计记录", "line of the audit"}, {
        field(&AuditRow::chain,      "chain",      {"链", "Chain"}),
        field(&AuditRow::seq,        "seq",        {"序号", "Line"}),
        field(&AuditRow::at,         "at",         {"时间", "When"}),
        field(&AuditRow::actor_kind, "actor_kind", {"身份", "Kind of person"}),
        field(&AuditRow::actor,      "actor",      {"操作账号", "By which account"}),
        field(&AuditRow::verb,       "verb",       {"动作", "What was done"}),
        field(&AuditRow::subject,    "subject",    {"对象", "To what"}),
        field(&AuditRow::subject_id, "subject_id", {"对象编号", "To which record"}),
        field(&AuditRow::request_id, "request_id", {"请求编号", "Request"}),
        field(&AuditRow::changes,    "changes",    {"改动", "Changes"}),
        field(&AuditRow::actor_name,   "actor_name",   {"操作人", "By whom"}),
        field(&AuditRow::subject_name, "subject_name", {"对象名称", "Name of it"}),
    });
    return type;
}
const RecordType& record_of(const AuditProblem*) {
    static const auto type = record<AuditProblem>("audit_problem", "", {"审计问题", "problem of the audit"}, {
        field(&AuditProblem::message, "message", {"问题", "Problem"}),
    });
    return type;
}
const RecordType& record_of(const Verification*) {
    static const auto type = record<Verification>("audit_verification", "", {"审计核验", "verification of the audit"}, {
        field(&Verification::lines,    "lines",    {"记录数", "Lines"}),
        field(&Verification::chains,   "chains",   {"链数", "Chains"}),
        field(&Verification::whole,    "whole",    {"完整", "Whole"}),
        many (&Verification::problems, "problems", {"问题", "Problems"}),
    });
    return type;
}
const RecordType& record_of(const OutboxRow*) {
    static const auto type = record<OutboxRow>("outbox_message", "", {"发件箱消息", "message of the outbox"}, {
        key  (&OutboxRow::id),
        field(&OutboxRow::channel,    "channel",    {"渠道", "Channel"}),
        field(&OutboxRow::to,         "to",         {"收件人", "To"}),
        field(&OutboxRow::text,       "text",       {"内容", "Text"}),
        field(&OutboxRow::status,     "status",     {"状态", "Status"}),
        field(&OutboxRow::attempts,   "attempts",   {"尝试次数", "Attempts"}),
        field(&OutboxRow::created_at, "created_at", {"时间", "When"}),
    });
    return type;
}
const RecordType& record_of(const SettingShown*) {
    static const auto type = record<SettingShown>("setting", "", {"系统设置", "setting"}, {
        field(&SettingShown::name,  "name",  {"名称", "Name"}),
        field(&SettingShown::value, "value", {"值", "Value"}),
        field(&SettingShown::about, "about", {"说明", "About"}),
    });
    return type;
}
// clang-format on

static std::string name_behind(Context& context, const std::string& subject, std::int64_t id) {
    if (subject == type_of<Account>().name) return name_of_account(context.tx, id);  // "" of a worker
    for (auto& naming : context.services.namings)
        if (std::ranges::find(naming.fields, subject + "_id") != naming.fields.end())
            return naming.name_of(context, Value{id});
    return {};
}

std::vector<AuditRow> read_audit_lines(Context& context, const AuditQuery& query) {
    auto rows = audit_lines(context.tx, query);
    // Titles are no secret from whoever reads what was changed in them; names of people would be.
    Actor reader{.kind = Actor::Kind::staff};
    for (auto& permission : read_of_titles()) reader.grants.push_back({permission, "/"});
    Context asking{
        .tx = context.tx, .actor = reader, .services = context.services, .now = context.now, .today = context.today};
    std::map<std::pair<std::string, std::string>, std::string> known;
    auto name_of = [&](const std::string& subject, const std::string& id) {
        auto [found, is_new] = known.try_emplace({subject, id});
        if (is_new && !id.empty()) found->second = name_behind(asking, subject, *parse_id(id));
        return found->second;
    };
    for (auto& row : rows) {
        if (row.actor_kind == "staff") row.actor_name = name_of("account", row.actor);
        row.subject_name = name_of(row.subject, row.subject_id);
    }
    return rows;
}

Verification verify(Context& context, const Nothing&) {
    auto report = verify_audit(context.tx);
    Verification result{report.lines, report.chains, report.problems.empty(), {}};
    for (auto& p : report.problems) result.problems.push_back({p.in(context.language)});
    return result;
}

std::vector<OutboxRow> outbox(Context& context, const Nothing&) {
    // Codes and texts are shown only where nobody is real.
    bool shows_all = context.services.settings.is_demonstration;
    if (!shows_all) context.require(run_system, "/", {"发件箱", "outbox"});
    std::vector<OutboxRow> rows;
    for (auto& m : newest_messages(context, 100))
        rows.push_back({{m.id},
                        m.channel,
                        mask_phone(m.recipient),
                        shows_all ? m.content : "••••",
                        m.status,
                        m.attempts,
                        m.created_at});
    return rows;
}

std::vector<SettingShown> settings(Context& context, const Nothing&) {
    std::vector<SettingShown> rows;
    for (auto& row : setting_rows(context.services.settings)) rows.push_back({row.name, row.value, row.about});
    return rows;
}

}  // namespace unionhall::accounts
