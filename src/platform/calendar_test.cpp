#include "platform/calendar.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace unionhall {

using namespace std::chrono_literals;

// The notice for 2026 in part, written as tools/calendar.mjs writes it.
static Calendar calendar() {
    return Calendar::read(R"(# unionhall calendar 1 from a test
year 2026
off 2026-01-01 元旦|New Year's Day
off 2026-01-02 元旦|New Year's Day
off 2026-01-03 元旦|New Year's Day
work 2026-01-04
off 2026-09-25 中秋|Mid-autumn Festival
off 2026-09-26 中秋|Mid-autumn Festival
off 2026-09-27 中秋|Mid-autumn Festival
work 2026-09-20
off 2026-10-01 国庆节|National Day
off 2026-10-02 国庆节|National Day
off 2026-10-03 国庆节|National Day
off 2026-10-04 国庆节|National Day
off 2026-10-05 国庆节|National Day
off 2026-10-06 国庆节|National Day
off 2026-10-07 国庆节|National Day
work 2026-10-10
)");
}

TEST_CASE("holidays are free, make-up days are not, and weekends are otherwise") {
    auto days = calendar();
    struct Case {
        Date day;
        bool works;
    };
    for (auto& [day, works] : {Case{2026y / 1 / 1, false},
                               {2026y / 1 / 4, true},
                               {2026y / 1 / 5, true},
                               {2026y / 9 / 19, false},
                               {2026y / 9 / 20, true},
                               {2026y / 9 / 24, true},
                               {2026y / 9 / 25, false},
                               {2026y / 10 / 8, true},
                               {2026y / 10 / 10, true},
                               {2026y / 10 / 11, false},
                               {2027y / 1 / 1, true},
                               {2027y / 1 / 2, false}})
        CHECK_MESSAGE(days.works_on(day) == works, to_text(day));
    CHECK(days.holiday_on(2026y / 10 / 1)->en == "National Day");
    CHECK(days.holiday_on(2026y / 10 / 8) == nullptr);
    CHECK(days.is_make_up_day(2026y / 10 / 10));
    CHECK_FALSE(days.is_make_up_day(2026y / 10 / 9));
}

TEST_CASE("working days are counted over holidays and make-up days") {
    auto days = calendar();
    CHECK(days.add_working_days(2026y / 9 / 30, 0) == Date(2026y / 9 / 30));
    CHECK(days.add_working_days(2026y / 9 / 30, 1) == Date(2026y / 10 / 8));
    CHECK(days.add_working_days(2026y / 9 / 30, 3) == Date(2026y / 10 / 10));
    CHECK(days.add_working_days(2026y / 9 / 30, 4) == Date(2026y / 10 / 12));
    CHECK(days.working_days_between(2026y / 9 / 30, 2026y / 10 / 12) == 4);
    CHECK(days.working_days_between(2026y / 9 / 30, 2026y / 9 / 30) == 0);
    CHECK(days.working_days_between(2026y / 9 / 30, 2026y / 9 / 1) == 0);
    CHECK_THROWS_AS(days.add_working_days(2026y / 9 / 30, -1), std::out_of_range);
    CHECK_THROWS_AS(days.add_working_days(2026y / 9 / 30, Calendar::deadline_days_max + 1), std::out_of_range);
}

TEST_CASE("a period starts the day after, and does not end on a holiday") {
    auto days = calendar();
    auto end = days.deadline(2026y / 9 / 1, 20, Days::calendar);
    CHECK(end.on == Date(2026y / 9 / 21));
    CHECK_FALSE(end.moved);
    CHECK_FALSE(end.provisional);
    end = days.deadline(2026y / 9 / 15, 20, Days::calendar);  // 5 October
    CHECK(end.on == Date(2026y / 10 / 8));
    CHECK(end.moved);
    end = days.deadline(2026y / 9 / 24, 15, Days::working);
    CHECK(end.on == Date(2026y / 10 / 22));
    CHECK_FALSE(end.moved);
    CHECK(days.deadline(2026y / 9 / 18, 2, Days::calendar).on == Date(2026y / 9 / 20));  // a Sunday that is worked
}

TEST_CASE("a deadline into a year without a notice says so") {
    auto days = calendar();
    CHECK(days.is_provisional(2027y / 1 / 4));
    CHECK_FALSE(days.is_provisional(2026y / 12 / 31));
    CHECK(days.deadline(2026y / 12 / 20, 15, Days::working).provisional);
    CHECK_FALSE(days.deadline(2026y / 12 / 1, 15, Days::working).provisional);
    CHECK(days.deadline(2025y / 12 / 31, 1, Days::calendar).provisional);
}

TEST_CASE("a deadline says which days it counts") {
    CHECK(to_words(15, Days::working).zh == "15 个工作日");
    CHECK(to_words(1, Days::working).en == "1 working day");
    CHECK(to_words(20, Days::calendar).zh == "20 日");
    CHECK(to_words(20, Days::calendar).en == "20 calendar days");
}

TEST_CASE("what is not a calendar is refused with the way out") {
    CHECK_THROWS_WITH(Calendar::load("no such file"),
                      "the calendar no such file is missing: make it with tools/assets.sh");
    for (const char* wrong : {"", "year 2026\n", "# unionhall calendar 1\noff 2026-02-30 x|y\n",
                              "# unionhall calendar 1\noff 2026-02-20 x\n", "# unionhall calendar 1\nholiday\n"})
        CHECK_THROWS(Calendar::read(wrong));
}

}  // namespace unionhall
