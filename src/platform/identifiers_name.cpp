// Names of people: in any script, as the person writes it (domain.md 4.6).
#include "platform/identifiers.h"
#include "platform/text.h"

namespace unionhall {

namespace {

constexpr char32_t dot = 0xB7;

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x3000; }

// Every dot people type between the parts of a name.
bool is_dot(char32_t c) {
    return c == dot || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB || c == 0xFF0E ||
           c == 0xFF65;
}

bool is_han(char32_t c) {
    return c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= 0xFF10 && c <= 0xFF19); }

// Signs that stand in no name: control, ASCII and CJK punctuation, arrows, drawings, emoji, stray bytes.
// Letters, marks and private characters (names once lived there) pass.
bool is_sign(char32_t c) {
    if (c < 0x80) return !((c | 32) >= U'a' && (c | 32) <= U'z') && c != U'\'' && c != U'-' && c != U'.';
    return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF && c != 0x2019 && c != 0x2010) ||
           (c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xFF00 && c <= 0xFF20) || (c >= 0xDC00 && c <= 0xDFFF) || (c >= 0xFFF0 && c <= 0xFFFF) ||
           (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000;
}

}  // namespace

Checked check_person_name(std::string_view text) {
    Checked found;
    std::string name = trimmed(text), out;
    bool digits = false, signs = false, letters = false, blank = false;
    char32_t before = 0;
    for (std::size_t at = 0; at < name.size();) {
        char32_t c = next_character(name, at);
        if (is_blank(c)) {
            blank = true;
            continue;
        }
        if (is_dot(c)) c = dot;
        digits = digits || is_digit(c);
        if (c != dot) {
            signs = signs || (is_sign(c) && !is_digit(c));
            letters = letters || !is_sign(c);
        }
        if (blank && !(is_han(before) && is_han(c)) && before != dot && c != dot) out += ' ';
        blank = false;
        append_character(out, c);
        before = c;
    }
    auto count = characters(out);
    if (count < person_name_characters_min || count > person_name_characters_max)
        found.problem = {"姓名应为 2 至 50 个字，请按证件填写。",
                         "A name has 2 to 50 characters. Please write it as on the paper."};
    else if (digits)
        found.problem = {"姓名里不能有数字。", "A name has no digits in it."};
    else if (signs || !letters)
        found.problem = {"姓名里只能有文字、间隔号“·”、空格、连字符和撇号。",
                         "A name may contain letters of any script, the dot “·”, blanks, hyphens and apostrophes."};
    else
        found.canonical = out;
    return found;
}

}  // namespace unionhall
