// The SQL of the watch over voluntariness.
#pragma once

#include "members/voluntary.h"

namespace unionhall::members {

inline constexpr std::int64_t voluntary_rows_max = 2000;

struct StandHour {
    std::int64_t joined = 0;
    Instant began_at;
};
// Who joined in the hour before, of an employer of that name in any spelling, by the same helper or at the same stand.
StandHour joined_in_hour(Transaction&, const Application&, Instant said_yes_at);
Instant said_yes_at(Transaction&, const Application&);
std::optional<JoiningWarning> warning_of_hour(Transaction&, Id<units::Unit> stand_unit,
                                              const std::string& employer_name, Instant since);

}  // namespace unionhall::members
