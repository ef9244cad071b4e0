// Characters as linkage sees them: what is written differently but meant alike becomes alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unionhall::linkage {

enum class CharacterClass : std::uint8_t { letter, digit, separator, dropped };

// The tables of unicode-data, spread out for looking up by code. Made once, never changed; safe for any thread.
class Characters {
  public:
    static const Characters& tables();

    CharacterClass class_of(char32_t c) const {
        return c < size ? static_cast<CharacterClass>(cells_[c] >> class_bit & 3) : CharacterClass::letter;
    }
    // Its reading in pinyin without tones, "" when it has none. As a name's first character: surname_reading().
    std::string_view reading(char32_t c) const { return syllables_[syllable(c)]; }
    std::string_view surname_reading(char32_t c) const { return syllables_[surname_syllable(c)]; }
    // The same by their number in syllables(); 0 is none.
    std::uint16_t syllable(char32_t c) const { return c < size ? reading_[c] : std::uint16_t(0); }
    std::uint16_t surname_syllable(char32_t c) const;
    const std::vector<std::string_view>& syllables() const { return syllables_; }
    bool is_ideograph(char32_t c) const { return c < size && reading_[c] != 0; }

    // Appends what `c` is folded to: full width to half, capitals to small letters, accents away, traditional to
    // simplified. Separators stay, so that whoever reads names can see where parts end.
    void fold(char32_t c, std::u32string& to) const {
        if (c < size && !(cells_[c] & is_long)) {
            if ((cells_[c] >> class_bit & 3) != static_cast<unsigned>(CharacterClass::dropped))
                to.push_back(cells_[c] & code_mask);
        } else {
            fold_long(c, to);
        }
    }

  private:
    static constexpr std::uint32_t size = 0x32400, code_mask = 0x1FFFFF, is_long = 1u << 31, is_surname = 1u << 30;
    static constexpr unsigned class_bit = 24;

    Characters();
    void fold_long(char32_t c, std::u32string& to) const;

    std::vector<std::uint32_t> cells_;  // folded code; class; whether it is folded to several
    std::vector<std::uint16_t> reading_;
    std::vector<std::string_view> syllables_;
    std::vector<std::pair<char32_t, std::uint16_t>> surname_syllables_;  // of those whose cell says is_surname
    std::vector<std::u32string> several_;
};

// Decodes UTF-8 and folds it. False when it was not UTF-8: what could not be read is U+FFFD then.
bool fold_utf8(std::string_view utf8, std::u32string& to);

std::string to_utf8(std::u32string_view text);
std::u32string from_utf8(std::string_view utf8);  // unfolded; what could not be read is U+FFFD

// One code point from the front of `rest`; shortens it. U+FFFD and `is_valid = false` when it is not UTF-8.
char32_t take_code_point(std::string_view& rest, bool& is_valid);

}  // namespace unionhall::linkage
