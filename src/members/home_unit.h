// Which union somebody belongs to who does not know it: exactly one, with its reason in words (AC-22, domain.md M5, M6).
#pragma once

#include <span>

#include "members/model.h"

namespace unionhall::members {

struct HomeChoice {
    units::Unit unit;
    Words reason;
};

// `covering` are active units whose area is the division or lies around it, in any order; `own_union` is the union of
// the employer that the worker named, if it has one. In this order:
//   the employer's own union → a union of the worker's trade, the smallest area first → a joint union or federation of
//   all trades, the smallest area first → the general federation of the smallest area.
// A grassroots union for all trades is some employer's own and is proposed to nobody else. None: nobody covers the place.
std::optional<HomeChoice> choose_home(std::span<const units::Unit> covering,
                                      const std::optional<units::Unit>& own_union, const std::string& division_code,
                                      Occupation);

}  // namespace unionhall::members
