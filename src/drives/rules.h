// What is true of drives whatever the database or the web may say: no I/O, no clock, no context.
#pragma once

#include "drives/model.h"

namespace unionhall::drives {

inline const Permission read{"drives.read", {"查看集中入会行动和数字", "See joining drives and their figures"}};
inline const Permission manage{"drives.manage", {"计划和办理集中入会行动", "Plan and carry out joining drives"}};

inline constexpr int drive_days_max = 366;
inline constexpr std::size_t drive_units_max = 400;

std::vector<Problem> check(const Drive&);
std::vector<Problem> check_change(const Drive& before, const Drive& after);

// A drive concerns who reads it at its unit or above; and, below, those to whom it is given, with all above and below
// them. Given to nobody, it is for everybody below. `tops`: where the reader holds the right.
bool concerns(const std::vector<std::string>& tops, const std::string& drive_path,
              const std::vector<std::string>& given);

// Members for each event; nothing when there was no event. AC-01: 188 and 4 make 47.
std::optional<double> mean_per_event(std::int64_t members, std::int64_t events);

}  // namespace unionhall::drives
