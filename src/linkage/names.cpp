#include "linkage/names.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

#include "linkage/characters.h"
#include "linkage/names_aliases.h"

namespace unionhall::linkage {

namespace {

constexpr char32_t dot = U'·';
constexpr std::size_t part_characters_max = 64;

bool is_ideograph(char32_t c) { return Characters::tables().is_ideograph(c); }
bool is_blank(char32_t c) { return c == ' ' || c == '\t'; }
bool is_chinese(std::u32string_view text) { return std::ranges::all_of(text, is_ideograph); }

// Chinese as most names in China are: no dots, two to four characters.
bool is_short_chinese(std::u32string_view split) { return split.size() <= 4 && is_chinese(split); }

// Which two characters are one surname, as a bit for the first of them and a list to make sure.
struct Doubles {
    std::unordered_set<std::uint64_t> pairs;
    std::array<bool, 0x10000> begins{};

    static std::uint64_t key(char32_t a, char32_t b) { return static_cast<std::uint64_t>(a) << 32 | b; }
    static const Doubles& all() {
        static const Doubles made = [] {
            constexpr std::u32string_view listed =
                U"欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文"
                U"司徒鲜于司空闾丘令狐呼延东郭南门百里拓跋完颜耶律那拉纳兰";
            Doubles d;
            for (std::size_t i = 0; i + 1 < listed.size(); i += 2) {
                d.pairs.insert(key(listed[i], listed[i + 1]));
                d.begins[listed[i]] = true;
            }
            return d;
        }();
        return made;
    }
};

std::size_t surname_length(std::u32string_view name) {
    if (name.size() < 3 || name[0] > 0xFFFF) return 1;
    auto& doubles = Doubles::all();
    return doubles.begins[name[0]] && doubles.pairs.contains(Doubles::key(name[0], name[1])) ? 2 : 1;
}

std::string plain_sound(std::string_view syllable) {
    std::string s(syllable);
    if (s.size() > 1 && s[1] == 'h' && (s[0] == 'z' || s[0] == 'c' || s[0] == 's')) s.erase(1, 1);
    if (s[0] == 'n') s[0] = 'l';
    if (s.size() > 3 && s.ends_with("ng") && s[s.size() - 3] != 'o') s.pop_back();
    std::ranges::replace(s, 'v', 'u');
    return s;
}

// As plain_sound(), and hard and soft beginnings alike: what differs between ways of writing a foreign name down.
std::string coarse_sound(std::string_view syllable) {
    auto s = plain_sound(syllable);
    constexpr std::string_view hard = "ptkq", soft = "bdgj";
    if (auto place = hard.find(s[0]); place != hard.npos) s[0] = soft[place];
    return s;
}

// What each syllable of Characters::syllables() becomes in a key, and how double surnames are read.
struct Sounds {
    struct DoubleReading {
        std::u32string_view surname;
        std::uint16_t first, second;
    };
    std::vector<std::u32string> read, plain, coarse;
    std::vector<DoubleReading> doubles;

    static const Sounds& all() {
        static const Sounds made;
        return made;
    }

