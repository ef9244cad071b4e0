// Where in a record each thing stands that a spec asks for. A record is a row of 32-bit words, padded to cache lines.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/spec.h"

namespace unionhall::linkage {

constexpr std::uint32_t derived_flag = 1u << 31;  // a date or code that was taken out of the id number

// One masked word of a record, 32 or 64 bits. Two records agree in it when both have it and it is the same.
struct Place {
    std::uint16_t word = 0;
    bool is_wide = false;
    std::uint64_t mask = 0;

    std::uint64_t of(const std::uint32_t* record) const {
        if (!is_wide) return record[word] & mask;
        std::uint64_t value;
        __builtin_memcpy(&value, record + word, 8);
        return value & mask;
    }
};

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
    Place presence(std::size_t field) const;  // not 0 when the record has the field at all

  private:
    std::vector<FieldLayout> fields_;
    std::vector<Kind> kinds_;
    unsigned stride_ = 0;
};

}  // namespace unionhall::linkage
