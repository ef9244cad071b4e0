// Messages on their way out: kept sealed in the database, in the transaction that causes them, and delivered afterwards.
#pragma once

#include <string>
#include <vector>

#include "platform/context.h"

namespace unionhall {

enum class Channel { sms, mail, screen };

// `recipient`: a canonical phone, or a mail address. Where no adapter is set the message waits on the screen of the outbox.
void send_message(Context&, Channel, const std::string& recipient, const std::string& content);

// A notice to the phone of somebody who may not be the one who asks, and whose language nobody knows: in both. An empty
// phone is told nothing.
void tell_phone(Context&, const std::string& phone, const Words&);

struct OutboxMessage {
    std::int64_t id = 0;
    std::string channel, recipient, content, status;
    std::int64_t attempts = 0;
    Instant created_at, sent_at;
};
std::vector<OutboxMessage> newest_messages(Context&, std::int64_t limit);

// Delivers waiting messages, at most `outbox_batch_max`, by the adapters that the settings name: SMS as a POST of JSON
// {to, text}, mail by SMTP. Each is tried `outbox_attempts_max` times. Returns how many left.
inline constexpr std::int64_t outbox_batch_max = 50, outbox_attempts_max = 5;
class Application;
std::size_t deliver_messages(Application&);

}  // namespace unionhall
