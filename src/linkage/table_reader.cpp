#include "linkage/table_reader.h"

#include <algorithm>
#include <cstring>

#include "linkage/characters.h"

namespace unionhall::linkage {

namespace {

// How many pieces a thread reads before their texts get numbers: few, so that what was read is still in the nearer caches.
constexpr std::size_t pieces_each = 2;

std::string heading_key(std::string_view heading) {
    std::string key;
    for (char c : heading)
        if (c != ' ' && c != '\t' && c != '_' && c != '\r') key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return key;
}

std::uint32_t number_of(Kind kind, std::string_view cell) {
    switch (kind) {
        case Kind::date:
            return date_digits(cell, DateOrder::year_first);
        case Kind::date_dmy:
            return date_digits(cell, DateOrder::day_first);
        case Kind::date_mdy:
            return date_digits(cell, DateOrder::month_first);
        default:
            return division_digits(cell);
    }
}

}  // namespace

void TableReader::refuse(std::vector<Complaint> complaints) const {
    throw Refused("The table " + called_ + " cannot be read:", std::move(complaints));
}

void TableReader::read(std::istream& in, const std::string& id_column, const Control& control) {
    CsvWaves waves(in);
    bool is_first = true;
    table_.stride_ = data_.layout().stride();
    for (auto wave = waves.next(); !wave.empty(); wave = waves.next()) {
        check_stop(control);
        if (is_first) read_headings(wave, id_column);
        is_first = false;
        auto texts = csv_pieces(wave);
        for (auto rest = std::span(texts); !rest.empty();) {
            auto some = rest.first(std::min(rest.size(), pieces_each * std::clamp(control.threads, 1u, threads_max)));
            rest = rest.subspan(some.size());
            if (pieces_.size() < some.size()) pieces_.resize(some.size());
            auto pieces = std::span(pieces_).first(some.size());
            each(control, pieces.size(), [&](unsigned, std::size_t i) { read_piece(some[i], pieces[i]); });
            take_numbers(pieces, control);
            place(pieces, waves.bytes(), control);
        }
        if (control.progress)
            control.progress(
                {"读取", "reading", static_cast<double>(waves.bytes_read()), static_cast<double>(waves.bytes()), 0});
    }
    if (is_first) refuse({{0, "文件是空的。", "The file is empty: there is not even a row of headings."}});
}

void TableReader::read_headings(std::string_view& wave, const std::string& id_column) {
    CsvRows rows(wave);
    std::vector<std::string_view> cells;
    if (!rows.next(cells)) refuse({{0, "文件是空的。", "The file is empty: there is not even a row of headings."}});
    if (rows.error()) refuse({{1, "表头读不懂。", std::string("In the headings ") + rows.error() + "."}});
    std::vector<std::string> keys;
    for (auto cell : cells) keys.push_back(heading_key(cell));
    width_ = keys.size();
    auto& spec = data_.spec();
    for (auto& field : spec.fields) {
        int found = -1;
        for (auto& column : field.columns) {
            auto at = std::ranges::find(keys, heading_key(column));
            if (at != keys.end()) {
                found = static_cast<int>(at - keys.begin());
                break;
            }
        }
        column_of_field_.push_back(found);
        table_.columns_.push_back({found < 0 ? "" : std::string(cells[static_cast<std::size_t>(found)])});
        auto source = spec.field(field.from);
        from_.push_back(source ? static_cast<int>(source - spec.fields.data()) : -1);
    }
    std::string headings;
    for (auto cell : cells) headings += (headings.empty() ? "" : ", ") + std::string(cell.substr(0, 60));
    if (std::ranges::all_of(column_of_field_, [](int c) { return c < 0; }))
        refuse({{1, "表头里没有规格要的列。", "None of its headings is one the spec looks for: " + headings + "."}});
    if (!id_column.empty()) {
        auto at = std::ranges::find(keys, heading_key(id_column));
        if (at == keys.end())
            refuse({{1, "没有标识列“" + id_column + "”。",
                     "It has no column " + id_column + "; it has " + headings + "."}});
        id_column_ = static_cast<int>(at - keys.begin());
    }
    for (std::size_t i = 0; i < spec.fields.size(); ++i)
        if (data_.layout().field(i).is_text) text_fields_.push_back(i);
    wave = rows.rest();
}

// A piece keeps its memory from wave to wave.
void TableReader::read_piece(std::string_view text, Piece& piece) const {
    CsvRows rows(text);
    piece.text = text;
    piece.rows = 0;
    piece.words.clear();
    piece.kept.clear();
    piece.cells.resize(text_fields_.size() + 1);
    for (auto& cells : piece.cells) cells.clear();
    piece.columns.assign(column_of_field_.size(), {});
    std::vector<std::string_view> cells;
    for (std::size_t row = 1; rows.next(cells); ++row) {
        if (!rows.error() && cells.size() == width_) {
            read_row(piece, cells);
            continue;
        }
        if (piece.complaints.size() == csv_complaints_max) break;
        auto why = rows.error() ? std::string(rows.error())
                                : "there are " + std::to_string(cells.size()) + " cells, and " +
                                      std::to_string(width_) + " headings";
        piece.complaints.push_back({row, "这一行的格式不对。", why});
    }
}

void TableReader::read_row(Piece& piece, const std::vector<std::string_view>& cells) const {
    auto& spec = data_.spec();
    auto& layout = data_.layout();
    auto begin = piece.words.size();
    piece.words.resize(begin + table_.stride_);
    auto* record = piece.words.data() + begin;
    std::size_t text_column = 0;
    auto keep = [&](std::size_t column, std::string_view cell) {
        bool is_inside = cell.data() >= piece.text.data() && cell.data() < piece.text.data() + piece.text.size();
        if (!is_inside && !cell.empty()) { cell = piece.kept.emplace_back(cell); }
        piece.cells[column].push_back({cell.data(), static_cast<std::uint32_t>(cell.size())});
    };
    // Id numbers first: others are filled from them.
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        if (spec.fields[i].kind != Kind::id_number || column_of_field_[i] < 0) continue;
        auto number = id_number(cells[static_cast<std::size_t>(column_of_field_[i])]);
        std::memcpy(record + layout.field(i).word, &number.tail, 8);
        record[layout.field(i).head] = number.head;
    }
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        auto& at = layout.field(i);
        auto cell = column_of_field_[i] < 0 ? std::string_view() : cells[static_cast<std::size_t>(column_of_field_[i])];
        auto kind = spec.fields[i].kind;
        IdNumber source;
        if (from_[i] >= 0) {
            auto& place = layout.field(static_cast<std::size_t>(from_[i]));
            std::memcpy(&source.tail, record + place.word, 8);
            source.head = record[place.head];
        }
        bool is_read = true;
        if (at.is_text) {
            bool is_derived = cell.empty() && source.head;
            keep(text_column, is_derived ? std::string_view(source.is_male() ? "m" : "f") : cell);
            if (is_derived) piece.cells[text_column].back().id = derived_flag;
            ++text_column;
        } else if (kind == Kind::id_number) {
            is_read = record[at.head];
        } else if (kind == Kind::phone) {
            auto number = phone_number(cell);
            std::memcpy(record + at.word, &number, 8);
            is_read = number;
        } else {
            record[at.word] = number_of(kind, cell);
            is_read = record[at.word];
            if (!is_read && source.head)
                record[at.word] = (kind == Kind::division ? (source.head & IdNumber::first_digit) << 20 |
                                                                static_cast<std::uint32_t>(source.tail >> 44)
                                                          : source.birth() & date_mask) |
                                  derived_flag;
        }
        piece.columns[i].filled += !cell.empty();
        piece.columns[i].unreadable += !cell.empty() && !is_read;
    }
    if (id_column_ >= 0) keep(text_column, cells[static_cast<std::size_t>(id_column_)]);
    ++piece.rows;
}

