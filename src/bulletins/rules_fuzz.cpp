// Whatever somebody writes into a bulletin: names in braces are read in one way, and everything else stays as it is.
#include <cstdint>
#include <cstdlib>

#include "bulletins/rules.h"
#include "platform/text.h"

using namespace unionhall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string body(reinterpret_cast<const char*>(data), size);
    if (!is_utf8(body)) return 0;
    auto named = bulletins::named_in(body);
    std::size_t replaced = 0;
    auto rendered = bulletins::rendered(body, [&](const bulletins::Named& name) {
        if (name.key.empty()) std::abort();
        ++replaced;
        return std::string("188");
    });
    if (named.empty() != (replaced == 0)) std::abort();
    if (replaced == 0 && rendered != body) std::abort();
    if (!is_utf8(rendered)) std::abort();
    for (auto& paragraph : bulletins::paragraphs(body))
        if (paragraph.find("\n\n") != std::string::npos) std::abort();
    bulletins::Bulletin bulletin{.title = "t", .body = body, .figures = body, .period_from = body, .period_to = body};
    for (auto& problem : bulletins::check(bulletin, {"drives.members"}, {"typed.leaflets"}))
        if (problem.message.zh.empty() || problem.message.en.empty()) std::abort();
    return 0;
}
