// CSV by a machine of four states, fed in pieces: RFC 4180, and what spreadsheets in the wild make of it.
#include <algorithm>

#include "platform/encoding.h"
#include "platform/tables_parts.h"
#include "platform/text.h"

namespace unionhall::tables {
namespace {

constexpr std::size_t csv_piece_bytes = 65'536;

// The delimiter that stands most often in the first line that is not empty, quotes left out.
char delimiter_of(std::string_view text) {
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false, anything = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if ((c == '\n' || c == '\r') && anything) break;
        anything = anything || (c != '\n' && c != '\r');
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
    }
    if (tabs > commas && tabs >= semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

// 1.38123E+10: a spreadsheet has rounded a long number before it wrote the file.
bool is_rounded(std::string_view text) {
    const std::size_t e = text.find_first_of("Ee");
    if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') return false;
    const auto only = [](std::string_view part, std::string_view allowed) {
        return part.find_first_not_of(allowed) == std::string_view::npos;
    };
    return only(text.substr(0, e), "0123456789.-") && only(text.substr(e + 2), "0123456789");
}

// ="00123" is how some systems keep a spreadsheet from eating the zeros.
bool unwrap_constant(std::string& text) {
    if (text.size() < 3 || !text.starts_with("=\"") || text.back() != '"') return false;
    if (text.find('"', 2) != text.size() - 1) return false;
    text = text.substr(2, text.size() - 3);
    return true;
}

class Reader {
  public:
    Reader(char delimiter, RowSink& sink) : delimiter_(delimiter), sink_(sink) { sink_.begin(row_); }

    void feed(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t run = plain_run(text.substr(at));
            cell_ += text.substr(at, run);
            at += run;
            if (run > 0) check_length();
            if (at < text.size()) take(text[at++]);
        }
    }

    void finish() {
        if (state_ == State::quoted) refuse_open_quote();
        end_cell();
        sink_.end();
    }

  private:
    enum class State { start, plain, quoted, quote_in_quoted };

    // How many of the next characters only make the cell longer.
    std::size_t plain_run(std::string_view text) const {
        if (after_cr_ || state_ == State::quote_in_quoted || state_ == State::start) return 0;
        const char stops[] = {'"', '\n', '\r', delimiter_, '\0'};
        const std::string_view all(stops, 5);
        const std::size_t run =
            state_ == State::quoted ? text.find_first_of(std::string_view("\"\n\r\0", 4)) : text.find_first_of(all);
        return std::min(run, text.size());
    }

    void take(char c) {
        if (c == '\0') refuse_nul();
        if (after_cr_ && c == '\n') {
            after_cr_ = false;
            return;
        }
        after_cr_ = c == '\r';
        if (c == '\r') c = '\n';
        if (c == '\n') ++line_;
        switch (state_) {
            case State::start:
                if (c == '"') {
                    state_ = State::quoted;
                    quote_line_ = line_;
                    return;
                }
                state_ = State::plain;
                [[fallthrough]];
            case State::plain:
                plain(c);
                return;
            case State::quoted:
                if (c == '"')
                    state_ = State::quote_in_quoted;
                else
                    add(c);
                return;
            case State::quote_in_quoted:
                if (c == '"') {
                    state_ = State::quoted;
                    add(c);
                } else if (c == delimiter_ || c == '\n') {
                    plain(c);
                } else if (c != ' ') {
                    refuse_stray_quote();
                }
                return;
        }
    }

    void plain(char c) {
        if (c == delimiter_) return end_cell();
        if (c != '\n') return add(c);
        end_cell();
        sink_.end();
        sink_.begin(++row_);
        column_ = 0;
    }

    void add(char c) {
        cell_.push_back(c);
        check_length();
    }

    void check_length() {
        if (cell_.size() <= sink_.longest_cell_bytes()) return;
        if (state_ == State::quoted) refuse_open_quote();
        sink_.cell(column_, cell_);  // says that the cell is too long
    }

    void end_cell() {
        const bool lossy = is_rounded(cell_), formula = unwrap_constant(cell_);
        sink_.cell(column_, cell_);
        if (lossy) sink_.mark_lossy(column_);
        if (formula) sink_.mark_formula(column_);
        ++column_;
        cell_.clear();
        state_ = State::start;
    }

    [[noreturn]] void refuse_open_quote() const {
        const Words where = place(row_, column_);
        const std::string line = std::to_string(quote_line_);
        refuse_file(
            {where.zh + "（文件第 " + line + " 行）的引号没有结束，或内容太长。请补上右引号，或另存为 .xlsx 后再上传。",
             "The quotation mark in " + where.en + " (line " + line +
                 " of the file) is not closed, or the text in it is too long. Please close it, or save the table as "
                 ".xlsx."});
    }
    [[noreturn]] void refuse_stray_quote() const {
        const Words where = place(row_, column_);
        const std::string line = std::to_string(line_);
        refuse_file(
            {where.zh + "（文件第 " + line +
                 " 行）的右引号后面还有内容。请把引号写成两个（\"\"），或另存为 .xlsx 后再上传。",
             "In " + where.en + " (line " + line +
                 " of the file) something follows the closing quotation mark. Please double the mark (\"\") or save "
                 "the "
                 "table as .xlsx."});
    }
    [[noreturn]] void refuse_nul() const {
        const Words where = place(row_, column_);
        refuse_file({where.zh + "有空字符，这不是文本表格。请另存为 UTF-8 的 CSV 或 .xlsx 后再上传。",
                     "There is a NUL in " + where.en +
                         ", so this is not a table in text. Please save it as CSV in UTF-8 or as .xlsx."});
    }

    char delimiter_;
    RowSink& sink_;
    State state_ = State::start;
    std::string cell_;
    std::size_t column_ = 0;
    std::int64_t row_ = 1, line_ = 1, quote_line_ = 1;
    bool after_cr_ = false;
};

// Excel's own first line "sep=;" names the delimiter; it is a row for the eye, but holds nothing.
struct Dialect {
    char delimiter;
    bool named;
};

Dialect dialect_of(std::string_view text) {
    const std::string head = lower_ascii(text.substr(0, 5));
    const bool named = head.size() == 5 && head.starts_with("sep=") &&
                       std::string_view(",;\t|").find(text[4]) != std::string_view::npos;
    if (named && (text.size() == 5 || text[5] == '\r' || text[5] == '\n')) return {text[4], true};
    return {delimiter_of(text), false};
}

}  // namespace

void read_csv(std::string_view bytes, const TableLimits&, RowSink& sink) {
    Encoding encoding = encoding_of(bytes);
    if (encoding == Encoding::utf8_bom && is_utf8(bytes)) {
        encoding = Encoding::utf8;
        bytes.remove_prefix(3);
    }
    Decoder decoder(encoding);
    // What is UTF-8 as a whole needs no converter.
    const auto decoded = [&](std::string_view piece) {
        return encoding == Encoding::utf8 ? piece : decoder.feed(piece);
    };
    std::string_view text = decoded(bytes.substr(0, csv_piece_bytes));
    const Dialect dialect = dialect_of(text);
    if (dialect.named) text.remove_prefix(5);
    Reader reader(dialect.delimiter, sink);
    reader.feed(text);
    for (std::size_t at = csv_piece_bytes; at < bytes.size(); at += csv_piece_bytes)
        reader.feed(decoded(bytes.substr(at, csv_piece_bytes)));
    decoder.finish();
    reader.finish();
}

}  // namespace unionhall::tables
