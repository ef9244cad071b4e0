#include "platform/testing_tree.h"

namespace unionhall {

TestTree plant_tree(TestApp& app) {
    TestTree tree;
    app.in_transaction([&](Context& context) {
        auto found = [&](const std::string& name, units::Kind kind, const std::string& code,
                         const units::Unit* parent) {
            units::Unit unit{.id = context.new_id<units::Unit>(), .name = name, .kind = kind, .division_code = code};
            if (parent) unit.parent_id = parent->id;
            return units::found_unit(context.tx, unit, *parse_date("2020-01-01"));
        };
        using enum units::Kind;
        tree.city = found("克拉玛依市总工会", general_federation, "6502", nullptr);
        tree.north = found("克拉玛依区总工会", general_federation, "650203", &tree.city);
        tree.south = found("独山子区总工会", general_federation, "650202", &tree.city);
        tree.street = found("银河路街道工会联合会", federation, "650203004", &tree.north);
        tree.committee = found("银河路街道货运司机联合工会", joint_union, "", &tree.street);
        tree.southern_committee = found("独山子区快递行业联合工会", joint_union, "", &tree.south);
    });
    return tree;
}

void introduce(TestApp& app, const std::string& name, const units::Unit& at,
               const std::vector<std::string>& permissions) {
    Actor actor{.kind = Actor::Kind::staff, .unit_id = at.id.number, .name = name};
    for (auto& p : permissions) actor.grants.push_back({p, at.path});
    app.person(name, actor);
}

}  // namespace unionhall
