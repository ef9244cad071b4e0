// What a test counted, for a line of bench/scorecard: kept in build/scorecard/LINE.json. Never asserted there.
#pragma once

#include <cstdint>
#include <string>

namespace unionhall {

// Within one run of the tests the amounts of a figure add up; the next run begins at nothing.
void count_for_card(const std::string& line, const std::string& figure, std::int64_t amount);

}  // namespace unionhall
