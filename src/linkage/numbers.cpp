#include "linkage/numbers.h"

#include <array>

#include "linkage/characters.h"

namespace unionhall::linkage {

namespace {

constexpr std::size_t characters_max = 48;

// The cell as ASCII, folded when it holds anything else; what does not fit is not a number.
struct Plain {
    std::array<char, characters_max> text;
    std::size_t size = 0;
    bool is_too_long = false;
};

Plain plain(std::string_view utf8) {
    Plain p;
    bool is_ascii = true;
    for (char c : utf8) is_ascii &= static_cast<unsigned char>(c) < 0x80;
    if (is_ascii) {
        if (utf8.size() > characters_max) return p.is_too_long = true, p;
        for (char c : utf8) p.text[p.size++] = c;
        return p;
    }
    if (utf8.size() > 4 * characters_max) return p.is_too_long = true, p;
    std::u32string folded;
    fold_utf8(utf8, folded);
    for (auto c : folded) {
        if (p.size == characters_max) return p.is_too_long = true, p;
        p.text[p.size++] = c < 0x80 ? static_cast<char>(c) : '?';
    }
    return p;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\'' || c == '\r'; }

bool is_day(std::uint32_t bcd) {
    auto two = [&](int shift) { return (bcd >> (shift + 4) & 15) * 10 + (bcd >> shift & 15); };
    auto year = two(24) * 100 + two(16), month = two(8), day = two(0);
    if (month < 1 || month > 12 || day < 1) return false;
    constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && is_leap);
}

}  // namespace

IdNumber id_number(std::string_view utf8) {
    auto p = plain(utf8);
    std::array<unsigned char, 19> digits{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < p.size; ++i) {
        char c = p.text[i];
        if (is_blank(c) || c == '-') continue;
        if (count == 18) return {};
        if (is_digit(c))
            digits[count++] = static_cast<unsigned char>(c - '0');
        else if ((c == 'x' || c == 'X') && count == 17)
            digits[count++] = 10;
        else
            return {};
    }
    if (p.is_too_long || (count != 15 && count != 17 && count != 18)) return {};

    IdNumber number;
    number.head = digits[0] | IdNumber::is_there;
    std::size_t at = 1;
    for (; at < 6; ++at) number.tail = number.tail << 4 | digits[at];
    if (count == 15) number.tail = number.tail << 8 | 0x19;
    for (auto end = count == 15 ? 15u : 17u; at < end; ++at) number.tail = number.tail << 4 | digits[at];
    if (count == 18) {
        constexpr std::array<unsigned, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        constexpr std::array<unsigned, 11> checks{1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2};
        unsigned sum = 0;
        for (std::size_t i = 0; i < 17; ++i) sum += digits[i] * weights[i];
        if (checks[sum % 11] == digits[17] && is_day(number.birth())) number.head |= IdNumber::is_checked;
    }
    return number;
}

std::uint64_t phone_number(std::string_view utf8) {
    auto p = plain(utf8);
    if (p.is_too_long) return 0;
    std::array<char, characters_max> digits;
    std::size_t count = 0;
    for (std::size_t i = 0; i < p.size; ++i)
        if (is_digit(p.text[i])) digits[count++] = p.text[i];
    std::string_view d(digits.data(), count);
    auto is_mobile = [](std::string_view rest) { return rest.size() == 11 && rest[0] == '1'; };
    for (std::string_view prefix : {"0086", "86", "0"})
        if (d.starts_with(prefix) && is_mobile(d.substr(prefix.size()))) {
            d.remove_prefix(prefix.size());
            break;
        }
    if (d.size() < 7 || d.size() > 15 || d.find_first_not_of(d[0]) == d.npos) return 0;
    std::uint64_t number = 1;
    for (char c : d) number = number << 4 | static_cast<unsigned>(c - '0');
    return number;
}

std::uint32_t date_digits(std::string_view utf8, DateOrder order) {
    auto p = plain(utf8);
    // Up to three groups of digits; whatever stands between them is not looked at: - / . 年 月 日, and a time behind.
    std::array<std::uint32_t, 3> group{};
    std::array<int, 3> length{};
    int groups = 0;
    for (std::size_t i = 0; i < p.size && groups < 3;) {
        if (!is_digit(p.text[i])) {
            ++i;
            continue;
        }
        for (; i < p.size && is_digit(p.text[i]); ++i, ++length[groups])
            group[groups] = group[groups] << 4 | static_cast<unsigned>(p.text[i] - '0');
        ++groups;
    }
    std::uint32_t date = 0;
    if (groups >= 1 && length[0] == 8) {
        date = order == DateOrder::year_first  ? group[0]
               : order == DateOrder::day_first ? (group[0] & 0xFFFF) << 16 | (group[0] >> 8 & 0xFF00) | group[0] >> 24
                                               : (group[0] & 0xFFFF) << 16 | (group[0] >> 16 & 0xFFFF);
    } else if (groups == 3) {
        auto year = length[0] == 4 ? 0 : length[2] == 4 ? 2 : -1;
        if (year < 0) return 0;
        auto month = year == 0 ? 1 : order == DateOrder::month_first ? 0 : 1;
        auto day = 3 - year - month;
        if (length[month] > 2 || length[day] > 2) return 0;
        date = group[year] << 16 | group[month] << 8 | group[day];
    }
    return (date & ~date_mask) || !(date & 0xFFFF0000) ? 0 : date;
}

std::uint32_t division_digits(std::string_view utf8) {
    auto p = plain(utf8);
    std::uint32_t code = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < p.size; ++i) {
        if (is_blank(p.text[i])) continue;
        if (!is_digit(p.text[i])) return 0;
        if (count++ < 6) code = code << 4 | static_cast<unsigned>(p.text[i] - '0');
    }
    if (p.is_too_long || (count != 2 && count != 4 && count != 6 && count != 9 && count != 12)) return 0;
    for (; count < 6; ++count) code <<= 4;
    return code;
}

bool is_credit_code(std::u32string_view folded) {
    constexpr std::u32string_view alphabet = U"0123456789abcdefghjklmnpqrtuwxy";
    constexpr std::array<unsigned, 17> weights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    if (folded.size() != 18) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < 18; ++i) {
        auto place = alphabet.find(folded[i]);
        if (place == alphabet.npos) return false;
        if (i == 17) return place == (31 - sum % 31) % 31;
        sum += static_cast<unsigned>(place) * weights[i];
    }
    return false;
}

}  // namespace unionhall::linkage
