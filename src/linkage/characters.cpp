#include "linkage/characters.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linkage/characters_data.h"

namespace unionhall::linkage {

namespace {

// Surnames read otherwise than the same character elsewhere (domain.md 4.6), sorted by code at first use.
constexpr std::pair<char32_t, std::string_view> surnames[] = {
    {U'单', "shan"},  {U'仇', "qiu"},  {U'解', "xie"},  {U'曾', "zeng"}, {U'查', "zha"},  {U'盖', "ge"},
    {U'区', "ou"},    {U'任', "ren"},  {U'朴', "piao"}, {U'翟', "zhai"}, {U'乐', "yue"},  {U'员', "yun"},
    {U'种', "chong"}, {U'缪', "miao"}, {U'覃', "qin"},  {U'纪', "ji"},   {U'折', "she"},  {U'秘', "bi"},
    {U'逄', "pang"},  {U'洗', "xian"}, {U'冼', "xian"}, {U'句', "gou"},  {U'燕', "yan"},  {U'黑', "he"},
    {U'佴', "nai"},   {U'召', "shao"}, {U'牟', "mu"},   {U'尹', "yin"},  {U'隗', "wei"},  {U'臧', "zang"},
    {U'哈', "ha"},    {U'繁', "po"},   {U'都', "du"},   {U'郗', "xi"},   {U'晁', "chao"}, {U'谌', "chen"},
    {U'褚', "chu"},   {U'宁', "ning"}, {U'卜', "bu"},   {U'么', "yao"},  {U'祭', "zhai"}, {U'过', "guo"},
};

}  // namespace

// The tables are constants that are too large to be written down spread out; nothing ever changes them.
const Characters& Characters::tables() {
    static const Characters made;
    return made;
}

Characters::Characters() : cells_(size), reading_(size) {
    for (std::uint32_t c = 0; c < size; ++c) cells_[c] = c;
    auto give_class = [&](auto ranges, CharacterClass what) {
        for (auto& [first, last] : ranges)
            for (auto c = first; c <= last && c < size; ++c)
                cells_[c] = (cells_[c] & ~(3u << class_bit)) | static_cast<unsigned>(what) << class_bit;
    };
    give_class(data::separators(), CharacterClass::separator);
    give_class(data::dropped(), CharacterClass::dropped);
    for (char32_t c = '0'; c <= '9'; ++c) cells_[c] |= static_cast<unsigned>(CharacterClass::digit) << class_bit;

    for (auto text : data::syllables()) syllables_.emplace_back(text);
    for (auto& [code, syllable] : data::readings())
        if (code < size) reading_[code] = syllable;
    for (auto& [code, to] : data::simple()) {
        if (code >= size) continue;
        cells_[code] = (cells_[code] & ~code_mask) | to;
        if (to < size && !reading_[to]) reading_[to] = reading_[code];  // rare ones are read in one form only
    }
    for (auto& [code, text] : surnames) {
        cells_[code] |= is_surname;
        auto at = static_cast<std::size_t>(std::ranges::find(syllables_, text) - syllables_.begin());
        if (at == syllables_.size()) syllables_.push_back(text);
        surname_syllables_.emplace_back(code, static_cast<std::uint16_t>(at));
    }
    for (auto& [code, to] : data::foldings()) {
        if (code >= size) continue;
        // What is folded may be traditional itself: compatibility characters are.
        std::u32string all;
        for (auto c : to)
            if (c) all.push_back(c < size ? cells_[c] & code_mask : c);
        if (all.size() == 1) {
            auto what = all[0] < size ? cells_[all[0]] >> class_bit & 3 : 0;
            cells_[code] = all[0] | what << class_bit;
            if (!reading_[code] && all[0] < size) reading_[code] = reading_[all[0]];
        } else {
            cells_[code] = is_long | static_cast<std::uint32_t>(several_.size());
            several_.push_back(all);
        }
    }
}

void Characters::fold_long(char32_t c, std::u32string& to) const {
    if (c < size) {
        to += several_[cells_[c] & code_mask];
    } else if (c < 0xE0100 || c > 0xE01EF) {  // variation selectors of ideographs are not seen
        to.push_back(c);
    }
}

std::uint16_t Characters::surname_syllable(char32_t c) const {
    if (c < size && cells_[c] & is_surname)
        for (auto& [surname, syllable] : surname_syllables_)
            if (surname == c) return syllable;
    return syllable(c);
}

char32_t take_code_point(std::string_view& rest, bool& is_valid) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
    auto fail = [&]() -> char32_t {
        rest.remove_prefix(1);
        is_valid = false;
        return 0xFFFD;
    };
    auto lead = byte(0);
    if (lead < 0x80) {
        rest.remove_prefix(1);
        return lead;
    }
    std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (!length || rest.size() < length) return fail();
    char32_t code = lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return fail();
        code = code << 6 | (byte(i) & 0x3F);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    bool is_surrogate = code >= 0xD800 && code < 0xE000;
    if (code < least[length] || code > 0x10FFFF || is_surrogate) return fail();
    rest.remove_prefix(length);
    return code;
}

bool fold_utf8(std::string_view utf8, std::u32string& to) {
    auto& tables = Characters::tables();
    bool is_valid = true;
    while (!utf8.empty()) tables.fold(take_code_point(utf8, is_valid), to);
    return is_valid;
}

std::u32string from_utf8(std::string_view utf8) {
    std::u32string text;
    bool is_valid = true;
    while (!utf8.empty()) text.push_back(take_code_point(utf8, is_valid));
    return text;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (auto c : text) {
        if (c < 0x80) {
            out += static_cast<char>(c);
            continue;
        }
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        constexpr std::array<unsigned, 4> leads{0, 0xC0, 0xE0, 0xF0};
        out += static_cast<char>(leads[more] | c >> (6 * more));
        while (more-- > 0) out += static_cast<char>(0x80 | (c >> (6 * more) & 0x3F));
    }
    return out;
}

}  // namespace unionhall::linkage
