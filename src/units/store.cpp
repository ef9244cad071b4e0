#include "units/store.h"

#include <map>

namespace unionhall::units {

// clang-format off
const RecordType& record_of(const Node*) {
    static const auto type = record<Node>("unit_node", "", {"组织树节点", "unit of the tree"}, {
        key  (&Node::id),
        field(&Node::parent_id,    "parent_id",    {"上级工会", "Parent unit"}),
        field(&Node::name,         "name",         {"名称", "Name"}),
        field(&Node::kind,         "kind",         {"类型", "Kind"}),
        field(&Node::depth,        "depth",        {"层级", "Depth"}),
        field(&Node::has_children, "has_children", {"有下级", "Has children"}),
        field(&Node::members,      "members",      {"在册会员数", "Members"}),
    });
    return type;
}
const RecordType& record_of(const Parenthood*) {
    static const auto type = record<Parenthood>("parenthood", "", {"隶属关系", "parenthood"}, {
        field(&Parenthood::parent_name, "parent_name", {"上级工会", "Parent unit"}),
        field(&Parenthood::parent_id,   "parent_id",   {"上级工会编号", "Parent unit id"}),
        field(&Parenthood::valid_from,  "valid_from",  {"自", "From"}),
        field(&Parenthood::valid_to,    "valid_to",    {"至（不含）", "Until (not including)"}),
    });
    return type;
}
// clang-format on

std::optional<Unit> unit_of(Transaction& tx, Id<Unit> id) { return tx.first<Unit>("where id = $1", {id.number}); }
std::string name_of_unit(Transaction& tx, std::int64_t id) {
    return tx.text("select name from units where id = $1", {id}).value_or("");
}
std::string path_of_unit(Transaction& tx, std::int64_t id) {
    return tx.text("select path from units where id = $1", {id}).value_or("");
}

static std::string step_text(std::int64_t n) {
    static constexpr char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string text;
    for (; n; n /= 36) text.insert(text.begin(), digits[n % 36]);
    return text;
}

static std::string next_path(Transaction& tx, const std::optional<Id<Unit>>& parent) {
    if (!parent)
        return "/" +
               step_text(tx.number("select count(*) from unit_paths where path not like '/%/%/%'").value_or(0) + 1) +
               "/";
    auto made =
        tx.rows("update units set children_made = children_made + 1 where id = $1 returning path, children_made",
                {parent->number});
    if (made.empty()) refuse("parent_id", {"没有这个上级工会。", "There is no such parent unit."});
    return std::get<std::string>(made[0][0]) + step_text(std::get<std::int64_t>(made[0][1])) + "/";
}

static Value parent_value(const std::optional<Id<Unit>>& parent) { return parent ? Value{parent->number} : Value{}; }

Unit found_unit(Transaction& tx, Unit unit, Date from) {
    unit.path = next_path(tx, unit.parent_id);
    tx.insert(unit);
    tx.run("insert into unit_parents (unit_id, parent_id, valid_from) values ($1, $2, $3)",
           {unit.id.number, parent_value(unit.parent_id), to_text(from)});
    tx.run("insert into unit_paths (path, unit_id) values ($1, $2)", {unit.path, unit.id.number});
    return unit;
}

std::vector<Unit> units_covering(Transaction& tx, const std::string& code) {
    std::vector<Unit> found;
    for (std::size_t digits : {9, 6, 4, 2})
        if (code.size() >= digits)
            for (auto& unit : tx.select<Unit>("where division_code = $1 and status = 'active' order by id limit 200",
                                              {code.substr(0, digits)}))
                found.push_back(std::move(unit));
    return found;
}

std::vector<Unit> tops(Transaction& tx, const std::vector<std::string>& paths) {
    std::vector<Unit> found;
    for (auto& path : paths)
        if (auto unit = tx.first<Unit>("where path = $1", {path})) found.push_back(std::move(*unit));
    return found;
}

std::vector<Node> tree_from(Transaction& tx, const Unit& top, std::int64_t depth) {
    std::vector<Node> nodes;
    std::vector<Id<Unit>> level{top.id};
    auto members = [&](std::int64_t id) { return total(tx, "members.active", id); };
    nodes.push_back({top.id, top.parent_id, top.name, top.kind, 0, false, members(top.id.number)});
    for (std::int64_t d = 1; d <= depth && !level.empty(); ++d) {
        std::vector<Id<Unit>> next;
        for (auto& parent : level) {
            std::map<std::int64_t, std::int64_t> counts;
            for (auto& [id, value] : totals_below(tx, "members.active", parent.number, "", "")) counts[id] = value;
            for (auto& u : tx.select<Unit>(
                     "where parent_id = $1 and status in ('active', 'preparing') order by division_code, name, id",
                     {parent.number})) {
                if (static_cast<std::int64_t>(nodes.size()) >= nodes_max) return nodes;
                nodes.push_back({u.id, u.parent_id, u.name, u.kind, d, u.children_made > 0, counts[u.id.number]});
                next.push_back(u.id);
            }
        }
        level = std::move(next);
    }
    nodes.front().has_children = nodes.size() > 1 || top.children_made > 0;
    return nodes;
}

std::vector<Parenthood> parents_of(Transaction& tx, Id<Unit> id) {
    std::vector<Parenthood> all;
    for (auto& row : tx.rows("select coalesce(u.name, ''), p.parent_id, p.valid_from, p.valid_to from unit_parents p "
                             "left join units u on u.id = p.parent_id where p.unit_id = $1 order by p.valid_from",
                             {id.number})) {
        Parenthood p{.parent_name = std::get<std::string>(row[0]),
                     .valid_from = *parse_date(std::get<std::string>(row[2]))};
        if (auto* parent = std::get_if<std::int64_t>(&row[1])) p.parent_id = Id<Unit>{*parent};
        if (auto* to = std::get_if<std::string>(&row[3])) p.valid_to = parse_date(*to);
        all.push_back(std::move(p));
    }
    return all;
}

const std::vector<std::string>& tables_with_paths() {
    static const std::vector<std::string> tables{
        "accounts",    "role_grants", "employers",   "applications", "members",     "invitations", "imports",
        "import_rows", "events",      "attendances", "drives",       "drive_units", "bulletins"};
    return tables;
}

void move_unit(Context& context, Unit& unit, const Unit& parent, Date from) {
    auto& tx = context.tx;
    auto old_path = unit.path;
    auto day = to_text(from);
    // Moved twice on one day: the later word stands.
    tx.run("delete from unit_parents where unit_id = $1 and valid_from = $2", {unit.id.number, day});
    tx.run("update unit_parents set valid_to = $2 where unit_id = $1 and valid_to is null", {unit.id.number, day});
    tx.run("insert into unit_parents (unit_id, parent_id, valid_from) values ($1, $2, $3)",
           {unit.id.number, parent.id.number, day});
    unit.parent_id = parent.id;
    unit.path = next_path(tx, unit.parent_id);
    tx.update(unit);
    auto rest = static_cast<std::int64_t>(old_path.size() + 1);
    auto follow = [&](const std::string& table, const std::string& column) {
        tx.run("update " + table + " set " + column + " = $1 || substr(" + column + ", $2) where " + column +
                   " >= $3 and " + column + " < $4",
               {unit.path, rest, old_path, after_path(old_path)});
    };
    follow("units", "path");
    for (auto& table : tables_with_paths()) follow(table, "unit_path");
    tx.run("insert into unit_paths (path, unit_id) select path, id from units where path >= $1 and path < $2",
           {unit.path, after_path(unit.path)});
}

}  // namespace unionhall::units
