// What the asker can read: its languages and its encodings.
#include "platform/http_accept.h"

#include <algorithm>

namespace unionhall {
namespace {

constexpr int accept_items_max = 32;  // nobody reads more languages than this; the rest is not looked at

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// "0.8" in thousandths; what cannot be read counts as wanted.
int weight_of(std::string_view parameters) {
    auto at = parameters.find("q=");
    if (at == parameters.npos) return 1000;
    auto text = parameters.substr(at + 2);
    if (text.empty() || text[0] != '0') return 1000;
    int weight = 0, unit = 100;
    for (std::size_t i = 2; i < text.size() && unit > 0 && text[i] >= '0' && text[i] <= '9'; ++i, unit /= 10)
        weight += (text[i] - '0') * unit;
    return weight;
}

// Calls see(name, weight) for each item of a list such as "zh-CN, en;q=0.5".
template <class See>
void each(std::string_view list, See see) {
    for (int n = 0; n < accept_items_max && !list.empty(); ++n) {
        auto comma = list.find(',');
        auto item = list.substr(0, comma);
        list.remove_prefix(comma == list.npos ? list.size() : comma + 1);
        auto semicolon = item.find(';');
        see(trimmed(item.substr(0, semicolon)), semicolon == item.npos ? 1000 : weight_of(item.substr(semicolon)));
    }
}

}  // namespace

Language language_of(std::string_view accept_language) {
    int zh = -1, en = -1, place = accept_items_max;
    each(accept_language, [&](std::string_view name, int weight) {
        if (weight == 0) return;
        auto first = name.substr(0, name.find('-'));
        int rank = weight * accept_items_max + place--;  // of equal weights the first one named wins
        if (same_letters(first, "zh") || name == "*") zh = std::max(zh, rank);
        if (same_letters(first, "en")) en = std::max(en, rank);
    });
    return en > zh ? Language::en : Language::zh;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding) {
    int named = -1, any = -1;
    each(accept_encoding, [&](std::string_view name, int weight) {
        if (same_letters(name, encoding)) named = weight;
        if (name == "*") any = weight;
    });
    return named >= 0 ? named > 0 : any > 0;
}

}  // namespace unionhall
