#include "demo_stations.h"

#include <random>

#include "divisions/model.h"
#include "stations/model.h"

namespace unionhall {

namespace {

using stations::Station;

// AC-24: so many of each kind; some addresses are both, 会站家合一. AC-31: the 23 of Bajiao.
constexpr int pinggu_stations = 178, pinggu_homes = 146, pinggu_both = 96, bajiao_stations = 23;

struct Area {
    const units::Unit& unit;
    std::string division;  // a county, whose streets take turns, or one street
    double lng, lat;       // about its middle, WGS-84
    double spread;         // in degrees
    std::string telephone_area;
};

class Bringer {
  public:
    explicit Bringer(Context& context) : context_(context) {}

    void bring(const Area& area, int places, int stations_from, int stations_until, int homes_from) {
        auto streets = streets_of(area.division);
        std::vector<Station> all;
        for (int i = 0; i < places; ++i) {
            bool is_station = i >= stations_from && i < stations_until, is_home = i >= homes_from;
            all.push_back(place(area, streets[static_cast<std::size_t>(i) % streets.size()], i, is_station, is_home));
        }
        stations::bring_stations(context_, std::move(all));
    }

  private:
    std::vector<divisions::Division> streets_of(const std::string& division) {
        if (auto street = divisions::division_of(context_.tx, division); street && division.size() == 9)
            return {*street};
        return context_.tx.select<divisions::Division>("where parent_code = $1 order by code", {division});
    }

    Station place(const Area& area, const divisions::Division& street, int i, bool is_station, bool is_home) {
        auto number = std::to_string(i + 1);
        static const char* const roads[] = {"府前", "迎宾", "文化", "新平", "建设", "林荫", "光明", "兴谷"};
        static const char* const hosts[] = {"社区服务中心", "党群服务中心", "邮政支局", "银行网点", "便民商店"};
        Station s{.unit_id = area.unit.id,
                  .name = street.name +
                          (is_station && is_home ? "职工之家驿站"
                           : is_home             ? "职工之家"
                                                 : "驿站") +
                          number,
                  .is_station = is_station,
                  .is_workers_home = is_home,
                  .division_code = street.code,
                  .address = street.name + "示例" + roads[below(8)] + "路 " + std::to_string(1 + below(180)) + " 号 " +
                             number + " 室（演示地址）",
                  .lng = area.lng + shifted(area.spread),
                  .lat = area.lat + shifted(area.spread * 0.7),
                  .coordinate_system = stations::CoordinateSystem::wgs84,
                  .host = street.name + hosts[below(5)],
                  .phone = area.telephone_area + "-0000" + std::to_string(1000 + i),
                  .note = "演示数据：街道是真实的，地址、电话和位置均为虚构。"};
        furnish(s, i);
        auto day = plus_days(context_.today, -static_cast<int>(below(80)));
        s.place_verified_on = s.hours_verified_on = s.facilities_verified_on = s.contact_verified_on = day;
        if (i % 9 == 4) s.hours_verified_on = plus_days(context_.today, -120);  // some wait for the keeper
        s.opened_on = plus_days(context_.today, -400 - static_cast<int>(below(300)));
        return s;
    }

    void furnish(Station& s, int i) {
        s.has_seats = s.has_water = s.has_microwave = s.has_wifi = s.has_charging = s.has_pump = true;
        s.has_umbrellas = s.has_first_aid = s.has_cups = s.has_books = s.has_newspapers = true;
        s.has_air_conditioning = i % 4 != 1, s.has_toilet = i % 3 != 2, s.is_step_free = i % 2 == 0;
        s.has_fridge = i % 5 == 0, s.has_tv = i % 7 == 0, s.has_lockers = i % 6 == 0;
        // Pinggu has the two kinds of AC-24 and no others.
        bool has_others = s.division_code.substr(0, 6) != "110117";
        s.is_nursing_room = has_others && i % 8 == 3, s.is_drivers_home = has_others && i % 9 == 5;
        s.has_parking = s.has_shower = s.has_laundry = s.is_drivers_home;
        s.is_open_24h = i % 6 == 1;
        if (s.is_open_24h) return;
        s.weekday_hours = i % 3 ? "08:30-18:00" : "08:00-12:00,13:30-20:00";
        s.weekend_hours = i % 4 ? "09:00-17:00" : "";
        s.holiday_hours = i % 4 == 2 ? "10:00-16:00" : "";
    }

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    double shifted(double spread) { return (static_cast<double>(random_() % 20001) / 10000.0 - 1.0) * spread; }

    Context& context_;
    std::mt19937_64 random_{110117};
};

}  // namespace

void bring_demo_stations(Context& context, const DemoTree& tree) {
    Bringer bringer(context);
    constexpr int places = pinggu_stations + pinggu_homes - pinggu_both;
    bringer.bring({tree.pinggu, "110117", 117.1123, 40.1446, 0.08, "010"}, places, 0, pinggu_stations,
                  pinggu_stations - pinggu_both);
    bringer.bring({tree.bajiao, "110107003", 116.204, 39.912, 0.012, "010"}, bajiao_stations, 0, bajiao_stations,
                  bajiao_stations);
    bringer.bring({tree.street, "650203004", 84.8739, 45.5959, 0.012, "0990"}, 6, 0, 6, 4);
    bringer.bring({tree.south, "650202", 84.886, 44.328, 0.02, "0992"}, 8, 0, 7, 5);
}

}  // namespace unionhall
