#include "linkage/csv.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "linkage/refused.h"

namespace unionhall::linkage {

namespace {

// Where in a row a character stands. A quote opens a cell only as its first character, as CsvRows reads it: 3"5 is a cell.
class RowPlace {
  public:
    // Takes the next character. True for a line break that ends a row.
    bool takes_end(char c) {
        switch (at_) {
            case At::inside:
                if (c == '"') at_ = At::closed;
                return false;
            case At::closed:
                if (c == '"') return at_ = At::inside, false;
                break;
            case At::row:
                if (c == '\r') return false;
                [[fallthrough]];
            case At::cell:
                if (c == '"') return at_ = At::inside, false;
                break;
            case At::bare:
                break;
        }
        at_ = c == '\n' ? At::row : c == ',' ? At::cell : At::bare;
        return c == '\n';
    }

  private:
    enum class At { row, cell, bare, inside, closed } at_ = At::row;  // at the beginning of a row, of a cell; in a cell
};

// Where the last whole row ends. npos when there is none.
std::size_t end_of_rows(std::string_view text) {
    if (!std::memchr(text.data(), '"', text.size())) {
        auto last = text.rfind('\n');
        return last == text.npos ? text.npos : last + 1;
    }
    RowPlace place;
    std::size_t end = text.npos;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (place.takes_end(text[i])) end = i + 1;
    return end;
}

}  // namespace

namespace {

// Where the first comma or line break stands, or the end; eight characters at a time, for most cells are short.
std::size_t end_of_cell(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
        // The lowest mark is right; those above it may be wrong by what was borrowed.
        auto zeros = [](std::uint64_t x) { return (x - ones) & ~x & highs; };
        if (auto marks = zeros(word ^ ones * ',') | zeros(word ^ ones * '\n'))
            return at + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }
    while (at < text.size() && text[at] != ',' && text[at] != '\n') ++at;
    return at;
}

}  // namespace

std::string_view CsvRows::quoted_cell() {
    rest_.remove_prefix(1);
    std::string* text = nullptr;
    auto begin = rest_;
    for (std::size_t at = 0;;) {
        auto quote = rest_.find('"', at);
        if (quote == rest_.npos) {
            error_ = "a quote is opened and never closed";
            auto all = rest_;
            rest_ = {};
            return all;
        }
        if (quote + 1 < rest_.size() && rest_[quote + 1] == '"') {
            if (!text) text = &unescaped_.emplace_back();
            text->append(rest_.substr(0, quote + 1));
            rest_.remove_prefix(quote + 2);
            at = 0;
            continue;
        }
        auto last = rest_.substr(0, quote);
        if (text) text->append(last);
        auto whole = text ? std::string_view(*text) : begin.substr(0, quote);
        rest_.remove_prefix(quote + 1);
        auto end = rest_.substr(std::min(rest_.find_first_not_of('\r'), rest_.size()));
        bool is_last = end.empty() || end[0] == '\n';
        if (!is_last && rest_[0] != ',') error_ = "something stands behind a closing quote";
        return whole;
    }
}

bool CsvRows::next(std::vector<std::string_view>& cells) {
    cells.clear();
    error_ = nullptr;
    unescaped_.clear();
    while (!rest_.empty() && (rest_[0] == '\n' || rest_[0] == '\r')) rest_.remove_prefix(1);
    if (rest_.empty()) return false;
    for (;;) {
        if (cells.size() == csv_columns_max) {
            error_ = "there are more than 1000 columns";
            rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size() - 1) + 1);
            return true;
        }
        bool is_quoted = rest_.starts_with('"');
        if (is_quoted) {
            cells.push_back(quoted_cell());
            if (error_) {
                rest_.remove_prefix(rest_.empty() ? 0 : std::min(rest_.find('\n'), rest_.size() - 1) + 1);
                return true;
            }
        } else {
            auto end = end_of_cell(rest_);
            cells.push_back(rest_.substr(0, end));
            rest_.remove_prefix(end);
        }
        if (cells.back().size() > csv_cell_bytes_max) error_ = "a cell is longer than 64 KB";
        if (!rest_.empty() && rest_[0] == ',') {
            rest_.remove_prefix(1);
            continue;
        }
        if (!is_quoted)
            while (cells.back().ends_with('\r')) cells.back().remove_suffix(1);
        while (!rest_.empty() && rest_[0] == '\r') rest_.remove_prefix(1);
        if (!rest_.empty()) rest_.remove_prefix(1);
        return true;
    }
}

CsvWaves::CsvWaves(std::istream& in) : in_(in) {
    auto begin = in.tellg();
    if (begin < 0 || !in.seekg(0, std::ios::end)) {
        in.clear();
        return;
    }
    bytes_ = static_cast<std::size_t>(in.tellg() - begin);
    in.seekg(begin);
}

std::string_view CsvWaves::next() {
    if (held_ > carried_from_) std::memmove(buffer_.data(), buffer_.data() + carried_from_, held_ - carried_from_);
    held_ -= carried_from_;
    carried_from_ = held_;
    while (!is_at_end_) {
        // A byte more than there is, so that the end is seen.
        auto wanted = wave_bytes_ - held_;
        if (bytes_ > bytes_read_) wanted = std::min(wanted, bytes_ - bytes_read_ + 1);
        if (buffer_.size() < held_ + wanted) buffer_.resize(held_ + wanted);
        in_.read(buffer_.data() + held_, static_cast<std::streamsize>(wanted));
        auto got = static_cast<std::size_t>(in_.gcount());
        bytes_read_ += got;
        held_ += got;
        is_at_end_ = got < wanted;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (is_first_ && held().starts_with(mark)) {
            held_ -= mark.size();
            std::memmove(buffer_.data(), buffer_.data() + mark.size(), held_);
        }
        is_first_ = false;
        if (is_at_end_) break;
        auto end = end_of_rows(held());
        if (end == std::string::npos && wave_bytes_ < csv_row_bytes_max) {
            wave_bytes_ *= 2;
            continue;
        }
        if (end == std::string::npos)
            throw Refused("The table cannot be read:",
                          {{0, "有一行太长，或者引号没有关上。",
                            "A row is longer than 32 MB, or a quote is opened and never closed."}});
        carried_from_ = end;
        return held().substr(0, end);
    }
    carried_from_ = held_;
    return held();
}

std::vector<std::string_view> csv_pieces(std::string_view rows, std::size_t piece_bytes) {
    std::vector<std::string_view> pieces;
    bool has_quotes = std::memchr(rows.data(), '"', rows.size()) != nullptr;
    while (!rows.empty()) {
        auto end = rows.size();
        if (end > piece_bytes && !has_quotes) {
            end = std::min(rows.find('\n', piece_bytes), rows.size() - 1) + 1;
        } else if (end > piece_bytes) {
            RowPlace place;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (place.takes_end(rows[i]) && i >= piece_bytes) {
                    end = i + 1;
                    break;
                }
        }
        pieces.push_back(rows.substr(0, end));
        rows.remove_prefix(end);
    }
    return pieces;
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\n\r") == text.npos) return std::string(text);
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace unionhall::linkage