  private:
    Sounds() {
        auto& syllables = Characters::tables().syllables();
        for (auto syllable : syllables) {
            auto wide = [](std::string_view ascii) { return std::u32string(ascii.begin(), ascii.end()); };
            read.push_back(wide(syllable));
            plain.push_back(syllable.empty() ? U"" : wide(plain_sound(syllable)));
            coarse.push_back(syllable.empty() ? U"" : wide(coarse_sound(syllable)));
        }
        auto number = [&](std::string_view syllable) {
            return static_cast<std::uint16_t>(std::ranges::find(syllables, syllable) - syllables.begin());
        };
        doubles = {{U"尉迟", number("yu"), number("chi")},
                   {U"万俟", number("mo"), number("qi")},
                   {U"长孙", number("zhang"), number("sun")},
                   {U"澹台", number("tan"), number("tai")}};
    }
};

void add_sounds(std::u32string_view split, const std::vector<std::u32string>& sounds, std::u32string& to) {
    auto& tables = Characters::tables();
    auto add = [&](char32_t c, std::uint16_t syllable) { syllable ? to += sounds[syllable] : to += c; };
    if (is_short_chinese(split) && !split.empty()) {
        auto length = surname_length(split);
        auto doubles = length == 2 ? std::span(Sounds::all().doubles) : std::span<const Sounds::DoubleReading>();
        auto special = std::ranges::find_if(doubles, [&](auto& d) { return split.starts_with(d.surname); });
        if (special != doubles.end())
            add(split[0], special->first), add(split[1], special->second);
        else if (length == 2)
            add(split[0], tables.syllable(split[0])), add(split[1], tables.syllable(split[1]));
        else
            add(split[0], tables.surname_syllable(split[0]));
        split.remove_prefix(length);
    }
    for (auto c : split)
        if (c != dot) add(c, tables.syllable(c));
}

template <class Add>
std::u32string made_by(Add add, std::u32string_view name) {
    std::u32string made;
    add(name, made);
    return made;
}

}  // namespace

void add_split_name(std::u32string_view folded, std::u32string& to) {
    auto& tables = Characters::tables();
    auto begin = to.size(), dots = std::size_t(0);
    bool is_stretched = true;
    for (auto c : folded) {
        if (tables.class_of(c) == CharacterClass::separator) {
            is_stretched &= is_blank(c);
            if (to.size() > begin && to.back() != dot) to.push_back(dot), ++dots;
        } else if (to.size() - begin < part_characters_max * 2) {
            is_stretched &= is_ideograph(c);
            to.push_back(c);
        }
    }
    while (to.size() > begin && to.back() == dot) to.pop_back(), --dots;
    if (is_stretched && dots && to.size() - begin - dots <= 4)
        to.erase(std::remove(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end(), dot), to.end());
}

std::vector<std::u32string_view> parts_of(std::u32string_view split) {
    std::vector<std::u32string_view> parts;
    while (!split.empty()) {
        auto end = std::min(split.find(dot), split.size());
        if (end) parts.push_back(split.substr(0, end));
        split.remove_prefix(std::min(end + 1, split.size()));
    }
    return parts;
}

void add_joined_name(std::u32string_view split, std::u32string& to) {
    for (auto c : split)
        if (c != dot) to += c;
}

void add_pinyin_key(std::u32string_view split, std::u32string& to) { add_sounds(split, Sounds::all().read, to); }

void add_sound_key(std::u32string_view split, std::u32string& to) { add_sounds(split, Sounds::all().plain, to); }

void add_alias_key(std::u32string_view split, std::u32string& to) {
    if (is_short_chinese(split) || !std::ranges::any_of(split, is_ideograph)) return add_sound_key(split, to);
    auto& coarse = Sounds::all().coarse;
    auto whole = joined_name(split);
    for (std::size_t i = 0; i < whole.size();) {
        auto [length, number] = alias_at(std::u32string_view(whole).substr(i));
        if (length) {
            to.push_back(static_cast<char32_t>(0xF0000 + number));  // private: no name contains it
            i += length;
            continue;
        }
        auto syllable = Characters::tables().syllable(whole[i]);
        syllable ? to += coarse[syllable] : to += whole[i];
        ++i;
    }
}

std::u32string split_name(std::u32string_view folded) { return made_by(add_split_name, folded); }
std::u32string joined_name(std::u32string_view split) { return made_by(add_joined_name, split); }
std::u32string pinyin_key(std::u32string_view split) { return made_by(add_pinyin_key, split); }
std::u32string sound_key(std::u32string_view split) { return made_by(add_sound_key, split); }
std::u32string alias_key(std::u32string_view split) { return made_by(add_alias_key, split); }

std::u32string_view surname_of(std::u32string_view split) {
    if (split.empty()) return {};
    if (is_short_chinese(split)) return split.substr(0, surname_length(split));
    if (split.find(dot) == split.npos) return is_chinese(split) ? split.substr(0, 1) : split;
    auto parts = parts_of(split);
    return is_ideograph(split[0]) ? parts.front() : parts.back();
}

namespace {

using Parts = std::vector<std::u32string_view>;

// Whether every part of a stands for one of b.
bool has_parts_of(const Parts& a, const Parts& b) {
    std::vector<bool> used(b.size());
    std::size_t in_full = 0, characters = 0;
    std::vector<std::u32string_view> initials;
    auto is_initial = [](std::u32string_view part) { return part.size() == 1 && !is_ideograph(part[0]); };
    for (auto part : a) {
        if (is_initial(part)) {
            initials.push_back(part);
            continue;
        }
        auto key = alias_key(part);
        auto found = std::ranges::find_if(b, [&](auto& other) {
            return !used[static_cast<std::size_t>(&other - b.data())] && !is_initial(other) && alias_key(other) == key;
        });
        if (found == b.end()) return false;
        used[static_cast<std::size_t>(found - b.begin())] = true;
        ++in_full;
        characters += part.size();
    }
    for (auto initial : initials) {
        auto found = std::ranges::find_if(b, [&](auto& other) {
            return !used[static_cast<std::size_t>(&other - b.data())] && other[0] == initial[0];
        });
        if (found == b.end()) return false;
        used[static_cast<std::size_t>(found - b.begin())] = true;
    }
    if (!in_full) return false;
    bool is_one_word = a.size() == 1;
    return !is_one_word || (is_ideograph(a[0][0]) && characters >= 3);
}

}  // namespace

bool same_parts(std::u32string_view split_a, std::u32string_view split_b) {
    auto a = parts_of(split_a), b = parts_of(split_b);
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() < 2) return false;
    if (a.size() == 1 && b.size() == 2) {
        // Written together on one side: AB or BA.
        auto whole = std::u32string(b[1]) + std::u32string(b[0]);
        if (a[0] == whole && whole.size() > 3) return true;
    }
    return has_parts_of(a, b) || (a.size() == b.size() && has_parts_of(b, a));
}

NameShape shape_of(std::u32string_view split) {
    if (split.empty()) return NameShape::other;
    if (is_chinese(split)) {
        if (split.size() == 2) return NameShape::two;
        if (split.size() == 3) return NameShape::three;
        return split.size() == 4 ? NameShape::four : NameShape::dotted;
    }
    if (is_ideograph(split[0])) return NameShape::dotted;
    bool is_latin = std::ranges::all_of(split, [](char32_t c) { return c < 0x250; });
    return is_latin ? NameShape::latin : NameShape::other;
}

std::string_view shape_word(NameShape shape) {
    switch (shape) {
        case NameShape::two:
            return "2 characters";
        case NameShape::three:
            return "3 characters";
        case NameShape::four:
            return "4 characters";
        case NameShape::dotted:
            return "long or dotted";
        case NameShape::latin:
            return "Latin";
        case NameShape::other:
            break;
    }
    return "other";
}

}  // namespace unionhall::linkage
