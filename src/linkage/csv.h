// Tables as text: UTF-8, commas, a row of headings, quotes where a cell holds a comma, a quote or a line break (RFC 4180).
// Read in waves of a bounded size, each wave in pieces that several threads may read at once.
#pragma once

#include <cstdint>
#include <deque>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/memory.h"

namespace unionhall::linkage {

constexpr std::size_t csv_wave_bytes =
    4 << 20;  // how much of a file is in memory at a time: what the nearer caches hold
constexpr std::size_t csv_row_bytes_max = 32 << 20;
constexpr std::size_t csv_piece_bytes = 512 << 10;
constexpr std::size_t csv_columns_max = 1'000;
constexpr std::size_t csv_cell_bytes_max = 65'536;
constexpr std::size_t csv_rows_max = 2'000'000'000;
constexpr std::size_t csv_complaints_max = 20;

// The cells of one row after another of a piece. A view holds until the next call of the same reader, or as long as the
// piece when the cell had no doubled quote.
class CsvRows {
  public:
    explicit CsvRows(std::string_view piece) : rest_(piece) {}

    // False at the end. Blank lines are skipped. The sentence of error() says in English what was wrong with the row.
    bool next(std::vector<std::string_view>& cells);
    const char* error() const { return error_; }
    std::string_view rest() const { return rest_; }  // what was not read yet

  private:
    std::string_view quoted_cell();

    std::string_view rest_;
    std::deque<std::string> unescaped_;  // cells that had doubled quotes; the views of a row point into them
    const char* error_ = nullptr;
};

// Gives the text of a table wave by wave, always whole rows.
class CsvWaves {
  public:
    // Takes a byte order mark off. Throws Refused when a row is longer than csv_row_bytes_max.
    explicit CsvWaves(std::istream& in);

    std::string_view next();  // "" at the end
    std::size_t bytes_read() const { return bytes_read_; }
    std::size_t bytes() const { return bytes_; }  // in all; 0 when the stream cannot tell

  private:
    std::string_view held() const { return {buffer_.data(), held_}; }

    std::istream& in_;
    Large<char> buffer_;  // of which held_ bytes are in use
    std::size_t wave_bytes_ = csv_wave_bytes;
    std::size_t held_ = 0, carried_from_ = 0, bytes_read_ = 0, bytes_ = 0;
    bool is_first_ = true, is_at_end_ = false;
};

// Cuts whole rows into pieces of whole rows.
std::vector<std::string_view> csv_pieces(std::string_view rows, std::size_t piece_bytes = csv_piece_bytes);

// A cell as it is written down: in quotes when it has to be.
std::string csv_cell(std::string_view text);

}  // namespace unionhall::linkage
