// How rows of a list are compared with our employers, and members with each other: by linkage, with weights that were
// learned once and stay, so that next month's list is weighed as this one was. No input, no output.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/words.h"

namespace unionhall::rosters {

struct ComparedEmployer {
    std::string name, credit_code, division_code;
};
struct ComparedPerson {
    std::string name, id_number, phone, employer_name, division_code;
};

struct Likeness {
    std::size_t left = 0, right = 0;  // places; among one another the smaller one first
    double weight = 0;                // log2 of the odds that they are one
    std::string grounds;              // "prior:-9.97 name/core:+6.53 code/missing:0 …", read by told()
};

// From this weight on two are worth a look; from that one on they are the same without anybody having looked, provided
// that no other is nearly as likely.
inline constexpr double look_from = -2, sure_from = 6, sure_margin = 4;

// For each row of a list its likenesses among ours that are worth a look, at most `likenesses_each_max` a row, best first.
inline constexpr std::size_t likenesses_each_max = 5;
std::vector<Likeness> likenesses(const std::vector<ComparedEmployer>& listed,
                                 const std::vector<ComparedEmployer>& ours);

// People who may be one, best first, at most `pairs_max`. Two numbers that both prove themselves and differ are two people.
inline constexpr std::size_t pairs_max = 20'000;
std::vector<Likeness> likely_duplicates(const std::vector<ComparedPerson>&);

// Grounds in sentences, without a value of anybody.
struct Ground {
    std::string field;
    Words says;  // "单位名称除地区和组织形式外相同。"
    double weight = 0, running = 0;
};
struct Told {
    double prior = 0;
    std::vector<Ground> grounds;  // without what is missing on a side; in the order of the comparison
    double weight = 0, probability = 0;
};
Told told(std::string_view grounds);

// What a weight says: "几乎可以肯定" down to "不大可能".
Words sureness_of(double weight);

}  // namespace unionhall::rosters
