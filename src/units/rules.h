// What is true of units whatever the database or the web may say: which kind may stand under which, and moving.
#pragma once

#include "units/model.h"

namespace unionhall::units {

inline const Permission read{"units.read", {"查看工会组织", "See the union tree."}};
inline const Permission manage{"units.manage", {"建立、修改和调整工会组织", "Found, change and move units."}};

// Allowed children by kind: a general federation holds everything; a grassroots union holds nothing (domain.md 3.2 O1–O3).
bool may_hold(Kind parent, Kind child);
std::vector<Problem> check(const Unit& unit, const Unit* parent);
std::vector<Problem> check_move(const Unit& unit, const Unit& parent, Date from, Date since, Date today);

}  // namespace unionhall::units
