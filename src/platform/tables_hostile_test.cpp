// Files made to hurt: each must end in a refusal with a sentence in both languages, quickly and in little memory.
#include <doctest/doctest.h>

#include <chrono>

#include "platform/tables_testing.h"
#include "platform/testing_card.h"

using namespace unionhall;
using namespace unionhall::tables;
using namespace std::string_literals;

namespace {

struct Hostile {
    std::string what, bytes, expected;  // expected: some words of the English sentence
};

const std::string a_cell = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>";
const std::string sheet_part = "xl/worksheets/sheet1.xml", workbook_rels = "xl/_rels/workbook.xml.rels";

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string counted(const std::string& before, const std::string& behind, int times) {
    std::string all;
    for (int i = 1; i <= times; ++i) all += before + std::to_string(i) + behind;
    return all;
}

std::string sheet_xml(const std::string& inside) {
    return "<worksheet><sheetData>" + inside + "</sheetData></worksheet>";
}

std::string one_row(const std::string& cells) { return Book{"<row r=\"1\">" + cells + "</row>"}.bytes(); }

std::string good() { return Book{a_cell}.bytes(); }

// The four or two bytes at `offset` behind the last `mark` get another value, as only a liar's tool would write it.
std::string patched(std::string bytes, const std::string& mark, std::size_t offset, const std::string& value) {
    const std::size_t at = bytes.rfind(mark);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at + offset, value.size(), value);
}

const std::string central = "PK\1\2", local = "PK\3\4", end_record = "PK\5\6";

std::string relations_with(const std::string& type, const std::string& target, const std::string& more = "") {
    const std::string ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    return "<Relationships><Relationship Id=\"rId1\" Type=\"" + ns + type + "\" Target=\"" + target + "\" " + more +
           "/></Relationships>";
}

std::string types_with(const std::string& type) {
    return "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"" + type + "\"/></Types>";
}

std::string duplicate_entry() {
    std::string bytes = zipped({{"aaaa.xml", "1"}, {"aaab.xml", "2"}});
    for (std::size_t at = bytes.find("aaab"); at != std::string::npos; at = bytes.find("aaab"))
        bytes.replace(at, 4, "aaaa");
    return bytes;
}

std::string many_parts() {
    std::vector<Part> parts = Book{a_cell}.parts();
    for (int i = 0; i < 2000; ++i) parts.push_back({"x" + std::to_string(i), "", false});
    return zipped(parts);
}

std::string many_large_parts() {  // each below the ratio's free size, together too much
    std::vector<Part> parts = Book{a_cell}.parts();
    const std::string blank(1 << 20, ' ');
    for (int i = 0; i < 17; ++i) parts.push_back({"x" + std::to_string(i), blank});
    return zipped(parts);
}

std::string nested(int depth) {
    std::string inner = good();
    for (int i = 0; i < depth; ++i) inner = zipped({{"inner.xlsx", inner}});
    return inner;
}

std::string with_password() {
    std::vector<Part> parts = Book{a_cell}.parts();
    for (Part& part : parts) part.password = "secret";
    return zipped(parts);
}

const std::string billion_laughs =
    "<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>" +
    sheet_xml("<row><c t=\"str\"><v>&b;</v></c></row>");
const std::string outside_entity = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
                                   sheet_xml("<row><c t=\"str\"><v>&x;</v></c></row>");

