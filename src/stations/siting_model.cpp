#include "stations/siting_model.h"

namespace unionhall::stations {

// clang-format off
std::vector<Words> labels_of(const SitingStatus*) {
    return {{"准备中", "Being prepared"}, {"正在计算", "Being worked out"}, {"已算出", "Worked out"}};
}
std::vector<Words> labels_of(const Reach*) { return {{"步行 500 米", "500 m on foot"}, {"步行 1 公里", "1 km on foot"}}; }
std::vector<Words> labels_of(const SitingProof*) {
    return {{"还没有计算", "Not worked out yet"}, {"已证明最优（求解器）", "Proved best by the solver"}, {"已证明最优（上界）", "Proved best by the bound"},
            {"服务器没有求解器", "No solver on the server"}, {"规模超过求解器", "Too large for the solver"}, {"求解器未在限时内完成", "The solver ran out of time"},
            {"求解器结果核算不符", "The solver's answer was wrong"}};
}
std::vector<Words> labels_of(const SitingKind*) { return {{"需求", "Demand"}, {"候选点", "Candidate site"}}; }
std::vector<Words> labels_of(const SitingOutcome*) {
    return {{"未计算", "Not worked out"}, {"已有站点满足", "Served already"}, {"新站点满足", "Served by a new site"}, {"仍未满足", "Not served"},
            {"候选点都走不到", "No candidate near enough"}, {"选中", "Chosen"}, {"未选", "Not chosen"}};
}

const RecordType& record_of(const Siting*) {
    static const auto type = record<Siting>("siting", "sitings", {"选址方案", "siting"}, {
        key    (&Siting::id),
        owner  (&Siting::unit_id, {"工会", "Unit"}),
        path   (&Siting::unit_path),
        field  (&Siting::title,            "title",            {"名称", "Title"}).required().at_most(100).searched(Match::anywhere),
        field  (&Siting::division_code,    "division_code",    {"在哪个区县", "County"}).required().at_most(6).filterable()
            .help("请选到区县，不要选到街道。", "Choose a county, not a street."),
        field  (&Siting::sites_most,       "sites_most",       {"打算新建几个", "How many sites"}).required().between(1, 50),
        field  (&Siting::reach,            "reach",            {"多远算走得到", "Near enough"})
            .help("步行距离按直线距离的 1.3 倍计算。", "On foot counts as 1.3 times the way of the crow."),
        field  (&Siting::includes_planned, "includes_planned", {"把已规划的站点也当候选点", "Planned stations are candidates too"}),
        field  (&Siting::status,           "status",           {"状态", "Status"}).by_server().filterable(),
        field  (&Siting::file_name,        "file_name",        {"表格", "Table"}).by_server().at_most(200),
        field  (&Siting::problems,         "problems",         {"读不懂的行", "Rows that cannot be read"}).by_server().at_most(4000),
        field  (&Siting::unused_columns,   "unused_columns",   {"没有用到的列", "Columns not used"}).by_server().at_most(1000),
        field  (&Siting::rows_unreadable,  "rows_unreadable",  {"读不懂的行数", "Unreadable rows"}).by_server(),
        field  (&Siting::runs,             "runs",             {"第几次计算", "Run"}).hidden(),
        field  (&Siting::demand_total,     "demand_total",     {"需求合计（人）", "Demand, people"}).by_server(),
        field  (&Siting::served_before,    "served_before",    {"现有站点满足", "Served before"}).by_server(),
        field  (&Siting::served_after,     "served_after",     {"新建后满足", "Served after"}).by_server(),
        field  (&Siting::out_of_reach,     "out_of_reach",     {"候选点都走不到", "No candidate near enough"}).by_server(),
        field  (&Siting::served_at_most,   "served_at_most",   {"最多可能满足", "Served at most"}).by_server(),
        field  (&Siting::candidates,       "candidates",       {"候选点数", "Candidates"}).by_server(),
        field  (&Siting::sites_chosen,     "sites_chosen",     {"选中几个", "Sites chosen"}).by_server(),
        field  (&Siting::proof,            "proof",            {"有多确定", "How sure"}).by_server(),
        field  (&Siting::created_at,       "created_at",       {"建立时间", "Made at"}).by_server().sortable(),
        field  (&Siting::solved_at,        "solved_at",        {"算出时间", "Worked out at"}).by_server(),
        version(&Siting::version),
    });
    return type;
}

const RecordType& record_of(const SitingRow*) {
    static const auto type = record<SitingRow>("siting_row", "siting_rows", {"需求或候选点", "demand or candidate"}, {
        key    (&SitingRow::id),
        field  (&SitingRow::siting_id,     "siting_id",     {"选址方案", "Siting"}).by_server().filterable(),
        owner  (&SitingRow::unit_id, {"工会", "Unit"}),
        path   (&SitingRow::unit_path),
        field  (&SitingRow::kind,          "kind",          {"类型", "Kind"}).by_server().filterable(),
        field  (&SitingRow::row_number,    "row_number",    {"行号", "Row"}).by_server().sortable(),
        field  (&SitingRow::name,          "name",          {"名称", "Name"}).by_server().at_most(100),
        field  (&SitingRow::division_code, "division_code", {"街道", "Street"}).by_server().at_most(9),
        field  (&SitingRow::lng,           "lng",           {"东经（GCJ-02）", "Degrees east (GCJ-02)"}).by_server(),
        field  (&SitingRow::lat,           "lat",           {"北纬（GCJ-02）", "Degrees north (GCJ-02)"}).by_server(),
        field  (&SitingRow::amount,        "amount",        {"人数", "People"}).by_server().sortable(),
        field  (&SitingRow::station_id,    "station_id",    {"已规划的站点", "Planned station"}).by_server(),
        field  (&SitingRow::outcome,       "outcome",       {"结果", "Outcome"}).by_server().filterable(),
        field  (&SitingRow::place,         "place",         {"第几个站点", "Which site"}).by_server().filterable().sortable(),
        field  (&SitingRow::adds,          "adds",          {"新满足（人）", "Adds, people"}).by_server(),
        version(&SitingRow::version),
    });
    return type;
}

const RecordType& record_of(const SitingSite*) {
    static const auto type = record<SitingSite>("siting_site", "", {"选中的点", "chosen site"}, {
        field(&SitingSite::row_id,        "row_id",        {"候选点", "Candidate"}).by_server(),
        field(&SitingSite::place,         "place",         {"顺序", "Place"}).by_server(),
        field(&SitingSite::name,          "name",          {"名称", "Name"}).by_server(),
        field(&SitingSite::station_id,    "station_id",    {"已规划的站点", "Planned station"}).by_server(),
        field(&SitingSite::adds,          "adds",          {"新满足（人）", "Adds, people"}).by_server(),
        field(&SitingSite::served_so_far, "served_so_far", {"累计满足（人）", "Served so far"}).by_server(),
        field(&SitingSite::share,         "share",         {"占全部需求", "Of all demand"}).by_server(),
    });
    return type;
}

const RecordType& record_of(const SitingTold*) {
    static const auto type = record<SitingTold>("siting_told", "", {"选址说明", "explanation of a siting"}, {
        field(&SitingTold::definition, "definition", {"怎样计算", "How it counts"}).by_server().at_most(600),
        field(&SitingTold::before,     "before",     {"现在", "Before"}).by_server().at_most(300),
        field(&SitingTold::after,      "after",      {"新建以后", "After"}).by_server().at_most(300),
        field(&SitingTold::best,       "best",       {"有多确定", "How sure"}).by_server().at_most(600),
        field(&SitingTold::beyond,     "beyond",     {"走不到的", "Out of reach"}).by_server().at_most(300),
        many (&SitingTold::sites,      "sites",      {"选中的点", "Chosen sites"}),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::stations
