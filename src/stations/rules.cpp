#include "stations/rules.h"

#include <algorithm>

#include "platform/text.h"
#include "stations/coordinates.h"
#include "stations/hours.h"

namespace unionhall::stations {

// clang-format off
const Workflow<Station, Status>& workflow_of(const Station*) {
    using enum Status;
    static const Workflow<Station, Status> workflow{&Station::status, planned, {
        // step        from                         to          who may  meaning
        {"build",    {planned},                     building,   manage,  {"开始建设", "Begin to build"}},
        {"open",     {planned, building},           open,       manage,  {"开放", "Open"}},
        {"rectify",  {open, paused},                rectifying, manage,  {"开始整改", "Put it right"}},
        {"pause",    {open, rectifying},            paused,     manage,  {"暂停开放", "Pause"}},
        {"reopen",   {rectifying, paused},          open,       manage,  {"恢复开放", "Reopen"}},
        {"close",    {open, rectifying, paused, planned, building}, closed, manage, {"永久关闭", "Close for good"}},
    }};
    return workflow;
}

std::vector<Words> labels_of(const Kind*) {
    return {{"户外劳动者驿站", "Service station"}, {"职工之家", "Workers' home"}, {"司机之家", "Drivers' home"}, {"母婴室", "Mother-and-baby room"}};
}

std::span<const Facility> facilities() {
    static const Facility all[]{
        {"seats",      {"桌椅", "Tables and chairs"},  &Station::has_seats},
        {"water",      {"饮水机", "Drinking water"},   &Station::has_water},
        {"microwave",  {"微波炉", "Microwave"},        &Station::has_microwave},
        {"wifi",       {"无线网络", "Wi-Fi"},          &Station::has_wifi},
        {"charging",   {"手机充电", "Phone charging"}, &Station::has_charging},
        {"pump",       {"打气筒", "Tyre pump"},        &Station::has_pump},
        {"umbrellas",  {"雨伞雨具", "Umbrellas"},      &Station::has_umbrellas},
        {"first_aid",  {"急救药箱", "First-aid box"},  &Station::has_first_aid},
        {"cups",       {"水杯", "Cups"},               &Station::has_cups},
        {"books",      {"图书", "Books"},              &Station::has_books},
        {"newspapers", {"报刊", "Newspapers"},         &Station::has_newspapers},
        {"air_conditioning", {"空调或暖气", "Air conditioning or heating"}, &Station::has_air_conditioning},
        {"fridge",     {"冰箱", "Fridge"},             &Station::has_fridge},
        {"tv",         {"电视", "Television"},         &Station::has_tv},
        {"lockers",    {"储物柜", "Lockers"},          &Station::has_lockers},
        {"toilet",     {"卫生间", "Toilet"},           &Station::has_toilet},
        {"parking",    {"停车", "Parking"},            &Station::has_parking},
        {"shower",     {"淋浴", "Shower"},             &Station::has_shower},
        {"laundry",    {"洗衣", "Laundry"},            &Station::has_laundry},
    };
    return all;
}
// clang-format on

bool is_public(Status status) {
    return status == Status::open || status == Status::rectifying || status == Status::paused;
}

bool is_of_kind(const Station& s, Kind kind) {
    switch (kind) {
        case Kind::station:
            return s.is_station;
        case Kind::workers_home:
            return s.is_workers_home;
        case Kind::drivers_home:
            return s.is_drivers_home;
        case Kind::nursing_room:
            return s.is_nursing_room;
    }
    return false;
}

static constexpr Kind all_kinds[]{Kind::station, Kind::workers_home, Kind::drivers_home, Kind::nursing_room};

std::vector<Kind> kinds_of(const Station& station) {
    std::vector<Kind> kinds;
    for (auto kind : all_kinds)
        if (is_of_kind(station, kind)) kinds.push_back(kind);
    return kinds;
}

static std::int64_t bit(int number) { return std::int64_t{1} << number; }

std::int64_t traits_of(const Station& station) {
    std::int64_t traits = 0;
    int number = 0;
    for (auto& facility : facilities()) traits |= station.*facility.there ? bit(number) : 0, ++number;
    if (station.is_open_24h) traits |= bit(trait_24h);
    if (station.is_step_free) traits |= bit(trait_step_free);
    for (auto kind : kinds_of(station)) traits |= bit(trait_first_kind + static_cast<int>(kind));
    return traits;
}

std::optional<std::int64_t> traits_named(std::string_view words) {
    std::int64_t traits = 0;
    if (words.empty()) return traits;
    for (auto& word : split(words, ',')) {
        std::int64_t found = word == "24h" ? bit(trait_24h) : word == "step_free" ? bit(trait_step_free) : 0;
        int number = 0;
        for (auto& facility : facilities()) found |= word == facility.code ? bit(number) : 0, ++number;
        for (auto kind : all_kinds)
            if (word == name_of(kind)) found |= bit(trait_first_kind + static_cast<int>(kind));
        if (!found) return {};
        traits |= found;
    }
    return traits;
}

std::string address_key_of(const std::string& county_code, const std::string& address) {
    std::string key = county_code + "|";
    auto text = folded(address);
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        if (c == U' ' || c == U'(' || c == U')' || c == U'（' || c == U'）' || c == U'，' || c == U',') continue;
        append_character(key, c);
    }
    return key;
}

