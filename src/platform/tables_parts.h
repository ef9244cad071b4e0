// What the readers of tables share: sentences of refusal, and the sink that every row goes through. Not for rooms.
#pragma once

#include <string>
#include <string_view>

#include "platform/refusal.h"
#include "platform/tables.h"

namespace unionhall::tables {

[[noreturn]] void refuse_file(Words why);               // 422, the reason as the title
[[noreturn]] void refuse_size(Words why);               // 413
[[noreturn]] void refuse_broken(std::int64_t row = 0);  // a damaged .xlsx, near that row of the sheet: save it again
[[noreturn]] void refuse_bomb();                        // packed so tightly that it would flood the memory
Words place(std::int64_t row, std::size_t column);      // "第 3 行 B 列", "row 3, column B"

// Collects the cells of a row, holds the limits of rows, columns and cells, and passes the row on.
class RowSink {
  public:
    RowSink(const TableLimits& limits, const std::function<void(const TableRow&)>& row) : limits_(limits), row_(row) {}

    void begin(std::int64_t number);
    // `text` may be anything; empty cells need not be given. The same column twice is a damaged file.
    void cell(std::size_t column, std::string text);
    void mark_lossy(std::size_t column) { mark(current_.lossy, column); }
    void mark_formula(std::size_t column) { mark(current_.formulas, column); }
    void end();

    std::int64_t number() const { return current_.number; }
    bool any() const { return rows_ > 0; }
    std::size_t longest_cell_bytes() const { return limits_.cell_characters_max * 4 + 4; }

  private:
    void mark(std::vector<std::size_t>& columns, std::size_t column);

    const TableLimits& limits_;
    const std::function<void(const TableRow&)>& row_;
    TableRow current_;
    std::size_t rows_ = 0, heading_columns_ = 0;
};

// `bytes` is UTF-8 text already known not to be any of the formats below.
void read_csv(std::string_view bytes, const TableLimits& limits, RowSink& sink);
void read_xlsx(std::string_view bytes, const TableLimits& limits, RowSink& sink);

}  // namespace unionhall::tables
