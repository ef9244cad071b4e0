// Passwords that are tried first by whoever guesses, and words people hang a few digits on.
#pragma once

#include <span>
#include <string_view>

namespace unionhall {

std::span<const std::string_view> common_passwords();  // whole, in lower case, 8 characters or more
std::span<const std::string_view> common_words();      // with digits and signs after them they are common too

}  // namespace unionhall
