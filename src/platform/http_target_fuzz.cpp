// Whatever a first line asks for, and whatever its headers say of language, encoding and cookies: a path that leads
// nowhere but down, or a fault.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/entry.h"
#include "platform/http_accept.h"
#include "platform/http_target.h"
#include "platform/refusal.h"
#include "platform/text.h"

using namespace unionhall;

namespace {

void check_target(std::string_view raw) {
    constexpr std::size_t fields_max = 8;
    auto target = parse_target(raw, fields_max);
    if (target.fault != Target::Fault::none) return;
    auto& path = target.path;
    if (path.empty() || path[0] != '/' || !is_utf8(path) || target.query.size() > fields_max) std::abort();
    for (unsigned char c : path)
        if (c < 0x20 || c == 0x7f || c == '\\') std::abort();
    for (std::string bad : {"//", "/./", "/../"})
        if (path.find(bad) != std::string::npos) std::abort();
    if (path.ends_with("/.") || path.ends_with("/..")) std::abort();
    for (auto& [name, value] : target.query)
        if (!is_utf8(name) || !is_utf8(value) || value.find('\0') != std::string::npos) std::abort();
}

void check_headers(std::string_view text) {
    std::string value(text);
    static_cast<void>(language_of(value));
    static_cast<void>(accepts_encoding(value, "gzip"));
    Request request{.method = "POST", .headers = {{"cookie", value}, {"origin", value}, {"host", "a.example"}}};
    auto token = token_of(request, false);
    if (token.text.find(';') != std::string::npos) std::abort();
    try {
        check_origin(request, "https://b.example");
        if (value.find("a.example") == std::string::npos && value.find("b.example") == std::string::npos) std::abort();
    } catch (const Refusal&) {}
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_target(bytes);
    check_headers(bytes);
    return 0;
}
