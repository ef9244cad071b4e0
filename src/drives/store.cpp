#include "drives/store.h"

namespace unionhall::drives {

std::vector<std::string> paths_given(Transaction& tx, Id<Drive> id) {
    std::vector<std::string> paths;
    for (auto& given : tx.select<DriveUnit>("where drive_id = $1", {id.number})) paths.push_back(given.unit_path);
    return paths;
}

std::vector<Child> children_of(Transaction& tx, Id<units::Unit> id) {
    std::vector<Child> children;
    for (auto& row : tx.rows("select id, name, path from units where parent_id = $1 order by id", {id.number}))
        children.push_back(
            {std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]), std::get<std::string>(row[2])});
    return children;
}

std::map<std::int64_t, std::string> names_below(Transaction& tx, Id<units::Unit> id, int depth) {
    std::string last = "u1", below = "units u1";
    for (int level = 2; level <= depth; ++level) {
        auto next = "u" + std::to_string(level);
        below += " join units " + next + " on " + next + ".parent_id = " + last + ".id";
        last = next;
    }
    std::map<std::int64_t, std::string> names;
    tx.each("select " + last + ".id, " + last + ".name from " + below + " where u1.parent_id = $1 limit $2",
            std::vector<Value>{id.number, ranked_units_max + 1},
            [&](Row& row) { names[std::get<std::int64_t>(row[0])] = std::get<std::string>(row[1]); });
    return names;
}

std::vector<events::Event> events_of(Transaction& tx, Id<Drive> id) {
    return tx.select<events::Event>("where drive_id = $1 order by starts_at, id limit $2",
                                    {id.number, drive_events_max});
}

std::int64_t count_overdue(Transaction& tx, const std::string& unit_path, Date today) {
    return tx
        .number(
            "select count(*) from drives where status = 'running' and ends_on < $1 and unit_path >= $2 and unit_path < $3",
            {to_text(today), unit_path, after_path(unit_path)})
        .value_or(0);
}

Narrowing concerning(const std::vector<std::string>& tops) {
    Narrowing narrowing;
    for (auto& top : tops) {
        auto n = narrowing.values.size();
        auto low = "$" + std::to_string(n + 1), high = "$" + std::to_string(n + 2);
        narrowing.values.push_back(top);
        narrowing.values.push_back(after_path(top));
        auto inside = [&](const std::string& path) {
            return "(" + path + " >= " + low + " and " + path + " < " + high + ")";
        };
        auto around = [&](const std::string& path) {
            return "substr(cast(" + low + " as text), 1, length(" + path + ")) = " + path;
        };
        narrowing.sql +=
            (narrowing.sql.empty() ? "(" : " or ") + inside("drives.unit_path") + " or (" + around("drives.unit_path") +
            " and not exists (select 1 from drive_units g where g.drive_id = drives.id)) or exists (select 1 from "
            "drive_units g where g.drive_id = drives.id and (" +
            inside("g.unit_path") + " or " + around("g.unit_path") + "))";
    }
    narrowing.sql = narrowing.sql.empty() ? "1 = 0" : narrowing.sql + ")";
    return narrowing;
}

}  // namespace unionhall::drives
