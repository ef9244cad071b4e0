// UTF-8 text by hand: the rules are short, and they must hold for bytes that nobody has checked yet.
#include "platform/text.h"

#include <algorithm>

namespace unionhall {
namespace {

constexpr char32_t stray_byte_first = 0xDC00;
constexpr char32_t dot = 0xB7;

bool is_stray(char32_t c) { return c >= stray_byte_first && c <= stray_byte_first + 0xFF; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF;
}

bool is_blank(char32_t c) {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_name_separator(char32_t c) {
    return c == dot || c == 0x2022 || c == 0xFF0E || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x2219 ||
           c == 0x22C5;
}

char32_t half_width(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

std::vector<char32_t> characters_of(std::string_view text) {
    std::vector<char32_t> all;
    all.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) all.push_back(next_character(text, at));
    return all;
}

std::string stars(std::size_t count) { return std::string(count, '*'); }

}  // namespace

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) return static_cast<char32_t>(byte(at++));
    const auto stray = [&] { return stray_byte_first + byte(at++); };
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return stray();
    char32_t c = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return stray();
        c = (c << 6) | (byte(at + i) & 0x3FU);
    }
    const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return stray();
    at += length;
    return c;
}

void append_character(std::string& text, char32_t c) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (is_stray(c)) return put(c - stray_byte_first);
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80)
            ++at;
        else if (is_stray(next_character(text, at)))
            return false;
    }
    return true;
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_character(text, at);
    return count;
}

std::string without_invisible(std::string_view text) {
    std::string out;
    for (auto c : characters_of(text))
        if (!is_invisible(c) && c >= 0x20 && c != 0x7F) append_character(out, c);
    return out;
}

std::string without_overrides(std::string_view text) {
    constexpr char first_byte_of_each = '\xE2';
    if (text.find(first_byte_of_each) == std::string_view::npos) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto c = next_character(text, at);
        if ((c < 0x202A || c > 0x202E) && (c < 0x2066 || c > 0x2069)) append_character(out, c);
    }
    return out;
}

std::string trimmed(std::string_view text) {
    std::size_t begin = text.size(), end = text.size();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_character(text, at);
        if (is_blank(c) || is_invisible(c)) continue;
        begin = std::min(begin, here);
        end = at;
    }
    return std::string(text.substr(begin, end - begin));
}

std::string folded(std::string_view text) {
    const std::vector<char32_t> all = characters_of(text);
    std::string out;
    bool blank_before = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_invisible(all[i])) continue;
        if (is_blank(all[i])) {
            blank_before = true;
            continue;
        }
        const bool between_digits =
            i > 0 && i + 1 < all.size() && is_digit(half_width(all[i - 1])) && is_digit(half_width(all[i + 1]));
        const bool decimal_point = all[i] == 0xFF0E && between_digits;
        if (blank_before && !out.empty()) out.push_back(' ');
        blank_before = false;
        append_character(out, is_name_separator(all[i]) && !decimal_point ? dot : lower(half_width(all[i])));
    }
    return out;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) next_character(text, at);
    return std::string(text.substr(0, at));
}

std::string first_character(std::string_view text) { return first_characters(text, 1); }

std::string mask_name(std::string_view name) {
    const std::string clean = trimmed(name);
    if (clean.empty()) return {};
    std::size_t at = 0;
    // U+0250 is where the Latin letters with their accents end.
    return first_character(clean) + (next_character(clean, at) < 0x250 ? "***" : "**");
}

std::string mask_phone(std::string_view phone) {
    const std::string clean = trimmed(phone);
    const std::size_t dash = clean.find('-');
    if (dash != std::string::npos && dash <= 4 && clean.size() >= dash + 6)
        return first_characters(clean, dash + 1) + "****" + clean.substr(clean.size() - 2);
    const std::vector<char32_t> all = characters_of(clean);
    if (all.size() < 7) return stars(all.size());
    const std::size_t kept_first = all.size() >= 11 ? all.size() - 8 : 2, kept_last = all.size() >= 11 ? 4 : 2;
    std::string out = first_characters(clean, kept_first) + "****";
    for (std::size_t i = all.size() - kept_last; i < all.size(); ++i) append_character(out, all[i]);
    return out;
}

std::string mask_id_number(std::string_view number) {
    const std::string clean = trimmed(number);
    const std::vector<char32_t> all = characters_of(clean);
    if (all.size() < 5) return stars(all.size());
    const bool resident = all.size() == 18;
    const std::size_t kept_first = resident ? 6 : 1, kept_last = resident ? 4 : 2;
    std::string out = first_characters(clean, kept_first) + stars(all.size() - kept_first - kept_last);
    for (std::size_t i = all.size() - kept_last; i < all.size(); ++i) append_character(out, all[i]);
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t from = 0;;) {
        const std::size_t to = text.find(separator, from);
        parts.emplace_back(text.substr(from, to - from));
        if (to == std::string_view::npos) return parts;
        from = to + 1;
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += between;
        out += parts[i];
    }
    return out;
}

std::string like_pattern(std::string_view text) {
    std::string pattern = "%";
    for (char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace unionhall
