// Lists from others over HTTP: bringing one, having it compared, settling it. The table at the end is the whole surface.
#include "rosters/api.h"

#include "platform/named.h"
#include "platform/text.h"
#include "rosters/match.h"
#include "rosters/store.h"

namespace unionhall::rosters {

// clang-format off
const RecordType& record_of(const RosterAsked*) {
    static const auto type = record<RosterAsked>("roster_asked", "", {"名单说明", "roster"}, {
        owner(&RosterAsked::unit_id, {"接收的工会", "Unit"}),
        field(&RosterAsked::source,    "source",    {"来源", "From"}).required(),
        field(&RosterAsked::as_of_on,  "as_of_on",  {"名单日期", "As of"}),
        field(&RosterAsked::file_name, "file_name", {"文件名", "File name"}).required().at_most(200),
    });
    return type;
}
// clang-format on

// What a file says, on its way from the reading to the writing half of the request: four lines, then the rows.
static std::string read_roster_ahead(Context& context, const Request& request) {
    check_door(may(manage), context, type_of<Roster>(), nullptr);
    auto name = request.query.find("file_name");
    RosterReader reader;
    TableLimits limits{.bytes_max = roster_bytes_max, .rows_max = roster_rows_max};
    auto format = read_table(name == request.query.end() ? "" : name->second, request.body, limits,
                             [&](const TableRow& row) { reader.take(row); });
    reader.finish();
    std::string problems;
    for (auto& problem : reader.problems()) problems += (problems.empty() ? "" : "\x1e") + problem.in(context.language);
    std::vector<std::string> head{format == TableFormat::csv ? "csv" : "xlsx",
                                  reader.is_of_workers() ? "workers" : "",
                                  std::to_string(reader.rows_total()),
                                  std::to_string(reader.unreadable()),
                                  join(reader.unused(), ", "),
                                  problems};
    for (auto& line : head) std::ranges::replace(line, '\n', ' ');
    return join(head, "\n") + "\n" + packed(reader.rows(), 0, reader.rows().size());
}

static Roster bring(Context& context, const RosterAsked& asked, std::string_view) {
    auto path = context.unit_path(asked.unit_id.number);
    if (path.empty() || !context.may(manage, path))
        refuse("unit_id", {"您不能为这个工会接收名单。", "You may not bring lists for that unit."});
    if (asked.as_of_on && *asked.as_of_on > context.today)
        refuse("as_of_on", {"名单日期不能晚于今天。", "The day of a list cannot lie ahead."});
    constexpr std::size_t head_lines = 6;
    std::vector<std::string> head;
    std::size_t at = 0;
    for (std::size_t i = 0; i < head_lines; ++i) {
        auto end = context.finding.find('\n', at);
        head.push_back(context.finding.substr(at, end - at));
        at = end + 1;
    }
    auto rows = unpacked(std::string_view(context.finding).substr(at));
    auto problems = head[5];
    std::ranges::replace(problems, '\x1e', '\n');
    Roster roster{.id = context.new_id<Roster>(),
                  .unit_id = asked.unit_id,
                  .source = asked.source.value_or(Source::other),
                  .as_of_on = asked.as_of_on.value_or(context.today),
                  .file_name = without_numbers(asked.file_name),
                  .format = head[0],
                  .workers = head[1] == "workers",
                  .rows_total = std::stoll(head[2]),
                  .rows_unreadable = std::stoll(head[3]),
                  .problems = first_characters(problems, 4000),
                  .unused_columns = first_characters(head[4], 2000),
                  .created_at = context.now};
    // Of workers only their number is kept, so there is nothing left to do.
    if (roster.workers) roster.status = RosterStatus::settled;
    context.insert(roster);
    keep_pieces(context.tx, roster.id, rows);
    return roster;
}

static Roster take_roster_step(Context& context, const Roster& before, Roster next, const StepTaken& taken) {
    if (taken.step == "match" || taken.step == "rematch") {
        if (before.workers)
            throw conflict({"职工名单只计人数，没有可比对的内容。",
                            "Of a list of workers only the number is kept: there is nothing to compare."});
        next.rows_done = next.last_matched = 0;
        if (before.status == RosterStatus::received)
            next.rows_repeated = next.rows_decided_before = 0;
        else
            next.rows_total = count_entries(context.tx, next.id);
        add_job(context, "rosters.match", next.id.number);
    }
    if (taken.step == "settle" && next.rows_look)
        throw conflict({"还有 " + std::to_string(next.rows_look) + " 家待核对，请先逐一判断。",
                        std::to_string(next.rows_look) + " employers still need a look: decide about each first."});
    if (taken.step == "withdraw") drop_pieces(context.tx, next.id);
    context.tx.update(next);
    return next;
}

// How far the comparison is, told as it goes.
static std::string progress_text(const Roster& roster) {
    JsonWriter w;
    w.begin_object().pair("status", name_of(roster.status)).pair("rows_total", roster.rows_total);
    w.pair("rows_done", roster.rows_done).end_object();
    return "event: progress\ndata: " + w.take() + "\n\n";
}

static Response stream_matching(Call& call) {
    auto& context = call.context;
    auto roster = context.find(Id<Roster>{call.id});
    context.require(read, roster.unit_path, type_of<Roster>().label);
    Response response{.content_type = "text/event-stream; charset=utf-8"};
    response.stream = [database = context.services.database, id = roster.id, last = std::string()](bool& done) mutable {
        std::string text;
        database->read([&](Transaction& tx) {
            auto now = tx.first<Roster>("where id = $1", {id.number});
            done = !now || now->status != RosterStatus::matching;
            if (now) text = progress_text(*now);
        });
        if (text == last) return std::string();
        last = text;
        return text;
    };
    return response;
}

static Route reading_ahead(Route route, std::string (*ahead)(Context&, const Request&)) {
    route.ahead = ahead;
    return route;
}

// clang-format off
Room room() {
    auto& roster_flow = workflow_of(static_cast<const Roster*>(nullptr));
    auto& work_flow = workflow_of(static_cast<const ListedEmployer*>(nullptr));
    auto& pair_flow = workflow_of(static_cast<const DuplicatePair*>(nullptr));
    Room room{.name = "rosters", .routes = {
        //   path                                      who may           recorded as                  does
        reading_ahead(upload("/api/rosters",           may(manage),      "roster.brought",            bring,            {"上传外部名单并预检；职工名单须逐行有本人授权，且只计人数。", "Bring a list and have it checked; of workers, each with a consent, only the number is kept."}),
                      read_roster_ahead),
        list<Roster>("/api/rosters",                   may(read),                                                       {"外部名单。", "Lists from others."}),
        one<Roster> ("/api/rosters/{id}",              may(read),                                                       {"一份外部名单。", "One list."}),
        raw  ("/api/rosters/{id}/progress",            may(read),                                     stream_matching,  {"比对进度（服务器推送）。", "How far the comparison is, as server-sent events."}),
        steps("/api/rosters/{id}/steps",               roster_flow,                                   take_roster_step, {"开始比对、重新比对、办结或撤回。", "Have it compared, compare it again, settle or withdraw it."}),
        list<ListedEmployer>("/api/listed-employers",  may(read),                                                       {"名单单位：已登记、待核对、未登记。", "Employers in lists: ours, to be looked at, not ours."}),
        one<ListedEmployer>("/api/listed-employers/{id}", may(read),                                                    {"一家名单单位。", "One employer in a list."}),
        about_one("/api/listed-employers/{id}/why",    may(read),                                     why_listed,       {"为什么认为是同一家。", "Why it is held to be one of ours."}),
        act  ("/api/listed-employers/{id}/decision",   may(manage),      "listed_employer.decided",   decide,           {"判断是不是同一家，或撤销判断。", "Say whether it is ours, or take that back."}),
        steps("/api/listed-employers/{id}/steps",      work_flow,                                     take_work_step,   {"办理待建会单位。", "Work on an employer without a union."}),
        post ("/api/duplicate-searches",               may(duplicates),  "duplicate_search.begun",    begin_search,     {"在本级会员中查找疑似重复。", "Look for members who may be in the books twice."}),
        list<DuplicateSearch>("/api/duplicate-searches", may(duplicates),                                               {"重复会员查找记录。", "Searches for duplicates."}),
        one<DuplicateSearch>("/api/duplicate-searches/{id}", may(duplicates),                                           {"一次查找。", "One search."}),
        list<DuplicatePair>("/api/duplicate-pairs",    may(duplicates),                                                 {"疑似重复的会员。", "Pairs of members who may be one person."}),
        one<DuplicatePair>("/api/duplicate-pairs/{id}", may(duplicates),                                                {"一对疑似重复。", "One pair."}),
        about_one("/api/duplicate-pairs/{id}/why",     may(duplicates),                               why_alike,        {"为什么可能是同一人，不含个人信息。", "Why they may be one person, without anybody's data."}),
        about_one("/api/duplicate-pairs/{id}/merge-plan", may(duplicates),                            show_plan,        {"合并预览：逐项说明合并以后怎样，不写入任何内容。", "What merging them would do, field by field; nothing is written."}),
        act  ("/api/duplicate-pairs/{id}/merge",       may(duplicates),  "duplicate_pair.merged",     merge_pair,       {"把判断为同一人的两份会籍合并为一份，可在期限内整体撤销。", "Make one membership of two that are one person; it can be undone as a whole for a time."}),
        act  ("/api/duplicate-pairs/{id}/unmerge",     may(duplicates),  "duplicate_pair.unmerged",   unmerge_pair,     {"整体撤销合并，两份会籍恢复原样。", "Undo a merging as a whole: both are as they were."}),
        steps("/api/duplicate-pairs/{id}/steps",       pair_flow,                                     take_pair_step,   {"判断是否同一人，或撤销判断。", "Say whether they are one person, or take that back."}),
    }};
    room.jobs = {{.name = "rosters.match", .run = match_piece, .ahead = match_ahead},
                 {.name = "rosters.search", .run = search_piece, .ahead = search_ahead}};
    room.reactions = {{members::member_erased, forget_pairs},
                      {members::member_merged_away, set_pairs_aside},
                      {members::member_restored, bring_pairs_back}};
    room.diagrams = {{"roster", roster_flow.diagram()}, {"listed_employer", work_flow.diagram()}, {"duplicate_pair", pair_flow.diagram()}};
    room.holdings = pair_holdings();
    room.namings = {named<Roster>({"roster_id"}, read, "file_name")};
    return room;
}
// clang-format on

}  // namespace unionhall::rosters
