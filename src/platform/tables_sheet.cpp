// One worksheet as events: rows, cells, and the five ways in which a cell can hold its value.
#include "platform/tables_sheet.h"

#include <charconv>

#include "platform/tables_xml.h"
#include "platform/text.h"

namespace unionhall::tables {
namespace {

constexpr std::int64_t sheet_rows_max = 1'048'576;
constexpr std::size_t sheet_columns_max = 16'384;

// The whole text as a number, or -1.
std::int64_t whole_number(std::string_view text) {
    std::int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

class SheetReader : public XmlHandler {
  public:
    SheetReader(const Workbook& workbook, RowSink& sink)
        : workbook_(workbook), sink_(sink), value_bytes_max_(sink.longest_cell_bytes()), rich_(value_bytes_max_) {}

    std::int64_t near_row() const override { return row_; }

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (in_cell_) return start_in_cell(name);
        if (name == "row") begin_row(attributes["r"]);
        if (name == "c" && in_row_) begin_cell(attributes);
    }

    void end(std::string_view name) override {
        if (in_cell_) return end_in_cell(name);
        if (name == "row" && in_row_) {
            in_row_ = false;
            sink_.end();
        }
    }

    void text(std::string_view piece) override {
        if (!in_cell_) return;
        if (in_inline_) return rich_.text(piece);
        if (in_value_ && value_.size() < value_bytes_max_) value_ += piece.substr(0, value_bytes_max_ - value_.size());
    }

  private:
    void begin_row(std::string_view number) {
        if (in_row_) refuse_broken(row_);
        const std::int64_t next = number.empty() ? row_ + 1 : whole_number(number);
        if (next <= row_ || next > sheet_rows_max) refuse_broken(row_);
        row_ = next;
        next_column_ = 0;
        in_row_ = true;
        sink_.begin(row_);
    }

    void begin_cell(const XmlAttributes& attributes) {
        column_ = attributes["r"].empty() ? next_column_ : column_of(attributes["r"]);
        if (column_ >= sheet_columns_max) refuse_broken(row_);
        next_column_ = column_ + 1;
        type_ = attributes["t"];
        style_ = attributes["s"].empty() ? 0 : whole_number(attributes["s"]);
        value_.clear();
        in_cell_ = true;
        formula_ = in_value_ = in_inline_ = false;
    }

    // "BC12" → 54; the number behind the letters must be this row's.
    std::size_t column_of(std::string_view reference) const {
        std::size_t column = 0, at = 0;
        for (; at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
            column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
        if (at == 0 || column > sheet_columns_max || whole_number(reference.substr(at)) != row_) refuse_broken(row_);
        return column - 1;
    }

    void start_in_cell(std::string_view name) {
        if (in_inline_) return rich_.start(name);
        if (name == "c") refuse_broken(row_);
        if (name == "v") in_value_ = true;
        if (name == "f") formula_ = true;
        if (name == "is") in_inline_ = true;
    }

    void end_in_cell(std::string_view name) {
        if (name == "c") return end_cell();
        if (name == "v") in_value_ = false;
        if (name == "is") {
            in_inline_ = false;
            value_ = rich_.take();
        } else if (in_inline_) {
            rich_.end(name);
        }
    }

    void end_cell() {
        in_cell_ = false;
        if (formula_) sink_.mark_formula(column_);
        if (value_.empty()) return;
        if (type_ == "s") return sink_.cell(column_, shared_string());
        if (type_ == "b") return sink_.cell(column_, value_ == "0" || value_ == "false" ? "FALSE" : "TRUE");
        if (type_ == "d") return sink_.cell(column_, iso_text());
        if (!type_.empty() && type_ != "n") return sink_.cell(column_, value_);  // str, inlineStr, e
        const auto style = static_cast<std::size_t>(style_);
        NumberText number = number_text(
            value_, style < workbook_.styles.size() ? workbook_.styles[style] : NumberFormat{}, workbook_.from_1904);
        if (number.lossy) sink_.mark_lossy(column_);
        sink_.cell(column_, std::move(number.text));
    }

    std::string shared_string() const {
        const std::int64_t index = whole_number(trimmed(value_));
        if (index < 0 || index >= static_cast<std::int64_t>(workbook_.strings.size())) refuse_broken(row_);
        return std::string(workbook_.strings[static_cast<std::size_t>(index)]);
    }

    // 2026-03-01T09:30:00.000Z → 2026-03-01 09:30:00; midnight is the day alone, as in a cell formatted as a day.
    std::string iso_text() const {
        if (value_.find_first_not_of("0123456789-:.TZ") != std::string::npos) return value_;
        std::string text = value_.substr(0, 19);
        if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
        return text.ends_with(" 00:00:00") ? text.substr(0, 10) : text;
    }

    const Workbook& workbook_;
    RowSink& sink_;
    std::size_t value_bytes_max_;
    RichText rich_;
    std::string type_, value_;
    std::int64_t row_ = 0, style_ = 0;
    std::size_t column_ = 0, next_column_ = 0;
    bool in_row_ = false, in_cell_ = false, in_value_ = false, in_inline_ = false, formula_ = false;
};

// The character that _xHHHH_ at `at` stands for, or 0 when that is not what stands there.
char32_t escaped_character(std::string_view text, std::size_t at) {
    if (text.size() < at + 7 || text.substr(at, 2) != "_x" || text[at + 6] != '_') return 0;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return error == std::errc() && end == text.data() + at + 6 && !surrogate ? value : 0;
}

}  // namespace

void RichText::start(std::string_view name) {
    if (name == "rPh") in_phonetic_ = true;
    if (name == "t") in_t_ = true;
}

void RichText::end(std::string_view name) {
    if (name == "rPh") in_phonetic_ = false;
    if (name == "t") in_t_ = false;
}

void RichText::text(std::string_view piece) {
    if (!in_t_ || in_phonetic_ || text_.size() >= bytes_max_) return;
    text_ += piece.substr(0, bytes_max_ - text_.size());
}

std::string RichText::take() {
    std::string text;
    in_t_ = in_phonetic_ = false;
    text.swap(text_);
    for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1))
        if (const char32_t c = escaped_character(text, at)) {
            std::string plain;
            append_character(plain, c);
            text.replace(at, 7, plain);
        }
    return text;
}

void read_sheet(Package& package, std::string_view part, const Workbook& workbook, const TableLimits& limits,
                RowSink& sink) {
    SheetReader reader(workbook, sink);
    read_xml(package, part, "worksheet", limits, reader);
}

}  // namespace unionhall::tables
