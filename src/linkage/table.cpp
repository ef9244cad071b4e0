#include "linkage/table.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "linkage/characters.h"
#include "linkage/table_reader.h"

namespace unionhall::linkage {

const Feature* TextField::feature(Test test) const {
    auto found = std::ranges::find(features, test, &Feature::test);
    return found == features.end() ? nullptr : &*found;
}

void Table::reserve(std::size_t rows) {
    if (rows <= capacity_) return;
    rows = std::max(rows, capacity_ + capacity_ / 2);
    LargePiece words(rows * stride_ * sizeof(std::uint32_t), budget_);
    if (rows_) std::memcpy(words.data(), words_.data(), rows_ * stride_ * sizeof(std::uint32_t));
    words_ = std::move(words);
    capacity_ = rows;
}

Dataset::Dataset(Spec spec)
    : spec_(std::move(spec)), layout_(spec_), value_of_raw_(spec_.fields.size(), Large<std::uint32_t>(budget())) {
    for (std::size_t i = 0; i < spec_.fields.size(); ++i) {
        texts_.emplace_back(budget());
        raw_.emplace_back(budget());
        for (auto& slot : layout_.field(i).features) {
            auto& feature = texts_[i].features.emplace_back(budget());
            feature.test = slot.test;
            feature.word = slot.word;
            feature.is_value = slot.word == layout_.field(i).word;
            feature.shares_values = !feature.is_value && slot.test == Test::equal;
            if (!feature.is_value) feature.column = texts_[i].columns++;
        }
        texts_[i].derived.assign(texts_[i].columns, 0);  // of the value 0, which is none
    }
}

void Dataset::read(std::istream& in, const std::string& id_column, const std::string& called, const Control& control) {
    budget_->allow(control.memory_bytes_max, control.spill_folder);
    tables_.emplace_back(budget());
    TableReader(*this, tables_.back(), called).read(in, id_column, control);
}

void Dataset::finish(const Control& control) {
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < spec_.fields.size(); ++i)
        if (layout_.field(i).is_text) fields.push_back(i);
    each(control, fields.size(), [&](unsigned, std::size_t i) { derive(fields[i], control); });
    constexpr std::size_t rows_each = 65'536;
    for (auto& table : tables_)
        each(control, (table.rows_ + rows_each - 1) / rows_each, [&](unsigned, std::size_t part) {
            for (auto i : fields) fill(table, i, part * rows_each, std::min(table.rows_, (part + 1) * rows_each));
        });
    // Records have it all now.
    for (auto i : fields)
        for (auto* all : {&value_of_raw_[i], &texts_[i].derived}) *all = Large<std::uint32_t>(budget());
    each(control, fields.size(), [&](unsigned, std::size_t i) { count_frequencies(fields[i]); });
}

// What is read for a row lies anywhere and is asked for ahead: the number of its value, then those derived from it.
void Dataset::fill(Table& table, std::size_t field, std::size_t begin, std::size_t end) {
    auto& text = texts_[field];
    auto& values = value_of_raw_[field];
    auto word = layout_.field(field).word;
    auto raw = [&](std::size_t row) { return table.record(row)[word] & ~derived_flag; };
    constexpr std::size_t ahead = 16;
    for (auto row = begin; row < end; ++row) {
        if (row + 2 * ahead < end) __builtin_prefetch(&values[raw(row + 2 * ahead)]);
        if (row + ahead < end) __builtin_prefetch(text.derived.data() + values[raw(row + ahead)] * text.columns);
        auto* record = table.words() + row * table.stride_;
        auto value = values[raw(row)];
        record[word] = value ? value | (record[word] & derived_flag) : 0;
        for (auto& feature : text.features)
            if (!feature.is_value) record[feature.word] = text.of_value(feature, value);
    }
}

std::size_t Dataset::numbers_in(const Place& place) const {
    for (auto& text : texts_)
        for (auto& feature : text.features)
            if (place == Place::one_word(feature.word, ~derived_flag)) return text.count(feature);
    return 0;
}

void Dataset::count_frequencies(std::size_t field) {
    for (auto& comparison : spec_.comparisons) {
        if (comparison.field != field) continue;
        for (auto& level : comparison.levels) {
            if (!level.by_frequency) continue;
            auto found = std::ranges::find(texts_[field].features, level.test, &Feature::test);
            auto& feature = *found;
            Large<std::uint32_t> counts(texts_[field].count(feature) + 1, 0, budget());
            double total = 0;
            for (auto& table : tables_)
                for (std::size_t row = 0; row < table.rows_; ++row) {
                    auto id = table.record(row)[feature.word] & ~derived_flag;
                    ++counts[id];
                    total += id != 0;
                }
            feature.frequency_log2.assign(counts.size(), 0);
            for (std::size_t id = 1; id < counts.size(); ++id)
                feature.frequency_log2[id] =
                    static_cast<float>(std::log2(std::max(1u, counts[id]) / std::max(1.0, total)));
        }
    }
}

std::string Dataset::shown(const Table& table, std::size_t row, std::size_t field) const {
    auto* record = table.record(row);
    auto& at = layout_.field(field);
    if (at.is_text) return to_utf8(texts_[field].values.view(record[at.word] & ~derived_flag));
    std::string digits;
    if (spec_.fields[field].kind == Kind::id_number) {
        std::uint64_t tail;
        std::memcpy(&tail, record + at.word, 8);
        if (!record[at.head]) return "";
        digits += static_cast<char>('0' + (record[at.head] & IdNumber::first_digit));
        for (int i = 15; i >= 0; --i) digits += static_cast<char>('0' + (tail >> (4 * i) & 15));
        return digits;
    }
    std::uint64_t number = 0;
    int count = 0;
    if (spec_.fields[field].kind == Kind::phone) {
        std::memcpy(&number, record + at.word, 8);
        for (auto rest = number; rest > 1; rest >>= 4) ++count;
    } else {
        bool is_division = spec_.fields[field].kind == Kind::division;
        number = record[at.word] & (is_division ? 0xFFFFFFu : date_mask);
        count = number ? (is_division ? 6 : 8) : 0;
    }
    for (int i = count - 1; i >= 0; --i) digits += static_cast<char>('0' + (number >> (4 * i) & 15));
    return digits;
}

}  // namespace unionhall::linkage
