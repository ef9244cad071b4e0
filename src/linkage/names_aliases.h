// Spellings in Chinese characters of names from other languages that no ear would bring together.
#pragma once

#include <string_view>
#include <utility>

namespace unionhall::linkage {

// The longest spelling that `text` begins with, as its length and the number of its class; {0, 0} when there is none.
std::pair<std::size_t, unsigned> alias_at(std::u32string_view text);

}  // namespace unionhall::linkage
