#include "linkage/names_parts.h"

#include <utility>

#include "linkage/characters.h"
#include "linkage/names.h"
#include "linkage/waiting.h"

namespace unionhall::linkage {

void NameParts::add(std::u32string_view split, std::uint32_t alias, Dictionary<char32_t>& keys) {
    Name name{.begin = static_cast<std::uint32_t>(parts_.size())};
    auto add = [&](std::u32string_view part, bool is_whole) {
        bool is_chinese = Characters::tables().is_ideograph(part[0]);
        bool is_initial = part.size() == 1 && !is_chinese;
        auto key = is_initial ? 0 : is_whole ? alias : key_of(part, keys);
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

std::uint32_t NameParts::key_of(std::u32string_view part, Dictionary<char32_t>& keys) {
    auto number = known_parts_.intern(part);
    if (number > key_of_part_.size()) key_of_part_.push_back(keys.intern(alias_key(part)));
    return key_of_part_[number - 1];
}

void NameParts::finish(const Dictionary<char32_t>& names) {
    known_parts_ = Dictionary<char32_t>();
    key_of_part_ = {};
    constexpr std::size_t together = 256;
    std::vector<std::uint32_t> of_two;  // the names that are waiting
    Waiting waiting;
    auto find = [&] {
        waiting.find(names, [&](std::size_t i, std::uint32_t found) { names_[of_two[i]].exchanged = found; });
        waiting.clear();
        of_two.clear();
    };
    for (std::uint32_t i = 1; i < names_.size(); ++i) {
        if (names_[i].count != 2) continue;
        auto split = names.view(i);
        auto between = split.find(U'·');
        waiting.add(names, [&](std::u32string& to) { (to += split.substr(between + 1)) += split.substr(0, between); });
        of_two.push_back(i);
        if (of_two.size() == together) find();
    }
    find();
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
