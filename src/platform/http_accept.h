// What the asker can read: its languages and its encodings, from the Accept headers.
#pragma once

#include <string_view>

#include "platform/words.h"

namespace unionhall {

// The first of our languages by weight; Chinese when neither is named. `en` only when it is preferred over `zh`.
Language language_of(std::string_view accept_language);

// True when `encoding` ("gzip", "br") is named, or "*" is, with a weight above zero.
bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding);

}  // namespace unionhall
