// Ids, days, instants and JSON: values without I/O.
#include <doctest/doctest.h>

#include "platform/date.h"
#include "platform/id.h"
#include "platform/json.h"
#include "platform/refusal.h"

namespace unionhall {

TEST_CASE("an id is thirteen characters, comes back from them, and forgives only the case") {
    for (std::int64_t number : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1} << 40, INT64_MAX}) {
        auto text = id_text(number);
        CHECK(text.size() == 13);
        CHECK(parse_id(text) == number);
    }
    CHECK(parse_id("0000000000zzz") == parse_id("0000000000ZZZ"));
    for (auto* bad :
         {"", "1", "000000000000", "00000000000000", "000000000000I", "000000000000 ", "8000000000000", "00000000000é"})
        CHECK_MESSAGE(!parse_id(bad), bad);
}

TEST_CASE("ids grow, also when the clock goes back or stands still") {
    IdSource ids(7);
    using namespace std::chrono;
    system_clock::time_point noon{hours{24 * 365 * 55}};
    auto last = ids.next(noon);
    for (int i = 0; i < 10000; ++i) {
        auto next = ids.next(noon - milliseconds{i % 3});
        REQUIRE(next > last);
        last = next;
    }
}

TEST_CASE("a day is written one way, and is a real one") {
    CHECK(to_text(*parse_date("2024-02-29")) == "2024-02-29");
    for (auto* bad : {"2023-02-29", "2024-2-9", "2024-13-01", "24-01-01", "2024-01-01x", "2024/01/01", ""})
        CHECK_MESSAGE(!parse_date(bad), bad);
    CHECK(to_text(plus_days(*parse_date("2024-02-28"), 2)) == "2024-03-01");
    CHECK(days_between(*parse_date("2024-05-11"), *parse_date("2024-05-20")) == 9);
}

TEST_CASE("an instant keeps its microseconds and reads any offset") {
    CHECK(to_text(*parse_instant("2026-03-01T09:30:00Z")) == "2026-03-01T09:30:00Z");
    CHECK(to_text(*parse_instant("2026-03-01T09:30:00.000001Z")) == "2026-03-01T09:30:00.000001Z");
    CHECK(to_text(*parse_instant("2026-03-01T17:30:00+08:00")) == "2026-03-01T09:30:00Z");
    CHECK(to_text(*parse_instant("1969-12-31T23:59:59Z")) == "1969-12-31T23:59:59Z");
    for (auto* bad :
         {"2026-03-01", "2026-03-01T25:00:00Z", "2026-03-01T09:30:00", "2026-03-01T09:30:00.Z", "2026-03-01T09:30Z"})
        CHECK_MESSAGE(!parse_instant(bad), bad);
    CHECK(to_text(day_at(*parse_instant("2026-03-01T16:00:00Z"))) == "2026-03-02");
}

TEST_CASE("JSON is read strictly: once each name, exact numbers, no depths") {
    auto json = parse_json(R"({"a":[1,-2.5,true,null,"\u4f60"],"big":9007199254740993})");
    CHECK(json.at("big").integer() == 9007199254740993);
    CHECK(to_text(json) == R"({"a":[1,-2.5,true,null,"你"],"big":9007199254740993})");
    std::string deep(40, '[');
    for (std::string bad : {std::string(""), std::string("{"), std::string(R"({"a":1,"a":2})"), std::string("{'a':1}"),
                            std::string("[1,]"), std::string("nul"), std::string("\"\xff\""), std::string("1e999"),
                            deep + std::string(40, ']')})
        CHECK_THROWS_AS(parse_json(bad), Refusal);
}

TEST_CASE("JSON is written so that it reads back, whatever is in it") {
    JsonWriter w;
    auto text =
        w.begin_object().pair("quote", "a\"b\\c\n\t\x01").pair("pi", 45.46).pair("none", 1.0 / 0.0).end_object().take();
    CHECK(text == "{\"quote\":\"a\\\"b\\\\c\\n\\t\\u0001\",\"pi\":45.46,\"none\":null}");
    CHECK(parse_json(text).at("quote").text() == "a\"b\\c\n\t\x01");
    CHECK_THROWS(JsonWriter().begin_object().take());
}

TEST_CASE("a number in JSON is written as it is read again, at the ends of what a machine word holds") {
    for (auto* text : {"[-0.0]", "[-0]", "[9223372036857750487,-9246142,-0.0]", "[18446744073709551615]", "[1e300]",
                       "[123456789012345670000.0]", "[-9223372036854775808]", "[-9223372036854775809.5]",
                       "[9223372036854775807]", "[9223372036854775808]", "[5e-324]", "[0.1]", "[1e15]"}) {
        auto once = to_text(parse_json(text));
        CHECK_MESSAGE(to_text(parse_json(once)) == once, text << " is written as " << once);
    }
    CHECK(to_text(parse_json("[-0.0, 5.0, 123456789012345670000.0]")) == "[0,5,1.2345678901234567e+20]");
}

}  // namespace unionhall
