// What waits for somebody in a unit's own tree, counted for the work list.
#include "members/model.h"

namespace unionhall::members {

std::int64_t count_to_decide(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from applications where status = 'submitted' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

std::int64_t count_checked_lists(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from imports where status = 'checked' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

}  // namespace unionhall::members
