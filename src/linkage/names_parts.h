// The parts of many names by number, so that same_parts() of names.h is a matter of a few integers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "linkage/dictionary.h"

namespace unionhall::linkage {

class NameParts {
  public:
    explicit NameParts(Budget* budget = nullptr) : names_(1, Name(), budget), parts_(budget), known_parts_(budget) {}

    // Names come in the order of their numbers, which count from 1. `alias`: the number that the name's alias key has in
    // `keys`, which receives the keys of its parts.
    void add(std::u32string_view split, std::uint32_t alias, Dictionary<char32_t>& keys);
    void finish(const Dictionary<char32_t>& names);  // when all are there; only then same() may be asked

    bool same(std::uint32_t name_a, std::uint32_t name_b) const;  // as same_parts() of the two

  private:
    struct Part {
        std::uint32_t key;  // of the part's alias key; 0 for an initial
        char32_t first;
        bool is_word;  // three ideographs or more: enough to stand alone for a whole name
    };
    struct Name {
        std::uint32_t begin = 0;
        std::uint16_t count = 0;
        bool is_long = false;         // one part, and more characters than a short name has
        std::uint32_t exchanged = 0;  // the name that is its two parts, the second first, written together
    };

    std::uint32_t key_of(std::u32string_view part, Dictionary<char32_t>& keys);
    bool has_parts_of(const Name&, const Name&) const;  // every part of the first stands for one of the second

    Large<Name> names_;
    Large<Part> parts_;
    // While names come: there are many, of few parts.
    Dictionary<char32_t> known_parts_;
    std::vector<std::uint32_t> key_of_part_;  // by their number less 1
};

}  // namespace unionhall::linkage
