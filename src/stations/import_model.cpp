#include "stations/import_model.h"

namespace unionhall::stations {

// clang-format off
std::vector<Words> labels_of(const ImportStatus*) {
    return {{"已预检", "Checked"}, {"已导入", "Committed"}, {"已撤销", "Undone"}};
}
std::vector<Words> labels_of(const RowResult*) {
    return {{"新站点", "New"}, {"已有地址增加类型", "Another kind at an address we have"}, {"需要人工确认", "Somebody must decide"}, {"已经有了", "We have it"}, {"读不懂", "Unreadable"}};
}

const RecordType& record_of(const StationImport*) {
    static const auto type = record<StationImport>("station_import", "station_imports", {"站点名单", "list of stations"}, {
        key    (&StationImport::id),
        owner  (&StationImport::unit_id, {"导入的工会", "Unit"}),
        path   (&StationImport::unit_path),
        field  (&StationImport::file_name,         "file_name",         {"文件名", "File name"}).by_server().at_most(200),
        field  (&StationImport::format,            "format",            {"格式", "Format"}).by_server(),
        field  (&StationImport::county_code,       "county_code",       {"区县代码", "County"}).by_server().at_most(6),
        field  (&StationImport::coordinate_system, "coordinate_system", {"坐标系", "Coordinate system"}).by_server(),
        field  (&StationImport::status,            "status",            {"状态", "Status"}).by_server().filterable(),
        field  (&StationImport::rows_total,        "rows_total",        {"行数", "Rows"}).by_server(),
        field  (&StationImport::rows_new,          "rows_new",          {"新站点", "New"}).by_server(),
        field  (&StationImport::rows_merge,        "rows_merge",        {"增加类型", "Another kind"}).by_server(),
        field  (&StationImport::rows_doubtful,     "rows_doubtful",     {"需要确认", "To be decided"}).by_server(),
        field  (&StationImport::rows_duplicate,    "rows_duplicate",    {"已经有了", "There already"}).by_server(),
        field  (&StationImport::rows_unreadable,   "rows_unreadable",   {"读不懂", "Unreadable"}).by_server(),
        field  (&StationImport::kept,              "kept",              {"撤销时保留", "Kept when undone"}).by_server(),
        field  (&StationImport::unused_columns,    "unused_columns",    {"没有用到的列", "Columns not used"}).by_server().at_most(1000),
        field  (&StationImport::created_at,        "created_at",        {"上传时间", "Brought at"}).by_server().sortable(),
        field  (&StationImport::committed_at,      "committed_at",      {"导入时间", "Committed at"}).by_server(),
        field  (&StationImport::undone_at,         "undone_at",         {"撤销时间", "Undone at"}).by_server(),
        version(&StationImport::version),
    });
    return type;
}

const RecordType& record_of(const StationImportRow*) {
    static const auto type = record<StationImportRow>("station_import_row", "station_import_rows", {"名单中的一行", "row of a list"}, {
        key    (&StationImportRow::id),
        field  (&StationImportRow::import_id,       "import_id",       {"名单", "List"}).by_server().filterable(),
        owner  (&StationImportRow::unit_id, {"导入的工会", "Unit"}),
        path   (&StationImportRow::unit_path),
        field  (&StationImportRow::row_number,      "row_number",      {"行号", "Row"}).by_server().sortable(),
        field  (&StationImportRow::result,          "result",          {"预检结果", "Result"}).by_server().filterable(),
        field  (&StationImportRow::is_taken,        "is_taken",        {"要导入", "To be taken"}).filterable(),
        field  (&StationImportRow::name,            "name",            {"名称", "Name"}).by_server().at_most(100),
        field  (&StationImportRow::is_station,      "is_station",      {"户外劳动者驿站", "Service station"}).by_server(),
        field  (&StationImportRow::is_workers_home, "is_workers_home", {"职工之家", "Workers' home"}).by_server(),
        field  (&StationImportRow::is_drivers_home, "is_drivers_home", {"司机之家", "Drivers' home"}).by_server(),
        field  (&StationImportRow::is_nursing_room, "is_nursing_room", {"母婴室", "Mother-and-baby room"}).by_server(),
        field  (&StationImportRow::division_code,   "division_code",   {"所在区划", "Division"}).by_server().at_most(9),
        field  (&StationImportRow::address,         "address",         {"地址", "Address"}).by_server().at_most(200),
        field  (&StationImportRow::lng,             "lng",             {"东经", "Degrees east"}).by_server(),
        field  (&StationImportRow::lat,             "lat",             {"北纬", "Degrees north"}).by_server(),
        field  (&StationImportRow::phone,           "phone",           {"电话", "Telephone"}).by_server().at_most(30),
        field  (&StationImportRow::host,            "host",            {"共建单位", "Host"}).by_server().at_most(100),
        field  (&StationImportRow::is_open_24h,     "is_open_24h",     {"24 小时", "24 hours"}).by_server(),
        field  (&StationImportRow::weekday_hours,   "weekday_hours",   {"工作日时间", "Hours on working days"}).by_server().at_most(60),
        field  (&StationImportRow::weekend_hours,   "weekend_hours",   {"周末时间", "Hours at weekends"}).by_server().at_most(60),
        field  (&StationImportRow::holiday_hours,   "holiday_hours",   {"节假日时间", "Hours on public holidays"}).by_server().at_most(60),
        field  (&StationImportRow::facilities,      "facilities",      {"设施", "Facilities"}).by_server().at_most(300),
        field  (&StationImportRow::note,            "note",            {"说明", "Note"}).by_server().at_most(500),
        field  (&StationImportRow::station_id,      "station_id",      {"对应的站点", "The station"}).by_server(),
        version(&StationImportRow::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::stations
