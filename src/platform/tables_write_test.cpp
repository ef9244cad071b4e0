// What we write is what we read, and nothing we write is a formula.
#include <doctest/doctest.h>

#include <filesystem>

#include "platform/refusal.h"
#include "platform/tables_testing.h"
#include "platform/testing_folder.h"

using namespace unionhall;
using namespace unionhall::tables;
using Cells = std::vector<std::string>;

namespace {

const std::vector<Cells> table = {
    {"姓名", "电话", "备注"},
    {"张三", "13812345678", "a,b;c\td"},
    {"𠮷野 👩‍🚒", "110105199001010010", "他说\"好\"\n下一行"},
    {" 前后空格 ", "007", "_x0041_"},
};

}  // namespace

TEST_CASE("a CSV goes out and comes back the same") {
    CsvWriter writer;
    std::string bytes;
    for (const Cells& row : table) {
        writer.append(row);
        bytes += writer.take();
    }
    CHECK(bytes.starts_with("\xEF\xBB\xBF姓名,"));
    CHECK(bytes.find("\r\n") != std::string::npos);
    const Outcome outcome = read(bytes);
    REQUIRE(outcome.rows.size() == table.size());
    for (std::size_t i = 0; i < table.size(); ++i) CHECK(outcome.cells(i) == table[i]);
}

TEST_CASE("a cell that a spreadsheet would run is written as text") {
    struct Case {
        std::string cell, written;
    };
    for (const Case& c : std::vector<Case>{
             {"=1+1", "'=1+1"},
             {"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
             {"+8613812345678", "'+8613812345678"},
             {"@SUM(A1)", "'@SUM(A1)"},
             {"-1+2", "'-1+2"},
             {"-12.50", "-12.50"},
             {"-12", "-12"},
             {"-", "'-"},
             {"\tx", "\"'\tx\""},
             {"\rx", "\"'\rx\""},
             {"＝1", "'＝1"},
             {"=\"a\"", "\"'=\"\"a\"\"\""},
             {"a=b", "a=b"},
             {"", "\"\""},
         }) {
        CAPTURE(c.cell);
        CsvWriter writer(false);
        writer.append({c.cell});
        CHECK(writer.take() == c.written + "\r\n");
    }
}

TEST_CASE("an .xlsx goes out and comes back the same, as text, and leaves no file behind") {
    const TestFolder folder;
    std::size_t at = 0;
    const auto next = [&](Cells& row) {
        if (++at >= table.size()) return false;
        row = table[at];
        return true;
    };
    const std::string bytes = xlsx_of(folder.path, table[0], next, {"来源：职工之家", "=1+1"});
    const Outcome outcome = read(bytes);
    CHECK(outcome.en == "");
    CHECK(outcome.format == TableFormat::xlsx);
    REQUIRE(outcome.rows.size() == table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        CHECK(outcome.cells(i) == table[i]);
        CHECK(outcome.rows[i].formulas.empty());
        CHECK(outcome.rows[i].number == static_cast<std::int64_t>(i + 1));
    }
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("an .xlsx keeps signs of formulas and control characters as text, and refuses what does not fit") {
    const TestFolder folder;
    bool given = false;
    const auto once = [&](const std::string& cell) {
        given = false;
        return [&given, cell](Cells& row) {
            if (given) return false;
            row = {cell};
            return given = true;
        };
    };
    const Outcome outcome = read(xlsx_of(folder.path, {"a"}, once("=HYPERLINK(\"x\")\x07"), {}));
    REQUIRE(outcome.rows.size() == 2);
    CHECK(outcome.cells(1)[0] == "=HYPERLINK(\"x\") ");
    CHECK(outcome.rows[1].formulas.empty());
    CHECK_THROWS_AS(xlsx_of(folder.path, {"a"}, once(std::string(32'768, 'x')), {}), Refusal);
    CHECK_THROWS_AS(xlsx_of(folder.path, Cells(16'385, "a"), once("x"), {}), Refusal);
    CHECK_THROWS_AS(xlsx_of(folder.path, {"a"}, once("\xFF"), {}), std::invalid_argument);
    CHECK_THROWS_AS(xlsx_of(folder.path / "nowhere", {"a"}, once("x"), {}), std::runtime_error);
    CHECK(std::filesystem::is_empty(folder.path));
}