std::vector<Hostile> hostile_packages() {
    const std::string broken = "damaged";
    const Book book{a_cell};
    return {
        {"a part packed 1000 to 1", book.with("bomb.xml", std::string(50UL << 20, ' ')), "too large unpacked"},
        {"a sheet packed 1000 to 1", book.with(sheet_part, std::string(50UL << 20, ' ')), "too large unpacked"},
        {"a declared GB", patched(good(), central, 24, "\0\0\0\x40"s), "too large unpacked"},
        {"a declared 4 GB", patched(good(), central, 24, "\xFE\xFF\xFF\xFF"), "too large unpacked"},
        {"a packed size larger than the file", patched(good(), central, 20, "\xF0\xFF\xFF\x7F"), broken},
        {"an offset behind the file", patched(good(), central, 42, "\xF0\xFF\xFF\x7F"), broken},
        {"a negative offset", patched(good(), central, 42, "\xF0\xFF\xFF\xFF"), broken},
        {"a directory behind the file", patched(good(), end_record, 16, "\xF0\xFF\xFF\x7F"), broken},
        {"a directory longer than the file", patched(good(), end_record, 12, "\xF0\xFF\xFF\x7F"), broken},
        {"65535 claimed parts", patched(good(), end_record, 10, "\xFE\xFF"), "too many parts"},
        {"a wrong check sum", patched(good(), central, 16, "\1\2\3\4"), broken},
        {"an unknown way of packing", patched(good(), central, 10, "\x63\0"s), broken},
        {"a local header that is too long", patched(good(), local, 26, "\xFF\xFF\xFF\xFF"), broken},
        {"2007 parts", many_parts(), "too many parts"},
        {"two parts of one name", duplicate_entry(), broken},
        {"a zip in a zip in a zip", nested(20), "not an .xlsx"},
        {"parts under password", with_password(), "password"},
        {"an empty zip", "PK\5\6"s + std::string(18, '\0'), "not an .xlsx"},
        {"only two letters", "PK", broken},
        {"letters and noise", "PK\3\4" + repeated("\xA5\x5A\0\xFF"s, 4000), broken},
        {"names that lead outside", zipped({{"../../etc/passwd", "x"}, {"/etc/passwd", "x"}}), "not an .xlsx"},
    };
}

std::vector<Hostile> hostile_parts() {
    const std::string broken = "damaged";
    const Book book{a_cell};
    const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const std::string binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main";
    return {
        {"no content types", book.with("[Content_Types].xml", ""), "not an .xlsx"},
        {"no relations", book.with("_rels/.rels", ""), "not an .xlsx"},
        {"no workbook", book.with("xl/workbook.xml", ""), "not an .xlsx"},
        {"no relations of the workbook", book.with(workbook_rels, ""), broken},
        {"no sheet", book.with(sheet_part, ""), broken},
        {"a word document", book.with("[Content_Types].xml", types_with(word)), "not an .xlsx"},
        {"a binary workbook", book.with("[Content_Types].xml", types_with(binary)), "not an .xlsx"},
        {"no type for the workbook", book.with("[Content_Types].xml", "<Types/>"), "not an .xlsx"},
        {"an open document", zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}}),
         "not an .xlsx"},
        {"a sheet that is the workbook", book.with(workbook_rels, relations_with("worksheet", "workbook.xml")), broken},
        {"a sheet that is its own relations",
         book.with(workbook_rels, relations_with("worksheet", "_rels/workbook.xml.rels")), broken},
        {"a sheet outside the file",
         book.with(workbook_rels, relations_with("worksheet", "http://x/s.xml", "TargetMode=\"External\"")), broken},
        {"a sheet far above", book.with(workbook_rels, relations_with("worksheet", "../../../../etc/passwd")), broken},
        {"strings that are the sheet",
         book.with(workbook_rels, relations_with("sharedStrings", "worksheets/sheet1.xml")), broken},
        {"a chart as the only sheet", book.with(workbook_rels, relations_with("chartsheet", "worksheets/sheet1.xml")),
         "empty"},
        {"10001 relations",
         book.with(
             workbook_rels, "<Relationships>" +
                                [] {
                                    std::string all;
                                    for (int i = 0; i < 10'001; ++i)
                                        all += "<Relationship Id=\"x" + std::to_string(i) + "\"/>";
                                    return all;
                                }() +
                                "</Relationships>"),
         broken},
        {"no rows at all", book.with(sheet_part, sheet_xml("")), "empty"},
        {"a million empty rows", book.with(sheet_part, sheet_xml("<row r=\"1048576\"/>")), "empty"},
    };
}

