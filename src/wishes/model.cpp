#include "wishes/model.h"

namespace unionhall::wishes {

// clang-format off
std::vector<Words> labels_of(const RoundStatus*) {
    return {{"已计划", "Planned"}, {"进行中", "Open"}, {"已结束", "Closed"}};
}
std::vector<Words> labels_of(const Status*) {
    return {{"等待发布", "To be published"}, {"等人认领", "Published"}, {"已认领", "Taken on"}, {"已送到站点", "At the station"}, {"已实现", "Confirmed"}, {"没有发布", "Not published"}, {"本人撤回", "Withdrawn"}, {"已过期", "Expired"}};
}

const RecordType& record_of(const WishRound*) {
    static const auto type = record<WishRound>("wish_round", "wish_rounds", {"微心愿活动", "round of wishes"}, {
        key    (&WishRound::id),
        owner  (&WishRound::unit_id, {"主办工会", "Held by"}),
        path   (&WishRound::unit_path),
        field  (&WishRound::station_id, "station_id", {"服务站点", "Station"}).required().filterable()
            .help("心愿在这里交接，双方不见面。", "Where gifts change hands; the two do not meet."),
        field  (&WishRound::title,      "title",      {"名称", "Title"}).required().at_most(100).sortable().searched(Match::anywhere),
        field  (&WishRound::opens_on,   "opens_on",   {"开始日期", "Opens on"}).required().sortable().filterable(),
        field  (&WishRound::closes_on,  "closes_on",  {"结束日期", "Closes on"}).required().sortable().filterable(),
        field  (&WishRound::status,     "status",     {"状态", "Status"}).by_server().filterable(),
        version(&WishRound::version),
    });
    return type;
}

const RecordType& record_of(const Wish*) {
    static const auto type = record<Wish>("wish", "wishes", {"微心愿", "wish"}, {
        key    (&Wish::id),
        owner  (&Wish::unit_id, {"主办工会", "Held by"}),
        path   (&Wish::unit_path),
        field  (&Wish::round_id,         "round_id",   {"哪一轮", "Round"}).by_server().filterable(),
        field  (&Wish::station_id,       "station_id", {"服务站点", "Station"}).by_server().filterable(),
        field  (&Wish::text,             "text",       {"心愿", "Wish"}).by_server().at_most(100).personal(Mask::hidden),
        field  (&Wish::status,           "status",     {"状态", "Status"}).by_server().filterable(),
        field  (&Wish::member_id,        "member_id",  {"许愿人", "Who wished"}).hidden(),
        field  (&Wish::giver_account_id, "giver_account_id", {"认领人", "Who gives"}).hidden(),
        field  (&Wish::written_at,       "written_at", {"提出时间", "Written at"}).by_server().sortable(),
        field  (&Wish::claimed_at,       "claimed_at", {"认领时间", "Taken on at"}).by_server(),
        field  (&Wish::ended_at,         "ended_at",   {"结束时间", "Ended at"}).by_server(),
        field  (&Wish::answer,           "answer",     {"给许愿人的话", "To the wisher"}).by_server().at_most(200).personal(Mask::hidden),
        version(&Wish::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::wishes