// Each column goes through the pieces in their order, so the numbers do not depend on the threads.
void TableReader::take_numbers(std::span<Piece> pieces, const Control& control) {
    std::vector<Complaint> complaints;
    auto row = table_.rows_ + 1;
    for (auto& piece : pieces) {
        for (auto& complaint : piece.complaints)
            if (complaints.size() < csv_complaints_max)
                complaints.push_back({row + complaint.line, complaint.zh, complaint.en});
        row += piece.rows;
    }
    if (!complaints.empty()) refuse(std::move(complaints));
    each(control, text_fields_.size() + 1, [&](unsigned, std::size_t column) {
        if (column == text_fields_.size()) {
            for (auto& piece : pieces)
                for (std::size_t i = 0; i < piece.rows; ++i) {
                    auto add = [&](std::string_view id) {
                        table_.id_characters_.insert(table_.id_characters_.end(), id.begin(), id.end());
                    };
                    if (id_column_ < 0)
                        add(std::to_string(table_.id_ends_.size()));
                    else if (auto& cell = piece.cells[column][i]; cell.size)
                        add({cell.text, cell.size});
                    table_.id_ends_.push_back(table_.id_characters_.size());
                }
            return;
        }
        auto& dictionary = data_.raw_[text_fields_[column]];
        constexpr std::size_t together = 64;
        std::array<std::uint64_t, together> hashes{};
        for (auto& piece : pieces)
            for (std::span<Cell> rest = piece.cells[column]; !rest.empty();) {
                auto cells = rest.first(std::min(together, rest.size()));
                rest = rest.subspan(cells.size());
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    hashes[i] = hash_of(std::string_view(cells[i].text, cells[i].size));
                    dictionary.prefetch(hashes[i]);
                }
                for (std::size_t i = 0; i < cells.size(); ++i) dictionary.prefetch_text(hashes[i]);
                for (std::size_t i = 0; i < cells.size(); ++i)
                    if (auto& cell = cells[i]; cell.size)
                        cell.id |= dictionary.intern(std::string_view(cell.text, cell.size), hashes[i]);
            }
    });
}

