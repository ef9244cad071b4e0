// Writes figures with whole numbers only, so that no floating point ever changes one.
#include "platform/numbers.h"

#include <array>
#include <stdexcept>

namespace unionhall {

namespace {

constexpr std::uint64_t wan = 10'000;
constexpr std::uint64_t yi = 100'000'000;
constexpr std::uint64_t percent_value_max = 1'000'000'000'000'000;  // so that a thousand times it still fits
constexpr std::uint64_t capital_yuan_max = 10'000'000'000'000'000;  // 万亿 is the last unit people read

std::uint64_t size_of(std::int64_t value) {
    return value < 0 ? std::uint64_t(0) - std::uint64_t(value) : std::uint64_t(value);
}
std::string sign_of(std::int64_t value) { return value < 0 ? "-" : ""; }

std::string in_units_of(std::uint64_t value, std::uint64_t unit) {
    std::string rest = std::to_string(unit + value % unit).substr(1);  // with its leading zeros
    rest.erase(rest.find_last_not_of('0') + 1);
    return std::to_string(value / unit) + (rest.empty() ? "" : "." + rest);
}

std::string separated(std::uint64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = int(digits.size()) - 3; at > 0; at -= 3) digits.insert(std::size_t(at), ",");
    return digits;
}

constexpr std::array<const char*, 10> capitals{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

// A group of four digits, the zeros before its first digit left to the caller.
std::string capital_group(unsigned value) {
    constexpr std::array<const char*, 4> places{"仟", "佰", "拾", ""};
    std::string out;
    bool skipped = false;
    for (unsigned unit = 1000, i = 0; unit > 0; unit /= 10, ++i) {
        unsigned digit = value / unit % 10;
        if (digit == 0) {
            skipped = true;
            continue;
        }
        if (skipped && !out.empty()) out += capitals[0];
        skipped = false;
        out.append(capitals[digit]).append(places[i]);
    }
    return out;
}

std::string capital_yuan(std::uint64_t yuan) {
    constexpr std::array<const char*, 4> names{"万", "亿", "万", ""};
    std::array<unsigned, 4> groups{};
    for (std::size_t i = groups.size(); i-- > 0; yuan /= wan) groups[i] = unsigned(yuan % wan);
    std::string out;
    bool skipped = false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        bool bears_yi = i == 1 && (groups[0] || groups[1]);
        if (groups[i]) {
            if (!out.empty() && (skipped || groups[i] < 1000)) out += capitals[0];
            out += capital_group(groups[i]);
            if (!bears_yi) out += names[i];
        }
        if (bears_yi) out += names[i];
        skipped = groups[i] == 0;
    }
    return out;
}

}  // namespace

std::string with_wan(std::int64_t value) {
    auto size = size_of(value);
    if (size >= yi) return sign_of(value) + in_units_of(size, yi) + "亿";
    if (size >= wan) return sign_of(value) + in_units_of(size, wan) + "万";
    return std::to_string(value);
}

std::string with_thousands(std::int64_t value) { return sign_of(value) + separated(size_of(value)); }

Words figure(std::int64_t value) { return {with_wan(value), with_thousands(value)}; }

std::string percent(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return "–";
    auto above = size_of(part), below = size_of(whole);
    if (above > percent_value_max || below > percent_value_max) throw std::out_of_range("too large for a percentage");
    auto tenths = (above * 2000 + below) / (below * 2);
    bool negative = (part < 0) != (whole < 0) && tenths;
    return (negative ? "-" : "") + separated(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

Words money(std::int64_t cents) {
    auto size = size_of(cents);
    std::string text = separated(size / 100);
    if (size % 100) text += "." + std::to_string(100 + size % 100).substr(1);
    return {sign_of(cents) + text + "元", sign_of(cents) + "¥" + text};
}

std::string money_in_capitals(std::int64_t cents) {
    auto size = size_of(cents), yuan = size / 100;
    if (yuan >= capital_yuan_max) throw std::out_of_range("an amount too large to write in capitals");
    unsigned jiao = size / 10 % 10, fen = size % 10;
    std::string out = "人民币";
    if (cents < 0) out += "负";
    if (yuan || !(jiao || fen)) out.append(yuan ? capital_yuan(yuan) : capitals[0]).append("元");
    if (jiao)
        out.append(capitals[jiao]).append("角");
    else if (fen && yuan)
        out += capitals[0];
    if (fen) return out.append(capitals[fen]).append("分");
    return out + "整";
}

Words figure_with_unit(std::int64_t value, Qualifier qualifier, const Words& unit) {
    Words plain{with_wan(value) + unit.zh, with_thousands(value) + " " + unit.en};
    switch (qualifier) {
        case Qualifier::exact:
            return plain;
        case Qualifier::more_than:
            return {with_wan(value) + "余" + unit.zh, "more than " + plain.en};
        case Qualifier::rounded:
            return {"约" + plain.zh, "about " + plain.en};
        case Qualifier::reconstructed:
            return {plain.zh + "（推算）", plain.en + " (reconstructed)"};
    }
    return plain;
}

}  // namespace unionhall
