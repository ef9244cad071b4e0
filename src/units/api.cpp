// Units over HTTP. The table at the end is the whole surface.
#include "platform/app.h"
#include "units/store.h"

namespace unionhall::units {
namespace {

struct TreeQuery {
    std::optional<Id<Unit>> root;
    std::int64_t depth = 1;
};
struct Move {
    Id<Unit> parent_id;
    std::optional<Date> from_on;
};

struct HistoryQuery {
    Id<Unit> unit_id;
};

// clang-format off
const RecordType& record_of(const TreeQuery*) {
    static const auto type = record<TreeQuery>("tree_query", "", {"组织树查询", "question about the tree"}, {
        field(&TreeQuery::root,  "root",  {"从哪个工会开始", "The unit to begin with"}),
        field(&TreeQuery::depth, "depth", {"向下几层", "How many levels below"}).between(0, 4),
    });
    return type;
}
const RecordType& record_of(const Move*) {
    static const auto type = record<Move>("unit_move", "", {"调整隶属", "move"}, {
        field(&Move::parent_id, "parent_id", {"新的上级工会", "New parent"}).required(),
        field(&Move::from_on,   "from_on",   {"自哪天起", "From which day"}),
    });
    return type;
}
const RecordType& record_of(const HistoryQuery*) {
    static const auto type = record<HistoryQuery>("unit_history_query", "", {"隶属历史查询", "question about parents"}, {
        field(&HistoryQuery::unit_id, "unit_id", {"工会组织", "Unit"}).required(),
    });
    return type;
}
// clang-format on

std::vector<Node> tree(Context& context, const TreeQuery& query) {
    std::vector<Node> nodes;
    if (query.root) {
        auto top = context.find(*query.root);
        return tree_from(context.tx, top, query.depth);
    }
    for (auto& top : tops(context.tx, context.actor.reach(read)))
        for (auto& node : tree_from(context.tx, top, query.depth)) nodes.push_back(node);
    return nodes;
}

Unit found(Context& context, const Draft<Unit>& draft) {
    auto unit = draft.applied_to({.id = context.new_id<Unit>()});
    std::optional<Unit> parent;
    if (unit.parent_id) parent = unit_of(context.tx, *unit.parent_id);
    refuse_if_any(check(unit, parent ? &*parent : nullptr));
    context.require(manage, parent ? parent->path : std::string("/"), type_of<Unit>().label);
    return found_unit(context.tx, unit, unit.established_on.value_or(context.today));
}

Unit change(Context& context, const Unit& before, const Draft<Unit>& draft) {
    if (draft.gives("parent_id"))
        refuse("parent_id",
               {"调整上级请用“调整隶属”，以便记下日期。", "Use the move for this, so that its day is kept."});
    auto unit = draft.applied_to(before);
    std::optional<Unit> parent;
    if (unit.parent_id) parent = unit_of(context.tx, *unit.parent_id);
    refuse_if_any(check(unit, parent ? &*parent : nullptr));
    context.tx.update(unit);
    return unit;
}

Unit move(Context& context, const Unit& before, const Draft<Move>& draft) {
    auto asked = draft.applied_to({});
    auto parent = context.find(asked.parent_id);
    context.require(manage, parent.path, type_of<Unit>().label);
    auto since = parents_of(context.tx, before.id).back().valid_from;
    auto from = asked.from_on.value_or(context.today);
    refuse_if_any(check_move(before, parent, from, since, context.today));
    auto unit = before;
    move_unit(context, unit, parent, from);
    return unit;
}

std::vector<Parenthood> history(Context& context, const HistoryQuery& query) {
    return parents_of(context.tx, query.unit_id);
}

// The tree is known to all staff.
std::string name_in_list(Context& context, const Value& id) {
    return name_of_unit(context.tx, std::get<std::int64_t>(id));
}

}  // namespace

// clang-format off
Room room() {
    return {.name = "units", .routes = {
        //   path                       who may      recorded as      does
        list<Unit>("/api/units",           staff(),                      {"工会组织列表。", "Units by name or parent."}),
        one<Unit> ("/api/units/{id}",      staff(),                      {"一个工会组织。", "One unit."}),
        get  ("/api/unit-tree",            staff(),      tree,           {"组织树：从我能看到的最上层开始。", "The tree, from the tops of what I may see."}),
        get  ("/api/unit-parents",         staff(),      history,        {"它在哪段时间隶属于谁。", "Under whom it stood, and when."}),
        post ("/api/units",                may(manage),  "unit.founded", found,  {"建立工会组织。", "Found a unit."}),
        patch("/api/units/{id}",           may(manage),  "unit.changed", change, {"修改工会组织。", "Change a unit."}),
        act  ("/api/units/{id}/move",      may(manage),  "unit.moved",   move,   {"自某日起调整隶属。", "Move it under another parent from a day on."}),
    }, .jobs = {{follow_job, follow_later}},
       .namings = {{{"unit_id", "parent_id", "own_unit_id", "joined_unit_id", "stand_unit_id"}, name_in_list}}};
}
// clang-format on

}  // namespace unionhall::units