std::vector<Hostile> hostile_xml() {
    const std::string broken = "damaged";
    const Book book{a_cell};
    const auto sheet = [&](const std::string& xml) { return book.with(sheet_part, xml); };
    return {
        {"a billion laughs", sheet(billion_laughs), "DOCTYPE"},
        {"an entity from outside", sheet(outside_entity), "DOCTYPE"},
        {"a DOCTYPE from outside", sheet("<!DOCTYPE worksheet SYSTEM \"http://x/y.dtd\">" + sheet_xml("")), "DOCTYPE"},
        {"an entity nobody declared", sheet(sheet_xml("<row><c t=\"str\"><v>&x;</v></c></row>")), broken},
        {"a DOCTYPE in the workbook", book.with("xl/workbook.xml", "<!DOCTYPE x><workbook/>"), "DOCTYPE"},
        {"a DOCTYPE in the strings", Book{a_cell, "<si/>"}.with("xl/sharedStrings.xml", "<!DOCTYPE x><sst/>"),
         "DOCTYPE"},
        {"an unclosed tag", sheet("<worksheet><sheetData><row r=\"9\">"), "near row 9"},
        {"crossed tags", sheet("<worksheet><a></worksheet></a>"), broken},
        {"no XML", sheet("hello"), broken},
        {"an empty part", sheet(" "), broken},
        {"two outermost tags", sheet(sheet_xml("") + sheet_xml("")), broken},
        {"bytes that are not UTF-8", sheet(sheet_xml("<row><c t=\"str\"><v>\xFF\xFE</v></c></row>")), broken},
        {"a control character", sheet(sheet_xml("<row><c t=\"str\"><v>\x01</v></c></row>")), broken},
        {"an encoding nobody knows", sheet("<?xml version=\"1.0\" encoding=\"x-evil\"?>" + sheet_xml("")), broken},
        {"65 tags deep", sheet("<worksheet>" + repeated("<a>", 64) + repeated("</a>", 64) + "</worksheet>"), broken},
        {"a million tags deep", sheet("<worksheet>" + repeated("<ab>", 200'000)), broken},
        {"a tag of 5 MB", sheet("<worksheet x=\"" + counted("", " ", 900'000) + "\"/>"), broken},
        {"a cell of 1 MB", one_row("<c r=\"A1\" t=\"str\"><v>" + repeated("0123456789abcdefghij", 52'000) + "</v></c>"),
         "row 1, column A is longer"},
        {"300 columns", one_row(repeated("<c><v>1</v></c>", 300)), "200 columns"},
        {"300,000 rows", Book{counted("<row><c><v>", "</v></c></row>", 300'000)}.bytes(), "200000 rows"},
        {"a cell behind XFD", one_row("<c r=\"XFE1\"><v>1</v></c>"), broken},
        {"a cell far behind XFD", one_row("<c r=\"ZZZZZZZ1\"><v>1</v></c>"), broken},
        {"a cell of another row", one_row("<c r=\"A2\"><v>1</v></c>"), broken},
        {"a cell without letters", one_row("<c r=\"1\"><v>1</v></c>"), broken},
        {"a cell with a negative row", one_row("<c r=\"A-1\"><v>1</v></c>"), broken},
        {"a cell twice", one_row("<c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"), broken},
        {"a cell in a cell", one_row("<c r=\"A1\"><c r=\"B1\"/></c>"), broken},
        {"row 0", Book{"<row r=\"0\"/>"}.bytes(), broken},
        {"row 1048577", Book{"<row r=\"1048577\"/>"}.bytes(), broken},
        {"a row number over 64 bits", Book{"<row r=\"99999999999999999999\"/>"}.bytes(), broken},
        {"rows going back", Book{"<row r=\"2\"/><row r=\"1\"/>"}.bytes(), "near row 2"},
        {"a row in a row", Book{"<row r=\"1\"><row r=\"2\"/></row>"}.bytes(), broken},
        {"a string nobody wrote", one_row("<c r=\"A1\" t=\"s\"><v>7</v></c>"), "near row 1"},
        {"string number -1", one_row("<c r=\"A1\" t=\"s\"><v>-1</v></c>"), broken},
        {"string number 1e9", one_row("<c r=\"A1\" t=\"s\"><v>1e9</v></c>"), broken},
    };
}

std::vector<Hostile> other_files() {
    const std::string ole2 = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(500, '\0');
    std::string encrypted = ole2;
    for (const char c : "EncryptedPackage"s) encrypted += {c, '\0'};
    return {
        {"an old .xls", ole2, "old .xls"},
        {"an .xlsx under password", encrypted, "password"},
        {"a PDF", "%PDF-1.7\n", "a PDF"},
        {"a PNG", "\x89PNG\r\n\x1A\n", "a picture"},
        {"a JPEG", "\xFF\xD8\xFF\xE0", "a picture"},
        {"a GIF", "GIF89a", "a picture"},
        {"a RAR", "Rar!\x1A\x07", "an archive"},
        {"a 7z", "7z\xBC\xAF\x27\x1C", "an archive"},
        {"a gzip", "\x1F\x8B\x08", "an archive"},
        {"rich text", "{\\rtf1", "a text document"},
        {"a web page called .xls", "\xEF\xBB\xBF \r\n<HTML><table>", "a web page"},
        {"a table of a web page", "<table border=1>", "a web page"},
        {"an XML of 2003", "<?xml version=\"1.0\"?><Workbook>", "a web page"},
        {"a program",
         "\x7F"
         "ELF\2\1\1\0"s,
         "NUL"},
        {"nothing", "", "empty"},
    };
}

void check(const std::vector<Hostile>& files) {
    for (const Hostile& file : files) {
        CAPTURE(file.what);
        const auto begin = std::chrono::steady_clock::now();
        const Outcome outcome = read(file.bytes);
        const auto took = std::chrono::steady_clock::now() - begin;
        CHECK(outcome.refused());
        CHECK(outcome.en.find(file.expected) != std::string::npos);
        // Wide enough for sanitizers on a busy machine: what it must find is a file that never ends.
        CHECK(std::chrono::duration_cast<std::chrono::seconds>(took).count() < 120);
        count_for_card("C3", "files", outcome.refused());
    }
}

}  // namespace

TEST_CASE("a hostile package is refused before it is unpacked") { check(hostile_packages()); }
TEST_CASE("many parts, each of them harmless, are refused by what they are together") {
    TableLimits limits;
    limits.unpacked_bytes_max = 16UL << 20;
    CHECK(read(many_large_parts(), limits).en.find("too large unpacked") != std::string::npos);
    limits.unpacked_bytes_max = 18UL << 20;
    CHECK_FALSE(read(many_large_parts(), limits).refused());
}
TEST_CASE("a package whose parts lead nowhere, in circles or outside is refused") { check(hostile_parts()); }
TEST_CASE("hostile XML and impossible cells are refused") { check(hostile_xml()); }
TEST_CASE("what is no table is refused by its bytes, whatever its name") { check(other_files()); }

TEST_CASE("an .xlsx cut anywhere is refused") {
    const std::string bytes = Book{repeated(a_cell, 1), "<si><t>张三</t></si>"}.bytes();
    REQUIRE_FALSE(read(bytes).refused());
    for (std::size_t size = 0; size < bytes.size(); size += 64) {
        CAPTURE(size);
        CHECK(read(bytes.substr(0, size)).refused());
        count_for_card("C3", "files", 1);
    }
}

TEST_CASE("an .xlsx with any byte changed is read or refused, never more") {
    const std::string bytes = Book{a_cell, "<si><t>张三</t></si>", "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"}.bytes();
    std::uint32_t seed = 20261122;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        seed = seed * 1664525U + 1013904223U;
        std::string changed = bytes;
        changed[at] = static_cast<char>(seed >> 24);
        CHECK(read(changed).rows.size() <= 1);
    }
}
