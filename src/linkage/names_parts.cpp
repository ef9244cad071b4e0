#include "linkage/names_parts.h"

#include <string>
#include <utility>

#include "linkage/characters.h"
#include "linkage/names.h"

namespace unionhall::linkage {

void NameParts::add(std::u32string_view split) {
    Name name{.begin = static_cast<std::uint32_t>(parts_.size())};
    auto parts = parts_of(split);
    for (auto part : parts) {
        bool is_chinese = Characters::tables().is_ideograph(part[0]);
        bool is_initial = part.size() == 1 && !is_chinese;
        parts_.push_back({is_initial ? 0 : keys_.intern(alias_key(part)), part[0], is_chinese && part.size() >= 3});
    }
    name.count = static_cast<std::uint32_t>(parts.size());
    // Nobody writes two parts of a long name together in three characters.
    if (parts.size() == 1 && parts[0].size() > 3) name.whole = wholes_.intern(parts[0]);
    if (parts.size() == 2) name.exchanged = wholes_.intern(std::u32string(parts[1]) + std::u32string(parts[0]));
    names_.push_back(name);
}

bool NameParts::same(std::uint32_t name_a, std::uint32_t name_b) const {
    auto *a = &names_[name_a], *b = &names_[name_b];
    if (a->count > b->count) std::swap(a, b);
    if (b->count < 2 || b->count > 32) return false;
    if (a->count == 1 && b->count == 2 && a->whole && a->whole == b->exchanged) return true;
    return has_parts_of(*a, *b) || (a->count == b->count && has_parts_of(*b, *a));
}

bool NameParts::has_parts_of(const Name& a, const Name& b) const {
    std::uint32_t used = 0;
    int in_full = 0;
    bool is_word = false;
    for (bool is_initials : {false, true})  // words first, so that an initial does not take a word's place
        for (std::uint32_t i = 0; i < a.count; ++i) {
            auto& part = parts_[a.begin + i];
            if ((part.key == 0) != is_initials) continue;
            std::uint32_t j = 0;
            for (; j < b.count; ++j) {
                auto& other = parts_[b.begin + j];
                bool fits = is_initials ? other.first == part.first : other.key == part.key;
                if (fits && !(used >> j & 1)) break;
            }
            if (j == b.count) return false;
            used |= 1u << j;
            in_full += !is_initials;
            is_word |= part.is_word;
        }
    return in_full && (a.count > 1 || is_word);
}

}  // namespace unionhall::linkage
