// Reads one table of a data set: waves of rows, numbers at once, texts as they are written by their number.
#pragma once

#include <deque>
#include <istream>
#include <span>
#include <string>

#include "linkage/csv.h"
#include "linkage/refused.h"
#include "linkage/table.h"

namespace unionhall::linkage {

class TableReader {
  public:
    TableReader(Dataset& data, Table& table, std::string called)
        : data_(data), table_(table), called_(std::move(called)) {}

    void read(std::istream& in, const std::string& id_column, const Control&);

  private:
    struct Cell {
        const char* text = nullptr;
        std::uint32_t size = 0;
        std::uint32_t id = 0;  // its number, once it has one; with derived_flag
    };
    struct Piece {
        std::string_view text;
        std::size_t rows = 0;
        std::vector<std::uint32_t> words;
        std::vector<std::vector<Cell>> cells;  // by text column; the last are the ids of the rows
        std::deque<std::string> kept;          // cells that had doubled quotes
        std::vector<ColumnReport> columns;
        std::vector<Complaint> complaints;  // `line`: the row in the piece
    };

    void read_headings(std::string_view& wave, const std::string& id_column);
    void read_piece(std::string_view text, Piece&) const;
    void read_row(Piece&, const std::vector<std::string_view>& cells) const;
    void take_numbers(std::span<Piece>, const Control&);
    void place(std::span<Piece>, std::size_t file_bytes, const Control&);
    [[noreturn]] void refuse(std::vector<Complaint>) const;

    Dataset& data_;
    Table& table_;
    std::string called_;
    std::vector<Piece> pieces_;
    std::size_t width_ = 0;
    std::vector<int> column_of_field_;  // -1: none
    int id_column_ = -1;
    std::vector<std::size_t> text_fields_;  // by text column
    std::vector<int> from_;                 // by field: the id-number field that fills it, or -1
};

}  // namespace unionhall::linkage
