#include "platform/date.h"

#include <cstdio>

#include "platform/digits.h"

namespace unionhall {

using namespace std::chrono;

static int number(std::string_view text) {
    int n = 0;
    for (char c : text) n = n * 10 + (c - '0');
    return n;
}

// Written digit by digit: every record has several, and printf takes ten times as long.
static void append(std::string& out, int n, int digits) {
    int unit = 1;
    while (--digits) unit *= 10;
    for (; unit; unit /= 10) out += static_cast<char>('0' + n / unit % 10);
}

std::string to_text(Date date) {
    auto year = static_cast<int>(date.year()), month = static_cast<int>(static_cast<unsigned>(date.month())),
         day = static_cast<int>(static_cast<unsigned>(date.day()));
    if (year < 0 || year > 9999) {
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
        return text;
    }
    std::string out;
    append(out, year, 4);
    append(out += '-', month, 2);
    append(out += '-', day, 2);
    return out;
}

std::optional<Date> parse_date(std::string_view t) {
    if (t.size() != 10 || t[4] != '-' || t[7] != '-') return {};
    if (!all_digits(t.substr(0, 4)) || !all_digits(t.substr(5, 2)) || !all_digits(t.substr(8, 2))) return {};
    Date date{year{number(t.substr(0, 4))}, month{static_cast<unsigned>(number(t.substr(5, 2)))},
              day{static_cast<unsigned>(number(t.substr(8, 2)))}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

Date plus_days(Date date, int days_) { return sys_days(date) + days{days_}; }
int days_between(Date from, Date to) { return static_cast<int>((sys_days(to) - sys_days(from)).count()); }

std::string to_text(Instant instant) {
    sys_time<microseconds> at{microseconds{instant.us}};
    auto midnight = floor<days>(at);
    hh_mm_ss<microseconds> time{at - midnight};
    auto out = to_text(Date{midnight});
    append(out += 'T', static_cast<int>(time.hours().count()), 2);
    append(out += ':', static_cast<int>(time.minutes().count()), 2);
    append(out += ':', static_cast<int>(time.seconds().count()), 2);
    if (auto fraction = time.subseconds().count()) append(out += '.', static_cast<int>(fraction), 6);
    return out += 'Z';
}

std::optional<Instant> parse_instant(std::string_view t) {
    if (t.size() < 20 || (t[10] != 'T' && t[10] != ' ')) return {};
    auto date = parse_date(t.substr(0, 10));
    if (!date || t[13] != ':' || t[16] != ':') return {};
    for (auto at : {11, 14, 17})
        if (!all_digits(t.substr(static_cast<std::size_t>(at), 2))) return {};
    auto h = number(t.substr(11, 2)), m = number(t.substr(14, 2)), s = number(t.substr(17, 2));
    if (h > 23 || m > 59 || s > 59) return {};
    auto rest = t.substr(19);
    std::int64_t fraction = 0;
    if (rest[0] == '.') {
        std::size_t n = 1;
        std::int64_t unit = 100000;
        for (; n < rest.size() && rest[n] >= '0' && rest[n] <= '9'; ++n, unit /= 10) fraction += unit * (rest[n] - '0');
        if (n == 1) return {};
        rest = rest.substr(n);
    }
    std::int64_t offset_s = 0;
    if (rest != "Z" && rest != "z") {
        if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return {};
        if (!all_digits(rest.substr(1, 2)) || !all_digits(rest.substr(4, 2))) return {};
        offset_s = (number(rest.substr(1, 2)) * 60 + number(rest.substr(4, 2))) * 60 * (rest[0] == '-' ? -1 : 1);
    }
    auto day_s = duration_cast<seconds>(sys_days(*date).time_since_epoch()).count();
    return Instant{(day_s + h * 3600 + m * 60 + s - offset_s) * 1000000 + fraction};
}

Instant plus_seconds(Instant instant, std::int64_t s) { return {instant.us + s * 1000000}; }

Date day_at(Instant instant, int offset_minutes) {
    return Date{floor<days>(sys_time<microseconds>{microseconds{instant.us} + minutes{offset_minutes}})};
}

Instant now_instant() { return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()}; }

}  // namespace unionhall
