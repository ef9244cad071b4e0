#include "demo_tree.h"

#include "divisions/model.h"

namespace unionhall {

namespace {

using units::Kind;
using units::Unit;

class Planter {
  public:
    explicit Planter(Context& context) : context_(context) {}

    Unit found(const std::string& name, Kind kind, const std::string& code, const Unit* parent,
               const std::string& trade = "") {
        Unit unit{.id = context_.new_id<Unit>(),
                  .name = name,
                  .kind = kind,
                  .division_code = code,
                  .industry_group = trade,
                  .established_on = *parse_date("2015-03-01")};
        if (parent) unit.parent_id = parent->id;
        return units::found_unit(context_.tx, unit, *unit.established_on);
    }

    std::vector<divisions::Division> below(const std::string& code) {
        return context_.tx.select<divisions::Division>("where parent_code = $1 order by code", {code});
    }

    static bool is_heading(const divisions::Division& d) {
        return d.name == "市辖区" || d.name == "县" || d.name.find("直辖县级") != std::string::npos;
    }

    // Of Beijing only what the stations need, where the whole of it is not there.
    void plant_beijing(DemoTree& tree, bool is_national) {
        auto unit_of = [&](const std::string& code) {
            return context_.tx.first<Unit>("where division_code = $1 and kind = 'general_federation'", {code});
        };
        if (!is_national) {
            auto city = found("北京市总工会", Kind::general_federation, "11", &tree.top);
            found("平谷区总工会", Kind::general_federation, "110117", &city);
            found("石景山区总工会", Kind::general_federation, "110107", &city);
        }
        tree.pinggu = unit_of("110117").value();
        auto shijingshan = unit_of("110107").value();
        tree.bajiao = found("八角街道工会联合会", Kind::federation, "110107003", &shijingshan);
    }

    // A province with its cities, and each city with its counties and one grassroots union a county.
    void plant_province(const divisions::Division& province, const Unit& above, DemoTree& tree) {
        auto region = found(province.name + "总工会", Kind::general_federation, province.code, &above);
        if (province.code == "65") tree.region = region;
        for (auto& city : below(province.code)) {
            auto name = is_heading(city) ? province.name + "（" + city.name + "）" : city.name;
            auto unit = found(name + "总工会", Kind::general_federation, city.code, &region);
            if (city.code == "6502")
                plant_karamay(unit, tree);
            else
                plant_counties(city, unit, tree);
        }
    }

    void plant_counties(const divisions::Division& city, const Unit& above, DemoTree& tree) {
        for (auto& county : below(city.code)) {
            if (county.name == "市辖区") continue;
            auto unit = found(county.name + "总工会", Kind::general_federation, county.code, &above);
            tree.grassroots.push_back(found(county.name + "新就业形态劳动者联合工会", Kind::joint_union, "", &unit));
        }
    }

    void plant_karamay(const Unit& city, DemoTree& tree) {
        tree.city = city;
        found("克拉玛依市货运司机行业工会联合会", Kind::industry_union, "6502", &city, "truck_driver");
        for (auto& county : below("6502")) {
            if (county.name == "市辖区") continue;
            auto district = found(county.name + "总工会", Kind::general_federation, county.code, &city);
            if (county.code == "650203") tree.north = district;
            if (county.code == "650202") tree.south = district;
            for (auto& street : below(county.code)) {
                auto federation = found(street.name + "工会联合会", Kind::federation, street.code, &district);
                auto union_ =
                    found(street.name + "新就业形态劳动者联合工会", Kind::joint_union, street.code, &federation);
                tree.grassroots.push_back(union_);
                if (street.code == "650203004") tree.street = federation, tree.committee = union_;
                if (county.code == "650202" && !tree.southern_committee.id) tree.southern_committee = union_;
            }
        }
    }

  private:
    Context& context_;
};

}  // namespace

DemoTree plant_demo_tree(Context& context, bool is_national) {
    DemoTree tree;
    Planter planter(context);
    tree.top = planter.found(is_national ? "示范总工会" : "示范总工会（西北）", Kind::general_federation, "", nullptr);
    for (auto& province : planter.below(""))
        if (is_national || province.code == "65") planter.plant_province(province, tree.top, tree);
    planter.plant_beijing(tree, is_national);
    return tree;
}

}  // namespace unionhall
