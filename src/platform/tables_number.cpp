// Numbers as text: doubles with 15 digits, serial days of both calendars, and the few formats that change the meaning.
#include "platform/tables_number.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "platform/text.h"

namespace unionhall::tables {
namespace {

constexpr double exact_below = 1e15;          // 15 digits are all a spreadsheet keeps
constexpr double serial_day_max = 2'958'465;  // 9999-12-31
constexpr int zeros_width_max = 30;
constexpr std::size_t long_number_digits_max = 40;

template <typename... Values>
std::string printed(const char* pattern, Values... values) {
    std::array<char, 400> buffer;
    const int size = std::snprintf(buffer.data(), buffer.size(), pattern, values...);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

bool only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

NumberText plain_text(std::string_view raw, double value) {
    const bool whole = std::trunc(value) == value;
    if (std::abs(value) < exact_below) return {whole ? printed("%.0f", value + 0.0) : printed("%.15g", value), false};
    if (only_digits(raw) && raw.size() <= long_number_digits_max) return {std::string(raw), true};
    return {std::abs(value) < 1e21 ? printed("%.0f", value) : printed("%.15g", value), true};
}

std::string day_text(std::int64_t serial, bool from_1904) {
    using namespace std::chrono;
    // The calendar of 1900 counts a 29 February that never was; behind it the epoch seems to be 30 December.
    const sys_days epoch = from_1904     ? sys_days{year{1904} / 1 / 1}
                           : serial < 60 ? sys_days{year{1899} / 12 / 31}
                                         : sys_days{year{1899} / 12 / 30};
    const year_month_day day{epoch + days{serial}};
    return printed("%04d-%02u-%02u", static_cast<int>(day.year()), unsigned{day.month()}, unsigned{day.day()});
}

std::string clock_text(std::int64_t seconds) {
    const auto part = [](std::int64_t value) { return static_cast<long long>(value); };
    return printed("%02lld:%02lld:%02lld", part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60));
}

std::string moment_text(double serial, NumberFormat::Kind kind, bool from_1904) {
    const std::int64_t seconds = std::llround(serial * 86'400);
    if (kind == NumberFormat::Kind::elapsed) return clock_text(seconds);
    const std::string clock = clock_text(seconds % 86'400);
    if (kind == NumberFormat::Kind::time) return clock;
    // A day alone is cut, not rounded: 23:59:59.9 is still that day to the reader.
    if (kind == NumberFormat::Kind::day) return day_text(static_cast<std::int64_t>(serial), from_1904);
    return day_text(seconds / 86'400, from_1904) + " " + clock;
}

// The code of positive numbers without what is only decoration: quoted text, escapes, [colours], AM/PM.
struct Bare {
    std::string letters;
    bool elapsed = false;
};

Bare bare_code(std::string_view code) {
    Bare bare;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';') break;
        if (c == '"') {
            i = code.find('"', i + 1);
        } else if (c == '[') {
            const std::size_t close = code.find(']', i);
            const std::string inside =
                lower_ascii(code.substr(i + 1, close == std::string_view::npos ? close : close - i - 1));
            bare.elapsed = bare.elapsed || inside.find_first_not_of("hms") == std::string::npos;
            i = close;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else {
            bare.letters += lower_ascii(code.substr(i, 1));
        }
        if (i == std::string_view::npos) break;
    }
    for (const std::string_view half : {"am/pm", "a/p"})
        if (const std::size_t at = bare.letters.find(half); at != std::string::npos)
            bare.letters.erase(at, half.size());
    return bare;
}

}  // namespace

NumberFormat built_in_format(int number) {
    using Kind = NumberFormat::Kind;
    const auto between = [&](int first, int last) { return number >= first && number <= last; };
    if (number == 9 || number == 10) return {Kind::percent};
    if (number == 22) return {Kind::instant};
    if (number == 46) return {Kind::elapsed};
    if (between(18, 21) || between(32, 35) || number == 45 || number == 47 || between(55, 56)) return {Kind::time};
    if (between(14, 17) || between(27, 31) || number == 36 || between(50, 54) || between(57, 58)) return {Kind::day};
    return {};
}

NumberFormat format_of_code(std::string_view code) {
    using Kind = NumberFormat::Kind;
    const Bare bare = bare_code(code);
    if (bare.elapsed) return {Kind::elapsed};
    if (bare.letters.starts_with("general") || bare.letters.starts_with("g/")) return {};
    const auto holds = [&](std::string_view any) { return bare.letters.find_first_of(any) != std::string::npos; };
    const bool clock = holds("hs"), day = holds("yd") || (holds("m") && !clock);
    if (day) return {clock ? Kind::instant : Kind::day};
    if (clock) return {Kind::time};
    if (holds("%")) return {Kind::percent};
    const bool zeros = bare.letters.size() > 1 && bare.letters.find_first_not_of('0') == std::string::npos;
    if (zeros && bare.letters.size() <= zeros_width_max) return {Kind::zeros, static_cast<int>(bare.letters.size())};
    return {};
}

NumberText number_text(std::string_view raw, NumberFormat format, bool from_1904) {
    using Kind = NumberFormat::Kind;
    const std::string trim = trimmed(raw);
    if (format.kind == Kind::plain && only_digits(trim) && trim.size() <= 15 && (trim[0] != '0' || trim.size() == 1))
        return {trim};
    double value = 0;
    const auto [end, error] = std::from_chars(trim.data(), trim.data() + trim.size(), value);
    if (trim.empty() || error != std::errc() || end != trim.data() + trim.size() || !std::isfinite(value))
        return {std::string(raw)};
    switch (format.kind) {
        case Kind::plain:
            break;
        case Kind::percent:
            return {plain_text("", value * 100).text + "%"};
        case Kind::zeros:
            if (value >= 0 && value < exact_below) return {printed("%0*.0f", format.width, value)};
            break;
        default:
            if (value >= 0 && value <= serial_day_max) return {moment_text(value, format.kind, from_1904)};
    }
    return plain_text(trim, value);
}

}  // namespace unionhall::tables
