// The only files that speak SQL about units.
#pragma once

#include "platform/context.h"
#include "units/rules.h"

namespace unionhall::units {

struct Node {  // one row of the tree as the console draws it
    Id<Unit> id;
    std::optional<Id<Unit>> parent_id;
    std::string name;
    Kind kind = Kind::grassroots_union;
    std::int64_t depth = 0;
    bool has_children = false;
    std::int64_t members = 0;
};
const RecordType& record_of(const Node*);

// The unit and what lies at most `depth` below it, parents before children, `nodes_max` at most.
inline constexpr std::int64_t nodes_max = 500;
std::vector<Node> tree_from(Transaction&, const Unit& top, std::int64_t depth);
std::vector<Unit> tops(Transaction&, const std::vector<std::string>& paths);

struct Parenthood {
    std::string parent_name;
    std::optional<Id<Unit>> parent_id;
    Date valid_from;
    std::optional<Date> valid_to;
};
const RecordType& record_of(const Parenthood*);
std::vector<Parenthood> parents_of(Transaction&, Id<Unit>);

// Every table whose rows carry the path of their unit; a test compares it with the migrations.
const std::vector<std::string>& tables_with_paths();

// Moves a unit with all below it under another parent from that day on: paths, every row that carries one, and counts.
void move_unit(Context&, Unit&, const Unit& parent, Date from);

// The job that takes along what was being written, with the old path, while a unit moved.
inline const std::string follow_job = "units.follow";
inline constexpr std::int64_t follow_soon_s = 2, follow_s = 60;
bool follow_later(Context&, std::int64_t unit_id, const std::string& old_path);

}  // namespace unionhall::units
