#include "linkage/names_parts.h"

#include <string>
#include <utility>

#include "linkage/characters.h"
#include "linkage/names.h"

namespace unionhall::linkage {

void NameParts::add(std::u32string_view split, std::uint32_t alias, Dictionary<char32_t>& keys) {
    Name name{.begin = static_cast<std::uint32_t>(parts_.size())};
    auto add = [&](std::u32string_view part, bool is_whole) {
        bool is_chinese = Characters::tables().is_ideograph(part[0]);
        bool is_initial = part.size() == 1 && !is_chinese;
        auto key = is_initial ? 0 : is_whole ? alias : keys.intern(alias_key(part));
        parts_.push_back({key, part[0], is_chinese && part.size() >= 3});
        ++name.count;
    };
    if (!split.empty() && split.find(U'·') == split.npos)
        add(split, true);
    else
        for (auto part : parts_of(split)) add(part, false);
    // Nobody writes two parts of a long name together in three characters.
    name.is_long = name.count == 1 && split.size() > 3;
    names_.push_back(name);
}

void NameParts::finish(const Dictionary<char32_t>& names) {
    for (std::uint32_t i = 1; i < names_.size(); ++i) {
        if (names_[i].count != 2) continue;
        auto split = names.view(i);
        auto between = split.find(U'·');
        std::u32string exchanged(split.substr(between + 1));
        exchanged += split.substr(0, between);
        names_[i].exchanged = names.find(exchanged);
    }
}

bool NameParts::same(std::uint32_t name_a, std::uint32_t name_b) const {
    if (names_[name_a].count > names_[name_b].count) std::swap(name_a, name_b);
    auto &a = names_[name_a], &b = names_[name_b];
    if (b.count < 2 || b.count > 32) return false;
    if (a.is_long && b.exchanged == name_a) return true;
    return has_parts_of(a, b) || (a.count == b.count && has_parts_of(b, a));
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