void TableReader::place(std::span<Piece> pieces, std::size_t file_bytes, const Control& control) {
    std::vector<std::size_t> first;
    auto rows = table_.rows_;
    double bytes = 0;
    for (auto& piece : pieces)
        first.push_back(rows), rows += piece.rows, bytes += static_cast<double>(piece.text.size());
    if (rows > csv_rows_max) refuse({{0, "行数太多。", "There are more than 2,000,000,000 rows."}});
    // What the first pieces hold tells how many rows all of it has; rows shorter than 16 bytes are not believed.
    if (table_.rows_ == 0 && bytes > 0) {
        auto all = static_cast<double>(rows) * static_cast<double>(file_bytes) / bytes;
        table_.reserve(std::min(static_cast<std::size_t>(all * 1.02), file_bytes / 16));
    }
    table_.reserve(rows);
    table_.rows_ = rows;
    each(control, pieces.size(), [&](unsigned, std::size_t i) {
        auto& piece = pieces[i];
        for (std::size_t column = 0; column < text_fields_.size(); ++column) {
            auto word = data_.layout().field(text_fields_[column]).word;
            for (std::size_t row = 0; row < piece.rows; ++row)
                piece.words[row * table_.stride_ + word] = piece.cells[column][row].id;
        }
        if (piece.rows)
            std::memcpy(table_.words() + first[i] * table_.stride_, piece.words.data(), piece.words.size() * 4);
    });
    for (auto& piece : pieces)
        for (std::size_t i = 0; i < piece.columns.size(); ++i) {
            table_.columns_[i].filled += piece.columns[i].filled;
            table_.columns_[i].unreadable += piece.columns[i].unreadable;
        }
}

}  // namespace unionhall::linkage
