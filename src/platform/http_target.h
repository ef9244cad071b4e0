// The first line's target, taken apart: what a request asks for, decoded once and never again.
#pragma once

#include <string>
#include <string_view>

#include "platform/message.h"

namespace unionhall {

struct Target {
    enum class Fault {
        none,
        shape,        // neither "/…" nor "http://host/…"; a fragment, a space, a byte outside printable ASCII
        escape,       // a % without two hexadecimal digits after it
        nul,          // %00 or another control character
        utf8,         // not UTF-8 after decoding
        traversal,    // a ".", ".." or empty segment, a backslash, an escaped slash
        query_twice,  // the same name given twice
        query_many    // more fields than `query_fields_max`
    };

    std::string path;  // decoded; begins with "/"
    Query query;       // decoded, "+" as a space; fields without "=" have an empty value
    Fault fault = Fault::none;
};

// Takes the raw target of a request line. Never throws because of its content: what is wrong is in `fault`,
// and then `path` and `query` hold nothing to rely on. A slash at the end is kept ("/console/" is not "/console").
Target parse_target(std::string_view raw, std::size_t query_fields_max = 64);

}  // namespace unionhall
