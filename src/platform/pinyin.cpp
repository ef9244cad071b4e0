// Looks characters up one by one; only the beginning of a name is read as a surname.
#include "platform/pinyin.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "platform/text.h"

namespace unionhall {

namespace {

constexpr std::string_view first_line = "# unionhall pinyin 2";
constexpr std::string_view surname_mark = "surname";
constexpr std::size_t pinyin_bytes_max = 4 << 20;

bool is_latin_or_digit(char32_t c) { return c < 0x80 && ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')); }

}  // namespace

Pinyin Pinyin::load(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("the pinyin table " + file.string() + " is missing: make it with tools/assets.sh");
    in.exceptions(std::ios::badbit);  // else what memory is missing for is missing in the table
    std::string text(pinyin_bytes_max, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(in.gcount()));
    try {
        return read(text);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(file.string() + ": " + error.what() + "; make it anew with tools/assets.sh");
    }
}

// Lines: "zhang 张章"; "surname 单 shan"; "surname 尉迟 yu chi".
Pinyin Pinyin::read(std::string_view text) {
    Pinyin pinyin;
    std::istringstream in{std::string(text)};
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    std::string line;
    if (!std::getline(in, line) || !line.starts_with(first_line)) throw std::runtime_error("this is no pinyin table");
    while (std::getline(in, line)) {
        std::istringstream words(line);
        words.exceptions(std::ios::badbit);
        std::string reading, characters, syllable;
        words >> reading >> characters;
        if (characters.empty() || !is_utf8(line))
            throw std::runtime_error("the pinyin table has a line that cannot be read");
        if (reading == surname_mark) {
            while (words >> syllable) pinyin.surnames_[characters].push_back(syllable);
            continue;
        }
        for (std::size_t at = 0; at < characters.size();)
            pinyin.reading_of_[next_character(characters, at)] = pinyin.readings_.size();
        pinyin.readings_.push_back(reading);
    }
    return pinyin;
}

std::vector<std::string> Pinyin::syllables_of(std::string_view name) const {
    std::string low = folded(name);
    std::vector<std::string> syllables;
    std::size_t at = 0;
    for (std::size_t length : {2, 1}) {  // 尉迟 before 尉
        auto found = surnames_.find(first_characters(low, length));
        if (found == surnames_.end()) continue;
        syllables = found->second;
        at = found->first.size();
        break;
    }
    bool in_word = false;
    while (at < low.size()) {
        char32_t c = next_character(low, at);
        bool word = is_latin_or_digit(c);
        if (word && in_word) {
            syllables.back() += char(c);
        } else if (auto found = reading_of_.find(c); found != reading_of_.end()) {
            syllables.push_back(readings_[found->second]);
        } else if (c >= 0x80 ? c != 0xB7 : word) {
            syllables.emplace_back();
            append_character(syllables.back(), c);
        }
        in_word = word || (in_word && (c == U'\'' || c == U'-'));
    }
    return syllables;
}

std::string Pinyin::full(std::string_view name) const { return join(syllables_of(name), ""); }

std::string Pinyin::initials(std::string_view name) const {
    std::string out;
    for (auto& syllable : syllables_of(name)) out += first_character(syllable);
    return out;
}

}  // namespace unionhall
