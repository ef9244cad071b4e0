#include "rosters/model.h"

namespace unionhall::rosters {

// Held by nobody: what the system does by itself.
static const Permission done_by_itself{"rosters.by_itself", {"系统自动完成", "Done by the system itself."}};

// clang-format off
std::vector<Words> labels_of(const Source*) {
    return {{"税务部门", "Tax office"}, {"市场监管部门", "Market register"}, {"交通运输部门", "Transport office"}, {"平台企业", "Platform company"},
            {"其他", "Other"}};
}
std::vector<Words> labels_of(const RosterStatus*) {
    return {{"已预检", "Checked"}, {"正在比对", "Being compared"}, {"已比对", "Compared"}, {"已办结", "Settled"}, {"已撤回", "Withdrawn"}};
}
std::vector<Words> labels_of(const State*) { return {{"已登记", "Ours"}, {"待核对", "Needs a look"}, {"未登记", "Not ours"}}; }
std::vector<Words> labels_of(const Decision*) { return {{"未判断", "None"}, {"同一家", "The same"}, {"不是同一家", "Different"}}; }
std::vector<Words> labels_of(const WorkStatus*) {
    return {{"待办理", "To do"}, {"走访中", "Visiting"}, {"筹建中", "Founding"}, {"已覆盖", "Covered"}, {"不再办理", "Closed"}};
}
std::vector<Words> labels_of(const SearchStatus*) { return {{"正在查找", "Searching"}, {"查找完成", "Done"}}; }
std::vector<Words> labels_of(const PairStatus*) {
    return {{"待核对", "Open"}, {"同一人", "One person"}, {"不是同一人", "Two people"}, {"不能确定", "Unsure"}};
}

const Workflow<Roster, RosterStatus>& workflow_of(const Roster*) {
    using enum RosterStatus;
    static const Workflow<Roster, RosterStatus> flow{&Roster::status, received, {
        // step       from                          to         who may         label
        {"match",    {received},                    matching,  manage,         {"开始比对", "Compare"}},
        {"rematch",  {matched, settled},            matching,  manage,         {"重新比对", "Compare again"}},
        {"finish",   {matching},                    matched,   done_by_itself, {"比对完成", "Compared"}},
        {"settle",   {matched},                     settled,   manage,         {"办结", "Settle"}},
        {"withdraw", {received},                    withdrawn, manage,         {"撤回名单", "Withdraw"}},
    }};
    return flow;
}

const Workflow<ListedEmployer, WorkStatus>& workflow_of(const ListedEmployer*) {
    using enum WorkStatus;
    static const Workflow<ListedEmployer, WorkStatus> flow{&ListedEmployer::status, open, {
        // step      from                        to        who may  label
        {"visit",   {open},                      visiting, manage,  {"开始走访", "Visit"}},
        {"found",   {visiting},                  founding, manage,  {"开始筹建", "Found a union"}},
        {"cover",   {open, visiting, founding},  covered,  manage,  {"已被工会覆盖", "Covered by a union"}},
        {"close",   {open, visiting, founding},  closed,   manage,  {"不再办理", "Close"}},
        {"reopen",  {covered, closed, visiting, founding}, open, manage, {"重新办理", "Begin again"}},
    }};
    return flow;
}

const Workflow<DuplicatePair, PairStatus>& workflow_of(const DuplicatePair*) {
    using enum PairStatus;
    static const Workflow<DuplicatePair, PairStatus> flow{&DuplicatePair::status, open, {
        // step        from                        to         who may      label
        {"same",      {open, unsure},              same,      duplicates,  {"是同一人", "One person"}},
        {"different", {open, unsure},              different, duplicates,  {"不是同一人", "Two people"}},
        {"unsure",    {open},                      unsure,    duplicates,  {"不能确定", "Unsure"}},
        {"undo",      {same, different, unsure},   open,      duplicates,  {"撤销判断", "Undo"}},
    }};
    return flow;
}

const RecordType& record_of(const Roster*) {
    static const auto type = record<Roster>("roster", "rosters", {"外部名单", "roster"}, {
        key  (&Roster::id),
        owner(&Roster::unit_id, {"接收的工会", "Unit"}),
        path (&Roster::unit_path),
        field(&Roster::source,              "source",              {"来源", "From"}).filterable(),
        field(&Roster::as_of_on,            "as_of_on",            {"名单日期", "As of"}).sortable(),
        field(&Roster::file_name,           "file_name",           {"文件名", "File name"}).at_most(200),
        field(&Roster::format,              "format",              {"格式", "Format"}).by_server(),
        field(&Roster::workers,             "workers",             {"职工名单", "List of workers"}).by_server().filterable()
            .help("职工名单只计人数，不保存内容。", "Of a list of workers only the number is kept."),
        field(&Roster::status,              "status",              {"状态", "Status"}).by_server().filterable(),
        field(&Roster::rows_total,          "rows_total",          {"可用行数", "Rows"}).by_server(),
        field(&Roster::rows_done,           "rows_done",           {"已比对行数", "Rows compared"}).by_server(),
        field(&Roster::rows_unreadable,     "rows_unreadable",     {"无法识别", "Unreadable"}).by_server(),
        field(&Roster::rows_repeated,       "rows_repeated",       {"名单内重复", "Repeated in the list"}).by_server(),
        field(&Roster::rows_decided_before, "rows_decided_before", {"沿用以往判断", "Decided before"}).by_server(),
        field(&Roster::rows_ours,           "rows_ours",           {"已登记", "Ours"}).by_server(),
        field(&Roster::rows_look,           "rows_look",           {"待核对", "Need a look"}).by_server(),
        field(&Roster::rows_not_ours,       "rows_not_ours",       {"未登记", "Not ours"}).by_server(),
        field(&Roster::problems,            "problems",            {"无法识别的行", "Rows that cannot be read"}).by_server().at_most(4000),
        field(&Roster::unused_columns,      "unused_columns",      {"没有保存的列", "Columns not kept"}).by_server().at_most(2000),
        field(&Roster::last_matched,        "last_matched",        {"比对进度", "How far"}).hidden(),
        field(&Roster::created_at,          "created_at",          {"上传时间", "Uploaded"}).by_server().sortable(),
        field(&Roster::matched_at,          "matched_at",          {"比对时间", "Compared at"}).by_server(),
        version(&Roster::version),
    });
    return type;
}

const RecordType& record_of(const ListedEmployer*) {
    static const auto type = record<ListedEmployer>("listed_employer", "listed_employers", {"名单单位", "listed employer"}, {
        key  (&ListedEmployer::id),
        owner(&ListedEmployer::unit_id, {"接收的工会", "Unit"}),
        path (&ListedEmployer::unit_path),
        field(&ListedEmployer::roster_id,         "roster_id",         {"最近的名单", "Newest list"}).by_server().filterable(),
        field(&ListedEmployer::row_number,        "row_number",        {"行号", "Row"}).by_server().sortable(),
        field(&ListedEmployer::name,              "name",              {"单位名称", "Name"}).by_server().at_most(100).sortable().searched(Match::anywhere),
        field(&ListedEmployer::credit_code,       "credit_code",       {"统一社会信用代码", "Credit code"}).by_server().at_most(18).filterable(),
        field(&ListedEmployer::division_code,     "division_code",     {"区划代码", "Division"}).by_server().at_most(9).filterable(),
        field(&ListedEmployer::headcount,         "headcount",         {"职工人数", "Headcount"}).by_server().sortable(),
        field(&ListedEmployer::state,             "state",             {"比对结果", "Result"}).by_server().filterable(),
        field(&ListedEmployer::employer_id,       "employer_id",       {"我们登记的单位", "Our entry"}).by_server().filterable(),
        field(&ListedEmployer::weight_hundredths, "weight_hundredths", {"把握", "How sure"}).by_server().sortable(),
        field(&ListedEmployer::decision,          "decision",          {"人工判断", "Decision"}).by_server().filterable(),
        field(&ListedEmployer::decided_by,        "decided_by",        {"判断人", "Decided by"}).by_server().at_most(100),
        field(&ListedEmployer::decided_at,        "decided_at",        {"判断时间", "Decided"}).by_server(),
        field(&ListedEmployer::status,            "status",            {"办理状态", "Work"}).by_server().filterable(),
        field(&ListedEmployer::note,              "note",              {"办理说明", "Note"}).by_server().at_most(500),
        field(&ListedEmployer::first_listed_on,   "first_listed_on",   {"首次列入", "First listed"}).by_server(),
        field(&ListedEmployer::last_listed_on,    "last_listed_on",    {"最近列入", "Last listed"}).by_server().sortable(),
        field(&ListedEmployer::times_listed,      "times_listed",      {"列入次数", "Times listed"}).by_server(),
        field(&ListedEmployer::grounds,           "grounds",           {"依据", "Grounds"}).hidden(),
        field(&ListedEmployer::refused,           "refused",           {"已排除", "Found different"}).hidden(),
        field(&ListedEmployer::name_key,          "name_key",          {"名称索引", "Name as looked up"}).hidden(),
        version(&ListedEmployer::version),
    });
    return type;
}

const RecordType& record_of(const DuplicateSearch*) {
    static const auto type = record<DuplicateSearch>("duplicate_search", "duplicate_searches", {"重复会员查找", "search for duplicates"}, {
        key  (&DuplicateSearch::id),
        owner(&DuplicateSearch::unit_id, {"查找范围", "Unit"}),
        path (&DuplicateSearch::unit_path),
        field(&DuplicateSearch::status,    "status",    {"状态", "Status"}).by_server().filterable(),
        field(&DuplicateSearch::people,    "people",    {"比对人数", "Members compared"}).by_server(),
        field(&DuplicateSearch::pairs,     "pairs",     {"疑似重复", "Likely duplicates"}).by_server(),
        field(&DuplicateSearch::pairs_new, "pairs_new", {"本次新发现", "New this time"}).by_server(),
        field(&DuplicateSearch::begun_at,  "begun_at",  {"开始时间", "Begun"}).by_server().sortable(),
        field(&DuplicateSearch::ended_at,  "ended_at",  {"完成时间", "Ended"}).by_server(),
        version(&DuplicateSearch::version),
    });
    return type;
}

const RecordType& record_of(const DuplicatePair*) {
    static const auto type = record<DuplicatePair>("duplicate_pair", "duplicate_pairs", {"疑似重复", "likely duplicate"}, {
        key  (&DuplicatePair::id),
        owner(&DuplicatePair::unit_id, {"查找范围", "Unit"}),
        path (&DuplicatePair::unit_path),
        field(&DuplicatePair::member_id,         "member_id",         {"会员", "Member"}).by_server().filterable(),
        field(&DuplicatePair::other_member_id,   "other_member_id",   {"另一会员", "The other member"}).by_server().filterable(),
        field(&DuplicatePair::weight_hundredths, "weight_hundredths", {"把握", "How sure"}).by_server().sortable(),
        field(&DuplicatePair::grounds,           "grounds",           {"依据", "Grounds"}).hidden(),
        field(&DuplicatePair::status,            "status",            {"状态", "Status"}).by_server().filterable(),
        field(&DuplicatePair::decided_by,        "decided_by",        {"判断人", "Decided by"}).by_server().at_most(100),
        field(&DuplicatePair::note,              "note",              {"说明", "Note"}).by_server().at_most(500),
        field(&DuplicatePair::found_at,          "found_at",          {"发现时间", "Found"}).by_server().sortable(),
        field(&DuplicatePair::decided_at,        "decided_at",        {"判断时间", "Decided"}).by_server(),
        field(&DuplicatePair::merge_id,          "merge_id",          {"合并", "Merging"}).hidden(),
        field(&DuplicatePair::kept_member_id,    "kept_member_id",    {"合并后保留的会员", "The member kept by merging"}).by_server(),
        version(&DuplicatePair::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::rosters
