#include "stations/siting_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "platform/tables_heading.h"
#include "platform/text.h"

namespace unionhall::stations {

// Held by nobody: what the system does by itself.
static const Permission siting_by_itself{"stations.by_itself", {"系统自动完成", "Done by the system itself."}};

// clang-format off
const Workflow<Siting, SitingStatus>& workflow_of(const Siting*) {
    using enum SitingStatus;
    static const Workflow<Siting, SitingStatus> workflow{&Siting::status, draft, {
        // step      from        to       who may            meaning
        {"solve",  {draft},    solving, manage,            {"开始计算", "Work it out"}},
        {"cancel", {solving},  draft,   manage,            {"停止计算", "Stop"}},
        {"finish", {solving},  solved,  siting_by_itself,  {"计算完成", "Worked out"}},
        {"revise", {solved},   draft,   manage,            {"修改后重算", "Change and work out again"}},
    }};
    return workflow;
}
// clang-format on

double metres_of(Reach reach) { return reach == Reach::m500 ? 500 : 1000; }
double straight_metres_of(Reach reach) { return metres_of(reach) / detour_factor; }

namespace {

using HeadingNames = std::vector<std::string>;

// clang-format off
const HeadingNames of_kind{"类型", "类别", "kind", "type"};
const HeadingNames of_name{"名称", "地点", "点位", "候选点", "点位名称", "name"};
const HeadingNames of_street{"街道", "乡镇", "街道乡镇", "街道/乡镇", "街道代码", "区划代码", "street", "division"};
const HeadingNames of_amount{"人数", "需求", "需求人数", "骑手人数", "劳动者人数", "数量", "count", "people", "demand"};
const HeadingNames of_persons{"姓名", "骑手姓名", "骑手", "手机", "手机号", "手机号码", "电话", "身份证号", "身份证号码", "证件号码", "工号", "车牌", "车牌号",
                              "账号", "设备号", "订单", "订单号", "运单号", "轨迹", "时间", "时间戳", "上报时间", "phone", "mobile", "idnumber",
                              "rider", "riderid", "orderid", "order", "time", "timestamp", "track", "device", "deviceid"};
// clang-format on

std::optional<std::int64_t> people_in(const std::string& text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole && value >= 0 && value <= siting_amount_max ? std::optional(value) : std::nullopt;
}

Words too_few() {
    auto n = std::to_string(siting_amount_min);
    return {"人数少于 " + n + "，请与相邻的点合并，不要单独列出。",
            "Fewer than " + n + " people: put them together with a point near by instead."};
}

}  // namespace

void SitingReader::take(const TableRow& row) {
    if (!std::exchange(has_heading_, true)) return take_heading(row);
    SitingRow read{.row_number = row.number};
    auto problem = this->read(row, read);
    if (problem.empty()) {
        ++(read.kind == SitingKind::demand ? demand_ : candidates_);
        return rows.push_back(std::move(read));
    }
    ++unreadable;
    auto n = std::to_string(row.number);
    if (problems.size() < siting_problems_max)
        problems.push_back({"第 " + n + " 行：" + problem.zh, "Row " + n + ": " + problem.en});
}

void SitingReader::take_heading(const TableRow& heading) {
    std::vector<std::string> keys;
    for (auto& text : heading.cells) keys.push_back(heading_key(text));
    if (int at = column_named(keys, of_persons); at >= 0) {
        auto column = first_characters(trimmed(heading.cells[static_cast<std::size_t>(at)]), 40);
        refuse(
            "file",
            {"表里有“" + column +
                 "”一列。选址只用各街道的人数，不收任何人的信息、时间、订单或行踪。请去掉这一列，按街道合计后再上传。",
             "There is a column \"" + column +
                 "\". Siting uses counts by street, and takes nothing about single people, times, orders or ways. "
                 "Please take the column out, add up by street, and bring it again."});
    }
    auto& places = coordinate_headings();
    std::pair<int*, const HeadingNames*> wanted[] = {
        {&kind_, &of_kind},   {&name_, &of_name},     {&street_, &of_street}, {&lng_, &places.lng},
        {&lat_, &places.lat}, {&both_, &places.both}, {&amount_, &of_amount}};
    for (auto& [column, names] : wanted) *column = column_named(keys, *names);
    std::vector<Problem> missing;
    if (both_ < 0 && (lng_ < 0 || lat_ < 0))
        missing.push_back({"lng",
                           {"没有找到位置：第一行里应有“经度”和“纬度”两列，或“坐标”一列。",
                            "There are no places: the first row should have lng and lat, or coordinates."}});
    if (amount_ < 0 && kind_ < 0)
        missing.push_back({"amount",
                           {"没有找到人数列：第一行里应有一列叫“人数”。",
                            "There is no column of people: one heading in the first row should be \"people\"."}});
    refuse_if_any(std::move(missing));
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto is_used = std::ranges::any_of(wanted, [&](auto& one) { return *one.first == static_cast<int>(i); });
        if (!is_used && !keys[i].empty()) unused.push_back(first_characters(trimmed(heading.cells[i]), 40));
    }
}

