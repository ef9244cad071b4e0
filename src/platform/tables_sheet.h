// What an .xlsx says about itself, and the reading of one of its sheets. Not for rooms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/tables_number.h"
#include "platform/tables_parts.h"
#include "platform/tables_zip.h"

namespace unionhall::tables {

// The strings that the cells of all sheets share, end to end in one piece of memory.
class SharedStrings {
  public:
    void add(std::string_view text) {
        arena_ += text;
        ends_.push_back(arena_.size());
    }
    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(arena_).substr(begin, ends_[i] - begin);
    }

  private:
    std::string arena_;
    std::vector<std::size_t> ends_;
};

struct Workbook {
    bool from_1904 = false;
    std::vector<NumberFormat> styles;  // by the s= of a cell
    SharedStrings strings;
};

// The text of <si> or <is>: its own <t> and those of its rich runs <r>, without the phonetic hints <rPh>. Strings over
// `bytes_max` are cut there, which RowSink then refuses. _x000A_ is how the format writes a character XML cannot hold.
class RichText {
  public:
    explicit RichText(std::size_t bytes_max) : bytes_max_(bytes_max) {}
    void start(std::string_view name);
    void end(std::string_view name);
    void text(std::string_view piece);
    std::string take();

  private:
    std::size_t bytes_max_;
    std::string text_;
    bool in_t_ = false, in_phonetic_ = false;
};

void read_sheet(Package& package, std::string_view part, const Workbook& workbook, const TableLimits& limits,
                RowSink& sink);

}  // namespace unionhall::tables
