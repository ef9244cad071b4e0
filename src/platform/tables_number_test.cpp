// What a person sees in a number cell, case by case.
#include "platform/tables_number.h"

#include <doctest/doctest.h>

#include <vector>

using namespace unionhall::tables;
using Kind = NumberFormat::Kind;

TEST_CASE("a number is shown as a person sees it") {
    struct Case {
        std::string raw;
        NumberFormat format;
        std::string text;
        bool lossy = false;
    };
    for (const Case& c : std::vector<Case>{
             {"13812345678", {}, "13812345678"},
             {"1.3812345678E10", {}, "13812345678"},
             {"0", {}, "0"},
             {"-0", {}, "0"},
             {"007", {}, "7"},
             {"-12.5", {}, "-12.5"},
             {"0.1", {}, "0.1"},
             {"0.30000000000000004", {}, "0.3"},
             {"999999999999999", {}, "999999999999999"},
             {"1.1010519900101E+17", {}, "110105199001010000", true},
             {"110105199001010010", {}, "110105199001010010", true},
             {"1E+300", {}, "1e+300", true},
             {" 12 ", {}, "12"},
             {"abc", {}, "abc"},
             {"nan", {}, "nan"},
             {"inf", {}, "inf"},
             {"1e999", {}, "1e999"},
             {"0x10", {}, "0x10"},
             {"7", {Kind::zeros, 3}, "007"},
             {"1234", {Kind::zeros, 3}, "1234"},
             {"0.25", {Kind::percent}, "25%"},
             {"0.07", {Kind::percent}, "7%"},
             {"46082", {Kind::day}, "2026-03-01"},
             {"46082.99999", {Kind::day}, "2026-03-01"},
             {"46082.395833333336", {Kind::instant}, "2026-03-01 09:30:00"},
             {"46082.9999999", {Kind::instant}, "2026-03-02 00:00:00"},
             {"0.395833333333333", {Kind::time}, "09:30:00"},
             {"1.5", {Kind::elapsed}, "36:00:00"},
             {"1", {Kind::day}, "1900-01-01"},
             {"59", {Kind::day}, "1900-02-28"},
             {"61", {Kind::day}, "1900-03-01"},
             {"2958465", {Kind::day}, "9999-12-31"},
             {"2958466", {Kind::day}, "2958466"},
             {"-1", {Kind::day}, "-1"},
             {"1e300", {Kind::day}, "1e+300", true},
         }) {
        CAPTURE(c.raw);
        const NumberText shown = number_text(c.raw, c.format, false);
        CHECK(shown.text == c.text);
        CHECK(shown.lossy == c.lossy);
    }
    CHECK(number_text("44620", {Kind::day}, true).text == "2026-03-01");
    CHECK(number_text("0", {Kind::day}, true).text == "1904-01-01");
}

TEST_CASE("a format code is a day, a time or neither") {
    struct Case {
        std::string code;
        NumberFormat format;
    };
    for (const Case& c : std::vector<Case>{
             {"yyyy-mm-dd", {Kind::day}},
             {"yyyy\"年\"m\"月\"d\"日\"", {Kind::day}},
             {"[$-804]yyyy\"年\"m\"月\";@", {Kind::day}},
             {"mmm", {Kind::day}},
             {"yyyy/m/d h:mm", {Kind::instant}},
             {"m/d/yy h:mm AM/PM", {Kind::instant}},
             {"h:mm AM/PM", {Kind::time}},
             {"mm:ss.0", {Kind::time}},
             {"[h]:mm:ss", {Kind::elapsed}},
             {"General", {}},
             {"G/通用格式", {}},
             {"0.00", {}},
             {"#,##0.00;[Red]-#,##0.00", {}},
             {"0.00E+00", {}},
             {"\"¥\"#,##0", {}},
             {"0\"days\"", {}},
             {"\\d0", {}},
             {"0.0%", {Kind::percent}},
             {"000000", {Kind::zeros, 6}},
             {"0", {}},
             {"@", {}},
             {"\"open", {}},
             {"[open", {}},
             {"", {}},
         }) {
        CAPTURE(c.code);
        CHECK(format_of_code(c.code) == c.format);
    }
    CHECK(built_in_format(14).kind == Kind::day);
    CHECK(built_in_format(22).kind == Kind::instant);
    CHECK(built_in_format(31).kind == Kind::day);
    CHECK(built_in_format(20).kind == Kind::time);
    CHECK(built_in_format(0).kind == Kind::plain);
    CHECK(built_in_format(49).kind == Kind::plain);
}
