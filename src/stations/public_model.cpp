#include "stations/public_model.h"

#include "stations/coordinates.h"
#include "stations/hours.h"

namespace unionhall::stations {

// clang-format off
const RecordType& record_of(const PublicStation*) {
    static const auto type = record<PublicStation>("public_station", "", {"服务站点", "station"}, {
        key  (&PublicStation::id),
        field(&PublicStation::name,           "name",           {"名称", "Name"}).by_server(),
        field(&PublicStation::kinds,          "kinds",          {"类型代码", "Kinds"}).by_server(),
        field(&PublicStation::kind_words,     "kind_words",     {"类型", "Kinds in words"}).by_server(),
        field(&PublicStation::status,         "status",         {"状态", "Status"}).by_server(),
        field(&PublicStation::division_code,  "division_code",  {"区划代码", "Division"}).by_server(),
        field(&PublicStation::division_name,  "division_name",  {"所在区划", "Name of the division"}).by_server(),
        field(&PublicStation::address,        "address",        {"地址", "Address"}).by_server(),
        field(&PublicStation::lng,            "lng",            {"东经（GCJ-02）", "Degrees east (GCJ-02)"}).by_server(),
        field(&PublicStation::lat,            "lat",            {"北纬（GCJ-02）", "Degrees north (GCJ-02)"}).by_server(),
        field(&PublicStation::wgs_lng,        "wgs_lng",        {"东经（WGS-84）", "Degrees east (WGS-84)"}).by_server(),
        field(&PublicStation::wgs_lat,        "wgs_lat",        {"北纬（WGS-84）", "Degrees north (WGS-84)"}).by_server(),
        field(&PublicStation::bd_lng,         "bd_lng",         {"东经（BD-09）", "Degrees east (BD-09)"}).by_server(),
        field(&PublicStation::bd_lat,         "bd_lat",         {"北纬（BD-09）", "Degrees north (BD-09)"}).by_server(),
        field(&PublicStation::metres,         "metres",         {"直线距离（米）", "Metres as the crow flies"}).by_server(),
        field(&PublicStation::phone,          "phone",          {"站点电话", "Telephone"}).by_server(),
        field(&PublicStation::host,           "host",           {"共建单位", "Host"}).by_server(),
        field(&PublicStation::note,           "note",           {"提示", "For those who come"}).by_server(),
        field(&PublicStation::award,          "award",          {"获得荣誉", "Award"}).by_server(),
        field(&PublicStation::unit_name,      "unit_name",      {"建设工会", "Run by"}).by_server(),
        field(&PublicStation::is_open_24h,    "is_open_24h",    {"24 小时开放", "Open 24 hours"}).by_server(),
        field(&PublicStation::is_step_free,   "is_step_free",   {"无台阶可达", "Step-free"}).by_server(),
        field(&PublicStation::weekday_hours,  "weekday_hours",  {"工作日时间", "Hours on working days"}).by_server(),
        field(&PublicStation::weekend_hours,  "weekend_hours",  {"周末时间", "Hours at weekends"}).by_server(),
        field(&PublicStation::holiday_hours,  "holiday_hours",  {"法定节假日时间", "Hours on public holidays"}).by_server(),
        field(&PublicStation::hours_words,    "hours_words",    {"开放时间", "Hours in words"}).by_server(),
        field(&PublicStation::is_open_now,    "is_open_now",    {"现在开放", "Open now"}).by_server(),
        field(&PublicStation::facilities,     "facilities",     {"设施代码", "Facilities"}).by_server(),
        field(&PublicStation::facility_words, "facility_words", {"设施", "Facilities in words"}).by_server(),
        field(&PublicStation::place_verified_on, "place_verified_on", {"地址核实于", "Place verified on"}).by_server(),
        field(&PublicStation::hours_verified_on, "hours_verified_on", {"时间核实于", "Hours verified on"}).by_server(),
        field(&PublicStation::facilities_verified_on, "facilities_verified_on", {"设施核实于", "Facilities verified on"}).by_server(),
        field(&PublicStation::contact_verified_on, "contact_verified_on", {"联系方式核实于", "Contact verified on"}).by_server(),
        field(&PublicStation::is_verified,    "is_verified",    {"近期已核实", "Verified lately"}).by_server(),
        field(&PublicStation::verified_words, "verified_words", {"核实情况", "How sure this is"}).by_server(),
        field(&PublicStation::open_reports,   "open_reports",   {"待核实的反映", "Reports being looked into"}).by_server(),
    });
    return type;
}
// clang-format on

Words verified_words(const Station& station, Date today, std::int64_t verify_days) {
    if (station.open_reports)
        return {"有人反映与实际不符，正在核实。", "Somebody reported that this is not so; it is being looked into."};
    auto since = verified_on(station);
    if (!since)
        return {"信息还没有全部核实，出发前请先打电话问一下。",
                "Not all of this is verified yet: please call before you go."};
    auto day = to_text(*since);
    if (is_verified(station, today, verify_days)) return {day + " 核实过。", "Verified on " + day + "."};
    return {"上次核实是 " + day + "，可能有变化。", "Last verified on " + day + ", so it may have changed."};
}

PublicStation public_of(const Station& s, const Told& told) {
    PublicStation p{.id = s.id,
                    .name = s.name,
                    .status = s.status,
                    .division_code = s.division_code,
                    .division_name = told.division_name,
                    .address = s.address,
                    .lng = s.map_lng,
                    .lat = s.map_lat,
                    .phone = s.phone,
                    .host = s.host,
                    .note = s.note,
                    .award = s.award,
                    .unit_name = told.unit_name,
                    .is_open_24h = s.is_open_24h,
                    .is_step_free = s.is_step_free,
                    .weekday_hours = s.weekday_hours,
                    .weekend_hours = s.weekend_hours,
                    .holiday_hours = s.holiday_hours,
                    .hours_words = words_of_hours(s).in(told.language),
                    .is_open_now = told.is_open_now,
                    .place_verified_on = s.place_verified_on,
                    .hours_verified_on = s.hours_verified_on,
                    .facilities_verified_on = s.facilities_verified_on,
                    .contact_verified_on = s.contact_verified_on,
                    .is_verified = is_verified(s, told.today, told.verify_days),
                    .verified_words = verified_words(s, told.today, told.verify_days).in(told.language),
                    .open_reports = s.open_reports};
    auto add = [&](std::string& codes, std::string& words, const std::string& code, const Words& label) {
        codes += (codes.empty() ? "" : ",") + code;
        words += (words.empty() ? "" : told.language == Language::zh ? "、" : ", ") + label.in(told.language);
    };
    for (auto kind : kinds_of(s)) add(p.kinds, p.kind_words, name_of(kind), label_of(kind));
    for (auto& facility : facilities())
        if (s.*facility.there) add(p.facilities, p.facility_words, facility.code, facility.label);
    if (!s.map_lng) return p;
    Place place{*s.map_lng, *s.map_lat};
    auto wgs = converted(place, CoordinateSystem::gcj02, CoordinateSystem::wgs84);
    auto bd = converted(place, CoordinateSystem::gcj02, CoordinateSystem::bd09);
    p.wgs_lng = wgs.lng, p.wgs_lat = wgs.lat, p.bd_lng = bd.lng, p.bd_lat = bd.lat;
    return p;
}

}  // namespace unionhall::stations
