// Names of people: Chinese ones, long ones with dots in every spelling, Latin ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace unionhall::linkage {

// A folded name (characters.h) as its parts with · between them. Dots of every kind, dashes, brackets and commas part;
// blanks part too, but not in a Chinese name of up to four characters that somebody stretched. "" when nothing is left.
std::u32string split_name(std::u32string_view folded);
void add_split_name(std::u32string_view folded, std::u32string& to);  // appends it, as all add_… here do
std::vector<std::u32string_view> parts_of(std::u32string_view split);

// The name without what parts it.
std::u32string joined_name(std::u32string_view split);
void add_joined_name(std::u32string_view split, std::u32string& to);

// Readings without tones, the surname of a Chinese name read as a surname; letters stay, so 王丽 is Wang Li.
std::u32string pinyin_key(std::u32string_view split);
void add_pinyin_key(std::u32string_view split, std::u32string& to);

// pinyin_key() without what dialects and keyboards mix up: zh/z, ch/c, sh/s, n/l, -ing/-in, -eng/-en, -ang/-an, ü/u.
std::u32string sound_key(std::u32string_view split);
void add_sound_key(std::u32string_view split, std::u32string& to);

// One key for the spellings of a name that was brought over from another language: 买买提, 麦麦提 and 穆罕默德. For short
// Chinese and for Latin names it is the sound key.
std::u32string alias_key(std::u32string_view split);
void add_alias_key(std::u32string_view split, std::u32string& to);

// The first character of a Chinese name (two of a double surname); the last part of a Latin one; the first part of others.
std::u32string_view surname_of(std::u32string_view split);

// Whether two names have the same parts in another order, or one has all parts of the other and more (a patronymic left
// out, a second given name). A part that is one letter is an initial and stands for any part that begins with it, when
// another part is the same in full.
bool same_parts(std::u32string_view split_a, std::u32string_view split_b);

// The shapes by which fairness is measured.
enum class NameShape { two, three, four, dotted, latin, other };
NameShape shape_of(std::u32string_view split);
std::string_view shape_word(NameShape);  // "2 characters", …

}  // namespace unionhall::linkage
