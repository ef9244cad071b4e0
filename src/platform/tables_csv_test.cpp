// CSV as it is written by every program that people use, and as it is broken by some.
#include <doctest/doctest.h>

#include "platform/tables_testing.h"
#include "platform/text.h"

using namespace unionhall;
using namespace unionhall::tables;
using namespace std::string_literals;
using Cells = std::vector<std::string>;

TEST_CASE("every way to write the same small table reads the same") {
    const std::vector<Cells> expected = {{"姓名", "电话"}, {"张三", "13812345678"}};
    for (
        const std::string& bytes : {
            "姓名,电话\n张三,13812345678\n"s,
            "姓名,电话\r\n张三,13812345678"s,
            "姓名,电话\r张三,13812345678\r"s,
            "\xEF\xBB\xBF姓名,电话\n张三,13812345678"s,
            "姓名;电话\n张三;13812345678"s,
            "姓名\t电话\n张三\t13812345678"s,
            "\"姓名\",\"电话\"\n\"张三\" ,\"13812345678\""s,
            "sep=;\r\n姓名;电话\r\n张三;13812345678\r\n"s,
            "\n\n姓名,电话\n,,,\n\n张三,13812345678\n\n"s,
            "姓名,电话\n张三,=\"13812345678\"\n"s,
            "\xD0\xD5\xC3\xFB,\xB5\xE7\xBB\xB0\n\xD5\xC5\xC8\xFD,13812345678"s,
            "\xFF\xFE\xD3\x59\x0D\x54,\0\x35\x75\xDD\x8B\n\0\x20\x5F\x09\x4E,\0\x31\0\x33\0\x38\0\x31\0\x32\0\x33\0\x34\0\x35\0\x36\0\x37\0\x38\0"s,
        }) {
        CAPTURE(bytes);
        const Outcome outcome = read(bytes);
        CHECK(outcome.en == "");
        REQUIRE(outcome.rows.size() == 2);
        CHECK(outcome.format == TableFormat::csv);
        CHECK(outcome.cells(0) == expected[0]);
        CHECK(outcome.cells(1) == expected[1]);
    }
}

TEST_CASE("quotes hold delimiters, line ends and quotes") {
    const Outcome outcome = read("a,b\r\n\"x,\"\"y\"\"\r\nz\",5\"\r\n\"\",last");
    REQUIRE(outcome.rows.size() == 3);
    CHECK(outcome.cells(1) == Cells{"x,\"y\"\nz", "5\""});
    CHECK(outcome.cells(2) == Cells{"", "last"});
    CHECK(outcome.rows[2].number == 3);
}

TEST_CASE("rows carry the number that a spreadsheet shows and as many cells as the heading") {
    const Outcome outcome = read("\na,b,c\n\n1\n1,2,3,4\n");
    REQUIRE(outcome.rows.size() == 3);
    CHECK(outcome.rows[0].number == 2);
    CHECK(outcome.rows[1].number == 4);
    CHECK(outcome.cells(1) == Cells{"1", "", ""});
    CHECK(outcome.cells(2).size() == 4);
}

TEST_CASE("what a spreadsheet has rounded or hidden is told") {
    const Outcome outcome = read("a,b,c,d\n1.38123E+10,=\"007\",x\x07y,A1E+\n");
    REQUIRE(outcome.rows.size() == 2);
    CHECK(outcome.rows[1].lossy == std::vector<std::size_t>{0});
    CHECK(outcome.rows[1].formulas == std::vector<std::size_t>{1});
    CHECK(outcome.rows[1].cleaned == std::vector<std::size_t>{2});
    CHECK(outcome.cells(1) == Cells{"1.38123E+10", "007", "x y", "A1E+"});
}

TEST_CASE("a broken CSV is refused where it is broken") {
    struct Case {
        std::string bytes, expected;
    };
    std::string long_cell = "a,b\n1," + std::string(1 << 20, 'x');
    for (const Case& c : std::vector<Case>{
             {"a,b\n1,2\n3,\"4\n5,6\n", "row 3, column B (line 3"},
             {"a,\"b\nc\"\n\"1\"x,2\n", "row 2, column A (line 3"},
             {"a,b\n1,\0"s, "NUL"},
             {long_cell, "row 2, column B is longer than 4000 characters"},
             {"a,b\n1,\"" + std::string(1 << 20, 'x'), "row 2, column B (line 2"},
             {"a,b\n\xD5\xC5,\xFF\n", "Line 2 (byte 8)"},
             {"n\0a\0m\0e\0"s, "NUL"},
             {"\xFF\xFE"
              "a\0\0\0"s,
              "NUL in row 1, column A"},
             {"\xFF\xFE"
              "a\0\0\xD8"s,
              "UTF-16"},
             {"", "empty"},
             {"\n\r\n\r", "empty"},
             {",,,\n,", "empty"},
             {"\xEF\xBB\xBF", "empty"},
         }) {
        CAPTURE(c.expected);
        const Outcome outcome = read(c.bytes);
        CHECK(outcome.en.find(c.expected) != std::string::npos);
    }
}

TEST_CASE("limits of rows, columns and bytes hold, and the limit itself is allowed") {
    std::string rows = "a\n", columns = "a";
    for (int i = 0; i < 200'000; ++i) rows += "1\n";
    for (int i = 1; i < 200; ++i) columns += ",a";
    std::size_t count = 0;
    CHECK_NOTHROW(read_table("f", rows, {}, [&](const TableRow&) { ++count; }));
    CHECK(count == 200'001);
    CHECK(read(rows + "1\n").en.find("more than 200000 rows") != std::string::npos);
    CHECK_FALSE(read(columns).refused());
    CHECK_FALSE(read(columns + ",,,,").refused());
    CHECK(read(columns + ",a").en.find("more than 200 columns") != std::string::npos);
    TableLimits small;
    small.bytes_max = 1 << 20;
    CHECK(read(std::string((1 << 20) + 1, 'a'), small).en.find("larger than 1 MB") != std::string::npos);
}

TEST_CASE("a CSV cut anywhere never does more than refuse") {
    const std::string bytes = "\xEF\xBB\xBF姓名,\"电\"\"话\"\r\n\"张\r\n三\",=\"1\"\r\n";
    for (std::size_t size = 0; size <= bytes.size(); ++size) read(bytes.substr(0, size));
}

TEST_CASE("columns have the letters of a spreadsheet") {
    CHECK(column_letters(0) == "A");
    CHECK(column_letters(25) == "Z");
    CHECK(column_letters(26) == "AA");
    CHECK(column_letters(701) == "ZZ");
    CHECK(column_letters(702) == "AAA");
    CHECK(column_letters(16'383) == "XFD");
}
