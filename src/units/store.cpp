#include "units/store.h"

#include <algorithm>
#include <bit>
#include <map>

#include "platform/app.h"
#include "platform/measure_move.h"

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

// The children of some units, each family together and in its order.
static std::map<std::int64_t, std::vector<Unit>> families_of(Transaction& tx, const std::vector<Id<Unit>>& parents) {
    std::map<std::int64_t, std::vector<Unit>> families;
    if (parents.empty()) return families;
    std::vector<Value> values;
    std::string holes;
    // Rounded up, so that there are few statements to prepare.
    for (std::size_t i = 0; i < std::bit_ceil(parents.size()); ++i) {
        values.emplace_back(parents[std::min(i, parents.size() - 1)].number);
        holes += (holes.empty() ? "$" : ", $") + std::to_string(values.size());
    }
    values.emplace_back(nodes_max);
    auto sql = "where parent_id in (" + holes +
               ") and status in ('active', 'preparing') order by division_code, name, "
               "id limit $" +
               std::to_string(values.size());
    for (auto& unit : tx.select<Unit>(sql, values)) families[unit.parent_id->number].push_back(std::move(unit));
    return families;
}

std::vector<Node> tree_from(Transaction& tx, const Unit& top, std::int64_t depth) {
    std::vector<Node> nodes;
    std::vector<Id<Unit>> level{top.id};
    nodes.push_back({top.id, top.parent_id, top.name, top.kind, 0, false, total(tx, "members.active", top.id.number)});
    for (std::int64_t d = 1; d <= depth && !level.empty(); ++d) {
        std::map<std::int64_t, std::int64_t> counts;
        for (auto& [id, value] : totals_below(tx, "members.active", top.id.number, "", "", static_cast<int>(d)))
            counts[id] = value;
        auto families = families_of(tx, level);
        std::vector<Id<Unit>> next;
        for (auto& parent : level)
            for (auto& u : families[parent.number]) {
                if (static_cast<std::int64_t>(nodes.size()) >= nodes_max) return nodes;
                nodes.push_back({u.id, u.parent_id, u.name, u.kind, d, u.children_made > 0, counts[u.id.number]});
                next.push_back(u.id);
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
        "accounts",        "role_grants",     "lent_permissions", "rule_rows",
        "employers",       "applications",    "members",          "member_merges",
        "corrections",     "disclosures",     "legal_holds",      "joining_warnings",
        "invitations",     "imports",         "import_rows",      "stand_passes",
        "stand_entries",   "events",          "attendances",      "drives",
        "drive_units",     "stations",        "station_reports",  "inspections",
        "deficiencies",    "station_tallies", "station_imports",  "station_import_rows",
        "wish_rounds",     "wishes",          "bulletins",        "approvals",
        "alarms",          "rosters",         "listed_employers", "duplicate_searches",
        "duplicate_pairs", "sitings",         "siting_rows",      "station_photos"};
    return tables;
}

void move_unit(Context& context, Unit& unit, const Unit& parent, Date from) {
    auto& tx = context.tx;
    take_turn(tx);
    // Another move may have come first, and have taken this unit or its new parent along.
    auto old_path = path_of_unit(tx, unit.id.number), new_parent_path = path_of_unit(tx, parent.id.number);
    if (is_within(new_parent_path, old_path))
        refuse("parent_id", {"不能移到它自己或它的下级下面。", "A unit cannot move below itself."});
    if (would_be_ring(tx, unit.id.number, parent.id.number, from))
        refuse("from_on", {"那一天新的上级工会还在它的下面，请选更晚的日期。",
                           "On that day the new parent still stood below it. Choose a later day."});
    carry_counts(tx, context.services.measures, unit.id.number, parent.id.number, from);
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
    // What another server was writing meanwhile may still carry the old path: looked for once that is over.
    // Soon, for those who look for it, and once more when nobody can be writing it any longer.
    if (tx.is_postgres())
        for (auto wait_s : {follow_soon_s, follow_s})
            add_job(context, follow_job, unit.id.number, old_path, plus_seconds(context.now, wait_s));
}

bool follow_later(Context& context, std::int64_t, const std::string& old_path) {
    for (auto& table : tables_with_paths())
        context.tx.run("update " + table +
                           " set unit_path = (select u.path from unit_paths p join units u on u.id = "
                           "p.unit_id where p.path = " +
                           table + ".unit_path) where unit_path >= $1 and unit_path < $2",
                       {old_path, after_path(old_path)});
    return false;
}

}  // namespace unionhall::units
