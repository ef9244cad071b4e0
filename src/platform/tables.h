// Tables as people send and take them: CSV and XLSX are read as a stream of rows, and written as one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall {

struct TableLimits {
    std::size_t bytes_max = 64UL << 20;              // the file as it came
    std::uint64_t unpacked_bytes_max = 512UL << 20;  // all parts of an .xlsx together
    std::uint64_t ratio_max = 200;                   // unpacked to packed, of parts over ratio_free_bytes
    std::uint64_t ratio_free_bytes = 8UL << 20;
    std::size_t rows_max = 200'000;  // without the heading and without empty rows
    std::size_t columns_max = 200;
    std::size_t cell_characters_max = 4000;
    std::size_t sheets_max = 64;
    std::size_t shared_strings_max = 2'000'000;
    std::size_t styles_max = 100'000;
    std::size_t zip_entries_max = 2000;
    std::size_t xml_depth_max = 64;
    std::size_t xml_token_bytes_max = 1UL << 20;  // one tag with its attributes, one comment
};

// Columns are counted from 0 in code; the sentences of refusals name them by letter, as spreadsheets do.
struct TableRow {
    std::int64_t number = 0;         // as the person sees it in the spreadsheet, from 1
    std::vector<std::string> cells;  // at least as many as the heading has; what stands further right follows
    // Columns with something to tell the person about, ascending and always within `cells`:
    std::vector<std::size_t> lossy;     // digits were lost before we saw it: more than 15 in a number cell, or 1.38E+10
    std::vector<std::size_t> formulas;  // a formula; the cell holds the result stored in the file, nothing is evaluated
    std::vector<std::size_t> cleaned;   // invisible control characters were replaced by blanks
};

enum class TableFormat { csv, xlsx };

// Calls `row` for each row that is not empty, in order; the first call is the heading. The bytes decide what the file
// is; its name is only used in sentences. CSV: RFC 4180, delimiter , ; or tab, any line ends, any encoding of
// encoding.h. XLSX: the first visible sheet with data; hidden rows are read; of merged cells the first holds the value.
// Numbers are text as people see it: 13812345678, 0.1, 25%, 007 (format 000), days 2026-03-01, instants
// 2026-03-01 09:30:00, TRUE; other number formats (1,234.50, ¥) show the plain number. Line ends inside a cell are \n.
// Refusal (too_large or invalid), naming row and column where it can, for everything that is not such a table.
// Memory: the shared strings of an .xlsx, and one row. `row` may throw; the reading then ends with that.
TableFormat read_table(std::string_view file_name, std::string_view bytes, const TableLimits& limits,
                       const std::function<void(const TableRow&)>& row);

// The letters over a column, counted from 0: A, B … Z, AA … XFD.
std::string column_letters(std::size_t column);

// CSV as RFC 4180 has it: CRLF, quotes where needed. A cell that a spreadsheet would take for a formula (= + - @ tab CR
// first) gets a leading apostrophe unless it is a plain number.
class CsvWriter {
  public:
    // The byte order mark is what makes Excel read UTF-8.
    explicit CsvWriter(bool byte_order_mark = true);
    void append(const std::vector<std::string>& cells);
    // What was written since the last take, so that a long answer can be sent in pieces.
    std::string take();

  private:
    std::string text_;
};

// An .xlsx of text cells only (a phone stays a phone, nothing is a formula), the heading fixed and bold; `next` fills
// the row and answers false when there is none left. A second sheet 说明 / Notes holds one note a line: source, as-of.
// Rows go through a temporary file in `directory`, which is removed. More than 1,048,575 rows or 16,384 columns, or a
// cell over 32,767 characters → Refusal; text that is not UTF-8 → std::invalid_argument.
std::string xlsx_of(const std::filesystem::path& directory, const std::vector<std::string>& heading,
                    const std::function<bool(std::vector<std::string>& row)>& next,
                    const std::vector<std::string>& notes);

}  // namespace unionhall
