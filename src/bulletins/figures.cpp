#include "bulletins/figures.h"

#include <algorithm>
#include <map>

#include "bulletins/store.h"

namespace unionhall::bulletins {
namespace {

constexpr const char* mean_key = "drives.members_per_event";

bool counts_people(const Countable& c) {
    return c.unit_of_count.zh == "人" || c.unit_of_count.zh == "人次" || c.unit_of_count.zh == "名";
}

std::vector<ShownPart> shown(const std::vector<drives::CountedPart>& counted) {
    std::vector<ShownPart> parts;
    for (auto& part : counted) parts.push_back({part.key, part.label, part.value, false});
    suppress(parts);
    return parts;
}

void add(std::vector<Breakdown>& all, std::string dimension, Words label, std::vector<ShownPart> parts) {
    if (!parts.empty()) all.push_back({std::move(dimension), std::move(label), std::move(parts)});
}

std::vector<Breakdown> of_drive(Context& context, const drives::Drive& drive) {
    std::vector<Breakdown> all;
    auto counts = drives::members_of(context, drive);
    using enum drives::Cut;
    for (auto cut : {channel, unit, occupation, event})
        add(all, name_of(cut), label_of(cut), shown(drives::members_by(context, counts, drive, cut)));
    return all;
}

Words label_of_dimension(const std::string& dimension) {
    if (dimension == "channel") return {"按渠道", "By channel"};
    if (dimension == "occupation") return {"按职业", "By occupation"};
    if (dimension == "kind") return {"按类型", "By kind"};
    if (dimension == "how") return {"按方式", "By how"};
    return same(dimension);
}

std::vector<Breakdown> of_tree(Context& context, const Bulletin& bulletin, const std::string& measure,
                               std::int64_t whole, const std::string& from) {
    std::map<std::string, std::vector<drives::CountedPart>> by_dimension;
    for (auto& cell : cells(context.tx, measure, bulletin.unit_id.number, from, bulletin.period_to))
        if (!cell.dimension.empty())
            by_dimension[cell.dimension].push_back(
                {cell.key, drives::words_of_part(cell.dimension, cell.key), cell.value, ""});
    std::vector<Breakdown> all;
    std::vector<drives::CountedPart> units;
    for (auto& [unit, value] : totals_below(context.tx, measure, bulletin.unit_id.number, from, bulletin.period_to)) {
        if (value) units.push_back({id_text(unit), same(units::name_of_unit(context.tx, unit)), value, ""});
        whole -= value;
    }
    std::ranges::stable_sort(units, std::greater{}, &drives::CountedPart::value);
    if (whole && !units.empty()) units.push_back({"", {"本级及其他", "At this level"}, whole, ""});
    add(all, "unit", {"按下级工会", "By unit"}, shown(units));
    for (auto& [dimension, parts] : by_dimension) {
        std::ranges::stable_sort(parts, std::greater{}, &drives::CountedPart::value);
        add(all, dimension, label_of_dimension(dimension), shown(parts));
    }
    return all;
}

std::string evidence_in_tree(const Bulletin& bulletin, const std::string& measure) {
    auto unit = "?unit_id=" + bulletin.unit_id.text();
    auto days = [&](const std::string& field) {
        auto text = bulletin.period_from.empty() ? "" : "&" + field + "_from=" + bulletin.period_from + "-01";
        if (bulletin.period_to.empty()) return text;
        auto first = std::chrono::year_month_day(parse_date(bulletin.period_to + "-01").value());
        return text + "&" + field + "_to=" + to_text(Date(first.year() / first.month() / std::chrono::last));
    };
    if (measure == "members.joined") return "/members" + unit + days("joined_on");
    if (measure == "members.active") return "/members" + unit + "&status=active";
    if (measure == "events.held") return "/events" + unit + "&status=held,reported";
    return "";
}

struct Counter {
    Context& context;
    const Bulletin& bulletin;
    std::optional<drives::Drive> drive = {};

    const drives::Drive& the_drive() {
        if (!drive && !bulletin.drive_id)
            refuse("drive_id", {"有的数字属于一次集中入会行动，请先选择行动。",
                                "Some figures belong to a joining drive. Choose the drive first."});
        if (!drive) drive = drives::drive_seen(context, *bulletin.drive_id);
        return *drive;
    }

