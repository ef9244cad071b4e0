// How far two numbers, and how near two texts are. What each means is written here; the tests hold slow twins against it.
#pragma once

#include <cstdint>
#include <string_view>

namespace unionhall::linkage {

__extension__ typedef unsigned __int128 Digits;  // up to 32 digits, four bits each

// Whether `most` (1 or 2) slips make one of two numbers of the same length the other. A slip is a wrong digit, two
// neighbours exchanged, or a digit left out; since the length is the same, that one comes with a digit put in (two slips).
// This is the optimal string alignment distance.
bool within_slips(Digits a, Digits b, int most);
bool within_slips(std::uint64_t a, std::uint64_t b, int most);  // of up to 16 digits

// Jaro-Winkler by code points: 1 for equal texts, 0 when nothing matches; a common beginning of up to four counts 0.1
// each where Jaro is above 0.7. Two empty texts are equal; an empty one resembles no other. What is less than `least` need
// not be known: it may be any number below.
double jaro_winkler(std::u32string_view a, std::u32string_view b, double least = 0);

// Dice: twice the pairs of neighbours both have, by those of either; equal texts are 1, however short.
double bigram_dice(std::u32string_view a, std::u32string_view b);

}  // namespace unionhall::linkage
