#include "platform/holding.h"

#include <algorithm>

#include "platform/id.h"

namespace unionhall {
namespace {

// What the platform keeps, as records of their own: only what may be shown to the person.
struct Message {
    Id<Message> id;
    Secret recipient, content;
    std::string status;
    Instant created_at;
};
struct AuditEntry {
    Instant at;
    std::string verb, subject;
};

// clang-format off
const RecordType& record_of(const Message*) {
    static const auto type = [] {
        auto status = field(&Message::status, "status", {"状态", "Status"});
        status.shape = Shape::choice;
        status.choices = [] {
            return std::vector<Choice>{{"waiting", {"等待发送", "Waiting"}}, {"sent", {"已发出", "On its way"}}, {"failed", {"没有发出", "Not delivered"}}};
        };
        return record<Message>("sent_message", "outbox_messages", {"发给我的消息", "message sent to me"}, {
            key  (&Message::id),
            field(&Message::recipient,  "recipient",  {"收件人", "To"}),
            field(&Message::content,    "content",    {"内容", "Text"}).at_most(2000),
            status,
            field(&Message::created_at, "created_at", {"时间", "When"}),
        });
    }();
    return type;
}
const RecordType& record_of(const AuditEntry*) {
    static const auto type = record<AuditEntry>("audit_entry", "audit_lines", {"操作记录", "line of the audit"}, {
        field(&AuditEntry::at,      "at",      {"时间", "When"}),
        field(&AuditEntry::verb,    "verb",    {"动作", "What was done"}),
        field(&AuditEntry::subject, "subject", {"对象", "To what"}),
    });
    return type;
}
// clang-format on

struct Question {
    std::string condition;  // after "where"
    std::vector<Value> values;
};

// The rows about the person, or nothing to ask.
std::optional<Question> question(const Transaction& tx, const Holding& holding, const HeldUnder& who) {
    std::vector<Value> values;
    auto add = [&](std::int64_t number) {
        if (number) values.emplace_back(number);
    };
    if (holding.by == Holder::person) add(who.person_id);
    if (holding.by == Holder::account) add(who.account_id);
    if (holding.by == Holder::member) std::ranges::for_each(who.member_ids, add);
    if (holding.by == Holder::application) std::ranges::for_each(who.application_ids, add);
    if (holding.by == Holder::phone)
        for (auto& phone : who.phones)
            for (auto& blind : tx.blinds("phone", phone)) values.push_back(std::move(blind));
    if (holding.by == Holder::any) {
        add(who.person_id), add(who.account_id);
        std::ranges::for_each(who.member_ids, add);
        std::ranges::for_each(who.application_ids, add);
    }
    if (values.empty()) return {};
    Question q{holding.column + " in (", std::move(values)};
    for (std::size_t i = 1; i <= q.values.size(); ++i) q.condition += (i > 1 ? ", $" : "$") + std::to_string(i);
    q.condition += ")";
    if (!holding.also.empty()) q.condition += " and " + holding.also;
    return q;
}

}  // namespace

static constexpr const char* newest_lines = "at desc, chain, seq desc";  // of the audit, which has no id

Holdings platform_holdings() {
    return {
        shown<Message>({.table = "outbox_messages",
                        .column = "recipient_index",
                        .by = Holder::phone,
                        .fate = Fate::erased,
                        .label = {"发给您的短信和消息", "Messages sent to you"},
                        .purpose = {"把验证码和通知送到您手中", "To bring codes and notices to you"}}),
        shown<AuditEntry>({.table = "audit_lines",
                           .column = "subject_id",
                           .by = Holder::any,
                           .fate = Fate::kept,
                           .label = {"对您的资料做过的操作", "What was done with your data"},
                           .purpose = {"法律要求留存的操作日志，里面没有姓名、电话和证件号码",
                                       "The log the law asks for; it holds no name, phone or id number"},
                           .newest_first = newest_lines}),
        shown<AuditEntry>({.table = "audit_lines",
                           .column = "actor_id",
                           .by = Holder::account,
                           .fate = Fate::kept,
                           .label = {"您自己办理的操作", "What you did here"},
                           .purpose = {"法律要求留存的网络日志，里面没有姓名、电话和证件号码",
                                       "The network log the law asks for; it holds no name, phone or id number"},
                           .also = "actor_kind = 'worker'",
                           .newest_first = newest_lines}),
    };
}

void visit_held(Transaction& tx, const Holding& holding, const HeldUnder& who, const HeldVisitor& visit) {
    auto q = holding.read ? question(tx, holding, who) : std::nullopt;
    if (!q) return;
    auto rest = "where " + q->condition + " order by " + holding.newest_first;
    holding.read(tx, rest + " limit " + std::to_string(held_rows_shown_max), q->values, visit);
}

std::int64_t count_held(Transaction& tx, const Holding& holding, const HeldUnder& who) {
    auto q = question(tx, holding, who);
    if (!q) return 0;
    return tx.number("select count(*) from " + holding.table + " where " + q->condition, q->values).value_or(0);
}

std::int64_t forget_held(Transaction& tx, const Holding& holding, const HeldUnder& who) {
    auto q = holding.fate == Fate::kept ? std::nullopt : question(tx, holding, who);
    if (!q) return 0;
    if (holding.fate == Fate::erased)
        return tx.run("delete from " + holding.table + " where " + q->condition, q->values);
    if (holding.emptied_by.empty()) return 0;
    return tx.run("update " + holding.table + " set " + holding.emptied_by + " where " + q->condition, q->values);
}

}  // namespace unionhall
