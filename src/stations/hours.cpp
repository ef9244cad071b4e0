#include "stations/hours.h"

#include <algorithm>

#include "platform/china_time.h"
#include "platform/text.h"

namespace unionhall::stations {

namespace {

constexpr int day_min = 24 * 60;

// "08:30", "8:30" or "24:00" in minutes.
std::optional<int> minutes_of(std::string_view text) {
    auto colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return {};
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i != colon && (text[i] < '0' || text[i] > '9')) return {};
    int hour = text[0] - '0';
    if (colon == 2) hour = hour * 10 + text[1] - '0';
    int minute = (text[colon + 1] - '0') * 10 + text[colon + 2] - '0';
    if (minute > 59 || hour > 24 || (hour == 24 && minute)) return {};
    return hour * 60 + minute;
}

std::string clock_text(int minutes) {
    auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (minutes > day_min) minutes -= day_min;
    return two(minutes / 60) + ":" + two(minutes % 60);
}

// How people write it: other dashes, other commas, blanks.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        if (c == U'—' || c == U'–' || c == U'－' || c == U'~' || c == U'～' || c == U'至' || c == U'−') c = U'-';
        if (c == U'，' || c == U'、' || c == U'；' || c == U';') c = U',';
        if (c == U'：') c = U':';
        if (c != U' ' && c != U'\u3000') append_character(out, c);
    }
    return out;
}

}  // namespace

std::optional<std::vector<Span>> parse_hours(std::string_view text) {
    std::vector<Span> spans;
    auto clean = plain(text);
    if (clean.empty()) return spans;
    for (auto& part : split(clean, ',')) {
        auto dash = part.find('-');
        if (dash == std::string::npos) return {};
        auto from = minutes_of(part.substr(0, dash)), to = minutes_of(part.substr(dash + 1));
        if (!from || !to || *from == *to || *from == day_min) return {};
        if (*to < *from) *to += day_min;
        spans.push_back({*from, *to});
    }
    std::ranges::sort(spans, {}, &Span::from_min);
    for (std::size_t i = 1; i < spans.size(); ++i)
        if (spans[i].from_min < spans[i - 1].to_min) return {};
    if (spans.size() > spans_a_day_max || spans.back().to_min > spans.front().from_min + day_min) return {};
    return spans;
}

std::string tidied_hours(const std::string& text) {
    auto spans = parse_hours(text);
    if (!spans) return text;
    std::string out;
    for (auto& span : *spans)
        out += (out.empty() ? "" : ",") + clock_text(span.from_min) + "-" + clock_text(span.to_min);
    return out;
}

const std::string& hours_on(const Station& station, const Calendar& calendar, Date day) {
    if (calendar.works_on(day)) return station.weekday_hours;
    return calendar.holiday_on(day) ? station.holiday_hours : station.weekend_hours;
}

bool is_open_at(const Station& station, const Calendar& calendar, Instant now) {
    if (station.status != Status::open) return false;
    if (station.is_open_24h) return true;
    auto today = day_at(now);
    auto clock = china_time(now).substr(11, 5);
    int minute = minutes_of(clock).value_or(0);
    auto covers = [&](Date day, int at) {
        auto spans = parse_hours(hours_on(station, calendar, day));
        return spans &&
               std::ranges::any_of(*spans, [&](auto& span) { return span.from_min <= at && at < span.to_min; });
    };
    return covers(today, minute) || covers(plus_days(today, -1), minute + day_min);
}

Words words_of_hours(const Station& station) {
    if (station.is_open_24h) return {"24 小时开放", "Open 24 hours"};
    auto part = [](const Words& when, const std::string& hours) {
        return Words{when.zh + (hours.empty() ? "不开放" : " " + hours),
                     when.en + (hours.empty() ? " shut" : " " + hours)};
    };
    auto &week = station.weekday_hours, &weekend = station.weekend_hours, &holiday = station.holiday_hours;
    if (week.empty() && weekend.empty() && holiday.empty()) return {"时间待定", "Hours to be announced"};
    if (week == weekend && week == holiday) return part({"每天", "Daily"}, week);
    auto words = part({"工作日", "Working days"}, week);
    words = words + Words{"；", "; "} + part({"周末", "weekends"}, weekend);
    if (holiday != weekend) words = words + Words{"；", "; "} + part({"节假日", "public holidays"}, holiday);
    return words;
}

}  // namespace unionhall::stations
