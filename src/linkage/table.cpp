#include "linkage/table.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "linkage/characters.h"
#include "linkage/enterprise.h"
#include "linkage/names.h"
#include "linkage/refused.h"
#include "linkage/table_reader.h"

namespace unionhall::linkage {

namespace {

std::u32string letters_of(std::u32string_view folded) {
    std::u32string kept;
    for (auto c : folded)
        if (Characters::tables().class_of(c) != CharacterClass::separator) kept.push_back(c);
    return kept;
}

std::u32string words_of(std::u32string_view folded) {
    std::u32string kept;
    for (auto c : folded) {
        bool parts = Characters::tables().class_of(c) == CharacterClass::separator;
        if (!parts)
            kept.push_back(c);
        else if (!kept.empty() && kept.back() != U' ')
            kept.push_back(U' ');
    }
    while (!kept.empty() && kept.back() == U' ') kept.pop_back();
    return kept;
}

// However a table says it, so that it can be compared with what an id number says.
std::u32string sex_of(std::u32string code) {
    for (auto male : {U"男", U"男性", U"male", U"man", U"1"})
        if (code == male) return U"m";
    for (auto female : {U"女", U"女性", U"female", U"woman", U"2"})
        if (code == female) return U"f";
    return code;
}

std::u32string value_of(const Field& field, std::u32string_view folded) {
    switch (field.kind) {
        case Kind::person_name:
            return split_name(folded);
        case Kind::enterprise:
            return std::u32string(folded);
        case Kind::text:
            return words_of(folded);
        default:
            return field.from.empty() ? letters_of(folded) : sex_of(letters_of(folded));
    }
}

std::u32string feature_of(Kind kind, Test test, std::u32string_view value) {
    if (kind == Kind::credit_code)  // the organisation's own code, which also stands alone
        return std::u32string(value.size() == 18  ? value.substr(8, 9)
                              : value.size() == 9 ? value
                                                  : std::u32string_view());
    switch (test) {
        case Test::pinyin:
            return pinyin_key(value);
        case Test::sound:
            return sound_key(value);
        case Test::alias:
            return alias_key(value);
        case Test::surname:
            return surname_of(value);
        default:
            return joined_name(value);
    }
}

std::u32string feature_of(const EnterpriseName& name, Test test) {
    switch (test) {
        case Test::core:
            return name.core();
        case Test::trade:
            return name.trade;
        case Test::region:
            return name.region;
        case Test::form:
            return name.form;
        default:
            return name.text;
    }
}

constexpr std::uint32_t batch_texts = 256;

// Texts on their way into a dictionary.
struct Waiting {
    std::u32string all;
    std::vector<std::size_t> ends;
    std::vector<std::uint64_t> hashes;

