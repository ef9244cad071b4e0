#include "stations/upkeep_model.h"

namespace unionhall::stations {

// clang-format off
std::vector<Words> labels_of(const ReportKind*) {
    return {{"门锁着", "It was locked"}, {"设施坏了", "Something is broken"}, {"找不到", "It is not there"}, {"时间不对", "The hours are wrong"}, {"不干净", "It is dirty"}, {"其他", "Something else"}};
}
std::vector<Words> labels_of(const ReportStatus*) {
    return {{"等待核实", "Being looked into"}, {"已解决", "Put right"}, {"核实后不属实", "Found not to be so"}};
}
std::vector<Words> labels_of(const Item*) {
    return {{"标识统一", "Sign"}, {"场所固定", "Place"}, {"设施齐全", "Facilities"}, {"制度上墙", "Rules"}, {"专人管理", "People"}, {"地图可查", "On the map"}, {"环境卫生", "Cleanliness"}, {"消防用电安全", "Safety"}};
}
std::vector<Words> labels_of(const DeficiencyStatus*) {
    return {{"待整改", "Found"}, {"已整改", "Put right"}, {"已验收", "Accepted"}};
}
std::vector<Words> labels_of(const How*) {
    return {{"手工登记", "By hand"}, {"门口计数器", "Counter at the door"}, {"扫码点数", "Tap on the code"}};
}

const RecordType& record_of(const StationReport*) {
    static const auto type = record<StationReport>("station_report", "station_reports", {"站点反映", "report of a station"}, {
        key    (&StationReport::id),
        owner  (&StationReport::unit_id, {"建设工会", "Run by"}),
        path   (&StationReport::unit_path),
        field  (&StationReport::station_id,  "station_id",  {"服务站点", "Station"}).by_server().filterable(),
        field  (&StationReport::kind,        "kind",        {"反映什么", "What was reported"}).by_server().filterable(),
        field  (&StationReport::facility,    "facility",    {"哪件设施", "Which facility"}).by_server().at_most(30),
        field  (&StationReport::status,      "status",      {"状态", "Status"}).by_server().filterable(),
        field  (&StationReport::times,       "times",       {"反映次数", "How many said so"}).by_server().sortable(),
        field  (&StationReport::observed_at, "observed_at", {"看到的时间", "Seen at"}).by_server().sortable(),
        field  (&StationReport::received_at, "received_at", {"收到时间", "Received at"}).by_server().sortable(),
        field  (&StationReport::due_on,      "due_on",      {"最晚答复", "Answer due on"}).by_server().sortable().filterable(),
        field  (&StationReport::answer,      "answer",      {"公开答复", "Answer to the public"}).by_server().at_most(200),
        field  (&StationReport::answered_at, "answered_at", {"答复时间", "Answered at"}).by_server(),
        version(&StationReport::version),
    });
    return type;
}

const RecordType& record_of(const Inspection*) {
    static const auto type = record<Inspection>("inspection", "inspections", {"站点检查", "inspection"}, {
        key    (&Inspection::id),
        owner  (&Inspection::unit_id, {"建设工会", "Run by"}),
        path   (&Inspection::unit_path),
        field  (&Inspection::station_id,     "station_id",     {"服务站点", "Station"}).by_server().filterable(),
        field  (&Inspection::inspected_on,   "inspected_on",   {"检查日期", "Inspected on"}).required().sortable().filterable(),
        field  (&Inspection::has_sign,       "has_sign",       {"标识统一", "It has its sign"}),
        field  (&Inspection::has_place,      "has_place",      {"场所固定", "The place is fixed and fit"}),
        field  (&Inspection::has_facilities, "has_facilities", {"设施齐全", "The facilities are there and work"}),
        field  (&Inspection::has_rules,      "has_rules",      {"制度上墙", "The rules hang on the wall"}),
        field  (&Inspection::has_people,     "has_people",     {"专人管理", "Named people look after it"}),
        field  (&Inspection::is_on_map,      "is_on_map",      {"地图可查", "It is found on a map"}),
        field  (&Inspection::is_clean,       "is_clean",       {"环境卫生", "It is clean"}),
        field  (&Inspection::is_safe,        "is_safe",        {"消防用电安全", "Fire and wiring are safe"}),
        field  (&Inspection::note,           "note",           {"说明", "Note"}).at_most(500),
        field  (&Inspection::deficiencies,   "deficiencies",   {"问题数", "Deficiencies"}).by_server().sortable(),
        version(&Inspection::version),
    });
    return type;
}

const RecordType& record_of(const Deficiency*) {
    static const auto type = record<Deficiency>("deficiency", "deficiencies", {"整改问题", "deficiency"}, {
        key    (&Deficiency::id),
        owner  (&Deficiency::unit_id, {"建设工会", "Run by"}),
        path   (&Deficiency::unit_path),
        field  (&Deficiency::station_id,    "station_id",    {"服务站点", "Station"}).by_server().filterable(),
        field  (&Deficiency::inspection_id, "inspection_id", {"哪次检查", "Inspection"}).by_server().filterable(),
        field  (&Deficiency::item,          "item",          {"项目", "Item"}).by_server().filterable(),
        field  (&Deficiency::status,        "status",        {"状态", "Status"}).by_server().filterable(),
        field  (&Deficiency::due_on,        "due_on",        {"整改期限", "Due on"}).by_server().sortable().filterable(),
        field  (&Deficiency::fixed_on,      "fixed_on",      {"整改完成", "Put right on"}).by_server(),
        field  (&Deficiency::note,          "note",          {"说明", "Note"}).by_server().at_most(500),
        version(&Deficiency::version),
    });
    return type;
}

const RecordType& record_of(const StationTally*) {
    static const auto type = record<StationTally>("station_tally", "station_tallies", {"使用人次", "tally of visits"}, {
        key    (&StationTally::id),
        owner  (&StationTally::unit_id, {"建设工会", "Run by"}),
        path   (&StationTally::unit_path),
        field  (&StationTally::station_id, "station_id", {"服务站点", "Station"}).by_server().filterable(),
        field  (&StationTally::day,        "day",        {"日期", "Day"}).by_server().sortable().filterable(),
        field  (&StationTally::how,        "how",        {"怎样统计", "How it was counted"}).by_server().filterable(),
        field  (&StationTally::visits,     "visits",     {"人次", "Visits"}).by_server().sortable(),
        version(&StationTally::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::stations
