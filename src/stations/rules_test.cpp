#include "stations/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "platform/calendar.h"
#include "stations/coordinates.h"
#include "stations/hours.h"

namespace unionhall::stations {

TEST_CASE("coordinates are converted as in the vectors of domain.md 4.7, and back") {
    struct Case {
        const char* where;
        Place wgs, gcj;
    };
    for (auto& [where, wgs, gcj] : std::vector<Case>{{"Beijing", {116.397428, 39.90923}, {116.403672, 39.910634}},
                                                     {"Karamay", {84.8739, 45.5959}, {84.876319, 45.596713}},
                                                     {"Yinchuan", {106.2782, 38.4732}, {106.282621, 38.473666}},
                                                     {"Beilin", {126.9853, 46.6374}, {126.991696, 46.639343}},
                                                     {"Pinggu", {117.1123, 40.1446}, {117.118865, 40.146029}},
                                                     {"Tokyo", {139.6917, 35.6895}, {139.6917, 35.6895}}}) {
        using enum CoordinateSystem;
        auto there = converted(wgs, wgs84, gcj02), back = converted(there, gcj02, wgs84);
        INFO(where);
        CHECK(std::abs(there.lng - gcj.lng) < 1e-6);
        CHECK(std::abs(there.lat - gcj.lat) < 1e-6);
        CHECK(std::abs(back.lng - wgs.lng) < 1e-6);
        CHECK(std::abs(back.lat - wgs.lat) < 1e-6);
        auto baidu = converted(wgs, wgs84, bd09), again = converted(baidu, bd09, wgs84);
        CHECK(std::abs(again.lng - wgs.lng) < 1e-6);
        CHECK(std::abs(again.lat - wgs.lat) < 1e-6);
    }
    auto baidu = converted({116.397428, 39.90923}, CoordinateSystem::wgs84, CoordinateSystem::bd09);
    CHECK(std::abs(baidu.lng - 116.410044) < 1e-6);
    CHECK(std::abs(baidu.lat - 39.916973) < 1e-6);
}

TEST_CASE("a place is read from its header, and nothing else is taken for one") {
    auto gcj = parse_place("116.403672, 39.910634"), wgs = parse_place("116.397428,39.90923 wgs84");
    REQUIRE(gcj);
    REQUIRE(wgs);
    CHECK(metres_between(*gcj, *wgs) < 1);
    for (auto* text : {"", "116", "116,", "39.9,116.4", "116,39,1", "a,b", "116.4,39.9 mars", "nan,39", "1e2,39"})
        CHECK_MESSAGE(!parse_place(text), text);
}

TEST_CASE("no place outside the nine squares is nearer than they cover, and every one inside is among their keys") {
    std::uint64_t state = 7;
    auto next = [&] {
        return double((state = state * 6364136223846793005u + 1442695040888963407u) >> 11) / 9007199254740992.0;
    };
    for (int i = 0; i < 3000; ++i) {
        Place from{73 + 63 * next(), 3 + 51 * next()};
        int level = 5 + i % 12;
        double reach = std::exp2(-level) * 720;
        Place other{from.lng + (next() - 0.5) * 3 * reach, from.lat + (next() - 0.5) * 2 * reach};
        auto key = place_key(other);
        bool is_inside = false;
        for (auto& [low, high] : keys_around(from, level)) is_inside |= low <= key && key <= high;
        auto metres = metres_between(from, other);
        if (!is_inside) CHECK(metres >= metres_covered(from, level));
        auto runs = keys_within(from, metres, 16);
        CHECK(runs.size() <= 16);
        CHECK(std::ranges::any_of(runs, [&](auto& run) { return run.first <= key && key <= run.second; }));
    }
    CHECK(keys_around({0, 0}, 0).size() == 1);
}

TEST_CASE("hours are read in the ways people write them, and brought into one spelling") {
    struct Case {
        const char *given, *tidied;
    };
    for (auto& [given, tidied] : std::vector<Case>{{"", ""},
                                                   {"8:30-18:00", "08:30-18:00"},
                                                   {"08：30—12：00，13:30～18:00", "08:30-12:00,13:30-18:00"},
                                                   {"13:30-18:00, 8:30-12:00", "08:30-12:00,13:30-18:00"},
                                                   {"00:00-24:00", "00:00-24:00"},
                                                   {"22:00-06:00", "22:00-06:00"}}) {
        CHECK_MESSAGE(parse_hours(given), given);
        CHECK(tidied_hours(given) == tidied);
    }
    for (auto* wrong : {"8-18", "08:30", "25:00-26:00", "08:00-12:00,11:00-13:00", "08:00-08:00", "全天", "08:60-09:00",
                        "22:00-06:00,05:00-07:00", ",", "24:00-06:00", "24:30-25:00"})
        CHECK_MESSAGE(!parse_hours(wrong), wrong);
}

TEST_CASE("the hours that hold are those of the kind of day, with make-up days and nights past midnight") {
    auto calendar = Calendar::load("build/assets/calendar.txt");
    Station s{.status = Status::open, .weekday_hours = "08:30-18:00", .weekend_hours = "10:00-16:00"};
    auto open = [&](const char* instant) { return is_open_at(s, calendar, *parse_instant(instant)); };
    CHECK(open("2026-03-02T09:00:00+08:00"));        // a Monday
    CHECK_FALSE(open("2026-03-02T18:00:00+08:00"));  // the minute it shuts
    CHECK_FALSE(open("2026-03-01T09:00:00+08:00"));  // a Sunday
    CHECK(open("2026-03-01T10:00:00+08:00"));
    CHECK(open("2026-02-28T09:00:00+08:00"));        // a Saturday on which people work
    CHECK_FALSE(open("2026-02-17T11:00:00+08:00"));  // spring festival
    s.weekday_hours = "20:00-02:00";
    CHECK(open("2026-03-03T01:59:00+08:00"));
    CHECK_FALSE(open("2026-03-02T01:59:00+08:00"));  // the night after a Sunday
    s.status = Status::paused;
    CHECK_FALSE(open("2026-03-03T01:59:00+08:00"));
}

TEST_CASE("what a station lacks is said at once, and it opens only when it can be found and entered") {
    Station s{.is_station = false, .division_code = "11", .lng = 116.4, .weekday_hours = "early"};
    std::string fields;
    for (auto& problem : check(s)) fields += problem.field + " ";
    CHECK(fields == "is_station division_code lat weekday_hours ");
    CHECK(check_opening(Station{}).size() == 2);
    CHECK(check_opening(Station{.lng = 116.4, .lat = 39.9, .is_open_24h = true}).empty());
    CHECK(workflow_of(static_cast<const Station*>(nullptr)).flaws().empty());
}

TEST_CASE("what somebody needs is asked for by name, and an unknown name is no empty wish") {
    Station s{.is_workers_home = true, .is_open_24h = true, .has_microwave = true};
    auto traits = traits_of(s);
    for (auto* needs : {"", "microwave", "24h", "station,workers_home,microwave,24h"})
        CHECK_MESSAGE((traits & traits_named(needs).value()) == traits_named(needs).value(), needs);
    CHECK((traits & traits_named("microwave,toilet").value()) != traits_named("microwave,toilet").value());
    CHECK_FALSE(traits_named("sauna"));
    CHECK_FALSE(traits_named("microwave,"));
    CHECK(facilities().size() >= 11 + 8);
}

TEST_CASE("a station is verified while the oldest of its facts is young enough") {
    auto day = [](const char* text) { return *parse_date(text); };
    Station s{.place_verified_on = day("2026-01-01"),
              .hours_verified_on = day("2026-03-01"),
              .facilities_verified_on = day("2026-03-01")};
    CHECK_FALSE(verified_on(s));
    s.contact_verified_on = day("2026-03-01");
    CHECK(verified_on(s) == day("2026-01-01"));
    CHECK(is_verified(s, day("2026-04-01"), 90));
    CHECK_FALSE(is_verified(s, day("2026-04-02"), 90));
}

TEST_CASE("two spellings of one address are one address") {
    CHECK(address_key_of("110117", "府前街 12 号（东门）") == address_key_of("110117", "府前街12号(东门)"));
    CHECK(address_key_of("110117", "府前街12号") != address_key_of("110107", "府前街12号"));
}

}  // namespace unionhall::stations
