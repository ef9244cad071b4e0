#include "drives/model.h"

namespace unionhall::drives {

// clang-format off
std::vector<Words> labels_of(const Status*) {
    return {{"已计划", "Planned"}, {"进行中", "Running"}, {"已结束", "Closed"}, {"已上报", "Reported"}};
}

std::vector<Words> labels_of(const Cut*) {
    return {{"按渠道", "By channel"}, {"按下级工会", "By unit"}, {"按职业", "By occupation"}, {"按日期", "By day"}, {"按活动", "By event"}};
}

const RecordType& record_of(const Drive*) {
    static const auto type = record<Drive>("drive", "drives", {"集中入会行动", "joining drive"}, {
        key    (&Drive::id),
        owner  (&Drive::unit_id, {"组织单位", "Led by"}),
        path   (&Drive::unit_path),
        field  (&Drive::title,         "title",         {"名称", "Title"}).required().at_most(100).sortable().searched(Match::anywhere),
        field  (&Drive::division_code, "division_code", {"覆盖区划代码", "Division covered"}).at_most(9).filterable(),
        field  (&Drive::starts_on,     "starts_on",     {"开始日期", "First day"}).required().sortable().filterable(),
        field  (&Drive::ends_on,       "ends_on",       {"结束日期", "Last day"}).required().sortable().filterable(),
        field  (&Drive::groups,        "groups",        {"面向群体", "Whom it turns to"}).at_most(200),
        field  (&Drive::status,        "status",        {"状态", "Status"}).by_server().filterable(),
        field  (&Drive::note,          "note",          {"说明", "Note"}).at_most(1000),
        version(&Drive::version),
    });
    return type;
}

const RecordType& record_of(const DriveUnit*) {
    static const auto type = record<DriveUnit>("drive_unit", "drive_units", {"承办单位", "unit of a drive"}, {
        key    (&DriveUnit::id),
        field  (&DriveUnit::drive_id,       "drive_id",       {"集中入会行动", "Joining drive"}).required().filterable(),
        owner  (&DriveUnit::unit_id, {"承办工会", "Given to"}),
        path   (&DriveUnit::unit_path),
        field  (&DriveUnit::events_planned, "events_planned", {"计划活动场次", "Events planned"}).between(0, 10000),
        version(&DriveUnit::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::drives
