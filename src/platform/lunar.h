// The Chinese lunar calendar for the lunar years 1901 to 2100, from a table; the festivals people plan around.
// domain.md 4.8
#pragma once

#include <optional>

#include "platform/date.h"
#include "platform/words.h"

namespace unionhall {

constexpr int lunar_year_min = 1901;
constexpr int lunar_year_max = 2100;

struct LunarDay {
    int year = 0, month = 0, day = 0;  // month 1 to 12
    bool leap = false;                 // the second month of that number in the year
    bool operator==(const LunarDay&) const = default;
};

std::optional<LunarDay> lunar_day(Date date);   // nothing outside the table
std::optional<Date> solar_day(LunarDay lunar);  // nothing if that year has no such month or day
std::optional<Date> lunar_new_year(int year);   // of the lunar year that begins in this one

enum class Festival { spring, lantern, dragon_boat, qixi, mid_autumn, double_ninth };

std::optional<Date> festival_day(Festival festival, int year);
Words to_words(Festival festival);  // 春节, Spring Festival

}  // namespace unionhall
