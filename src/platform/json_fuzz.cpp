// Whatever bytes come as JSON: a value that is written the same when it is read again, or a refusal in two languages.
#include <cstdint>
#include <cstdlib>

#include "platform/json.h"
#include "platform/refusal.h"
#include "platform/text.h"

using namespace unionhall;

namespace {

int depth_of(const Json& json) {
    int deepest = 0;
    if (json.is_array())
        for (auto& item : json.array()) deepest = std::max(deepest, depth_of(item));
    if (json.is_object())
        for (auto& [name, value] : json.object()) deepest = std::max(deepest, depth_of(value));
    return deepest + (json.is_array() || json.is_object());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        auto json = parse_json(bytes);
        if (!is_utf8(bytes) || depth_of(json) > json_depth_max) std::abort();
        auto written = to_text(json);
        if (to_text(parse_json(written)) != written || to_text(parse_json(pretty(json))) != written) std::abort();
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
    }
    std::string quoted;
    append_json_string(quoted, bytes);
    if (!is_utf8(quoted)) std::abort();
    auto read = parse_json(quoted);  // any bytes at all can be said as a JSON string
    if (is_utf8(bytes) && read.text() != bytes) std::abort();
    return 0;
}
