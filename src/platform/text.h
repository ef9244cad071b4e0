// UTF-8 text as the whole house handles it: counting, trimming, folding for comparison, and masking for the screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall {

// True when every byte belongs to a well-formed character: no overlong forms, no surrogates, nothing over U+10FFFF.
bool is_utf8(std::string_view text);

// Code points, so that "𠮷" and "é" count one each. A byte that is not UTF-8 counts one.
std::size_t characters(std::string_view text);

// The character at `at`, which moves behind it. A byte that is not UTF-8 is answered as U+DC00 + the byte, which no
// well-formed text can hold, and append_character gives that very byte back: nothing is lost on the way.
char32_t next_character(std::string_view text, std::size_t& at);
void append_character(std::string& text, char32_t character);

// Without characters that control or are not seen: marks of direction, zeros, ends of lines.
std::string without_invisible(std::string_view text);
// Without embeddings, overrides and isolates of direction (U+202A–U+202E, U+2066–U+2069), by which a text is read in
// another order than it is stored. The plain marks that Uyghur may want beside Chinese stay.
std::string without_overrides(std::string_view text);
// Without blanks at either end: ASCII white space, U+00A0, U+2000–U+200F, U+2028–U+202F, U+205F, U+2060, U+3000, the
// BOM.
std::string trimmed(std::string_view text);

// The form in which two spellings of one thing are equal: full-width ASCII to half-width, ASCII lower case, invisible
// characters out, inner blanks to one space, trimmed, and every separator of dotted names (· • ． ‧ ・ ･ ∙ ⋅) to
// U+00B7 (domain.md 4.6). A full-width stop between two digits is a decimal point and becomes ".".
std::string folded(std::string_view text);

std::string lower_ascii(std::string_view text);

// At most the first `count` characters, never half of one.
std::string first_characters(std::string_view text, std::size_t count);
std::string first_character(std::string_view text);

// What a reader without the right sees. The number of stars never tells the length of a name.
std::string mask_name(std::string_view name);  // 张三丰 → 张**, Kirsten → K***, 阿依古丽·买买提 → 阿**
std::string mask_phone(std::string_view phone);       // 13812345678 → 138****5678, 0991-1234567 → 0991-****67
std::string mask_id_number(std::string_view number);  // 110105199001010010 → 110105********0010, E12345678 → E******78

// Split keeps empty parts, so join(split(x, c), c) is x again; an empty text is one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view between);

// For SQL's like … escape '\\': every text that has this one somewhere.
std::string like_pattern(std::string_view text);

}  // namespace unionhall