    void count_in_drive(FrozenFigure& f, const Countable& c) {
        auto& d = the_drive();
        f.period_zh = to_text(d.starts_on) + " 至 " + to_text(d.ends_on);
        f.period_en = to_text(d.starts_on) + " to " + to_text(d.ends_on);
        auto events = [&] { return total(context.tx, "drives.events", d.id.number); };
        if (c.key == mean_key) {
            auto n = events();
            if (n)
                f.value =
                    static_cast<double>(total(context.tx, "drives.members", d.id.number)) / static_cast<double>(n);
            f.evidence = "/drives/" + d.id.text();
            return;
        }
        f.value = static_cast<double>(total(context.tx, c.key, d.id.number));
        f.evidence = (c.key == "drives.events" ? "/events?drive_id=" : "/members?drive_id=") + d.id.text();
        if (c.key == "drives.members") f.breakdown = to_json(of_drive(context, d));
    }

    void count_in_tree(FrozenFigure& f, const Countable& c) {
        auto measure = std::ranges::find(context.services.measures, c.key, &Measure::name);
        auto from = measure->is_stock ? "" : bulletin.period_from;  // what there is was counted from the beginning
        auto period = period_words(from, bulletin.period_to);
        auto value = total(context.tx, c.key, bulletin.unit_id.number, from, bulletin.period_to);
        f.value = static_cast<double>(value);
        f.period_zh = period.zh, f.period_en = period.en;
        f.evidence = evidence_in_tree(bulletin, c.key);
        if (counts_people(c)) f.breakdown = to_json(of_tree(context, bulletin, c.key, value, from));
    }

    FrozenFigure count(const Countable& c) {
        FrozenFigure f{.key = c.key,
                       .label_zh = c.label.zh,
                       .label_en = c.label.en,
                       .unit_zh = c.unit_of_count.zh,
                       .unit_en = c.unit_of_count.en,
                       .definition_zh = c.definition.zh,
                       .definition_en = c.definition.en,
                       .as_of = context.now};
        if (c.by_drive)
            count_in_drive(f, c);
        else
            count_in_tree(f, c);
        return f;
    }
};

FrozenFigure frozen(const TypedFigure& t) {
    auto day = std::chrono::sys_days(t.as_of_on).time_since_epoch();
    return {.typed = true,
            .key = "typed." + t.key,
            .label_zh = t.label,
            .label_en = t.label,
            .value = static_cast<double>(t.value),
            .unit_zh = t.unit_of_count,
            .unit_en = t.unit_of_count,
            .qualifier = t.qualifier,
            .definition_zh = t.source,
            .definition_en = t.source,
            .as_of = {std::chrono::microseconds(day).count()}};
}

std::string text_of(const FrozenFigure& f, const Named& n, Language language) {
    if (!n.dimension.empty()) {
        for (auto& b : breakdowns_from(f.breakdown))
            for (auto& p : b.parts)
                if (b.dimension == n.dimension && p.key == n.part) return shown_text(p).in(language);
        return "0";
    }
    if (f.typed)
        return figure_with_unit(static_cast<std::int64_t>(f.value), f.qualifier, {f.unit_zh, f.unit_en}).in(language);
    return number_text(f.value, n.in_wan);
}

}  // namespace

std::vector<Countable> countables(const Context& context) {
    std::vector<Countable> all;
    for (auto& m : context.services.measures)
        all.push_back({m.name, m.label, m.definition, m.unit_of_count, m.by_record});
    all.push_back({mean_key,
                   {"场均入会", "Members for each event"},
                   {"发展会员数除以举办活动场数，四舍五入到百分位",
                    "Members joined in the drive, divided by its events held, to two decimals"},
                   {"人/场", "members an event"},
                   true});
    return all;
}

std::vector<FrozenFigure> figures_now(Context& context, const Bulletin& bulletin) {
    std::vector<FrozenFigure> figures;
    Counter counter{context, bulletin};
    auto all = countables(context);
    for (auto& key : keys_of(bulletin))
        if (auto known = std::ranges::find(all, key, &Countable::key); known != all.end())
            figures.push_back(counter.count(*known));
    for (auto& typed : typed_of(context.tx, bulletin.id)) figures.push_back(frozen(typed));
    std::int64_t position = 0;
    for (auto& f : figures) f.position = ++position, f.bulletin_id = bulletin.id;
    return figures;
}

std::string body_with(const Bulletin& bulletin, const std::vector<FrozenFigure>& figures) {
    auto language = language_of_text(bulletin.body);
    return rendered(bulletin.body, [&](const Named& n) -> std::string {
        auto found = std::ranges::find(figures, n.key, &FrozenFigure::key);
        return found == figures.end() ? "{" + n.key + "}" : text_of(*found, n, language);
    });
}

}  // namespace unionhall::bulletins
