// The ten digits of ASCII, whatever the locale says.
#pragma once

#include <algorithm>
#include <string_view>

namespace unionhall {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
// False for an empty text.
inline bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

}  // namespace unionhall
