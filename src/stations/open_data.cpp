#include "stations/open_data.h"

#include <cstdio>

#include "platform/json.h"
#include "platform/tables.h"
#include "platform/text.h"
#include "stations/hours.h"

namespace unionhall::stations {

namespace {

std::string degrees(const std::optional<double>& value) {
    if (!value) return "";
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", *value);
    return text;
}
std::string day_text(const std::optional<Date>& day) { return day ? to_text(*day) : ""; }

std::optional<Date> oldest(const PublicStation& s) {
    Station facts{.place_verified_on = s.place_verified_on,
                  .hours_verified_on = s.hours_verified_on,
                  .facilities_verified_on = s.facilities_verified_on,
                  .contact_verified_on = s.contact_verified_on};
    return verified_on(facts);
}

// "08:30-12:00,13:30-18:00" as schema.org says it, for these days.
void write_hours(JsonWriter& w, const std::string& hours, std::initializer_list<const char*> days) {
    if (hours.empty()) return;
    for (auto& span : split(hours, ',')) {
        auto dash = span.find('-');
        w.begin_object().pair("@type", "OpeningHoursSpecification").key("dayOfWeek").begin_array();
        for (auto* day : days) w.value("https://schema.org/" + std::string(day));
        w.end_array().pair("opens", span.substr(0, dash));
        auto closes = span.substr(dash + 1);
        w.pair("closes", closes == "24:00" ? "23:59" : closes).end_object();
    }
}

void write_place(JsonWriter& w, const PublicStation& s, const std::string& address) {
    w.begin_object().pair("@type", "Place").pair("@id", address + "/stations/" + s.id.text()).pair("name", s.name);
    w.key("address").begin_object().pair("@type", "PostalAddress").pair("addressCountry", "CN");
    w.pair("addressRegion", s.division_name).pair("streetAddress", s.address).end_object();
    if (s.wgs_lng) {
        w.key("geo").begin_object().pair("@type", "GeoCoordinates");
        w.key("latitude").raw(degrees(s.wgs_lat)).key("longitude").raw(degrees(s.wgs_lng)).end_object();
    }
    if (!s.phone.empty()) w.pair("telephone", s.phone);
    w.pair("isAccessibleForFree", true).pair("publicAccess", true);
    w.key("openingHoursSpecification").begin_array();
    auto all_day = std::string("00:00-24:00");
    write_hours(w, s.is_open_24h ? all_day : s.weekday_hours, {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"});
    write_hours(w, s.is_open_24h ? all_day : s.weekend_hours, {"Saturday", "Sunday"});
    write_hours(w, s.is_open_24h ? all_day : s.holiday_hours, {"PublicHolidays"});
    w.end_array().key("amenityFeature").begin_array();
    auto has = [&](std::string_view name) {
        w.begin_object()
            .pair("@type", "LocationFeatureSpecification")
            .pair("name", name)
            .pair("value", true)
            .end_object();
    };
    if (!s.facilities.empty())
        for (auto& code : split(s.facilities, ',')) has(code);
    if (s.is_step_free) has("step_free");
    w.end_array();
    if (!s.unit_name.empty())
        w.key("maintainer").begin_object().pair("@type", "Organization").pair("name", s.unit_name).end_object();
    w.end_object();
}

}  // namespace

std::string csv_of(std::span<const PublicStation> stations, Language language) {
    auto words = [&](const char* zh, const char* en) { return std::string(language == Language::zh ? zh : en); };
    CsvWriter csv;
    csv.append({words("编号", "Id"),
                words("名称", "Name"),
                words("类型", "Kinds"),
                words("状态", "Status"),
                words("区划代码", "Division code"),
                words("所在区划", "Division"),
                words("地址", "Address"),
                words("东经 GCJ-02", "East GCJ-02"),
                words("北纬 GCJ-02", "North GCJ-02"),
                words("东经 WGS-84", "East WGS-84"),
                words("北纬 WGS-84", "North WGS-84"),
                words("电话", "Telephone"),
                words("24 小时", "24 hours"),
                words("工作日", "Working days"),
                words("周末", "Weekends"),
                words("节假日", "Public holidays"),
                words("无台阶", "Step-free"),
                words("设施", "Facilities"),
                words("核实于", "Verified on"),
                words("建设工会", "Run by")});
    auto yes = [&](bool is) { return is ? words("是", "yes") : words("否", "no"); };
    for (auto& s : stations)
        csv.append({s.id.text(),         s.name,
                    s.kind_words,        label_of(s.status).in(language),
                    s.division_code,     s.division_name,
                    s.address,           degrees(s.lng),
                    degrees(s.lat),      degrees(s.wgs_lng),
                    degrees(s.wgs_lat),  s.phone,
                    yes(s.is_open_24h),  s.weekday_hours,
                    s.weekend_hours,     s.holiday_hours,
                    yes(s.is_step_free), s.facility_words,
                    day_text(oldest(s)), s.unit_name});
    return csv.take();
}

std::string geojson_of(std::span<const PublicStation> stations, Instant as_of) {
    JsonWriter w;
    w.begin_object().pair("type", "FeatureCollection").pair("as_of", to_text(as_of)).key("features").begin_array();
    for (auto& s : stations) {
        w.begin_object().pair("type", "Feature").pair("id", s.id.text()).key("geometry");
        if (s.wgs_lng) {
            w.begin_object().pair("type", "Point").key("coordinates").begin_array();
            w.raw(degrees(s.wgs_lng)).raw(degrees(s.wgs_lat)).end_array().end_object();
        } else {
            w.null();
        }
        w.key("properties").begin_object().pair("name", s.name).pair("kinds", s.kinds);
        w.pair("status", name_of(s.status)).pair("division_code", s.division_code).pair("address", s.address);
        w.pair("phone", s.phone).pair("is_open_24h", s.is_open_24h).pair("weekday_hours", s.weekday_hours);
        w.pair("weekend_hours", s.weekend_hours).pair("holiday_hours", s.holiday_hours);
        w.pair("is_step_free", s.is_step_free).pair("facilities", s.facilities);
        w.pair("verified_on", day_text(oldest(s))).end_object().end_object();
    }
    w.end_array().end_object();
    return w.take();
}

std::string json_ld_of(std::span<const PublicStation> stations, const std::string& address, Instant as_of) {
    JsonWriter w;
    w.begin_object().pair("@context", "https://schema.org").pair("@type", "Dataset");
    w.pair("name", "服务站点 Service stations").pair("dateModified", to_text(as_of)).key("hasPart").begin_array();
    for (auto& station : stations) write_place(w, station, address);
    w.end_array().end_object();
    return w.take();
}

}  // namespace unionhall::stations
