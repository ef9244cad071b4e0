// For the tests of tables: packages built in memory, good ones and bad ones, and what became of reading them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/tables.h"

namespace unionhall::tables {

struct Part {
    std::string name, content;
    bool packed = true;
    std::string password = {};  // not empty: encrypted by it
};

std::string zipped(const std::vector<Part>& parts);  // defined in tables_zip_test.cpp, the one test that knows libzip

// The parts of a small, right .xlsx with this sheet, in the order of writing.
struct Book {
    std::string sheet;  // what stands in <sheetData>
    std::string strings = {};
    std::string styles = {};
    std::string workbook_head = {};

    std::vector<Part> parts() const;
    std::string bytes() const { return zipped(parts()); }
    // With one part put in another's place; an empty content takes the part away.
    std::string with(const std::string& name, const std::string& content) const;
};

struct Outcome {
    TableFormat format = TableFormat::csv;
    std::vector<TableRow> rows;
    std::string zh, en;  // of the refusal

    bool refused() const { return !en.empty(); }
    std::vector<std::string> cells(std::size_t row) const { return rows.at(row).cells; }
};

Outcome read(std::string_view bytes, const TableLimits& limits = {});

}  // namespace unionhall::tables
