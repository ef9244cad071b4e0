// Texts that somebody writes freely: phones and id numbers do not belong in them, and would stay when their owner is
// forgotten.
#pragma once

#include <string>
#include <string_view>

namespace unionhall {

// Each run of eleven digits or more becomes stars; blanks, points and hyphens between the digits do
// not hide it, nor digits of full width.
std::string without_numbers(const std::string& text);
// The same of texts that may hold long numbers themselves, such as that of a paper: only what can be a mobile phone or an id
// number is covered.
std::string without_personal_numbers(const std::string& text);

// Whether a field of this name is written freely. Such fields lose personal numbers as they come in, in every room.
// Not the texts that are written to be published (a bulletin's), nor those that refuse a number with a sentence (a wish's).
bool is_free_text(std::string_view field);

// The text of a field as it comes in, in every room: trimmed, nothing that turns its order round, and no personal number
// where it is written freely.
std::string as_kept(std::string_view field, const std::string& text);

}  // namespace unionhall
