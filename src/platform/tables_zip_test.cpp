// Packages made by libzip, and the guard at the gate of a package.
#include "platform/tables_zip.h"

#include <doctest/doctest.h>
#include <zip.h>

#include "platform/refusal.h"
#include "platform/tables_testing.h"

namespace unionhall::tables {
namespace {

const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const std::string main_ns = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const std::string relation_ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + relation_ns + "/" + type + "\" Target=\"" + target + "\"/>";
}

std::string relations(const std::string& list) {
    return declaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           list + "</Relationships>";
}

}  // namespace

std::string zipped(const std::vector<Part>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    REQUIRE(zip != nullptr);
    for (const Part& part : parts) {
        zip_source_t* content = zip_source_buffer(zip, part.content.data(), part.content.size(), 0);
        const zip_int64_t index = zip_file_add(zip, part.name.c_str(), content, ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        const auto entry = static_cast<zip_uint64_t>(index);
        zip_set_file_compression(zip, entry, part.packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
        if (!part.password.empty()) zip_file_set_encryption(zip, entry, ZIP_EM_AES_256, part.password.c_str());
    }
    REQUIRE(zip_close(zip) == 0);
    zip_stat_t stat;
    REQUIRE(zip_source_stat(memory, &stat) == 0);
    std::string bytes(stat.size, '\0');
    REQUIRE(zip_source_open(memory) == 0);
    REQUIRE(zip_source_read(memory, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

std::vector<Part> Book::parts() const {
    const std::string sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    std::vector<Part> all = {
        {"[Content_Types].xml", declaration +
                                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
                                    sheet_type + "\"/></Types>"},
        {"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml", declaration + "<workbook" + main_ns + " xmlns:r=\"" + relation_ns + "\">" + workbook_head +
                                "<sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "styles", "styles.xml") +
                   relation("rId3", "sharedStrings", "/xl/sharedStrings.xml"))},
        {"xl/worksheets/sheet1.xml",
         declaration + "<worksheet" + main_ns + "><sheetData>" + sheet + "</sheetData></worksheet>"},
    };
    if (!styles.empty())
        all.push_back({"xl/styles.xml", declaration + "<styleSheet" + main_ns + ">" + styles + "</styleSheet>"});
    if (!strings.empty())
        all.push_back({"xl/sharedStrings.xml", declaration + "<sst" + main_ns + ">" + strings + "</sst>"});
    return all;
}

std::string Book::with(const std::string& name, const std::string& content) const {
    std::vector<Part> all = parts();
    std::erase_if(all, [&](const Part& part) { return part.name == name; });
    if (!content.empty()) all.push_back({name, content});
    return zipped(all);
}

Outcome read(std::string_view bytes, const TableLimits& limits) {
    Outcome outcome;
    try {
        outcome.format = read_table("file", bytes, limits, [&](const TableRow& row) { outcome.rows.push_back(row); });
    } catch (const Refusal& refusal) {
        outcome.zh = refusal.title.zh;
        outcome.en = refusal.title.en;
        CHECK_FALSE(outcome.zh.empty());
        CHECK_FALSE(outcome.en.empty());
    }
    return outcome;
}

TEST_CASE("a part is found without regard to case and slashes, and read whole") {
    const std::string bytes =
        zipped({{"xl\\Sheet.XML", std::string(200'000, 'x'), false}, {"../evil.xml", "x"}, {"/root.xml", "x"}});
    Package package(bytes, TableLimits{});
    CHECK(package.has("XL/sheet.xml"));
    CHECK_FALSE(package.has("../evil.xml"));
    CHECK_FALSE(package.has("/root.xml"));
    std::string all;
    package.read("xl/sheet.xml", [&](std::string_view piece) { all += piece; });
    CHECK(all == std::string(200'000, 'x'));
    CHECK_THROWS_AS(package.read("nothing.xml", [](std::string_view) {}), Refusal);
}

TEST_CASE("two parts of one name are refused, whatever their case") {
    const std::string bytes = zipped({{"a.xml", "1"}, {"A.XML", "2"}});
    CHECK_THROWS_AS(Package(bytes, TableLimits{}), Refusal);
}

}  // namespace unionhall::tables
