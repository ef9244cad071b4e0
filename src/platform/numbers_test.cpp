#include "platform/numbers.h"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

namespace unionhall {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

TEST_CASE("figures are written in 万 without losing anything") {
    struct Case {
        std::int64_t value;
        const char *zh, *en;
    };
    for (auto& [value, zh, en] : {
             Case{0, "0", "0"},
             {9999, "9999", "9,999"},
             {10000, "1万", "10,000"},
             {17000, "1.7万", "17,000"},
             {46000, "4.6万", "46,000"},
             {46001, "4.6001万", "46,001"},
             {66500, "6.65万", "66,500"},
             {856500, "85.65万", "856,500"},
             {2550000, "255万", "2,550,000"},
             {12000000, "1200万", "12,000,000"},
             {300000000, "3亿", "300,000,000"},
             {123456789, "1.23456789亿", "123,456,789"},
             {-46000, "-4.6万", "-46,000"},
             {-999, "-999", "-999"},
             {most, "92233720368.54775807亿", "9,223,372,036,854,775,807"},
             {least, "-92233720368.54775808亿", "-9,223,372,036,854,775,808"},
         }) {
        CHECK(with_wan(value) == zh);
        CHECK(with_thousands(value) == en);
        CHECK(figure(value).zh == zh);
    }
}

TEST_CASE("percentages have one decimal") {
    CHECK(percent(1, 3) == "33.3%");
    CHECK(percent(2, 3) == "66.7%");
    CHECK(percent(1, 2000) == "0.1%");
    CHECK(percent(1, 2001) == "0.0%");
    CHECK(percent(-1, 3) == "-33.3%");
    CHECK(percent(-1, 10'000) == "0.0%");
    CHECK(percent(999'999, 1'000'000) == "100.0%");
    CHECK(percent(25, 1) == "2,500.0%");
    CHECK(percent(0, 7) == "0.0%");
    CHECK(percent(7, 0) == "–");
    CHECK(percent(999'999'999'999'999, -1'000'000'000'000'000) == "-100.0%");
    CHECK(percent(1'000'000'000'000'000, 1) == "100,000,000,000,000,000.0%");
    CHECK_THROWS_AS(percent(most, most), std::out_of_range);
    CHECK_THROWS_AS(percent(1, least), std::out_of_range);
}

TEST_CASE("money is written in yuan") {
    CHECK(money(123450).zh == "1,234.50元");
    CHECK(money(123450).en == "¥1,234.50");
    CHECK(money(120000).zh == "1,200元");
    CHECK(money(5).en == "¥0.05");
    CHECK(money(-123).en == "-¥1.23");
    CHECK(money(0).zh == "0元");
}

TEST_CASE("amounts in capitals are written as on vouchers") {
    struct Case {
        std::int64_t cents;
        const char* text;
    };
    for (auto& [cents, text] : {
             Case{0, "人民币零元整"},
             {5, "人民币伍分"},
             {50, "人民币伍角整"},
             {55, "人民币伍角伍分"},
             {100, "人民币壹元整"},
             {140950, "人民币壹仟肆佰零玖元伍角整"},
             {600714, "人民币陆仟零柒元壹角肆分"},
             {168032, "人民币壹仟陆佰捌拾元叁角贰分"},
             {1640902, "人民币壹万陆仟肆佰零玖元零贰分"},
             {32504, "人民币叁佰贰拾伍元零肆分"},
             {10700053, "人民币壹拾万柒仟元伍角叁分"},
             {1000000, "人民币壹万元整"},
             {1000100, "人民币壹万零壹元整"},
             {10000100, "人民币壹拾万零壹元整"},
             {100000000000, "人民币壹拾亿元整"},
             {100000000100, "人民币壹拾亿零壹元整"},
             {100010000000, "人民币壹拾亿零壹拾万元整"},
             {100000000123400, "人民币壹万亿零壹仟贰佰叁拾肆元整"},
             {123456789012345, "人民币壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分"},
             {-140950, "人民币负壹仟肆佰零玖元伍角整"},
         })
        CHECK(money_in_capitals(cents) == text);
    CHECK_NOTHROW(money_in_capitals(999'999'999'999'999'999));
    CHECK_THROWS_AS(money_in_capitals(least), std::out_of_range);
    CHECK_THROWS_AS(money_in_capitals(1'000'000'000'000'000'000), std::out_of_range);
}

TEST_CASE("a figure says how sure it is") {
    CHECK(figure_with_unit(10, Qualifier::more_than, {"家", "firms"}).zh == "10余家");
    CHECK(figure_with_unit(10, Qualifier::more_than, {"家", "firms"}).en == "more than 10 firms");
    CHECK(figure_with_unit(17000, Qualifier::more_than, {"人", "people"}).zh == "1.7万余人");
    CHECK(figure_with_unit(46000, Qualifier::rounded, {"人", "people"}).zh == "约4.6万人");
    CHECK(figure_with_unit(46000, Qualifier::rounded, {"人", "people"}).en == "about 46,000 people");
    CHECK(figure_with_unit(312, Qualifier::exact, {"人", "people"}).zh == "312人");
    CHECK(figure_with_unit(312, Qualifier::reconstructed, {"人", "people"}).zh == "312人（推算）");
    CHECK(figure_with_unit(312, Qualifier::reconstructed, {"人", "people"}).en == "312 people (reconstructed)");
}

}  // namespace unionhall
