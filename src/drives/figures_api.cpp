// The figures of a drive and rankings of units, read from what is counted already: never by going through members.
#include <algorithm>

#include "drives/api.h"
#include "drives/store.h"

namespace unionhall::drives {
namespace {

struct Part {  // one row of a breakdown; `evidence` is the list behind it, as a page of the console
    std::string key, label;
    std::int64_t value = 0;
    std::string evidence;
};

struct DriveFigures {
    Id<Drive> drive_id;
    std::int64_t events = 0, members = 0;
    std::optional<double> mean_per_event;
    Instant as_of;
    std::string evidence;
    std::vector<Part> by_channel, by_unit, by_occupation, by_day, by_event;
};

struct MeasureRow {
    std::string name, label, definition, unit_of_count;
    bool by_record = false;
};

struct RankingQuery {
    std::string measure;
    Id<units::Unit> unit_id;
    std::int64_t depth = 1;
    std::string from, to;
};

struct Ranked {
    std::int64_t rank = 0;
    Id<units::Unit> unit_id;
    std::string unit_name;
    std::int64_t value = 0;
};

struct Ranking {
    std::string measure, label, unit_of_count, from, to;
    Id<units::Unit> unit_id;
    std::string unit_name;
    Instant as_of;
    std::int64_t total = 0;
    std::vector<Ranked> items;
};

// clang-format off
const RecordType& record_of(const Part*) {
    static const auto type = record<Part>("figure_part", "", {"数字分项", "part of a figure"}, {
        field(&Part::key,      "key",      {"键", "Key"}).by_server(),
        field(&Part::label,    "label",    {"分项", "Part"}).by_server(),
        field(&Part::value,    "value",    {"数值", "Value"}).by_server(),
        field(&Part::evidence, "evidence", {"明细", "Rows behind it"}).by_server()
            .help("控制台里能看到这些记录的页面；空表示没有单独的列表。", "The page of the console that lists these rows; empty where there is none."),
    });
    return type;
}
const RecordType& record_of(const DriveFigures*) {
    static const auto type = record<DriveFigures>("drive_figures", "", {"集中入会行动数字", "figures of a drive"}, {
        field(&DriveFigures::drive_id,       "drive_id",       {"集中入会行动", "Joining drive"}).by_server(),
        field(&DriveFigures::events,         "events",         {"举办活动", "Events held"}).by_server(),
        field(&DriveFigures::members,        "members",        {"发展会员", "Members joined"}).by_server(),
        field(&DriveFigures::mean_per_event, "mean_per_event", {"场均入会", "Members for each event"}).by_server(),
        field(&DriveFigures::as_of,          "as_of",          {"截至", "As of"}).by_server(),
        field(&DriveFigures::evidence,       "evidence",       {"明细", "Rows behind it"}).by_server(),
        many (&DriveFigures::by_channel,     "by_channel",     {"按渠道", "By channel"}),
        many (&DriveFigures::by_unit,        "by_unit",        {"按下级工会", "By unit"}),
        many (&DriveFigures::by_occupation,  "by_occupation",  {"按职业", "By occupation"}),
        many (&DriveFigures::by_day,         "by_day",         {"按日期", "By day"}),
        many (&DriveFigures::by_event,       "by_event",       {"按活动", "By event"}),
    });
    return type;
}
const RecordType& record_of(const MeasureRow*) {
    static const auto type = record<MeasureRow>("measure", "", {"统计项", "measure"}, {
        field(&MeasureRow::name,          "name",          {"代号", "Name"}).by_server(),
        field(&MeasureRow::label,         "label",         {"名称", "Label"}).by_server(),
        field(&MeasureRow::definition,    "definition",    {"口径", "Definition"}).by_server(),
        field(&MeasureRow::unit_of_count, "unit_of_count", {"单位", "Unit of count"}).by_server(),
        field(&MeasureRow::by_record,     "by_record",     {"按行动统计", "Held by a drive"}).by_server()
            .help("是：属于一次集中入会行动；否：属于工会组织，按月累计。", "True: counted for one drive; false: for units, by month."),
    });
    return type;
}
const RecordType& record_of(const RankingQuery*) {
    static const auto type = record<RankingQuery>("ranking_query", "", {"排名条件", "ranking question"}, {
        field(&RankingQuery::measure, "measure", {"统计项", "Measure"}).required().at_most(60),
        field(&RankingQuery::unit_id, "unit_id", {"上级工会", "Parent unit"}).required(),
        field(&RankingQuery::depth,   "depth",   {"层级", "Levels down"}).between(1, 4).help("1：直接下级；2：再下一级，如全国各市；以此类推。", "1: those right below; 2: those below them, as the cities of a country; and so on."),
        field(&RankingQuery::from,    "from",    {"起始月份", "From month"}).at_most(7).help("如 2024-05；空表示不限。", "As 2024-05; empty: no limit."),
        field(&RankingQuery::to,      "to",      {"截止月份", "To month"}).at_most(7).help("如 2024-06；空表示不限。", "As 2024-06; empty: no limit."),
    });
    return type;
}
const RecordType& record_of(const Ranked*) {
    static const auto type = record<Ranked>("ranked_unit", "", {"排名", "rank"}, {
        field(&Ranked::rank,      "rank",      {"名次", "Rank"}).by_server(),
        field(&Ranked::unit_id,   "unit_id",   {"工会", "Unit"}).by_server(),
        field(&Ranked::unit_name, "unit_name", {"工会名称", "Name of the unit"}).by_server(),
        field(&Ranked::value,     "value",     {"数值", "Value"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const Ranking*) {
    static const auto type = record<Ranking>("ranking", "", {"排名", "ranking"}, {
        field(&Ranking::measure,       "measure",       {"统计项", "Measure"}).by_server(),
        field(&Ranking::label,         "label",         {"名称", "Label"}).by_server(),
        field(&Ranking::unit_of_count, "unit_of_count", {"单位", "Unit of count"}).by_server(),
        field(&Ranking::from,          "from",          {"起始月份", "From month"}).by_server(),
        field(&Ranking::to,            "to",            {"截止月份", "To month"}).by_server(),
        field(&Ranking::unit_id,       "unit_id",       {"上级工会", "Parent unit"}).by_server(),
        field(&Ranking::unit_name,     "unit_name",     {"上级工会名称", "Name of the parent"}).by_server(),
        field(&Ranking::as_of,         "as_of",         {"截至", "As of"}).by_server(),
        field(&Ranking::total,         "total",         {"合计", "Total"}).by_server(),
        many (&Ranking::items,         "items",         {"排名", "Ranks"}),
    });
    return type;
}
// clang-format on

std::vector<Part> parts_by(Context& context, const HeldCounts& counts, const Drive& drive, Cut cut) {
    std::vector<Part> parts;
    for (auto& part : members_by(context, counts, drive, cut))
        parts.push_back({part.key, part.label.in(context.language), part.value, part.evidence});
    return parts;
}

DriveFigures figures_of(Context& context, const Drive& drive, const Nothing&) {
    require_sight(context, drive);
    auto counts = members_of(context, drive);
    DriveFigures f{.drive_id = drive.id,
                   .events = total(context.tx, "drives.events", drive.id.number),
                   .members = counts.total(),
                   .as_of = context.now,
                   .evidence = "/members?drive_id=" + drive.id.text()};
    f.mean_per_event = mean_per_event(f.members, f.events);
    f.by_channel = parts_by(context, counts, drive, Cut::channel);
    f.by_unit = parts_by(context, counts, drive, Cut::unit);
    f.by_occupation = parts_by(context, counts, drive, Cut::occupation);
    f.by_day = parts_by(context, counts, drive, Cut::day);
    f.by_event = parts_by(context, counts, drive, Cut::event);
    return f;
}

std::vector<MeasureRow> list_measures(Context& context, const Nothing&) {
    std::vector<MeasureRow> rows;
    for (auto& m : context.services.measures)
        rows.push_back({m.name, m.label.in(context.language), m.definition.in(context.language),
                        m.unit_of_count.in(context.language), m.by_record});
    return rows;
}

bool is_month(const std::string& text) { return text.empty() || (text.size() == 7 && parse_date(text + "-01")); }

Ranking rank(Context& context, const RankingQuery& query) {
    auto& all = context.services.measures;
    auto measure = std::ranges::find(all, query.measure, &Measure::name);
    std::vector<Problem> problems;
    if (measure == all.end() || measure->by_record)
        problems.push_back({"measure", {"没有这个可以排名的统计项。", "There is no such measure to rank by."}});
    if (!is_month(query.from)) problems.push_back({"from", {"月份应写成 2024-05。", "Write a month as 2024-05."}});
    if (!is_month(query.to)) problems.push_back({"to", {"月份应写成 2024-05。", "Write a month as 2024-05."}});
    refuse_if_any(std::move(problems));
    auto parent = units::unit_of(context.tx, query.unit_id);
    if (!parent) throw not_found(type_of<units::Unit>().label);
    context.require(read, parent->path, type_of<units::Unit>().label);

    auto from = measure->is_stock ? "" : query.from;
    Ranking ranking{.measure = measure->name,
                    .label = measure->label.in(context.language),
                    .unit_of_count = measure->unit_of_count.in(context.language),
                    .from = from,
                    .to = query.to,
                    .unit_id = parent->id,
                    .unit_name = parent->name,
                    .as_of = context.now};
    auto depth = static_cast<int>(query.depth);
    auto names = names_below(context.tx, parent->id, depth);
    if (names.size() > static_cast<std::size_t>(ranked_units_max))
        refuse("depth", {"这一层的组织太多，请从更下级的工会开始排名。",
                         "There are too many units at that level. Begin with a unit further down."});
    for (auto& [unit, value] : totals_below(context.tx, measure->name, parent->id.number, from, query.to, depth)) {
        ranking.items.push_back({0, {unit}, names[unit], value});
        ranking.total += value;
    }
    std::ranges::stable_sort(ranking.items, std::greater{}, &Ranked::value);
    for (std::size_t i = 0; i < ranking.items.size(); ++i) {  // equal values share a rank
        bool is_tie = i && ranking.items[i].value == ranking.items[i - 1].value;
        ranking.items[i].rank = is_tie ? ranking.items[i - 1].rank : static_cast<std::int64_t>(i + 1);
    }
    return ranking;
}

}  // namespace

// clang-format off
Routes figure_routes() {
    return {
        about_one("/api/drives/{id}/figures", staff(),   figures_of,    {"集中入会行动的数字", "The figures of a drive, each with the rows behind it."}),
        get("/api/measures",                  staff(),   list_measures, {"统计项", "What is counted, and how it is defined."}),
        get("/api/measures/ranking",          may(read), rank,          {"下级工会排名", "The units below one, ranked by a measure."}),
    };
}
// clang-format on

}  // namespace unionhall::drives