Words SitingReader::read(const TableRow& cells, SitingRow& row) const {
    auto kind = folded(cell_of(cells, kind_));
    bool is_demand = kind.empty() || kind == "需求" || kind == "demand";
    if (!is_demand && kind != "候选" && kind != "候选点" && kind != "candidate")
        return {"类型请写“需求”或“候选”。", "The kind is \"demand\" or \"candidate\"."};
    row.kind = is_demand ? SitingKind::demand : SitingKind::candidate;
    row.name = first_characters(cell_of(cells, name_), 100);
    row.division_code = street_in(cell_of(cells, street_), county_code_, streets_);
    if (row.division_code.empty()) return {"这个区县里没有这个街道。", "There is no such street in this county."};
    auto place = coordinates_in(cell_of(cells, lng_), cell_of(cells, lat_), cell_of(cells, both_));
    if (!place.lng)
        return {"没有位置，或坐标读不懂、不在国内。", "No place, or the coordinates are unreadable or not in China."};
    auto on_map = converted({*place.lng, *place.lat}, system_, CoordinateSystem::gcj02);
    row.lng = on_map.lng, row.lat = on_map.lat;
    if (!is_demand) return row.name.empty() ? Words{"候选点要有名称。", "A candidate needs a name."} : Words{};
    auto amount = people_in(cell_of(cells, amount_));
    if (!amount) return {"人数请写整数。", "The number of people is a whole number."};
    if (*amount < siting_amount_min) return too_few();
    row.amount = *amount;
    if (row.name.empty()) row.name = first_characters(cell_of(cells, street_), 100);
    return {};
}

void SitingReader::finish() const {
    if (rows.empty() && !unreadable)
        refuse("file", {"文件里除了标题没有内容。", "Below the heading the file is empty."});
    if (demand_ > siting_demand_max)
        refuse("file", {"需求最多 " + std::to_string(siting_demand_max) + " 行，请按街道合并。",
                        "At most " + std::to_string(siting_demand_max) + " rows of demand: add them up by street."});
    if (candidates_ > siting_candidates_max)
        refuse("file", {"候选点最多 " + std::to_string(siting_candidates_max) + " 个。",
                        "At most " + std::to_string(siting_candidates_max) + " candidates."});
}

std::vector<Problem> check_siting_row(const SitingRow& row) {
    std::vector<Problem> problems;
    if (!row.lng || !row.lat) problems.push_back({"lng", {"请填写位置。", "Please give the place."}});
    if (row.name.empty()) problems.push_back({"name", {"请填写名称。", "Please give a name."}});
    if (row.kind == SitingKind::demand && row.amount < siting_amount_min) problems.push_back({"amount", too_few()});
    return problems;
}

PlacesNear::PlacesNear(std::vector<Place> places) {
    for (std::uint32_t i = 0; i < places.size(); ++i) by_latitude_.emplace_back(places[i], i);
    std::ranges::sort(by_latitude_, {}, [](auto& one) { return std::pair(one.first.lat, one.second); });
}

std::vector<std::uint32_t> PlacesNear::of(Place from, double metres) const {
    constexpr double metres_a_degree = 111'000;  // a little less than any degree of latitude: nothing near is left out
    double north = metres / metres_a_degree;
    double east = north / std::max(0.1, std::cos((std::abs(from.lat) + north) / 180 * std::numbers::pi));
    std::vector<std::uint32_t> found;
    auto latitude = [](auto& one) { return one.first.lat; };
    for (auto at = std::ranges::lower_bound(by_latitude_, from.lat - north, {}, latitude);
         at != by_latitude_.end() && at->first.lat <= from.lat + north; ++at)
        if (std::abs(at->first.lng - from.lng) <= east && metres_between(from, at->first) <= metres)
            found.push_back(at->second);
    std::ranges::sort(found);
    return found;
}

std::string siting_found_text(const SitingFound& found) {
    std::string text;
    auto put = [&](std::int64_t value) { text += std::to_string(value) + " "; };
    for (auto value :
         {found.demand_total, found.served_before, found.served_after, found.out_of_reach, found.served_at_most,
          found.candidates, found.sites_chosen, static_cast<std::int64_t>(found.proof)})
        put(value);
    for (auto& row : found.rows)
        put(row.id), put(static_cast<std::int64_t>(row.outcome)), put(row.place), put(row.adds);
    return text;
}

SitingFound siting_found_in(std::string_view text) {
    auto next = [&] {
        std::int64_t value = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        text.remove_prefix(std::min<std::size_t>(text.size(), static_cast<std::size_t>(end - text.data()) + 1));
        return value;
    };
    SitingFound found;
    for (auto* value : {&found.demand_total, &found.served_before, &found.served_after, &found.out_of_reach,
                        &found.served_at_most, &found.candidates, &found.sites_chosen})
        *value = next();
    found.proof = static_cast<SitingProof>(next());
    while (!text.empty()) {
        auto& row = found.rows.emplace_back();
        row.id = next(), row.outcome = static_cast<SitingOutcome>(next()), row.place = next(), row.adds = next();
    }
    return found;
}

}  // namespace unionhall::stations
