// What the generated tables of characters hold; cmake/character_tables.pl writes them from Debian's unicode-data.
#pragma once

#include <cstdint>
#include <span>

namespace unionhall::linkage::data {

struct Reading {
    std::uint32_t code;
    std::uint16_t syllable;  // its place in syllables(); 0 is none
};
struct Simple {
    std::uint32_t code, to;
};
struct Folding {
    std::uint32_t code, to[4];  // what is not used is 0
};
struct Range {
    std::uint32_t first, last;
};

std::span<const char* const> syllables();  // without tones; ü is v
std::span<const Reading> readings();
std::span<const Simple> simple();     // traditional to simplified
std::span<const Folding> foldings();  // width, case, accents, ligatures
std::span<const Range> separators();  // punctuation, symbols, blanks, controls
std::span<const Range> dropped();     // accents that stand alone, and what nobody sees

}  // namespace unionhall::linkage::data
