// A POST that is sent twice is done once: its key, and the answer it had.
#pragma once

#include <optional>
#include <string>

#include "platform/context.h"
#include "platform/message.h"

namespace unionhall {

struct PostKey {  // what makes a POST the same POST again; an empty name: none is needed
    std::string who, name, what;
};

PostKey key_of(const Request&, const Actor&);  // refuses (malformed) a request without a key

// The answer the first one had. Refuses (conflict) a key that was used for something else.
std::optional<Response> earlier_answer(Transaction&, const Vault&, const PostKey&);
void remember_answer(Context&, const PostKey&, const Response&);
bool has_answers_to_forget(Transaction&, Instant now);
void forget_answers(Transaction&, Instant now);  // those older than a day

}  // namespace unionhall
