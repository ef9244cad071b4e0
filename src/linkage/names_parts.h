// The parts of many names by number, so that same_parts() of names.h is a matter of a few integers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "linkage/dictionary.h"

namespace unionhall::linkage {

class NameParts {
  public:
    NameParts() : names_(1) {}

    void add(std::u32string_view split);                          // its number is the count of those before it, plus 1
    bool same(std::uint32_t name_a, std::uint32_t name_b) const;  // as same_parts() of the two

  private:
    struct Part {
        std::uint32_t key;  // of the part's alias key; 0 for an initial
        char32_t first;
        bool is_word;  // three ideographs or more: enough to stand alone for a whole name
    };
    struct Name {
        std::uint32_t begin = 0, count = 0, whole = 0, exchanged = 0;
    };

    bool has_parts_of(const Name&, const Name&) const;  // every part of the first stands for one of the second

    std::vector<Name> names_;
    std::vector<Part> parts_;
    Dictionary<char32_t> keys_, wholes_;
};

}  // namespace unionhall::linkage
