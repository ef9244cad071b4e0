// Tables as anybody may hand them in: read the same in pieces of any size, refused with sentences, written and read back.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "linkage/csv.h"
#include "linkage/refused.h"
#include "linkage/table.h"

using namespace unionhall::linkage;

namespace {

using Rows = std::vector<std::vector<std::string>>;

void require(bool holds) {
    if (!holds) std::abort();
}

// False when a row could not be read.
bool read_rows(std::string_view text, Rows& rows) {
    std::vector<std::string_view> cells;
    bool is_right = true;
    for (CsvRows reader(text); reader.next(cells);) {
        is_right &= reader.error() == nullptr;
        rows.emplace_back(cells.begin(), cells.end());
    }
    return is_right;
}

void check_rows(std::string_view text, std::size_t piece_bytes) {
    Rows whole, joined;
    if (!read_rows(text, whole)) return;
    std::size_t bytes = 0;
    for (auto piece : csv_pieces(text, piece_bytes)) {
        bytes += piece.size();
        require(read_rows(piece, joined));
    }
    require(bytes == text.size() && joined == whole);

    std::string written;
    for (auto& row : whole) {
        for (std::size_t i = 0; i < row.size(); ++i) written += (i ? "," : "") + csv_cell(row[i]);
        written += "\n";
    }
    // A row of one empty cell is a blank line, and blank lines are skipped.
    std::erase_if(whole, [](auto& row) { return row.size() == 1 && row[0].empty(); });
    Rows again;
    require(read_rows(written, again) && again == whole);
}

void check_table(std::string_view text) {
    Dataset data(parse_spec(builtin_spec("person-zh")));
    std::istringstream in("name,idno,dob,phone,employer,district,sex\n" + std::string(text));
    Control control;
    try {
        data.read(in, "", "fuzzed", control);
        data.finish(control);
    } catch (const Refused& refused) {
        require(!refused.complaints().empty());
        for (auto& complaint : refused.complaints()) require(!complaint.zh.empty() && !complaint.en.empty());
        return;
    }
    for (std::size_t row = 0; row < data.left().rows(); ++row)
        for (std::size_t field = 0; field < data.spec().fields.size(); ++field) data.shown(data.left(), row, field);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!size) return 0;
    std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    check_rows(text, 1 + data[0]);
    check_table(text);
    return 0;
}
