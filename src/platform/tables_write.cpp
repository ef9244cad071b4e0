// Tables for people to take away, written so that no spreadsheet mistakes a text for a formula.
#include <algorithm>

#include "platform/digits.h"
#include "platform/tables.h"

namespace unionhall {
namespace {

// -12.50 is a number; +8613812345678 and -1+2 are not, a spreadsheet would change the first and count the second.
bool is_plain_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return all_digits(text);
    return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

// Excel also takes the full-width signs for the beginning of a formula.
bool looks_like_formula(std::string_view cell) {
    if (cell.empty() || is_plain_number(cell)) return false;
    if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
    constexpr std::string_view wide[] = {"＝", "＋", "－", "＠"};
    return std::any_of(std::begin(wide), std::end(wide), [&](std::string_view sign) { return cell.starts_with(sign); });
}

void write_cell(std::string& out, std::string_view cell) {
    const bool guarded = looks_like_formula(cell);
    if (cell.find_first_of("\",;\t\r\n") == std::string_view::npos) {
        if (guarded) out += '\'';
        out += cell;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

CsvWriter::CsvWriter(bool byte_order_mark) : text_(byte_order_mark ? "\xEF\xBB\xBF" : "") {}

void CsvWriter::append(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text_ += ',';
        write_cell(text_, cells[i]);
    }
    // One empty cell alone would be an empty line, which readers pass over.
    if (cells.size() == 1 && cells[0].empty()) text_ += "\"\"";
    text_ += "\r\n";
}

std::string CsvWriter::take() {
    std::string text;
    text.swap(text_);
    return text;
}

}  // namespace unionhall
