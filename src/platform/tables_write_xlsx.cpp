// .xlsx by libxlsxwriter, a row at a time through temporary files.
#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "platform/read_file.h"
#include "platform/refusal.h"
#include "platform/tables.h"
#include "platform/text.h"

namespace unionhall {
namespace {

constexpr std::size_t sheet_rows_max = 1'048'576;  // with the heading
constexpr std::size_t sheet_columns_max = 16'384;
constexpr std::size_t cell_characters_max = 32'767;
constexpr double column_width = 18;

// A file of our own that nobody else can open, gone when we leave.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::filesystem::path& directory) : path_((directory / "table-XXXXXX").string()) {
        const int file = mkstemp(path_.data());
        if (file < 0) throw std::runtime_error("no temporary file can be made for an .xlsx");
        close(file);
    }
    ~TemporaryFile() { unlink(path_.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return path_; }
    std::string content() const { return bytes_of(path_); }

  private:
    std::string path_;
};

[[noreturn]] void refuse_size_of_sheet() {
    throw Refusal(Refusal::Reason::too_large,
                  {"内容太多，一张 .xlsx 工作表放不下。请缩小范围，或下载 CSV。",
                   "This is too much for one .xlsx sheet. Please choose less, or take the CSV."});
}

// _x0041_ would come back as A: the format writes characters that XML cannot hold that way.
std::string escaped(std::string text) {
    for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1))
        if (at + 6 < text.size() && text[at + 6] == '_') text.replace(at, 1, "_x005F_"), at += 6;
    return text;
}

class Book {
  public:
    Book(const std::string& path, std::string directory) : directory_(std::move(directory)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = directory_.data();
        book_ = workbook_new_opt(path.c_str(), &options);
        if (!book_) throw std::bad_alloc();
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
    }
    // libxlsxwriter frees a workbook only by writing it.
    ~Book() {
        if (book_) workbook_close(book_);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    lxw_worksheet* sheet(const char* name) {
        lxw_worksheet* sheet = workbook_add_worksheet(book_, name);
        if (!sheet) throw std::runtime_error("no temporary file can be made for a sheet");
        return sheet;
    }

    void row(lxw_worksheet* sheet, std::size_t number, const std::vector<std::string>& cells, bool bold = false) {
        if (number >= sheet_rows_max || cells.size() > sheet_columns_max) refuse_size_of_sheet();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string& cell = cells[i];
            if (cell.empty()) continue;
            if (!is_utf8(cell) || cell.find('\0') != std::string::npos)
                throw std::invalid_argument("a cell of an .xlsx is not UTF-8");
            if (cell.size() > cell_characters_max && characters(cell) > cell_characters_max) refuse_size_of_sheet();
            const lxw_error error =
                worksheet_write_string(sheet, static_cast<lxw_row_t>(number), static_cast<lxw_col_t>(i),
                                       escaped(cell).c_str(), bold ? bold_ : nullptr);
            if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
        }
    }

    void close() {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
    }

  private:
    std::string directory_;
    lxw_workbook* book_ = nullptr;
    lxw_format* bold_ = nullptr;
};

}  // namespace

std::string xlsx_of(const std::filesystem::path& directory, const std::vector<std::string>& heading,
                    const std::function<bool(std::vector<std::string>& row)>& next,
                    const std::vector<std::string>& notes) {
    const TemporaryFile file(directory);
    Book book(file.path(), directory.string());
    lxw_worksheet* table = book.sheet("表 Table");
    worksheet_freeze_panes(table, 1, 0);
    if (!heading.empty() && heading.size() <= sheet_columns_max)
        worksheet_set_column(table, 0, static_cast<lxw_col_t>(heading.size() - 1), column_width, nullptr);
    book.row(table, 0, heading, true);
    std::vector<std::string> row;
    for (std::size_t number = 1; row.clear(), next(row); ++number) book.row(table, number, row);

    // A name of a sheet may not hold a slash.
    lxw_worksheet* about = book.sheet("说明 Notes");
    for (std::size_t i = 0; i < notes.size(); ++i) book.row(about, i, {notes[i]});
    book.close();
    return file.content();
}

}  // namespace unionhall
