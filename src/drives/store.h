// The only files that speak SQL about drives.
#pragma once

#include <map>

#include "drives/rules.h"
#include "platform/api.h"

namespace unionhall::drives {

std::vector<std::string> paths_given(Transaction&, Id<Drive>);
struct Child {
    std::int64_t id = 0;
    std::string name, path;
};
// Every unit so many levels below one, by id; one more than `ranked_units_max` at most.
inline constexpr std::int64_t ranked_units_max = 5000;
std::map<std::int64_t, std::string> names_below(Transaction&, Id<units::Unit>, int depth);

std::vector<Child> children_of(Transaction&, Id<units::Unit>);
inline constexpr std::int64_t drive_events_max = 500;
std::vector<events::Event> events_of(Transaction&, Id<Drive>);

// The drives that concern a reader, as rules.h says it, for a list.
Narrowing concerning(const std::vector<std::string>& tops);

}  // namespace unionhall::drives
