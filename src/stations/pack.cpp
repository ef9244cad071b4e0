#include "stations/pack.h"

#include <algorithm>
#include <cmath>

#include "platform/json.h"
#include "stations/hours.h"

namespace unionhall::stations {

namespace {

// Each set of hours once: most stations of a city keep the same.
class HoursTable {
  public:
    std::int64_t number_of(const Station& s) {
        std::array<std::string, 3> hours{s.weekday_hours, s.weekend_hours, s.holiday_hours};
        if (s.is_open_24h) hours = {"24h", "24h", "24h"};
        auto found = std::ranges::find(rows_, hours);
        if (found == rows_.end()) found = rows_.insert(rows_.end(), hours);
        return found - rows_.begin();
    }
    void write(JsonWriter& w) const {
        w.key("hours").begin_array();
        for (auto& row : rows_) {
            w.begin_array();
            for (auto& text : row) w.value(text);
            w.end_array();
        }
        w.end_array();
    }

  private:
    std::vector<std::array<std::string, 3>> rows_;
};

// A metre is about a hundred-thousandth of a degree.
double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }

void write_catalogue(JsonWriter& w) {
    w.key("facilities").begin_array();
    for (auto& facility : facilities())
        w.begin_object()
            .pair("code", facility.code)
            .pair("zh", facility.label.zh)
            .pair("en", facility.label.en)
            .end_object();
    w.end_array().key("kinds").begin_array();
    for (auto& kind : choices_of<Kind>())
        w.begin_object().pair("code", kind.value).pair("zh", kind.label.zh).pair("en", kind.label.en).end_object();
    w.end_array();
}

// [day, "holiday" or "working"]: where the day of the week does not say which hours hold.
void write_special_days(JsonWriter& w, const Calendar& calendar, Date today) {
    w.key("special_days").begin_array();
    for (int ahead = -1; ahead < pack_special_days; ++ahead) {
        auto day = plus_days(today, ahead);
        bool is_make_up = calendar.is_make_up_day(day);
        if (!is_make_up && (calendar.works_on(day) || !calendar.holiday_on(day))) continue;
        w.begin_array().value(to_text(day)).value(is_make_up ? "working" : "holiday").end_array();
    }
    w.end_array();
}

// Kinds as bits in the order of the catalogue; facilities likewise, with step-free as bit 41.
void write_station(JsonWriter& w, const Station& s, HoursTable& hours) {
    std::int64_t kinds = s.traits >> trait_first_kind;
    std::int64_t has = s.traits & ((std::int64_t{1} << trait_first_kind) - 1);
    w.begin_array().value(s.id.text()).value(s.name).value(s.address);
    if (s.map_lng)
        w.value(rounded(*s.map_lng)).value(rounded(*s.map_lat));
    else
        w.null().null();
    w.value(kinds).value(has).value(hours.number_of(s)).value(s.phone).value(s.division_code);
    auto since = verified_on(s);
    w.value(since ? to_text(*since) : "").value(name_of(s.status)).value(s.open_reports).value(s.note).end_array();
}

// The neighbours only as far as the whole stays small enough for a phone.
std::vector<std::string> counties_of(Transaction& tx, const std::string& county_code, bool with_neighbours) {
    std::vector<std::string> counties;
    std::int64_t stations = 0;
    for (auto& county : with_neighbours ? counties_around(tx, county_code) : std::vector{county_code}) {
        stations += count_public(tx, county);
        if (!counties.empty() && stations > pack_stations_max) break;
        counties.push_back(county);
    }
    return counties;
}

}  // namespace

std::string pack_of(Context& context, const std::string& county_code, bool with_neighbours, std::int64_t since) {
    auto& tx = context.tx;
    auto counties = counties_of(tx, county_code, with_neighbours);
    auto from = std::max<std::int64_t>(0, since - pack_overlap_s * 1'000'000);
    std::int64_t newest = since;
    HoursTable hours;
    JsonWriter w;
    w.begin_object().pair("county", county_code).key("counties").begin_array();
    for (auto& county : counties) w.value(county);
    w.end_array().pair("is_whole", since == 0);
    w.pair("verify_days", rule_amount(tx, verify_days_rule, "", context.today));
    write_catalogue(w);
    write_special_days(w, context.services.calendar, context.today);
    w.key("fields").begin_array();
    for (auto* name : {"id", "name", "address", "lng", "lat", "kinds", "facilities", "hours", "phone", "division_code",
                       "verified_on", "status", "open_reports", "note"})
        w.value(name);
    w.end_array().key("stations").begin_array();
    std::vector<std::int64_t> removed;
    for (auto& county : counties) {
        auto rows = pack_rows(tx, county, from);
        for (auto& station : rows.stations) write_station(w, station, hours);
        newest = std::max(newest, last_change(tx, county));
        removed.insert(removed.end(), rows.removed_ids.begin(), rows.removed_ids.end());
    }
    w.end_array();
    hours.write(w);
    w.key("removed").begin_array();
    for (auto id : removed) w.value(id_text(id));
    // Without anything new the version stays what it was, so that the whole answer does, and its ETag.
    w.end_array().pair("version", std::to_string(newest)).end_object();
    return w.take();
}

}  // namespace unionhall::stations
