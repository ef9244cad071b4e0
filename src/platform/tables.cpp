// Which format a file really has, whatever its name says, and the sink that holds the limits of rows and cells.
#include "platform/tables.h"

#include <algorithm>
#include <array>

#include "platform/tables_parts.h"
#include "platform/text.h"

namespace unionhall {
namespace tables {

void refuse_file(Words why) { throw Refusal(Refusal::Reason::invalid, std::move(why)); }
void refuse_size(Words why) { throw Refusal(Refusal::Reason::too_large, std::move(why)); }

void refuse_broken(std::int64_t row) {
    const std::string number = std::to_string(row);
    const Words near = row > 0 ? Words{"（第 " + number + " 行附近）", " (near row " + number + ")"} : Words{};
    refuse_file({"这个 .xlsx 文件已损坏或不完整" + near.zh + "。请用表格软件打开它，另存一份 .xlsx 后再上传。",
                 "This .xlsx file is damaged or incomplete" + near.en +
                     ". Please open it in your spreadsheet, save it again as .xlsx and upload that."});
}

void refuse_bomb() {
    refuse_size(
        {"这个文件压缩得不正常，展开后太大，没有读取。请只保留需要的那张工作表，另存后再上传。",
         "This file is packed so tightly that it would be far too large unpacked, so it was not read. Please keep only "
         "the "
         "sheet you need, save it and upload that."});
}

Words place(std::int64_t row, std::size_t column) {
    const std::string number = std::to_string(row), letters = column_letters(column);
    return {"第 " + number + " 行 " + letters + " 列", "row " + number + ", column " + letters};
}

void RowSink::begin(std::int64_t number) {
    current_.number = number;
    current_.cells.clear();
    current_.lossy.clear();
    current_.formulas.clear();
    current_.cleaned.clear();
}

void RowSink::cell(std::size_t column, std::string text) {
    if (text.empty()) return;
    if (column >= limits_.columns_max) {
        const std::string max = std::to_string(limits_.columns_max), row = std::to_string(current_.number);
        refuse_size(
            {"第 " + row + " 行超过了 " + max + " 列。请删去不需要的列后再上传。",
             "Row " + row + " has more than " + max + " columns. Please take out the columns that are not needed."});
    }
    if (text.size() > limits_.cell_characters_max && characters(text) > limits_.cell_characters_max) {
        const Words where = place(current_.number, column);
        const std::string max = std::to_string(limits_.cell_characters_max);
        refuse_size({where.zh + "的内容超过了 " + max + " 个字。请缩短后再上传。",
                     "The cell in " + where.en + " is longer than " + max + " characters. Please shorten it."});
    }
    if (current_.cells.size() <= column) current_.cells.resize(column + 1);
    if (!current_.cells[column].empty()) refuse_broken(current_.number);
    for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
    bool cleaned = false;
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t') continue;
        cleaned = cleaned || c != '\r';
        c = c == '\r' ? '\n' : ' ';
    }
    if (cleaned) mark(current_.cleaned, column);
    current_.cells[column] = std::move(text);
}

void RowSink::mark(std::vector<std::size_t>& columns, std::size_t column) {
    const auto at = std::lower_bound(columns.begin(), columns.end(), column);
    if (column < limits_.columns_max && (at == columns.end() || *at != column)) columns.insert(at, column);
}

void RowSink::end() {
    if (current_.cells.empty()) return;
    if (rows_ > limits_.rows_max) {
        const std::string max = std::to_string(limits_.rows_max);
        refuse_size({"这张表超过了 " + max + " 行。请分成几个文件上传。",
                     "This table has more than " + max + " rows. Please split it into several files."});
    }
    if (rows_++ == 0) heading_columns_ = current_.cells.size();
    const std::size_t marked = current_.formulas.empty() ? 0 : current_.formulas.back() + 1;
    current_.cells.resize(std::max({current_.cells.size(), heading_columns_, marked}));
    row_(current_);
}

namespace {

struct Foreign {
    std::string_view begins;
    std::string_view zh, en;
};

constexpr std::array foreign_formats = {
    Foreign{"%PDF", "PDF", "a PDF"},
    Foreign{"\x89PNG", "图片", "a picture"},
    Foreign{"\xFF\xD8\xFF", "图片", "a picture"},
    Foreign{"GIF8", "图片", "a picture"},
    Foreign{"RIFF", "图片或声音", "a picture or sound"},
    Foreign{"II*", "图片", "a picture"},
    Foreign{"Rar!", "压缩包", "an archive"},
    Foreign{"7z\xBC\xAF", "压缩包", "an archive"},
    Foreign{"\x1F\x8B", "压缩包", "an archive"},
    Foreign{"{\\rtf", "文字文档", "a text document"},
    Foreign{"MIME-Version:", "网页", "a web page"},
};

void refuse_foreign(std::string_view zh, std::string_view en) {
    refuse_file(
        {"这是" + std::string(zh) + "，不是表格。请用表格软件另存为 .xlsx 或 CSV 后再上传。",
         "This is " + std::string(en) + ", not a table. Please save the table as .xlsx or CSV and upload that."});
}

// The names of streams inside an OLE2 file are UTF-16.
bool holds_utf16(std::string_view bytes, std::string_view ascii) {
    std::string name;
    for (const char c : ascii) name += {c, '\0'};
    return bytes.find(name) != std::string_view::npos;
}

void refuse_ole2(std::string_view bytes) {
    if (holds_utf16(bytes, "EncryptedPackage"))
        refuse_file(
            {"这个文件设了打开密码，读不了。请在表格软件里取消密码，另存后再上传。",
             "This file is protected by a password, so it cannot be read. Please remove the password, save it and "
             "upload "
             "that."});
    refuse_file({"这是旧格式的 .xls（或其他旧版办公文件）。请用表格软件另存为 .xlsx 或 CSV 后再上传。",
                 "This is an old .xls (or another old office file). Please save as .xlsx or CSV and upload that."});
}

void refuse_markup(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t start = bytes.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return;
    const std::string head = lower_ascii(bytes.substr(start, 16));
    for (const std::string_view tag :
         {"<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<style", "<div", "<!--"})
        if (head.starts_with(tag))
            refuse_foreign("网页（有些系统把网页叫作 .xls）", "a web page (some systems call such a page .xls)");
}

void refuse_nul(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return;  // UTF-16: looked at after decoding
    const std::size_t at = bytes.find('\0');
    if (at == std::string_view::npos) return;
    refuse_file({"这个文件不是文本（第 " + std::to_string(at + 1) +
                     " 个字节是空字符）。如果它是 CSV，请另存为 UTF-8 的 CSV；也可以直接上传 .xlsx。",
                 "This file is not text (byte " + std::to_string(at + 1) +
                     " is NUL). If it is a CSV, please save it as CSV in UTF-8, or upload the .xlsx."});
}

void refuse_empty() {
    refuse_file({"这个文件是空的，没有可以读的行。", "This file is empty: there are no rows to read."});
}

}  // namespace
}  // namespace tables

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

TableFormat read_table(std::string_view file_name, std::string_view bytes, const TableLimits& limits,
                       const std::function<void(const TableRow&)>& row) {
    using namespace tables;
    if (bytes.empty()) refuse_empty();
    if (bytes.size() > limits.bytes_max) {
        const std::string max = std::to_string(limits.bytes_max >> 20), name = first_characters(file_name, 80);
        refuse_size({"文件“" + name + "”超过了 " + max + " MB。请分成几个文件上传。",
                     "The file \"" + name + "\" is larger than " + max + " MB. Please split it into several files."});
    }
    RowSink sink(limits, row);
    TableFormat format = TableFormat::csv;
    if (bytes.starts_with("PK")) {
        format = TableFormat::xlsx;
        read_xlsx(bytes, limits, sink);
    } else {
        if (bytes.starts_with("\xD0\xCF\x11\xE0")) refuse_ole2(bytes);
        for (const Foreign& foreign : foreign_formats)
            if (bytes.starts_with(foreign.begins)) refuse_foreign(foreign.zh, foreign.en);
        refuse_markup(bytes);
        refuse_nul(bytes);
        read_csv(bytes, limits, sink);
    }
    if (!sink.any()) refuse_empty();
    return format;
}

}  // namespace unionhall