void derive(Station& s) {
    for (auto* hours : {&s.weekday_hours, &s.weekend_hours, &s.holiday_hours}) *hours = tidied_hours(*hours);
    s.county_code = s.division_code.substr(0, 6);
    s.address_key = address_key_of(s.county_code, s.address);
    s.traits = traits_of(s);
    s.verified_on = verified_on(s);
    s.map_lng.reset(), s.map_lat.reset(), s.place_key.reset();
    if (!s.lng || !s.lat) return;
    auto place = converted({*s.lng, *s.lat}, s.coordinate_system, CoordinateSystem::gcj02);
    s.map_lng = place.lng, s.map_lat = place.lat, s.place_key = place_key(place);
}

std::vector<Problem> check(const Station& s) {
    std::vector<Problem> problems;
    if (kinds_of(s).empty()) problems.push_back({"is_station", {"请至少选一种类型。", "Choose at least one kind."}});
    if (s.division_code.size() != 6 && s.division_code.size() != 9)
        problems.push_back({"division_code", {"请选到区县或街道乡镇。", "Choose a county, or a street or township."}});
    if (s.lng.has_value() != s.lat.has_value())
        problems.push_back({s.lng ? "lat" : "lng", {"经度和纬度要一起填。", "Give both coordinates, or neither."}});
    Words unreadable{"时间要写成 08:30-18:00 这样，多段用逗号隔开，不能重叠。",
                     "Write hours as 08:30-18:00, several with commas between, none over another."};
    if (!parse_hours(s.weekday_hours)) problems.push_back({"weekday_hours", unreadable});
    if (!parse_hours(s.weekend_hours)) problems.push_back({"weekend_hours", unreadable});
    if (!parse_hours(s.holiday_hours)) problems.push_back({"holiday_hours", unreadable});
    return problems;
}

std::vector<Problem> check_change(const Station& before) {
    if (before.status != Status::closed) return {};
    return {{"", {"已关闭的站点只作留存，不再修改。", "A closed station is history and is not changed."}}};
}

std::vector<Problem> check_opening(const Station& s) {
    std::vector<Problem> problems;
    if (!s.lng)
        problems.push_back({"lng",
                            {"开放前请填写坐标，让人在地图上找得到。",
                             "Give its coordinates first, so that people find it on a map."}});
    if (!s.is_open_24h && s.weekday_hours.empty() && s.weekend_hours.empty() && s.holiday_hours.empty())
        problems.push_back({"weekday_hours", {"开放前请填写开放时间。", "Say when it is open first."}});
    return problems;
}

std::optional<Date> verified_on(const Station& s) {
    std::optional<Date> oldest;
    for (auto& day : {s.place_verified_on, s.hours_verified_on, s.facilities_verified_on, s.contact_verified_on}) {
        if (!day) return {};
        if (!oldest || *day < *oldest) oldest = day;
    }
    return oldest;
}

bool is_verified(const Station& station, Date today, std::int64_t verify_days) {
    auto since = verified_on(station);
    return since && days_between(*since, today) <= verify_days;
}

std::vector<Delta> deltas_of(const Station& s) {
    std::vector<Delta> deltas;
    if (!s.opened_on) return deltas;
    Delta delta{.measure = "stations.places", .unit_path = s.unit_path, .day = *s.opened_on, .is_stock = true};
    for (auto kind : kinds_of(s)) delta.parts.emplace_back("kind", name_of(kind));
    deltas.push_back(delta);
    if (!s.closed_on) return deltas;
    delta.day = *s.closed_on, delta.amount = -1;
    deltas.push_back(delta);
    return deltas;
}

}  // namespace unionhall::stations
