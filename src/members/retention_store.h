// The SQL of the retention round: which rows are due, and what was removed. Private to retention*.cpp.
#pragma once

#include "members/retention.h"

namespace unionhall::members {

// The rules of that name in force today, the deepest place first and the newest of each place only.
std::vector<RuleRow> rules_in_force(Transaction&, const std::string& name, Date today);
std::int64_t rule_amount(Transaction&, const std::string& name, const std::string& unit_path, Date today);  // 0: none

enum class Hold { none, any };  // rows that no hold stops, or those that one does
std::vector<std::int64_t> due_rows(Context&, const Kept&, const std::vector<RuleRow>&, Hold, std::int64_t limit);
std::optional<Date> next_due(Context&, const Kept&, const std::vector<RuleRow>&);

std::optional<Instant> round_due_at(Transaction&);  // when the round that runs now, or comes next, was to run

void remove_rows(Transaction&, const Kept&, const std::vector<std::int64_t>& ids);
void keep_removed(Transaction&, const std::string& name, Date day, Instant at, std::int64_t amount);
struct Removed {
    std::int64_t all = 0, last = 0;
    Instant last_at;
};
Removed removed_of(Transaction&, const std::string& name);

}  // namespace unionhall::members
