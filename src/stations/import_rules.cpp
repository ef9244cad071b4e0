#include "stations/import_rules.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "platform/identifiers.h"
#include "platform/tables_heading.h"
#include "platform/text.h"
#include "stations/hours.h"

namespace unionhall::stations {

// clang-format off
const Workflow<StationImport, ImportStatus>& workflow_of(const StationImport*) {
    using enum ImportStatus;
    static const Workflow<StationImport, ImportStatus> workflow{&StationImport::status, checked, {
        // step      from                to          who may  meaning
        {"commit", {checked, undone},  committed,  manage,  {"导入", "Commit"}},
        {"undo",   {committed},        undone,     manage,  {"撤销", "Undo"}},
    }};
    return workflow;
}
// clang-format on

const CoordinateHeadings& coordinate_headings() {
    static const CoordinateHeadings all{
        {"经度", "东经", "lng", "lon", "x"}, {"纬度", "北纬", "lat", "y"}, {"坐标", "位置坐标", "coordinates"}};
    return all;
}

namespace {

using Names = std::vector<std::string>;

struct Heading {
    int StationColumns::*column;
    Names names;
};
// clang-format off
const std::vector<Heading>& headings() {
    static const std::vector<Heading> all{
        {&StationColumns::name,       {"名称", "站点名称", "驿站名称", "站点", "驿站", "name", "stationname"}},
        {&StationColumns::kind,       {"类型", "站点类型", "类别", "kind", "type"}},
        {&StationColumns::division,   {"街道", "乡镇", "街道乡镇", "街道/乡镇", "所属街道", "区划", "区划代码", "division", "street"}},
        {&StationColumns::address,    {"地址", "详细地址", "站点地址", "具体地址", "address"}},
        {&StationColumns::lng,        coordinate_headings().lng},
        {&StationColumns::lat,        coordinate_headings().lat},
        {&StationColumns::both,       coordinate_headings().both},
        {&StationColumns::phone,      {"电话", "联系电话", "站点电话", "咨询电话", "phone", "telephone"}},
        {&StationColumns::host,       {"共建单位", "依托单位", "承建单位", "host"}},
        {&StationColumns::hours,      {"开放时间", "服务时间", "营业时间", "hours"}},
        {&StationColumns::weekday,    {"工作日", "工作日时间", "工作日开放时间", "weekdays"}},
        {&StationColumns::weekend,    {"周末", "周末时间", "双休日", "weekends"}},
        {&StationColumns::holiday,    {"节假日", "法定节假日", "节假日时间", "holidays"}},
        {&StationColumns::facilities, {"设施", "服务设施", "设施设备", "配备设施", "facilities"}},
    };
    return all;
}
// How people write each facility, in the order of the catalogue.
const std::vector<Names>& facility_names() {
    static const std::vector<Names> all{
        {"桌椅", "桌子", "座椅", "seats"}, {"饮水", "热水", "water"}, {"微波炉", "microwave"}, {"wifi", "无线网", "无线上网", "上网"},
        {"充电", "charging", "charger"}, {"打气", "气筒", "pump"}, {"雨伞", "雨具", "umbrella"}, {"药箱", "急救", "医药", "firstaid"},
        {"水杯", "纸杯", "cups"}, {"图书", "书籍", "books"}, {"报刊", "报纸", "杂志", "newspapers"}, {"空调", "暖气", "取暖", "airconditioning"},
        {"冰箱", "冰柜", "fridge"}, {"电视", "tv"}, {"储物", "寄存", "lockers"}, {"卫生间", "厕所", "洗手间", "toilet"},
        {"停车", "parking"}, {"淋浴", "洗澡", "shower"}, {"洗衣", "laundry"}};
    return all;
}
// clang-format on

std::int64_t facilities_in(const std::string& text) {
    std::string open;  // in square brackets stands a facility like others
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        append_character(open, c == U'[' || c == U']' || c == U'【' || c == U'】' ? U' ' : c);
    }
    std::int64_t found = 0;
    auto plain = heading_key(open);
    for (std::size_t i = 0; i < facility_names().size(); ++i)
        for (auto& name : facility_names()[i])
            if (plain.find(name) != std::string::npos) found |= std::int64_t{1} << i;
    return found;
}

bool says_yes(const std::string& text) {
    auto plain = folded(text);
    static const std::set<std::string> no{"", "0", "无", "否", "没有", "n", "no", "false", "×", "x", "/", "-"};
    return !no.contains(plain);
}

std::optional<double> decimal_in(const std::string& text) {
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

void add_note(StationImportRow& row, const Words& words, Language language) {
    row.note += (row.note.empty() ? "" : language == Language::zh ? "" : " ") + words.in(language);
}

void read_kinds(StationImportRow& row, const std::string& text) {
    auto has = [&](const char* word) { return text.find(word) != std::string::npos; };
    row.is_workers_home = has("职工之家") || has("会站家") || has("home");
    row.is_drivers_home = has("司机之家");
    row.is_nursing_room = has("母婴");
    bool is_other = row.is_workers_home || row.is_drivers_home || row.is_nursing_room;
    row.is_station = !is_other || has("驿站") || has("服务站") || has("会站家");
}

void read_place(StationImportRow& row, const TableRow& cells, const StationColumns& columns, Language language) {
    auto read = coordinates_in(cell_of(cells, columns.lng), cell_of(cells, columns.lat), cell_of(cells, columns.both));
    row.lng = read.lng, row.lat = read.lat;
    if (read.is_exchanged)
        add_note(row, {"经纬两列写反了，已对调。", "East and north stood in each other's column; they are exchanged."},
                 language);
    if (read.is_given && !read.lng)
        add_note(row,
                 {"坐标读不懂或不在国内，没有采用。",
                  "The coordinates are not readable, or not in China, and are left out."},
                 language);
}

void read_hours(StationImportRow& row, const TableRow& cells, const StationColumns& columns, Language language) {
    auto all = cell_of(cells, columns.hours);
    row.weekday_hours = cell_of(cells, columns.weekday);
    row.weekend_hours = cell_of(cells, columns.weekend);
    row.holiday_hours = cell_of(cells, columns.holiday);
    bool says_always = all.find("24") != std::string::npos || all.find("全天") != std::string::npos;
    if (says_always && !parse_hours(all)) {
        row.is_open_24h = true;
    } else if (!all.empty() && row.weekday_hours.empty() && row.weekend_hours.empty()) {
        row.weekday_hours = row.weekend_hours = row.holiday_hours = all;
        add_note(row, {"开放时间按每天一样计。", "The hours are taken for every day."}, language);
    }
    for (auto* hours : {&row.weekday_hours, &row.weekend_hours, &row.holiday_hours}) {
        if (parse_hours(*hours)) {
            *hours = tidied_hours(*hours);
            continue;
        }
        add_note(row,
                 {"开放时间“" + *hours + "”读不懂，没有采用。",
                  "The hours \"" + *hours + "\" are not readable and left out."},
                 language);
        hours->clear();
    }
}

}  // namespace

CoordinatesRead coordinates_in(std::string lng, std::string lat, const std::string& both_cells) {
    if (!both_cells.empty() && lng.empty()) {
        auto both = split(both_cells, ',');
        if (both.size() == 2) lng = trimmed(both[0]), lat = trimmed(both[1]);
    }
    CoordinatesRead read{.is_given = !lng.empty() || !lat.empty()};
    auto east = decimal_in(lng), north = decimal_in(lat);
    if (!east || !north) return read;
    // China lies between 73 and 136 degrees east and 3 and 54 degrees north, so the two cannot be mistaken.
    if (*east < 54 && *north > 73) std::swap(east, north), read.is_exchanged = true;
    bool is_in_china = *east >= 73 && *east <= 136 && *north >= 3 && *north <= 54;
    if (is_in_china) read.lng = east, read.lat = north;
    return read;
}

std::string street_in(const std::string& text, const std::string& county_code, std::span<const Street> streets) {
    if (text.empty()) return county_code;
    for (auto& street : streets)
        if (text == street.code || text.find(street.name) != std::string::npos || street.name.starts_with(text))
            return street.code;
    return "";
}

StationColumns station_columns(const TableRow& heading) {
    StationColumns columns;
    std::vector<std::string> keys;
    for (auto& text : heading.cells) keys.push_back(heading_key(text));
    std::set<int> used;
    for (auto& [column, names] : headings()) used.insert(columns.*column = column_named(keys, names));
    std::vector<Problem> problems;
    if (columns.name < 0)
        problems.push_back({"name",
                            {"没有找到名称列：第一行里应有一列叫“名称”。",
                             "There is no column of names: one heading in the first row should be \"name\" or 名称."}});
    if (columns.address < 0)
        problems.push_back(
            {"address",
             {"没有找到地址列：第一行里应有一列叫“地址”。",
              "There is no column of addresses: one heading in the first row should be \"address\" or 地址."}});
    refuse_if_any(std::move(problems));
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto at = static_cast<int>(i);
        if (used.contains(at)) continue;
        auto facility = facilities_in(heading.cells[i]);
        if (facility)
            columns.single.emplace_back(at, std::countr_zero(static_cast<std::uint64_t>(facility)));
        else if (!keys[i].empty())
            columns.unused.push_back(first_characters(trimmed(heading.cells[i]), 40));
    }
    return columns;
}

