// Tables in memory: every row a record of a few words, every text once.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "linkage/control.h"
#include "linkage/dictionary.h"
#include "linkage/layout.h"
#include "linkage/names_parts.h"
#include "linkage/numbers.h"
#include "linkage/spec.h"

namespace unionhall::linkage {

constexpr std::uint32_t rows_max = 2'000'000'000;

// What is derived from the texts of a field: the pinyin of names, the trade names of enterprises.
struct Feature {
    explicit Feature(Budget* budget) : texts(budget), frequency_log2(budget) {}

    Test test = Test::equal;
    std::uint16_t word = 0;
    bool is_value = false;  // the field's own values; `texts` is empty then
    // Most texts are values too, as a name without dots is: those have the value's number, and `texts` begins above them.
    bool shares_values = false;
    Dictionary<char32_t> texts;
    std::size_t column = 0;       // in TextField::derived
    Large<float> frequency_log2;  // by the feature's number; filled where a level asks for it
};

struct TextField {
    explicit TextField(Budget* budget) : values(budget), derived(budget), parts(budget) {}

    Dictionary<char32_t> values;  // names as split_name(), enterprises and texts folded, codes as letters and digits
    std::vector<Feature> features;
    // By the number of the value, beside one another: the numbers of its features that are not the value itself. Until
    // every record has them.
    Large<std::uint32_t> derived;
    std::size_t columns = 0;
    NameParts parts;  // by the number of the value, where a level asks for it

    const Feature* feature(Test) const;
    std::uint32_t& of_value(const Feature& f, std::uint32_t value) { return derived[value * columns + f.column]; }
    // The text of a feature by its number.
    std::u32string_view text(const Feature& f, std::uint32_t id) const {
        if (f.is_value || (f.shares_values && id <= values.size())) return values.view(id);
        return f.texts.view(f.shares_values ? id - values.size() : id);
    }
    std::size_t count(const Feature& f) const {  // of its numbers
        return f.is_value ? values.size() : f.texts.size() + (f.shares_values ? values.size() : 0);
    }
};

struct ColumnReport {
    std::string heading;                     // "" when the table has no such column
    std::size_t filled = 0, unreadable = 0;  // cells with something in them; those of them no number could be read from
};

class Table {
  public:
    explicit Table(Budget* budget) : budget_(budget), id_characters_(budget), id_ends_(1, 0, budget) {}

    std::size_t rows() const { return rows_; }
    const std::uint32_t* record(std::size_t row) const { return words() + row * stride_; }
    std::string_view id(std::size_t row) const {
        return {id_characters_.data() + id_ends_[row], id_ends_[row + 1] - id_ends_[row]};
    }
    const std::vector<ColumnReport>& columns() const { return columns_; }  // by field

  private:
    friend class TableReader;
    friend class Dataset;
    void reserve(std::size_t rows);
    std::uint32_t* words() const { return reinterpret_cast<std::uint32_t*>(words_.data()); }

    Budget* budget_;
    unsigned stride_ = 16;
    std::size_t rows_ = 0, capacity_ = 0;
    LargePiece words_;
    Large<char> id_characters_;
    Large<std::size_t> id_ends_;
    std::vector<ColumnReport> columns_;
};

// One table to be freed of duplicates, or two to be linked, with the dictionaries they share. Reads, in this order:
// read() once or twice, then finish(). Refuses with Refused: unreadable tables, missing headings, limits.
class Dataset {
  public:
    explicit Dataset(Spec spec);
    Dataset(Dataset&&) = default;
    Dataset& operator=(Dataset&&) = delete;  // what is held would go after the budget it came from

    // `id_column`: the heading of what identifies a row in the results; "" numbers the rows from 1.
    void read(std::istream& in, const std::string& id_column, const std::string& called, const Control&);
    void finish(const Control&);

    const Spec& spec() const { return spec_; }
    const Layout& layout() const { return layout_; }
    bool is_one() const { return tables_.size() == 1; }
    const Table& left() const { return tables_.front(); }
    const Table& right() const { return tables_.back(); }
    const TextField& text_field(std::size_t field) const { return texts_[field]; }
    Budget* budget() const { return budget_.get(); }  // for whatever large is made of the data

    // How many numbers of texts a place of a record can hold; 0 when it holds something else.
    std::size_t numbers_in(const Place&) const;

    // A field of a record as it was understood, for people to read; "" when it is missing.
    std::string shown(const Table&, std::size_t row, std::size_t field) const;

  private:
    friend class TableReader;
    void derive(std::size_t field, const Control&);
    void fill(Table&, std::size_t field, std::size_t begin, std::size_t end);
    void count_frequencies(std::size_t field);

    std::unique_ptr<Budget> budget_ = std::make_unique<Budget>();
    Spec spec_;
    Layout layout_;
    std::vector<Table> tables_;
    std::vector<TextField> texts_;       // by field
    std::vector<Dictionary<char>> raw_;  // by field: cells as they were written; empty after finish()
    std::vector<Large<std::uint32_t>> value_of_raw_;
};

}  // namespace unionhall::linkage
