#include "platform/tables_heading.h"

#include "platform/text.h"

namespace unionhall {

std::string heading_key(const std::string& heading) {
    std::string key;
    auto text = folded(heading);
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        if (c == U'(' || c == U'（' || c == U'[' || c == U'【') ++depth;
        bool is_kept = depth == 0 && c != U' ' && c != U'*' && c != U'_' && c != U'-' && c != U':' && c != U'：';
        if (is_kept) append_character(key, c);
        if ((c == U')' || c == U'）' || c == U']' || c == U'】') && depth > 0) --depth;
    }
    return key;
}

int column_named(const std::vector<std::string>& keys, const std::vector<std::string>& names) {
    for (auto& wanted : names)
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (keys[i] == wanted) return static_cast<int>(i);
    return -1;
}

std::string cell_of(const TableRow& row, int column) {
    if (column < 0 || static_cast<std::size_t>(column) >= row.cells.size()) return {};
    return trimmed(row.cells[static_cast<std::size_t>(column)]);
}

}  // namespace unionhall
