// The way out of the house for one message: an SMS gateway over HTTP, a mail server over SMTP.
#pragma once

#include <string>

namespace unionhall {

inline constexpr long deliver_ms_max = 10000;

// True when the other side has taken it. Never throws: an outage is an answer.
bool deliver_sms(const std::string& url, const std::string& to, const std::string& text);
bool deliver_mail(const std::string& url, const std::string& from, const std::string& to, const std::string& text);

}  // namespace unionhall