    void clear() { all.clear(), ends.assign(1, 0), hashes.clear(); }
    void add(const std::u32string& text, const Dictionary<char32_t>& to) {
        all += text;
        ends.push_back(all.size());
        hashes.push_back(hash_of(std::u32string_view(text)));
        to.prefetch(hashes.back());
    }
    std::uint32_t intern(std::size_t i, Dictionary<char32_t>& to) const {
        auto text = std::u32string_view(all).substr(ends[i], ends[i + 1] - ends[i]);
        return text.empty() ? 0 : to.intern(text, hashes[i]);
    }
};

}  // namespace

const Feature* TextField::feature(Test test) const {
    auto found = std::ranges::find(features, test, &Feature::test);
    return found == features.end() ? nullptr : &*found;
}

std::size_t Table::bytes() const {
    return capacity_ * stride_ * 4 + id_characters_.capacity() + id_ends_.capacity() * sizeof(std::size_t);
}

void Table::reserve(std::size_t rows) {
    if (rows <= capacity_) return;
    auto larger = std::max(rows, capacity_ + capacity_ / 2);
    auto words = std::unique_ptr<std::uint32_t[], Free>(
        static_cast<std::uint32_t*>(operator new[](larger* stride_ * 4, std::align_val_t(64))));
    if (rows_) std::memcpy(words.get(), words_.get(), rows_ * stride_ * 4);
    words_ = std::move(words);
    capacity_ = larger;
}

Dataset::Dataset(Spec spec)
    : spec_(std::move(spec)),
      layout_(spec_),
      texts_(spec_.fields.size()),
      raw_(spec_.fields.size()),
      value_of_raw_(spec_.fields.size()) {
    for (std::size_t i = 0; i < spec_.fields.size(); ++i)
        for (auto& slot : layout_.field(i).features) {
            auto& feature = texts_[i].features.emplace_back();
            feature.test = slot.test;
            feature.word = slot.word;
            feature.is_value = slot.word == layout_.field(i).word;
            feature.of_value.push_back(0);
        }
}

std::size_t Dataset::bytes() const {
    std::size_t sum = 0;
    for (auto& table : tables_) sum += table.bytes();
    for (auto& dictionary : raw_) sum += dictionary.bytes();
    for (auto& text : texts_) {
        sum += text.values.bytes();
        for (auto& feature : text.features) sum += feature.texts.bytes() + 4 * feature.of_value.capacity();
    }
    return sum;
}

void Dataset::read(std::istream& in, const std::string& id_column, const std::string& called, const Control& control) {
    tables_.emplace_back();
    TableReader(*this, tables_.back(), called).read(in, id_column, control);
}

bool Dataset::uses_parts(std::size_t field) const {
    return std::ranges::any_of(spec_.comparisons, [&](auto& c) {
        return c.field == field && std::ranges::count(c.levels, Test::parts, &Level::test);
    });
}

// Every text of a field once: what it means, and what the spec wants to know of it. In small batches, whose places in
// the dictionaries are asked for ahead: they lie far apart in memory.
void Dataset::derive(std::size_t i, const Control& control) {
    auto& field = spec_.fields[i];
    auto& text = texts_[i];
    auto& raw = raw_[i];
    auto& values = value_of_raw_[i];
    values.assign(raw.size() + 1, 0);
    text.values.reserve(raw.size() / 2);
    for (auto& feature : text.features)
        if (!feature.is_value) feature.texts.reserve(raw.size() / 4);
    std::u32string folded;
    std::size_t unreadable = 0;
    Waiting waiting;
    for (std::uint32_t first = 1; first <= raw.size(); first += batch_texts) {
        if (first % (batch_texts * 256) == 1) check_stop(control);
        auto end = std::min<std::uint32_t>(first + batch_texts, raw.size() + 1);
        waiting.clear();
        for (auto r = first; r < end; ++r) {
            folded.clear();
            if (!fold_utf8(raw.view(r), folded)) ++unreadable;
            waiting.add(value_of(field, folded), text.values);
        }
        auto had = text.values.size();
        for (auto r = first; r < end; ++r) values[r] = waiting.intern(r - first, text.values);
        if (text.values.size() > had) derive_features(i, had + 1);
    }
    raw = {};
    if (unreadable)
        throw Refused("A table cannot be read:",
                      {{0, "“" + field.name + "”里有不是 UTF-8 的文字，请另存为 UTF-8 编码的 CSV。",
                        std::to_string(unreadable) + " cells of " + field.name +
                            " are not UTF-8: save the table as CSV in UTF-8."}});
}

// The features of the values from `first` on, which are the newest.
void Dataset::derive_features(std::size_t i, std::uint32_t first) {
    auto& field = spec_.fields[i];
    auto& text = texts_[i];
    auto end = text.values.size() + 1;
    bool is_enterprise = field.kind == Kind::enterprise;
    std::vector<EnterpriseName> names;
    if (is_enterprise)
        for (auto v = first; v < end; ++v) names.push_back(enterprise_name(text.values.view(v)));
    if (uses_parts(i))
        for (auto v = first; v < end; ++v) text.parts.add(text.values.view(v));
    Waiting waiting;
    for (auto& feature : text.features) {
        if (feature.is_value) continue;
        waiting.clear();
        for (auto v = first; v < end; ++v)
            waiting.add(is_enterprise ? feature_of(names[v - first], feature.test)
                                      : feature_of(field.kind, feature.test, text.values.view(v)),
                        feature.texts);
        for (auto v = first; v < end; ++v) feature.of_value.push_back(waiting.intern(v - first, feature.texts));
    }
}

void Dataset::finish(const Control& control) {
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < spec_.fields.size(); ++i)
        if (layout_.field(i).is_text) fields.push_back(i);
    each(control, fields.size(), [&](unsigned, std::size_t i) { derive(fields[i], control); });
    constexpr std::size_t rows_each = 65'536;
    for (auto& table : tables_)
        each(control, (table.rows_ + rows_each - 1) / rows_each, [&](unsigned, std::size_t part) {
            auto end = std::min(table.rows_, (part + 1) * rows_each);
            for (auto row = part * rows_each; row < end; ++row) {
                auto* record = table.words_.get() + row * table.stride_;
                for (auto i : fields) {
                    auto& slot = record[layout_.field(i).word];
                    auto value = value_of_raw_[i][slot & ~derived_flag];
                    slot = value ? value | (slot & derived_flag) : 0;
                    for (auto& feature : texts_[i].features)
                        if (!feature.is_value) record[feature.word] = feature.of_value[value];
                }
            }
        });
    each(control, fields.size(), [&](unsigned, std::size_t i) { count_frequencies(fields[i]); });
    for (auto i : fields) value_of_raw_[i] = {};
}

void Dataset::count_frequencies(std::size_t field) {
    for (auto& comparison : spec_.comparisons) {
        if (comparison.field != field) continue;
        for (auto& level : comparison.levels) {
            if (!level.by_frequency) continue;
            auto found = std::ranges::find(texts_[field].features, level.test, &Feature::test);
            auto& feature = *found;
            std::vector<std::uint32_t> counts((feature.is_value ? texts_[field].values : feature.texts).size() + 1);
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
