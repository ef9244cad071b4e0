// .xlsx as spreadsheets write them, cell by cell.
#include <doctest/doctest.h>

#include <algorithm>

#include "platform/tables_testing.h"

using namespace unionhall;
using namespace unionhall::tables;
using Cells = std::vector<std::string>;

namespace {

std::string row_of(const std::string& cells) { return "<row r=\"1\">" + cells + "</row>"; }

std::string text_cell(const std::string& reference, const std::string& text) {
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

// A workbook of several sheets; each is its attributes and its rows.
std::string book_of_sheets(const std::vector<std::pair<std::string, std::string>>& sheets) {
    const std::string ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    std::string list, relations;
    std::vector<Part> parts = Book{}.parts();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1), file = "s" + n + ".xml";
        list += "<sheet name=\"S" + n + "\" sheetId=\"" + n + "\" r:id=\"r" + n + "\" " + sheets[i].first + "/>";
        relations += "<Relationship Id=\"r" + n + "\" Type=\"" + ns + "/worksheet\" Target=\"" + file + "\"/>";
        parts.push_back({"xl/" + file, "<worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>"});
    }
    for (Part& part : parts) {
        if (part.name == "xl/workbook.xml") part.content = "<workbook><sheets>" + list + "</sheets></workbook>";
        if (part.name == "xl/_rels/workbook.xml.rels")
            part.content = "<Relationships>" + relations + "</Relationships>";
    }
    return zipped(parts);
}

}  // namespace

