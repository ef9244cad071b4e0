#include "platform/outbox.h"

#include "platform/app.h"
#include "platform/deliver.h"
#include "platform/log.h"
#include "platform/settings.h"
#include "platform/vault.h"

namespace unionhall {

static std::string sealing_context(std::int64_t id, const char* column) {
    return std::string("outbox_messages|") + column + "|" + id_text(id);
}

void send_message(Context& context, Channel channel, const std::string& recipient, const std::string& content) {
    auto& settings = context.services.settings;
    bool has_adapter =
        channel == Channel::sms ? !settings.sms_url.empty() : channel == Channel::mail && !settings.smtp_url.empty();
    auto id = context.services.ids.next();
    std::string name = !has_adapter ? "screen" : channel == Channel::sms ? "sms" : "mail";
    auto& vault = context.services.vault;
    context.tx.send(
        "insert into outbox_messages (id, channel, recipient, content, status, attempts, created_at, recipient_index) values ($1, $2, $3, $4, $5, 0, $6, $7)",
        Row{id, name, Bytes{vault.seal(recipient, sealing_context(id, "recipient"))},
            Bytes{vault.seal(content, sealing_context(id, "content"))}, std::string(has_adapter ? "waiting" : "sent"),
            context.now.us, context.tx.blind_to_store("phone", recipient)});
}

void tell_phone(Context& context, const std::string& phone, const Words& words) {
    if (!phone.empty()) send_message(context, Channel::sms, phone, words.zh + "\n" + words.en);
}

static OutboxMessage read_message(const Vault& vault, const Row& row) {
    OutboxMessage m{.id = std::get<std::int64_t>(row[0]), .channel = std::get<std::string>(row[1])};
    m.recipient = vault.unseal(std::get<Bytes>(row[2]).data, sealing_context(m.id, "recipient"));
    m.content = vault.unseal(std::get<Bytes>(row[3]).data, sealing_context(m.id, "content"));
    m.status = std::get<std::string>(row[4]);
    m.attempts = std::get<std::int64_t>(row[5]);
    m.created_at = {std::get<std::int64_t>(row[6])};
    if (auto* at = std::get_if<std::int64_t>(&row[7])) m.sent_at = {*at};
    return m;
}

static constexpr const char* message_columns = "id, channel, recipient, content, status, attempts, created_at, sent_at";

std::vector<OutboxMessage> newest_messages(Context& context, std::int64_t limit) {
    std::vector<OutboxMessage> all;
    auto sql = std::string("select ") + message_columns + " from outbox_messages order by id desc limit $1";
    for (auto& row : context.tx.rows(sql, {limit})) all.push_back(read_message(context.services.vault, row));
    return all;
}

std::size_t deliver_messages(Application& application) {
    auto& settings = application.services.settings;
    if (settings.sms_url.empty() && settings.smtp_url.empty()) return 0;
    std::vector<OutboxMessage> waiting;
    application.database.read([&](Transaction& tx) {
        auto sql = std::string("select ") + message_columns +
                   " from outbox_messages where status = 'waiting' order by id limit $1";
        for (auto& row : tx.rows(sql, {outbox_batch_max}))
            waiting.push_back(read_message(application.services.vault, row));
    });
    std::size_t left = 0;
    for (auto& m : waiting) {
        if (!application.take_lease("messages")) return left;  // another server sends
        // Sent first and marked after: a crash between the two sends it twice rather than never.
        bool is_sent = m.channel == "sms" ? deliver_sms(settings.sms_url, m.recipient, m.content)
                                          : deliver_mail(settings.smtp_url, settings.mail_from, m.recipient, m.content);
        left += is_sent;
        auto status = is_sent ? "sent" : m.attempts + 1 >= outbox_attempts_max ? "failed" : "waiting";
        application.database.write_now([&](Transaction& tx) {
            tx.run("update outbox_messages set status = $2, attempts = attempts + 1, sent_at = $3 where id = $1",
                   {m.id, std::string(status), is_sent ? Value{now_instant().us} : Value{}});
        });
        if (!is_sent && application.services.log)
            application.services.log->line(Level::warning, "message not delivered",
                                           {{LogKey::attempt, m.attempts + 1}});
    }
    return left;
}

}  // namespace unionhall
