// What is compared, and how much each outcome weighs. The weights were learned by linkage on made-up lists, then rounded
// and evened out by hand, since lists from life differ; they stay as they are until somebody measures better ones.
#pragma once

#include "linkage/model.h"

namespace unionhall::rosters {

struct Weighing {
    linkage::Spec spec;
    linkage::Model model;  // its prior is for the caller to set
};

Weighing employer_weighing();

// In a table of this many people a name's own frequency is known well enough: a rare name then weighs more than a common one.
inline constexpr std::size_t people_for_frequencies_min = 2000;
Weighing person_weighing(std::size_t people);

}  // namespace unionhall::rosters