TEST_CASE("each kind of cell is read as a person sees it") {
    struct Case {
        std::string cell, text;
        bool lossy = false, formula = false;
    };
    const std::string strings =
        "<si><t>张三</t></si><si><r><rPr><b/></rPr><t>阿依</t></r><r><t xml:space=\"preserve\"> 古丽</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>ayi</t></rPh></si><si><t>a_x000A_b_x005F_x0041_</t></si><si/>";
    const std::string styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf/></cellXfs>";
    for (const Case& c : std::vector<Case>{
             {"<c r=\"A1\" t=\"s\"><v>0</v></c>", "张三"},
             {"<c r=\"A1\" t=\"s\"><v>1</v></c>", "阿依 古丽"},
             {"<c r=\"A1\" t=\"s\"><v>2</v></c>", "a\nb_x0041_"},
             {"<c t=\"inlineStr\"><is><t>x</t><rPh><t>y</t></rPh></is></c>", "x"},
             {"<x:c r=\"A1\" xmlns:x=\"u\"><x:v>13812345678</x:v></x:c>", "13812345678"},
             {"<c r=\"A1\"><v>1.3812345678E10</v></c>", "13812345678"},
             {"<c r=\"A1\"><v>1.1010519900101E+17</v></c>", "110105199001010000", true},
             {"<c r=\"A1\" s=\"1\"><v>46082</v></c>", "2026-03-01"},
             {"<c r=\"A1\" s=\"2\"><v>46082</v></c>", "2026-03-01"},
             {"<c r=\"A1\" s=\"3\"><v>46082.5</v></c>", "2026-03-01 12:00:00"},
             {"<c r=\"A1\" s=\"99\"><v>46082</v></c>", "46082"},
             {"<c r=\"A1\" s=\"-5\"><v>46082</v></c>", "46082"},
             {"<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"},
             {"<c r=\"A1\" t=\"b\"><v>0</v></c>", "FALSE"},
             {"<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "#N/A"},
             {"<c r=\"A1\" t=\"d\"><v>2026-03-01T00:00:00Z</v></c>", "2026-03-01"},
             {"<c r=\"A1\" t=\"d\"><v>2026-03-01T09:30:00</v></c>", "2026-03-01 09:30:00"},
             {"<c r=\"A1\" t=\"str\"><f>A2&amp;A3</f><v>李四</v></c>", "李四", false, true},
             {"<c r=\"A1\"><f>WEBSERVICE(\"http://x\")</f><v>3</v></c>", "3", false, true},
             {"<c r=\"A1\" t=\"str\"><v>&lt;&amp;&#24352;</v></c>", "<&张"},
         }) {
        CAPTURE(c.cell);
        const Outcome outcome = read(Book{row_of(c.cell), strings, styles}.bytes());
        CHECK(outcome.en == "");
        REQUIRE(outcome.rows.size() == 1);
        CHECK(outcome.cells(0) == Cells{c.text});
        CHECK(outcome.rows[0].lossy.size() == (c.lossy ? 1 : 0));
        CHECK(outcome.rows[0].formulas.size() == (c.formula ? 1 : 0));
    }
    const Book from_1904{row_of("<c s=\"1\"><v>44620</v></c>"), "", styles, "<workbookPr date1904=\"1\"/>"};
    CHECK(read(from_1904.bytes()).cells(0) == Cells{"2026-03-01"});
}

TEST_CASE("gaps, hidden rows, merged cells and empty styled cells keep their places") {
    const std::string sheet = "<row r=\"2\">" + text_cell("A2", "a") + text_cell("C2", "c") +
                              "<c r=\"XFD2\" s=\"1\"/></row>" + "<row r=\"5\" hidden=\"1\">" + text_cell("B5", "b") +
                              "</row><row r=\"1048576\"/>" + "<row r=\"7\"/>";
    const Outcome broken = read(Book{sheet}.bytes());
    CHECK(broken.refused());  // row 7 behind the last row
    const Outcome outcome = read(Book{sheet.substr(0, sheet.rfind("<row"))}.bytes());
    CHECK(outcome.en == "");
    REQUIRE(outcome.rows.size() == 2);
    CHECK(outcome.rows[0].number == 2);
    CHECK(outcome.cells(0) == Cells{"a", "", "c"});
    CHECK(outcome.rows[1].number == 5);
    CHECK(outcome.cells(1) == Cells{"", "b", ""});
}

TEST_CASE("the first visible sheet with data is the table") {
    const std::string good = row_of(text_cell("A1", "good")), other = row_of(text_cell("A1", "other"));
    const std::vector<std::pair<std::string, std::string>> sheets = {{"state=\"hidden\"", other},
                                                                     {"state=\"veryHidden\"", other},
                                                                     {"", ""},
                                                                     {"state=\"visible\"", good},
                                                                     {"", other}};
    CHECK(read(book_of_sheets(sheets)).cells(0) == Cells{"good"});
    CHECK(read(book_of_sheets({{"state=\"hidden\"", good}})).en.find("empty") != std::string::npos);
    CHECK(read(book_of_sheets(std::vector<std::pair<std::string, std::string>>(64, {"", good}))).cells(0) ==
          Cells{"good"});
    CHECK(read(book_of_sheets(std::vector<std::pair<std::string, std::string>>(65, {"", good}))).en.find("64 sheets") !=
          std::string::npos);
}

TEST_CASE("a row that the importer does not want ends the reading") {
    const std::string bytes =
        Book{row_of(text_cell("A1", "a")) + "<row r=\"2\">" + text_cell("A2", "b") + "</row>"}.bytes();
    std::size_t count = 0;
    const auto stop = [&](const TableRow&) { ++count, throw std::runtime_error("enough"); };
    CHECK_THROWS_WITH(read_table("f", bytes, {}, stop), "enough");
    CHECK(count == 1);
}

TEST_CASE("limits of an .xlsx hold, and the limit itself is allowed") {
    std::string columns, rows;
    for (std::size_t i = 0; i < 200; ++i) columns += text_cell(column_letters(i) + "1", "x");
    CHECK(read(Book{row_of(columns)}.bytes()).cells(0).size() == 200);
    CHECK(read(Book{row_of(columns + text_cell("GS1", "x"))}.bytes()).en.find("200 columns") != std::string::npos);
    CHECK(read(Book{row_of(text_cell("XFD1", "x"))}.bytes()).en.find("200 columns") != std::string::npos);
    std::string cell;
    for (int i = 0; i < 4000; ++i) cell += "𠮷";
    CHECK(read(Book{row_of(text_cell("A1", cell))}.bytes()).cells(0) == Cells{cell});
    CHECK(read(Book{row_of(text_cell("A1", cell + "a"))}.bytes()).en.find("row 1, column A is longer") !=
          std::string::npos);
    const std::string shared = "<c t=\"s\"><v>0</v></c>";
    CHECK(read(Book{row_of(shared), "<si><t>" + cell + "</t></si>"}.bytes()).cells(0) == Cells{cell});
    CHECK(read(Book{row_of(shared), "<si><t>" + cell + "𠮷</t></si>"}.bytes()).refused());
    for (int i = 0; i < 60'001; ++i) rows += "<row><c><v>1</v></c></row>";
    TableLimits limits;
    limits.rows_max = 60'000;
    CHECK_FALSE(read(Book{rows}.bytes(), limits).refused());
    limits.rows_max = 59'999;
    CHECK(read(Book{rows}.bytes(), limits).en.find("59999 rows") != std::string::npos);
    limits.shared_strings_max = 1;
    CHECK(read(Book{row_of(shared), "<si/><si/>"}.bytes(), limits).en.find("different texts") != std::string::npos);
}
