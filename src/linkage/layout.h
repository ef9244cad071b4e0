// Where in a record each thing stands that a spec asks for. A record is a row of 32-bit words, padded to cache lines.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/spec.h"

namespace unionhall::linkage {

constexpr std::uint32_t derived_flag = 1u << 31;  // a date or code that was taken out of the id number

// What a record holds in one word or in two, masked. Two records agree in it when both have it and it is the same.
struct Place {
    std::uint64_t mask = 0;
    std::uint16_t word = 0;  // an even one: it and the next are read together, whichever of them is meant
    std::uint8_t shift = 0;

    static Place one_word(std::uint16_t word, std::uint32_t mask) {
        auto shift = word % 2 * 32;
        return {std::uint64_t(mask) << shift, static_cast<std::uint16_t>(word & ~1u), static_cast<std::uint8_t>(shift)};
    }
    static Place two_words(std::uint16_t word, std::uint64_t mask) { return {mask, word, 0}; }
    static std::uint64_t both(const std::uint32_t* at) {
        std::uint64_t value;
        __builtin_memcpy(&value, at, 8);
        return value;
    }
    std::uint64_t of(const std::uint32_t* record) const { return (both(record + word) & mask) >> shift; }
    bool is_in(const std::uint32_t* record) const { return both(record + word) & mask; }
    bool is_same(const std::uint32_t* a, const std::uint32_t* b) const {
        auto x = both(a + word) & mask;
        return static_cast<int>(x != 0) & static_cast<int>(x == (both(b + word) & mask));  // no jump to be guessed
    }
    bool operator==(const Place&) const = default;
};

// Which of the equalities that a spec asks for hold between two records, one bit each.
using Agreement = std::uint64_t;

// A feature of a text-like field (Test::equal, pinyin, core …) and the word that holds its number.
struct FeatureSlot {
    Test test;
    std::uint16_t word;
};

struct FieldLayout {
    bool is_text = false;               // interned in a dictionary; otherwise a number in the record itself
    std::uint16_t word = 0;             // the value: number in the dictionary, or the digits
    std::uint16_t head = 0;             // of an id number: its first digit and flags
    std::vector<FeatureSlot> features;  // of a text, those that the spec uses
};

class Layout {
  public:
    explicit Layout(const Spec&);

    unsigned stride() const { return stride_; }  // words of a record, a multiple of 16
    const FieldLayout& field(std::size_t i) const { return fields_[i]; }

    // What has to agree for an equality test of the field: one place, or two for a whole id number.
    std::vector<Place> places(std::size_t field, Test, int digits = 0) const;
    std::vector<Place> places(const Rule&) const;
    Place presence(std::size_t field) const;  // not 0 when the record has the field at all

    // All of them are found at once, for that takes less time than to ask for one after the other.
    Agreement agreement(const std::uint32_t* a, const std::uint32_t* b) const {
        Agreement all = 0;
        for (auto place = equalities_.rbegin(); place != equalities_.rend(); ++place)
            all = all << 1 | place->is_same(a, b);
        return all;
    }
    // The bits that are set in an agreement when all parts of a rule agree.
    Agreement bits(const Rule&) const;
    // The bit of the first equality of one place among the levels of a comparison; the others follow in their order.
    unsigned first_bit(std::size_t comparison) const { return first_bits_[comparison]; }
    std::size_t equalities() const { return equalities_.size(); }

  private:
    void number_equalities(const Spec&);

    std::vector<FieldLayout> fields_;
    std::vector<Kind> kinds_;
    std::vector<Place> equalities_;  // by bit
    std::vector<unsigned> first_bits_;
    unsigned stride_ = 0;
};

}  // namespace unionhall::linkage
