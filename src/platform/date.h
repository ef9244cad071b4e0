// Days and instants. A day is written and stored as 2026-03-01, so text order is time order; an instant is
// whole microseconds since 1970 UTC in the database and RFC 3339 text everywhere else.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

using Date = std::chrono::year_month_day;

std::string to_text(Date);
std::optional<Date> parse_date(std::string_view);  // 2026-03-01 only, and a real day
Date plus_days(Date, int days);
int days_between(Date from, Date to);
inline std::string month_of(Date date) { return to_text(date).substr(0, 7); }  // 2026-03

struct Instant {
    std::int64_t us = 0;  // microseconds since 1970-01-01T00:00:00Z; 0: never
    auto operator<=>(const Instant&) const = default;
};

std::string to_text(Instant);  // 2026-03-01T09:30:00Z, with microseconds only if there are any
std::optional<Instant> parse_instant(std::string_view);  // with Z or an offset
Instant plus_seconds(Instant, std::int64_t seconds);
Date day_at(Instant, int offset_minutes = 480);  // the calendar day; China keeps one time zone, +08:00
Instant now_instant();                           // the wall clock: called where a request begins, and nowhere else

}  // namespace unionhall
