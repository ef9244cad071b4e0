#include "platform/lunar.h"

#include <doctest/doctest.h>

#include <array>

namespace unionhall {

using namespace std::chrono_literals;

TEST_CASE("festivals fall on their days") {
    constexpr std::array festivals{Festival::spring, Festival::lantern,    Festival::dragon_boat,
                                   Festival::qixi,   Festival::mid_autumn, Festival::double_ninth};
    struct Case {
        int year;
        std::array<const char*, 6> days;
    };
    for (auto& [year, days] : {
             Case{2026, {"02-17", "03-03", "06-19", "08-19", "09-25", "10-18"}},
             {2027, {"02-06", "02-20", "06-09", "08-08", "09-15", "10-08"}},
             {2028, {"01-26", "02-09", "05-28", "08-26", "10-03", "10-26"}},
             {2030, {"02-03", "02-17", "06-05", "08-05", "09-12", "10-05"}},
         })
        for (std::size_t i = 0; i < festivals.size(); ++i)
            CHECK(to_text(festival_day(festivals[i], year).value()) == std::to_string(year) + "-" + days[i]);
}

TEST_CASE("days on which sources are known to slip are right") {
    CHECK(lunar_day(1996y / 9 / 27) == LunarDay{1996, 8, 15});
    CHECK(lunar_day(2020y / 5 / 23) == LunarDay{2020, 4, 1, true});
    CHECK(lunar_day(2020y / 6 / 21) == LunarDay{2020, 5, 1});
    CHECK(lunar_day(2033y / 12 / 22) == LunarDay{2033, 11, 1, true});
    CHECK(lunar_day(2025y / 7 / 25) == LunarDay{2025, 6, 1, true});
    CHECK(lunar_day(1949y / 10 / 1) == LunarDay{1949, 8, 10});
}

TEST_CASE("every day from 1901 to the end of the table has one lunar day, and back") {
    LunarDay before{};
    int days = 0, new_years = 0, lost = 0;
    Date last = plus_days(solar_day({2100, 12, 29}).value(), 1);
    for (Date date = 1901y / 2 / 19; date < last; date = plus_days(date, 1), ++days) {
        auto lunar = lunar_day(date);
        if (!lunar) FAIL(to_text(date));
        bool follows = (lunar->day == 1 && before.day != 1) || lunar->day == before.day + 1;
        lost += !follows || solar_day(*lunar) != date;
        new_years += lunar->month == 1 && lunar->day == 1 && !lunar->leap;
        before = *lunar;
    }
    CHECK(lost == 0);
    CHECK(new_years == 200);
    CHECK(days > 73'000);
}

TEST_CASE("each lunar year ends where the next begins") {
    for (int year = lunar_year_min; year < lunar_year_max; ++year) {
        auto eve = lunar_day(plus_days(lunar_new_year(year + 1).value(), -1)).value();
        CHECK(eve.year == year);
        CHECK(eve.month == 12);
        CHECK(eve.day >= 29);
    }
}

TEST_CASE("what is not in the calendar has no day") {
    CHECK_FALSE(lunar_day(1901y / 2 / 18));
    CHECK_FALSE(lunar_day(1800y / 1 / 1));
    CHECK_FALSE(lunar_day(2101y / 6 / 1));
    CHECK(lunar_day(2101y / 1 / 1));
    CHECK_FALSE(lunar_new_year(1900));
    CHECK_FALSE(lunar_new_year(2101));
    for (auto wrong : {LunarDay{2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 31}, {2026, 5, 1, true}})
        CHECK_FALSE(solar_day(wrong));
}

}  // namespace unionhall
