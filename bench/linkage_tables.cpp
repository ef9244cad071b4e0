// linkage_tables KIND FOLDER ROWS SEED: two tables of made-up people (zh, latin) or enterprises, and the truth, a fifth common;
// for zh also characters.tsv, by which SQL folds and reads names as we do.
#include <fstream>
#include <iostream>
#include <string>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

using namespace unionhall::linkage;
using namespace unionhall::linkage::testing;

// A character, what it is folded to, its reading, and its reading as a surname where that is another one.
static bool write_characters(const std::string& file) {
    std::ofstream out(file);
    auto& tables = Characters::tables();
    for (char32_t c = 0x20; c < 0x32400; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::u32string folded;
        if (tables.class_of(c) != CharacterClass::separator) tables.fold(c, folded);
        auto first = folded.empty() ? c : folded[0];
        auto reading = tables.reading(first), surname = tables.surname_reading(first);
        if (folded == std::u32string(1, c) && reading.empty()) continue;
        out << to_utf8(std::u32string(1, c)) << '\t' << to_utf8(folded) << '\t' << reading << '\t'
            << (surname == reading ? "" : surname) << '\n';
    }
    return static_cast<bool>(out.flush());
}

int main(int count, char** words) {
    if (count != 5) return 2;
    std::string kind = words[1], folder = words[2];
    MadeOptions options;
    options.left = options.right = std::stoul(words[3]);
    options.common = options.left / 5;
    options.seed = std::stoul(words[4]);
    std::ofstream left(folder + "/left.csv"), right(folder + "/right.csv"), truth(folder + "/truth.csv");
    auto make = kind == "zh" ? make_people_zh : kind == "latin" ? make_people_latin : make_enterprises;
    make(options, left, right, truth);
    if (kind == "zh" && !write_characters(folder + "/characters.tsv")) return 1;
    return left.flush() && right.flush() && truth.flush() ? 0 : 1;
}
