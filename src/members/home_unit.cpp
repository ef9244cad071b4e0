#include "members/home_unit.h"

#include <algorithm>
#include <tuple>

namespace unionhall::members {

namespace {

// Smaller is better; 9: not a home for this worker.
constexpr int no_home = 9;

int rank_of(const units::Unit& unit, Occupation occupation) {
    using enum units::Kind;
    bool is_of_trade = unit.industry_group == name_of(occupation);
    if (!unit.industry_group.empty()) return is_of_trade && unit.kind != general_federation ? 1 : no_home;
    switch (unit.kind) {
        case joint_union:
        case federation:
            return 2;
        case general_federation:
            return 3;
        case industry_union:
        case grassroots_union:
            break;
    }
    return no_home;
}

// Among equals: the union that takes members itself before one that only joins unions, then the older.
int nearness_of(units::Kind kind) {
    using enum units::Kind;
    switch (kind) {
        case grassroots_union:
            return 0;
        case joint_union:
            return 1;
        case federation:
            return 2;
        case industry_union:
            return 3;
        case general_federation:
            break;
    }
    return 4;
}

Words area_words(const std::string& division_code) {
    switch (division_code.size()) {
        case 9:
            return {"您工作的街道（乡镇）", "the street or town where you work"};
        case 6:
            return {"您工作的区县", "the county where you work"};
        case 4:
            return {"您工作的城市", "the city where you work"};
        default:
            return {"您工作的省份", "the province where you work"};
    }
}

Words reason_for(const units::Unit& unit, int rank, Occupation occupation) {
    auto area = area_words(unit.division_code), trade = label_of(occupation);
    if (rank == 1)
        return {"它是覆盖" + area.zh + "的行业工会，专门服务" + trade.zh + "。",
                "It is the union of your trade (" + trade.en + ") for " + area.en + "."};
    if (rank == 2)
        return {"那里没有您这个行业的工会，它是覆盖" + area.zh + "、面向各行业职工的工会。",
                "Your trade has no union of its own there; this one takes workers of every trade in " + area.en + "."};
    return {"那里还没有更近的工会，先由覆盖" + area.zh + "的总工会受理，以后可以转接。",
            "There is no closer union yet; the general federation of " + area.en +
                " takes you in, and you can transfer later."};
}

}  // namespace

std::optional<HomeChoice> choose_home(std::span<const units::Unit> covering,
                                      const std::optional<units::Unit>& own_union, const std::string& division_code,
                                      Occupation occupation) {
    if (own_union && own_union->status == units::Status::active)
        return HomeChoice{*own_union,
                          {"您的工作单位建有自己的工会，会籍跟着工作单位走。",
                           "Your employer has a union of its own, and membership goes with the work."}};
    const units::Unit* best = nullptr;
    auto order = [&](const units::Unit& unit) {
        auto since = unit.established_on ? to_text(*unit.established_on) : std::string("9999");
        return std::tuple(rank_of(unit, occupation), -static_cast<int>(unit.division_code.size()),
                          nearness_of(unit.kind), since, unit.id.number);
    };
    for (auto& unit : covering) {
        bool covers = !unit.division_code.empty() && division_code.starts_with(unit.division_code);
        if (!covers || unit.status != units::Status::active || rank_of(unit, occupation) == no_home) continue;
        if (!best || order(unit) < order(*best)) best = &unit;
    }
    if (!best) return {};
    return HomeChoice{*best, reason_for(*best, rank_of(*best, occupation), occupation)};
}

}  // namespace unionhall::members