StationImportRow read_station_row(const TableRow& cells, const StationColumns& columns, const std::string& county_code,
                                  std::span<const Street> streets, Language language) {
    StationImportRow row{.row_number = cells.number,
                         .name = first_characters(cell_of(cells, columns.name), 100),
                         .address = first_characters(cell_of(cells, columns.address), 200),
                         .host = first_characters(cell_of(cells, columns.host), 100)};
    read_kinds(row, cell_of(cells, columns.kind) + row.name);
    read_place(row, cells, columns, language);
    read_hours(row, cells, columns, language);
    auto phone = cell_of(cells, columns.phone);
    if (check_mobile(phone).ok())
        add_note(row, {"电话像是个人手机，没有采用。", "The telephone looks like somebody's own and is left out."},
                 language);
    else
        row.phone = first_characters(phone, 30);
    auto has = facilities_in(cell_of(cells, columns.facilities));
    for (auto& [column, number] : columns.single)
        if (says_yes(cell_of(cells, column))) has |= std::int64_t{1} << number;
    for (std::size_t i = 0; i < facilities().size(); ++i)
        if (has >> i & 1) row.facilities += (row.facilities.empty() ? "" : ",") + std::string(facilities()[i].code);
    row.division_code = street_in(cell_of(cells, columns.division), county_code, streets);
    if (row.name.empty() || row.address.empty() || row.division_code.empty()) {
        row.result = RowResult::unreadable;
        add_note(row,
                 row.division_code.empty()
                     ? Words{"这个区县里没有这个街道。", "There is no such street in this county."}
                     : Words{"缺名称或地址。", "The name or the address is missing."},
                 language);
        if (row.division_code.empty()) row.division_code = county_code;
    }
    return row;
}

Station station_of(const StationImportRow& row, CoordinateSystem system) {
    Station s{.unit_id = row.unit_id,
              .name = row.name,
              .is_station = row.is_station,
              .is_workers_home = row.is_workers_home,
              .is_drivers_home = row.is_drivers_home,
              .is_nursing_room = row.is_nursing_room,
              .division_code = row.division_code,
              .address = row.address,
              .lng = row.lng,
              .lat = row.lat,
              .coordinate_system = system,
              .host = row.host,
              .phone = row.phone,
              .is_open_24h = row.is_open_24h,
              .weekday_hours = row.weekday_hours,
              .weekend_hours = row.weekend_hours,
              .holiday_hours = row.holiday_hours};
    for (auto& code : split(row.facilities, ','))
        for (auto& facility : facilities())
            if (code == facility.code) s.*facility.there = true;
    derive(s);
    return s;
}

}  // namespace unionhall::stations
