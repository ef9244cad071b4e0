// Phone numbers: mobile, landline, service, short, and those abroad (domain.md 4.5).
#include <algorithm>
#include <vector>

#include "platform/digits.h"
#include "platform/identifiers.h"
#include "platform/text.h"

namespace unionhall {

namespace {

constexpr std::size_t phone_characters_max = 40;
constexpr std::size_t e164_digits_min = 7;
constexpr std::size_t e164_digits_max = 15;

bool between(std::size_t n, std::size_t low, std::size_t high) { return n >= low && n <= high; }

// The groups of digits between the hyphens, with the leading + if there is one: blanks and brackets are gone, and
// whatever announces an extension is a hyphen. Empty when anything else is in it.
std::vector<std::string> groups_of(std::string_view text) {
    std::string plain;
    constexpr std::string_view written_extension = ";ext=";  // as in our own canonical form
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(written_extension)) {
            plain += '-';
            at += written_extension.size();
            continue;
        }
        char32_t c = next_character(text, at);
        if (c == U' ' || c == U'(' || c == U')') continue;
        if (c == 0x8F6C || c == U'x' || c == U'#' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212) c = U'-';  // 转
        append_character(plain, c);
    }
    bool plus = plain.starts_with('+');
    auto groups = split(std::string_view(plain).substr(plus ? 1 : 0), '-');
    if (!std::ranges::all_of(groups, [](auto& group) { return all_digits(group); })) return {};
    if (plus) groups[0].insert(0, "+");
    return groups;
}

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && all_digits(digits);
}

CheckedPhone number(PhoneKind kind, std::string canonical) {
    CheckedPhone found;
    found.kind = kind;
    found.canonical = std::move(canonical);
    return found;
}

CheckedPhone no_number() {
    CheckedPhone found;
    found.problem = {
        "这不像一个电话号码。手机号码是 11 位；座机请带区号，例如 0991-1234567；境外号码请以 + 和国家代码开头。",
        "This does not look like a phone number. A mobile number has 11 digits; give a landline with its area code, "
        "for example 0991-1234567, and a number abroad with + and the country code."};
    return found;
}

std::size_t area_code_digits(std::string_view digits) { return digits[1] <= '2' ? 3 : 4; }  // 010, 02x; else four

// `groups` begins with the 0 of the area code.
CheckedPhone landline(std::vector<std::string> groups) {
    std::string digits = groups[0], extension;
    std::size_t next = 1;
    if (digits.size() <= 4 && groups.size() > 1) digits += groups[next++];
    if (next < groups.size()) extension = groups[next++];
    if (digits.size() < 10 || next < groups.size() || extension.size() > 6) return no_number();
    auto area = area_code_digits(digits);
    if (digits.starts_with("0400") || digits.starts_with("0800")) return no_number();  // service numbers, no areas
    if (digits[1] == '0' || !between(digits.size() - area, 7, 8)) return no_number();
    return number(PhoneKind::landline, "+86" + digits.substr(1) + (extension.empty() ? "" : ";ext=" + extension));
}

CheckedPhone mainland(std::vector<std::string> groups) {
    std::string all;
    for (auto& group : groups) all += group;
    if (is_mobile(all)) return number(PhoneKind::mobile, "+86" + all);
    if (all.size() == 10 && (all.starts_with("400") || all.starts_with("800"))) return number(PhoneKind::service, all);
    if (all.starts_with('0') && all.size() > 1 && is_mobile(all.substr(1)))  // 0 before a mobile, as once dialled
        return number(PhoneKind::mobile, "+86" + all.substr(1));
    if (all.starts_with('0') && all.size() >= 2) return landline(std::move(groups));
    if (groups.size() == 1 && between(all.size(), 3, 6) && (all[0] == '1' || all[0] == '9'))
        return number(PhoneKind::short_number, all);
    return no_number();
}

CheckedPhone abroad(const std::string& digits) {
    if (!between(digits.size(), e164_digits_min, e164_digits_max) || digits[0] == '0') return no_number();
    if ((digits.starts_with("852") || digits.starts_with("853")) && digits.size() != 11) return no_number();
    return number(PhoneKind::abroad, "+" + digits);
}

}  // namespace

CheckedPhone check_phone(std::string_view text) {
    if (text.size() > phone_characters_max * 3) return no_number();
    auto groups = groups_of(folded(text));
    if (groups.empty()) return no_number();
    auto& first = groups[0];
    bool full = first.starts_with('+') || first.starts_with("00");
    if (full) first.erase(0, first[0] == '+' ? 1 : 2);
    if (full && first.size() < 2 && groups.size() > 1) {  // a hyphen in the country code
        groups[1].insert(0, first);
        groups.erase(groups.begin());
        return check_phone("+" + join(groups, "-"));
    }
    if (full && first.starts_with("86")) {
        first.erase(0, 2);
        if (first.empty()) groups.erase(groups.begin());
        if (groups.empty()) return no_number();
        std::string all = join(groups, "");
        if (!is_mobile(all) && !all.starts_with('0') && !all.starts_with("400") && !all.starts_with("800"))
            groups[0].insert(0, "0");  // written in full, an area code loses its 0
        auto found = mainland(std::move(groups));
        return found.kind == PhoneKind::short_number ? no_number() : found;
    }
    if (full) return abroad(join(groups, ""));
    if (groups.size() == 1 && first.size() == 13 && first.starts_with("86") && is_mobile(first.substr(2)))
        first.erase(0, 2);
    return mainland(std::move(groups));
}

CheckedPhone check_mobile(std::string_view text) {
    auto found = check_phone(text);
    if (!found.ok() || (found.kind != PhoneKind::mobile && found.kind != PhoneKind::abroad))
        found.problem = {
            "请填写 11 位手机号码；境外号码请以 + 和国家代码开头。",
            "Please give a mobile number of 11 digits; a number abroad begins with + and the country code."};
    return found;
}

std::string canonical_phone(std::string_view text) {
    auto found = check_phone(text);
    if (found.ok()) return found.canonical;
    std::string out = folded(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '-'; });
    return out;
}

std::string phone_for_reading(const std::string& canonical) {
    if (canonical.starts_with("+86") && is_mobile(std::string_view(canonical).substr(3)))
        return canonical.substr(3, 3) + " " + canonical.substr(6, 4) + " " + canonical.substr(10);
    if (canonical.starts_with("+86") && canonical.size() > 10) {
        std::string digits = "0" + canonical.substr(3);
        digits.insert(area_code_digits(digits), "-");
        if (auto at = digits.find(";ext="); at != std::string::npos) digits.replace(at, 5, " 转 ");
        return digits;
    }
    for (auto place : {"+852", "+853", "+886"})
        if (canonical.starts_with(place)) return canonical.substr(0, 4) + " " + canonical.substr(4);
    return canonical;
}

}  // namespace unionhall
