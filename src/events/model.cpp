#include "events/model.h"

namespace unionhall::events {

// clang-format off
std::vector<Words> labels_of(const Kind*) {
    return {{"宣讲", "Talk"}, {"入会仪式", "Joining ceremony"}, {"现场入会点", "Stand at a site"}, {"培训", "Training"}, {"其他", "Other"}};
}
std::vector<Words> labels_of(const Status*) {
    return {{"已计划", "Planned"}, {"开放中", "Open"}, {"已举办", "Held"}, {"已上报", "Reported"}, {"已取消", "Cancelled"}};
}
std::vector<Words> labels_of(const ItemKind*) {
    return {{"法律", "Law"}, {"安全生产", "Safety at work"}, {"会员服务", "Benefit for members"}, {"宣誓", "Oath"}, {"其他", "Other"}};
}
std::vector<Words> labels_of(const How*) {
    return {{"本人签到", "By code"}, {"工作人员登记", "By staff"}};
}

const RecordType& record_of(const Event*) {
    static const auto type = record<Event>("event", "events", {"活动", "event"}, {
        key    (&Event::id),
        owner  (&Event::unit_id, {"主办工会", "Held by"}),
        path   (&Event::unit_path),
        field  (&Event::drive_id,      "drive_id",      {"所属集中入会行动", "Joining drive"}).filterable(),
        field  (&Event::title,         "title",         {"名称", "Title"}).required().at_most(100).sortable().searched(Match::anywhere),
        field  (&Event::kind,          "kind",          {"类型", "Kind"}).filterable(),
        field  (&Event::starts_at,     "starts_at",     {"开始时间", "Begins"}).sortable().filterable(),
        field  (&Event::ends_at,       "ends_at",       {"结束时间", "Ends"}),
        field  (&Event::place,         "place",         {"地点", "Place"}).required().at_most(200),
        field  (&Event::status,        "status",        {"状态", "Status"}).by_server().filterable(),
        field  (&Event::capacity,      "capacity",      {"可容纳人数", "Room for"}).between(0, 100000)
            .help("0 表示不限。", "0 means as many as come."),
        field  (&Event::leaflets,      "leaflets",      {"发放宣传资料（份）", "Leaflets given out"}).between(0, 1000000),
        field  (&Event::check_in_code, "check_in_code", {"签到码", "Check-in code"}).by_server().at_most(6)
            .help("在活动现场向大家展示，需要时可以更换。", "Shown where the event is; it can be changed at any time."),
        field  (&Event::oath_version,  "oath_version",  {"誓词版本", "Oath text"}).by_server(),
        field  (&Event::attended,      "attended",      {"签到人次", "Checked in"}).by_server().sortable(),
        field  (&Event::joined,        "joined",        {"在此入会人数", "Joined here"}).by_server().sortable(),
        version(&Event::version),
    });
    return type;
}

const RecordType& record_of(const AgendaItem*) {
    static const auto type = record<AgendaItem>("agenda_item", "agenda_items", {"议程内容", "agenda item"}, {
        key    (&AgendaItem::id),
        field  (&AgendaItem::event_id, "event_id", {"活动", "Event"}).required().filterable(),
        field  (&AgendaItem::position, "position", {"次序", "Place in the order"}).between(0, 1000).sortable(),
        field  (&AgendaItem::kind,     "kind",     {"类别", "Kind"}).filterable(),
        field  (&AgendaItem::title,    "title",    {"内容", "What it is"}).required().at_most(100),
        version(&AgendaItem::version),
    });
    return type;
}

const RecordType& record_of(const Attendance*) {
    static const auto type = record<Attendance>("attendance", "attendances", {"签到记录", "attendance"}, {
        key    (&Attendance::id),
        field  (&Attendance::event_id,       "event_id",       {"活动", "Event"}).by_server().filterable(),
        path   (&Attendance::unit_path),
        field  (&Attendance::member_id,      "member_id",      {"会员", "Member"}).by_server().filterable(),
        field  (&Attendance::checked_in_at,  "checked_in_at",  {"签到时间", "Checked in at"}).by_server().sortable(),
        field  (&Attendance::how,            "how",            {"签到方式", "How"}).by_server().filterable(),
        field  (&Attendance::representative, "representative", {"会员代表", "Representative"}).filterable(),
        field  (&Attendance::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}).filterable(),
        version(&Attendance::version),
    });
    return type;
}

const RecordType& record_of(const OathText*) {
    static const auto type = record<OathText>("oath_text", "oath_texts", {"誓词", "oath text"}, {
        field(&OathText::version, "version", {"版本", "Version"}).by_server(),
        field(&OathText::zh,      "zh",      {"中文誓词", "Oath in Chinese"}).required().at_most(500),
        field(&OathText::en,      "en",      {"英文誓词", "Oath in English"}).required().at_most(1000),
        field(&OathText::hash,    "hash",    {"文本摘要", "Hash of the text"}).by_server().at_most(64),
        field(&OathText::since,   "since",   {"启用日期", "In use since"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const Learned*) {
    static const auto type = record<Learned>("learned", "", {"学习内容", "something learned"}, {
        field(&Learned::event_id,    "event_id",    {"活动", "Event"}).by_server(),
        field(&Learned::event_title, "event_title", {"活动名称", "Title of the event"}).by_server(),
        field(&Learned::unit_name,   "unit_name",   {"主办工会", "Held by"}).by_server(),
        field(&Learned::day,         "day",         {"日期", "Day"}).by_server(),
        field(&Learned::kind,        "kind",        {"类别", "Kind"}).by_server(),
        field(&Learned::title,       "title",       {"内容", "What it is"}).by_server(),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::events
