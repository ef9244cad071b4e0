#include "rosters/weights.h"

#include <string>

namespace unionhall::rosters {

namespace {

constexpr const char* employer_spec = R"(field name     enterprise   = name
field code     credit-code  = code
field district division     = district

compare name
  level equal
  level core
  level trade
  level similar 0.92
  level similar 0.80
compare code
  level equal
  level body
compare district
  level equal
  level prefecture

block code
block code.body
block name.core
block name.trade district
block name.trade
)";

constexpr const char* person_spec = R"(field name     person-name  = name
field id       id-number    = id
field phone    phone        = phone
field employer enterprise   = employer
field district division     = district

compare name
  level equal
  level pinyin
  level alias
  level parts
  level similar 0.92
  level similar 0.80
compare id
  level equal
  level typo 1
  level typo 2
compare phone
  level equal
  level typo 1
compare employer
  level core by-frequency
  level trade
  level similar 0.9

block id
block phone
block id.last(11)
block name
block name.pinyin district
block name.pinyin employer.core
block name.alias district
block employer.core name.surname phone.last(4)
)";

// How often those who are the same (m), and strangers (u), have each level of a comparison, and at last none of them.
struct Shares {
    double m, u;
};
using Comparisons = std::vector<std::vector<Shares>>;

linkage::Model model_of(const Comparisons& comparisons) {
    linkage::Model model;
    for (auto& comparison : comparisons) {
        auto& m = model.m.emplace_back(1);
        auto& u = model.u.emplace_back(1);
        for (auto& shares : comparison) m.push_back(shares.m), u.push_back(shares.u);
    }
    return model;
}

// clang-format off
const Comparisons& of_employers() {
    static const Comparisons all{
        // equal          core           trade          0.92          0.80             else
        {{0.50, 3e-7},  {0.38, 1e-6},  {0.05, 8e-5},  {0.03, 1e-4}, {0.025, 1.4e-3}, {0.015, 0.998}},
        // equal          body           else
        {{0.93, 5e-7},  {0.05, 5e-7},  {0.02, 1.0}},
        // A list mostly comes from the union's own place, so that the same county says little.
        {{0.90, 0.50},  {0.07, 0.20},  {0.03, 0.30}},
    };
    return all;
}

const Comparisons& of_people() {
    static const Comparisons all{
        // equal          pinyin         alias          parts           0.92           0.80            else
        {{0.87, 5e-5},  {0.07, 2e-5},  {0.017, 1e-5}, {0.012, 4e-5}, {0.014, 6e-4}, {0.014, 0.017}, {0.003, 0.98}},
        {{0.96, 6e-7},  {0.03, 1.5e-6}, {0.002, 2e-6}, {0.008, 1.0}},
        // Nobody has two living memberships under one phone: that phones differ says next to nothing.
        {{0.05, 1e-6},  {0.05, 1e-6},  {0.90, 1.0}},
        {{0.75, 1.4e-3}, {0.02, 2e-4}, {0.01, 3e-4},  {0.22, 0.998}},
    };
    return all;
}
// clang-format on

}  // namespace

Weighing employer_weighing() { return {linkage::parse_spec(employer_spec), model_of(of_employers())}; }

Weighing person_weighing(std::size_t people) {
    std::string spec = person_spec;
    constexpr std::string_view equal = "compare name\n  level equal";
    if (people >= people_for_frequencies_min) spec.insert(spec.find(equal) + equal.size(), " by-frequency");
    return {linkage::parse_spec(spec), model_of(of_people())};
}

}  // namespace unionhall::rosters
