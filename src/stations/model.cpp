#include "stations/model.h"

namespace unionhall::stations {

// clang-format off
std::vector<Words> labels_of(const Status*) {
    return {{"已规划", "Planned"}, {"建设中", "Being built"}, {"开放", "Open"}, {"整改中", "Being put right"}, {"暂停开放", "Paused"}, {"已关闭", "Closed"}};
}
std::vector<Words> labels_of(const CoordinateSystem*) {
    return {{"火星坐标（GCJ-02，高德、腾讯）", "GCJ-02 (Amap, Tencent)"}, {"WGS-84（手机定位、天地图）", "WGS-84 (phones, Tianditu)"}, {"百度坐标（BD-09）", "BD-09 (Baidu)"}};
}

const RecordType& record_of(const Station*) {
    static const auto type = record<Station>("station", "stations", {"服务站点", "station"}, {
        key    (&Station::id),
        owner  (&Station::unit_id, {"建设工会", "Run by"}),
        path   (&Station::unit_path),
        field  (&Station::name,              "name",              {"名称", "Name"}).required().at_most(100).sortable().searched(Match::anywhere),
        field  (&Station::is_station,        "is_station",        {"户外劳动者驿站", "Service station"}).filterable(),
        field  (&Station::is_workers_home,   "is_workers_home",   {"职工之家", "Workers' home"}).filterable(),
        field  (&Station::is_drivers_home,   "is_drivers_home",   {"司机之家", "Drivers' home"}).filterable(),
        field  (&Station::is_nursing_room,   "is_nursing_room",   {"母婴室", "Mother-and-baby room"}).filterable(),
        field  (&Station::status,            "status",            {"状态", "Status"}).by_server().filterable(),
        field  (&Station::division_code,     "division_code",     {"所在区划", "Division"}).required().at_most(9).filterable()
            .help("街道或乡镇的代码；没有设街道的填区县。", "The code of the street or township; of the county where it has none."),
        field  (&Station::address,           "address",           {"地址", "Address"}).required().at_most(200).searched(Match::anywhere)
            .help("让没来过的人也能找到：路名、门牌、楼层、从哪个门进。", "So that a stranger finds it: street, number, floor, which door."),
        field  (&Station::lng,               "lng",               {"东经", "Degrees east"}).between(73, 136),
        field  (&Station::lat,               "lat",               {"北纬", "Degrees north"}).between(3, 54),
        field  (&Station::coordinate_system, "coordinate_system", {"坐标系", "Coordinate system"})
            .help("坐标从哪里来就选哪个，系统会换算。", "Where the coordinates come from; we convert them."),
        field  (&Station::map_lng,           "map_lng",           {"地图东经（GCJ-02）", "Degrees east on the map (GCJ-02)"}).by_server(),
        field  (&Station::map_lat,           "map_lat",           {"地图北纬（GCJ-02）", "Degrees north on the map (GCJ-02)"}).by_server(),
        field  (&Station::host,              "host",              {"共建单位", "Host"}).at_most(100),
        field  (&Station::keeper_name,       "keeper_name",       {"站点负责人", "Keeper"}).at_most(50).personal(Mask::name)
            .help("不对外公开。", "Not shown to the public."),
        field  (&Station::phone,             "phone",             {"站点电话", "Telephone"}).at_most(30)
            .help("公开的办公电话，不要填个人手机。", "A public number of the place, nobody's own phone."),
        field  (&Station::note,              "note",              {"给来的人的提示", "For those who come"}).at_most(200),
        field  (&Station::is_open_24h,       "is_open_24h",       {"24 小时开放", "Open 24 hours"}).filterable(),
        field  (&Station::weekday_hours,     "weekday_hours",     {"工作日时间", "Hours on working days"}).at_most(60)
            .help("如 08:30-12:00,13:30-18:00；不开放就留空。", "As 08:30-12:00,13:30-18:00; empty when shut."),
        field  (&Station::weekend_hours,     "weekend_hours",     {"周末时间", "Hours at weekends"}).at_most(60),
        field  (&Station::holiday_hours,     "holiday_hours",     {"法定节假日时间", "Hours on public holidays"}).at_most(60),
        field  (&Station::is_step_free,      "is_step_free",      {"无台阶可达", "Step-free"}).filterable(),
        field  (&Station::has_seats,         "has_seats",         {"桌椅", "Tables and chairs"}).filterable(),
        field  (&Station::has_water,         "has_water",         {"饮水机", "Drinking water"}).filterable(),
        field  (&Station::has_microwave,     "has_microwave",     {"微波炉", "Microwave"}).filterable(),
        field  (&Station::has_wifi,          "has_wifi",          {"无线网络", "Wi-Fi"}).filterable(),
        field  (&Station::has_charging,      "has_charging",      {"手机充电", "Phone charging"}).filterable(),
        field  (&Station::has_pump,          "has_pump",          {"打气筒", "Tyre pump"}).filterable(),
        field  (&Station::has_umbrellas,     "has_umbrellas",     {"雨伞雨具", "Umbrellas"}).filterable(),
        field  (&Station::has_first_aid,     "has_first_aid",     {"急救药箱", "First-aid box"}).filterable(),
        field  (&Station::has_cups,          "has_cups",          {"水杯", "Cups"}).filterable(),
        field  (&Station::has_books,         "has_books",         {"图书", "Books"}).filterable(),
        field  (&Station::has_newspapers,    "has_newspapers",    {"报刊", "Newspapers"}).filterable(),
        field  (&Station::has_air_conditioning, "has_air_conditioning", {"空调或暖气", "Air conditioning or heating"}).filterable(),
        field  (&Station::has_fridge,        "has_fridge",        {"冰箱", "Fridge"}).filterable(),
        field  (&Station::has_tv,            "has_tv",            {"电视", "Television"}).filterable(),
        field  (&Station::has_lockers,       "has_lockers",       {"储物柜", "Lockers"}).filterable(),
        field  (&Station::has_toilet,        "has_toilet",        {"卫生间", "Toilet"}).filterable(),
        field  (&Station::has_parking,       "has_parking",       {"停车", "Parking"}).filterable(),
        field  (&Station::has_shower,        "has_shower",        {"淋浴", "Shower"}).filterable(),
        field  (&Station::has_laundry,       "has_laundry",       {"洗衣", "Laundry"}).filterable(),
        field  (&Station::award,             "award",             {"获得荣誉", "Award"}).at_most(100),
        field  (&Station::place_verified_on, "place_verified_on", {"地址核实于", "Place verified on"}).by_server(),
        field  (&Station::hours_verified_on, "hours_verified_on", {"时间核实于", "Hours verified on"}).by_server(),
        field  (&Station::facilities_verified_on, "facilities_verified_on", {"设施核实于", "Facilities verified on"}).by_server(),
        field  (&Station::contact_verified_on, "contact_verified_on", {"联系方式核实于", "Contact verified on"}).by_server(),
        field  (&Station::verified_on,       "verified_on",       {"全部核实于", "All verified on"}).by_server().sortable().filterable(),
        field  (&Station::opened_on,         "opened_on",         {"开放日期", "Opened on"}).by_server().sortable().filterable(),
        field  (&Station::closed_on,         "closed_on",         {"关闭日期", "Closed on"}).by_server(),
        field  (&Station::open_reports,      "open_reports",      {"待核实的反映", "Reports to look at"}).by_server().sortable(),
        field  (&Station::county_code,       "county_code",       {"区县代码", "County"}).by_server().at_most(6).filterable(),
        field  (&Station::address_key,       "address_key",       {"地址索引", "Key of the address"}).hidden().at_most(250),
        field  (&Station::place_key,         "place_key",         {"位置索引", "Key of the place"}).hidden(),
        field  (&Station::traits,            "traits",            {"特点索引", "Key of what it has"}).hidden(),
        field  (&Station::changed_at,        "changed_at",        {"更新时间", "Changed at"}).by_server().sortable(),
        version(&Station::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::stations
