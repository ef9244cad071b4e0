// Answers that say no: every error body is application/problem+json, with sentences in the asker's language.
#pragma once

#include <string>
#include <string_view>

#include "platform/message.h"
#include "platform/refusal.h"

namespace unionhall {

// What a program may act on has a type of its own: whoever reads it asks for the password and repeats the request.
inline constexpr std::string_view unproved_type = "urn:unionhall:problem:unproved";

// {"type":"about:blank","title","status","detail","request_id","problems":[{"field","message"}]}; `detail` is all
// the messages in one line, and is left out when there are none. Retry-After is set when the refusal says when to come
// back, WWW-Authenticate when nobody is signed in.
Response problem(const Refusal& refusal, Language language, std::string_view request_id);

// For what the protocol refuses before anybody has read the request, and for faults: the sentence belongs to the
// status. Knows 400, 404, 405, 408, 413, 414, 417, 429, 431, 500, 503, 504; `why` says what exactly, and may be empty.
Response problem(int status, Language language, std::string_view request_id, const Words& why = {});

}  // namespace unionhall
