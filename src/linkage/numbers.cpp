#include "linkage/numbers.h"

#include <array>
#include <cstring>
#include <optional>

#include "linkage/characters.h"

namespace unionhall::linkage {

namespace {

constexpr std::size_t characters_max = 48;

// The cell as ASCII: as it stands, or folded into `room` when it holds anything else. What does not fit is not a number.
using Room = std::array<char, characters_max>;
std::optional<std::string_view> plain(std::string_view utf8, Room& room) {
    unsigned all = 0;
    for (char c : utf8) all |= static_cast<unsigned char>(c);
    if (all < 0x80) return utf8.size() > characters_max ? std::nullopt : std::optional(utf8);
    if (utf8.size() > 4 * characters_max) return {};
    std::u32string folded;
    fold_utf8(utf8, folded);
    if (folded.size() > characters_max) return {};
    for (std::size_t i = 0; i < folded.size(); ++i) room[i] = folded[i] < 0x80 ? static_cast<char>(folded[i]) : '?';
    return std::string_view(room.data(), folded.size());
}

// Most cells are written as they should be. Their digits are packed eight at a time; nothing if one of them is not a digit.
std::optional<std::uint64_t> eight_digits(const char* at) {
    std::uint64_t x;
    std::memcpy(&x, at, 8);
    x = __builtin_bswap64(x);  // the first digit highest
    constexpr std::uint64_t high = 0xF0F0F0F0F0F0F0F0, zeros = 0x3030303030303030, six = 0x0606060606060606;
    if ((x & high) != zeros || ((x + six) & high) != zeros) return {};
    x &= ~high;
    x = (x | x >> 4) & 0x00FF00FF00FF00FF;
    x = (x | x >> 8) & 0x0000FFFF0000FFFF;
    return (x | x >> 16) & 0xFFFFFFFF;
}
// `size` digits, from 8 to 16: the last eight overlap the first.
std::optional<std::uint64_t> digits_of(std::string_view text) {
    auto first = eight_digits(text.data()), last = eight_digits(text.data() + text.size() - 8);
    if (!first || !last) return {};
    auto more = 4 * (text.size() - 8);
    return *first << more | (*last & ((1ull << more) - 1));
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

namespace {

void check(IdNumber& number, unsigned first, unsigned last) {
    constexpr std::array<unsigned, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::array<unsigned, 11> checks{1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    auto sum = first * weights[0];
    for (std::size_t i = 1; i < 17; ++i) sum += static_cast<unsigned>(number.tail >> (4 * (16 - i)) & 15) * weights[i];
    if (checks[sum % 11] == last && is_day(number.birth())) number.head |= IdNumber::is_checked;
}

}  // namespace

IdNumber id_number(std::string_view utf8) {
    if (utf8.size() == 18 && is_digit(utf8[0]) && (is_digit(utf8[17]) || utf8[17] == 'X'))
        if (auto tail = digits_of(utf8.substr(1, 16))) {
            auto first = static_cast<unsigned>(utf8[0] - '0');
            IdNumber number{.tail = *tail, .head = first | IdNumber::is_there};
            check(number, first, utf8[17] == 'X' ? 10 : static_cast<unsigned>(utf8[17] - '0'));
            return number;
        }
    Room room;
    auto text = plain(utf8, room);
    if (!text) return {};
    std::array<unsigned char, 19> digits{};
    std::size_t count = 0;
    for (char c : *text) {
        if (is_blank(c) || c == '-') continue;
        if (count == 18) return {};
        if (is_digit(c))
            digits[count++] = static_cast<unsigned char>(c - '0');
        else if ((c == 'x' || c == 'X') && count == 17)
            digits[count++] = 10;
        else
            return {};
    }
    if (count != 15 && count != 17 && count != 18) return {};

    IdNumber number;
    number.head = digits[0] | IdNumber::is_there;
    std::size_t at = 1;
    for (; at < 6; ++at) number.tail = number.tail << 4 | digits[at];
    if (count == 15) number.tail = number.tail << 8 | 0x19;
    for (auto end = count == 15 ? 15u : 17u; at < end; ++at) number.tail = number.tail << 4 | digits[at];
    if (count == 18) check(number, digits[0], digits[17]);
    return number;
}

std::uint64_t phone_number(std::string_view utf8) {
    if (utf8.size() == 11 && utf8[0] == '1')
        if (auto number = digits_of(utf8); number && *number != 0x11111111111) return *number | 1ull << 44;
    Room room, digits;
    auto text = plain(utf8, room);
    if (!text) return 0;
    std::size_t count = 0;
    for (char c : *text)
        if (is_digit(c)) digits[count++] = c;
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

namespace {

// Eight digits in a row as yyyymmdd.
std::uint32_t in_order(std::uint32_t digits, DateOrder order) {
    return order == DateOrder::year_first  ? digits
           : order == DateOrder::day_first ? (digits & 0xFFFF) << 16 | (digits >> 8 & 0xFF00) | digits >> 24
                                           : (digits & 0xFFFF) << 16 | (digits >> 16 & 0xFFFF);
}
std::uint32_t possible(std::uint32_t date) { return (date & ~date_mask) || !(date & 0xFFFF0000) ? 0 : date; }

}  // namespace

std::uint32_t date_digits(std::string_view utf8, DateOrder order) {
    if (utf8.size() == 8)
        if (auto digits = eight_digits(utf8.data()))
            return possible(in_order(static_cast<std::uint32_t>(*digits), order));
    Room room;
    auto text = plain(utf8, room).value_or(std::string_view());
    // Up to three groups of digits; whatever stands between them is not looked at: - / . 年 月 日, and a time behind.
    std::array<std::uint32_t, 3> group{};
    std::array<int, 3> length{};
    int groups = 0;
    for (std::size_t i = 0; i < text.size() && groups < 3;) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        for (; i < text.size() && is_digit(text[i]); ++i, ++length[groups])
            group[groups] = group[groups] << 4 | static_cast<unsigned>(text[i] - '0');
        ++groups;
    }
    std::uint32_t date = 0;
    if (groups >= 1 && length[0] == 8) {
        date = in_order(group[0], order);
    } else if (groups == 3) {
        auto year = length[0] == 4 ? 0 : length[2] == 4 ? 2 : -1;
        if (year < 0) return 0;
        auto month = year == 0 ? 1 : order == DateOrder::month_first ? 0 : 1;
        auto day = 3 - year - month;
        if (length[month] > 2 || length[day] > 2) return 0;
        date = group[year] << 16 | group[month] << 8 | group[day];
    }
    return possible(date);
}

std::uint32_t division_digits(std::string_view utf8) {
    Room room;
    auto text = plain(utf8, room);
    if (!text) return 0;
    std::uint32_t code = 0;
    std::size_t count = 0;
    for (char c : *text) {
        if (is_blank(c)) continue;
        if (!is_digit(c)) return 0;
        if (count++ < 6) code = code << 4 | static_cast<unsigned>(c - '0');
    }
    if (count != 2 && count != 4 && count != 6 && count != 9 && count != 12) return 0;
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
