#include "stations/import_likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <sstream>

#include "linkage/model.h"
#include "platform/text.h"

namespace unionhall::stations {

namespace {

// Two that lie within half a square of each other are in one square of one of the four grids at least.
constexpr double square_degrees = 0.006, half_square_degrees = square_degrees / 2;
constexpr std::size_t grids = 4, fewest_others = 200;

constexpr const char* station_spec = R"(field name    text = name
field address text = address
field phone   code = phone
field a       code = a
field b       code = b
field c       code = c
field d       code = d

compare name
  level equal
  level similar 0.88
  level bigrams 0.5
compare address
  level equal
  level bigrams 0.7
  level bigrams 0.4
compare phone
  level equal

block a
block b
block c
block d
block phone
block address
block name
)";

// How often those that are one (m), and others of a county (u), have each level, and at last none of them. By hand: of lists
// whose truth is known there is none.
struct StationShares {
    double m, u;
};
linkage::Model station_model() {
    const std::vector<std::vector<StationShares>> all{
        // equal         0.88 / 0.7     0.5 / 0.4      else
        {{0.45, 0.010}, {0.30, 0.010}, {0.10, 0.020}, {0.15, 0.960}},
        {{0.40, 0.0005}, {0.25, 0.010}, {0.20, 0.060}, {0.15, 0.930}},
        {{0.60, 0.005}, {0.40, 0.995}},
    };
    linkage::Model model;
    for (auto& comparison : all) {
        auto& m = model.m.emplace_back(1);
        auto& u = model.u.emplace_back(1);
        for (auto& shares : comparison) m.push_back(shares.m), u.push_back(shares.u);
    }
    return model;
}

// The same for how far apart they lie. What nobody knows says nothing.
double weight_of(std::optional<double> metres) {
    struct Ring {
        double within_m, weight;
    };
    constexpr std::array rings{Ring{40, 7}, Ring{120, 5}, Ring{500, 0}, Ring{5'000, -4}};
    if (!metres) return 0;
    for (auto& ring : rings)
        if (*metres <= ring.within_m) return ring.weight;
    return -8;
}
constexpr double distance_weight_most = 7;

std::string squares_of(const std::optional<Place>& place) {
    std::string cells;
    for (std::size_t grid = 0; grid < grids; ++grid) {
        cells += ",";
        if (!place) continue;
        auto count = [](double degrees, bool is_shifted) {
            return std::to_string(
                static_cast<std::int64_t>((degrees + (is_shifted ? half_square_degrees : 0)) / square_degrees));
        };
        cells += count(place->lng, grid & 1) + "x" + count(place->lat, grid & 2);
    }
    return cells;
}

std::string quoted(const std::string& cell) {
    std::string text = "\"";
    for (char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

std::string table_of(std::span<const ComparedStation> stations) {
    std::string csv = "name,address,phone,a,b,c,d\n";
    for (auto& station : stations)
        csv += quoted(own_name_of(station.name)) + "," + quoted(station.address) + "," + quoted(station.phone) +
               squares_of(station.place) + "\n";
    return csv;
}

Words in_what(const linkage::Waterfall& waterfall) {
    static const std::map<std::string, Words> sayings{
        {"name/equal", {"名称相同", "the same name"}},
        {"name/similar 0.88", {"名称相近", "nearly the same name"}},
        {"name/bigrams 0.5", {"名称有些像", "a name somewhat alike"}},
        {"address/equal", {"地址相同", "the same address"}},
        {"address/bigrams 0.7", {"地址相近", "nearly the same address"}},
        {"address/bigrams 0.4", {"地址有些像", "an address somewhat alike"}},
        {"phone/equal", {"电话相同", "the same telephone"}},
    };
    Words all;
    for (auto& step : waterfall.steps) {
        auto found = sayings.find(step.field + "/" + step.outcome);
        if (found == sayings.end()) continue;
        all = all +
              Words{(all.zh.empty() ? "" : "，") + found->second.zh, (all.en.empty() ? "" : ", ") + found->second.en};
    }
    return all;
}

}  // namespace

std::string own_name_of(const std::string& name) {
    auto text = folded(name);
    for (std::string_view common : {"户外劳动者", "服务站点", "职工之家", "司机之家", "母婴室", "工会", "驿站", "站点"})
        for (auto at = text.find(common); at != std::string::npos; at = text.find(common))
            text.erase(at, common.size());
    return trimmed(text);
}

std::vector<StationLikeness> alike_stations(std::span<const ComparedStation> stations, std::size_t known) {
    if (stations.size() < 2 || stations.size() == known) return {};
    linkage::Dataset data(linkage::parse_spec(station_spec));
    std::istringstream in(table_of(stations));
    data.read(in, "", "stations", {});
    data.finish({});
    linkage::Comparer comparer(data);
    auto model = station_model();
    model.prior_log2 = std::log2(0.5 / static_cast<double>(std::max(stations.size(), fewest_others)));
    auto run = linkage::compare_all(data, comparer, model, doubt_from - distance_weight_most, {});
    std::vector<StationLikeness> found;
    for (auto& edge : run.edges) {
        std::size_t earlier = std::min(edge.left, edge.right), later = std::max(edge.left, edge.right);
        if (later < known) continue;
        StationLikeness one{.earlier = earlier, .later = later, .weight = edge.weight};
        auto &a = stations[earlier].place, &b = stations[later].place;
        if (a && b) one.metres = metres_between(*a, *b);
        one.weight += weight_of(one.metres);
        if (one.weight >= doubt_from) found.push_back(std::move(one));
    }
    std::ranges::sort(found, {}, [](auto& one) { return std::tuple(one.later, -one.weight, one.earlier); });
    std::vector<std::size_t> each(stations.size());
    std::erase_if(found, [&](auto& one) { return each[one.later]++ >= alike_each_max; });
    for (auto& one : found) one.says = in_what(linkage::explain(data, comparer, model, one.earlier, one.later));
    return found;
}

}  // namespace unionhall::stations
