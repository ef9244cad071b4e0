#include "units/rules.h"

namespace unionhall::units {

bool may_hold(Kind parent, Kind child) {
    switch (parent) {
        case Kind::general_federation:
            return true;
        case Kind::federation:
            return child != Kind::general_federation && child != Kind::industry_union;
        case Kind::industry_union:
            return child != Kind::general_federation;
        case Kind::joint_union:
            return child == Kind::grassroots_union;
        case Kind::grassroots_union:
            return false;
    }
    return false;
}

static bool is_division_code(const std::string& code) {
    if (code.size() != 2 && code.size() != 4 && code.size() != 6 && code.size() != 9) return false;
    return code.find_first_not_of("0123456789") == std::string::npos;
}

std::vector<Problem> check(const Unit& unit, const Unit* parent) {
    std::vector<Problem> problems;
    if (!unit.division_code.empty() && !is_division_code(unit.division_code))
        problems.push_back(
            {"division_code", {"区划代码应为 2、4、6 或 9 位数字。", "A division code has 2, 4, 6 or 9 digits."}});
    if (!parent && unit.kind != Kind::general_federation)
        problems.push_back({"parent_id", {"请选择上级工会。", "Choose the parent unit."}});
    if (parent && !may_hold(parent->kind, unit.kind))
        problems.push_back({"kind",
                            {label_of(parent->kind).zh + "下面不能设" + label_of(unit.kind).zh + "。",
                             "A " + label_of(parent->kind).en + " cannot hold a " + label_of(unit.kind).en + "."}});
    if (parent && parent->status != Status::active)
        problems.push_back(
            {"parent_id", {"上级工会已不在运行，请另选。", "The parent is not active. Choose another."}});
    return problems;
}

std::vector<Problem> check_move(const Unit& unit, const Unit& parent, Date from, Date since, Date today) {
    auto problems = check(unit, &parent);
    if (is_within(parent.path, unit.path))
        problems.push_back({"parent_id", {"不能移到它自己或它的下级下面。", "A unit cannot move below itself."}});
    if (from < since)
        problems.push_back(
            {"from_on",
             {"日期不能早于它现在的隶属关系开始的日期 " + to_text(since) + "。",
              "It has stood where it stands since " + to_text(since) + ": a move cannot begin earlier."}});
    if (from > today)
        problems.push_back({"from_on",
                            {"调整隶属立即生效，日期不能晚于今天；请到那一天再办理。",
                             "A move takes effect at once, so its day cannot lie ahead. Enter it on that day."}});
    return problems;
}

}  // namespace unionhall::units
