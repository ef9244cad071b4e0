// The result of a siting in sentences: what counts as near, before and after, and how sure it is that nothing is better.
#include <cstdio>

#include "stations/siting_rules.h"

namespace unionhall::stations {

namespace {

std::string percent_of(std::int64_t part, std::int64_t whole) {
    if (!whole) return "0%";
    char text[32];
    std::snprintf(text, sizeof text, "%.1f%%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text;
}

Words how_sure(const Siting& s) {
    auto n = std::to_string(s.sites_most), most = std::to_string(s.served_at_most);
    auto missed = s.served_at_most - s.served_after;
    auto gap = std::to_string(missed), share = percent_of(missed, s.served_at_most);
    Words open{"这个方案与最好的方案最多相差 " + gap + " 人（" + share + "）：任何 " + n + " 个候选点最多满足 " + most +
                   " 人。",
               "At most " + gap + " people (" + share + ") short of the best: no " + n + " sites serve more than " +
                   most + ". "};
    switch (s.proof) {
        case SitingProof::none:
            return {};
        case SitingProof::by_solver:
            return {"已证明是最好的选择：由 CBC 求出，人数由本系统重新核算过。",
                    "Proved best: found by CBC, and its figures were counted again by ourselves."};
        case SitingProof::by_bound:
            return {"已证明是最好的选择：任何 " + n + " 个候选点都不会满足超过 " + most + " 人。",
                    "Proved best: no " + n + " sites serve more than " + most + " people."};
        case SitingProof::solver_missing:
            return open + Words{"服务器没有安装求解器 CBC，用的是有上界的搜索。",
                                "The solver CBC is not installed on the server; it was searched for, with a bound."};
        case SitingProof::too_large:
            return open + Words{"规模超出求解器的范围，用的是有上界的搜索。",
                                "It is too large for the solver; it was searched for, with a bound."};
        case SitingProof::ran_out:
            return open + Words{"求解器在限时内没有证明完。", "The solver could not prove it in the time it has."};
        case SitingProof::solver_wrong:
            return open +
                   Words{"求解器的结果核算不符，没有采用；用的是有上界的搜索。",
                         "The solver's answer did not stand up to being counted again and is not used; it was searched "
                         "for, with a bound."};
    }
    return {};
}

}  // namespace

SitingTold told(const Siting& s, const std::vector<SitingRow>& chosen, Language language) {
    SitingTold told;
    auto walk = std::to_string(static_cast<int>(metres_of(s.reach)));
    auto straight = std::to_string(static_cast<int>(straight_metres_of(s.reach)));
    told.definition =
        Words{"步行 " + walk + " 米按直线距离的 1.3 倍估算，也就是直线 " + straight +
                  " 米以内算走得到。已经开放的站点走得到的需求，算已经满足。需求只是各街道的人数，没有任何人的行踪。",
              walk + " m on foot is reckoned as 1.3 times the way of the crow: near enough is what lies within " +
                  straight +
                  " m in a straight line. Demand near enough to an open station counts as served. Demand is counts by "
                  "street; where anybody went is not known."}
            .in(language);
    auto all = std::to_string(s.demand_total);
    told.before = Words{"需求共 " + all + " 人，现有站点满足 " + std::to_string(s.served_before) + " 人（" +
                            percent_of(s.served_before, s.demand_total) + "）。",
                        "Of " + all + " people " + std::to_string(s.served_before) + " (" +
                            percent_of(s.served_before, s.demand_total) + ") are served by stations that are open."}
                      .in(language);
    auto n = std::to_string(s.sites_chosen), after = std::to_string(s.served_after);
    told.after =
        Words{"新建 " + n + " 个站点后，满足 " + after + " 人（" + percent_of(s.served_after, s.demand_total) + "）。",
              "With " + n + " more sites " + after + " (" + percent_of(s.served_after, s.demand_total) + ") are."}
            .in(language);
    if (s.sites_chosen < s.sites_most)
        told.after += Words{"再多的候选点也不增加人数，所以没有选满。",
                            " Further candidates would add nobody, so fewer are chosen."}
                          .in(language);
    told.best = how_sure(s).in(language);
    if (s.out_of_reach)
        told.beyond =
            Words{"还有 " + std::to_string(s.out_of_reach) + " 人，哪个候选点都走不到。要满足他们，需要另找地点。",
                  std::to_string(s.out_of_reach) +
                      " people are near no candidate at all: other places would have to be found for them."}
                .in(language);
    auto so_far = s.served_before;
    for (auto& row : chosen) {
        so_far += row.adds;
        told.sites.push_back({row.id, row.place.value_or(0), row.name, row.station_id, row.adds, so_far,
                              percent_of(so_far, s.demand_total)});
    }
    return told;
}

}  // namespace unionhall::stations
