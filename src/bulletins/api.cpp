// Bulletins for those who write them: drafting, checking, publishing, correcting; and the figures to choose from.
#include "bulletins/api.h"

#include "bulletins/figures.h"
#include "bulletins/store.h"
#include "platform/named.h"

namespace unionhall::bulletins {
namespace {

struct PartView {
    std::string key, label;
    std::optional<std::int64_t> value;
    std::string text;
};

struct BreakdownView {
    std::string dimension, label;
    std::vector<PartView> parts;
};

struct FigureView {
    std::string key, label;
    double value = 0;
    std::string text, unit_of_count;
    Qualifier qualifier = Qualifier::exact;
    std::string definition, source;
    Instant as_of;
    std::string period;
    bool typed = false;
    std::string evidence;
    std::vector<BreakdownView> breakdown;
};

struct FiguresView {
    std::int64_t edition = 0;
    std::vector<FigureView> items;
};

struct Preview {
    std::string title, body;
    std::vector<FigureView> figures;
};

struct Choosable {
    std::string key, label, definition, unit_of_count;
    bool by_drive = false;
};
struct Choosables {
    std::vector<Choosable> items;
};
struct Editions {
    std::vector<Edition> items;
};
struct WhichEdition {
    std::int64_t edition = 0;
};

// clang-format off
const RecordType& record_of(const PartView*) {
    static const auto type = record<PartView>("shown_part", "", {"分项", "part"}, {
        field(&PartView::key,   "key",   {"键", "Key"}).by_server(),
        field(&PartView::label, "label", {"分项", "Part"}).by_server(),
        field(&PartView::value, "value", {"数值", "Value"}).by_server(),
        field(&PartView::text,  "text",  {"显示", "As shown"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const BreakdownView*) {
    static const auto type = record<BreakdownView>("shown_breakdown", "", {"分项表", "breakdown"}, {
        field(&BreakdownView::dimension, "dimension", {"分类", "Cut"}).by_server(),
        field(&BreakdownView::label,     "label",     {"名称", "Label"}).by_server(),
        many (&BreakdownView::parts,     "parts",     {"分项", "Parts"}),
    });
    return type;
}
const RecordType& record_of(const FigureView*) {
    static const auto type = record<FigureView>("frozen_figure", "", {"数字", "figure"}, {
        field(&FigureView::key,           "key",           {"代号", "Name in the text"}).by_server(),
        field(&FigureView::label,         "label",         {"名称", "Label"}).by_server(),
        field(&FigureView::value,         "value",         {"数值", "Value"}).by_server(),
        field(&FigureView::text,          "text",          {"显示", "As shown"}).by_server(),
        field(&FigureView::unit_of_count, "unit_of_count", {"单位", "Unit of count"}).by_server(),
        field(&FigureView::qualifier,     "qualifier",     {"准确程度", "How exact"}).by_server(),
        field(&FigureView::definition,    "definition",    {"口径", "Definition"}).by_server(),
        field(&FigureView::source,        "source",        {"来源", "Source"}).by_server(),
        field(&FigureView::as_of,         "as_of",         {"截至", "As of"}).by_server(),
        field(&FigureView::period,        "period",        {"统计期", "Period"}).by_server(),
        field(&FigureView::typed,         "typed",         {"手工填写", "Typed by hand"}).by_server(),
        field(&FigureView::evidence,      "evidence",      {"明细", "Rows behind it"}).by_server(),
        many (&FigureView::breakdown,     "breakdown",     {"分项表", "Breakdowns"}),
    });
    return type;
}
const RecordType& record_of(const FiguresView*) {
    static const auto type = record<FiguresView>("bulletin_figures", "", {"通报数字", "figures of a bulletin"}, {
        field(&FiguresView::edition, "edition", {"版次", "Edition"}).by_server(),
        many (&FiguresView::items,   "items",   {"数字", "Figures"}),
    });
    return type;
}
const RecordType& record_of(const Preview*) {
    static const auto type = record<Preview>("bulletin_preview", "", {"通报预览", "preview of a bulletin"}, {
        field(&Preview::title,   "title",   {"标题", "Title"}).by_server(),
        field(&Preview::body,    "body",    {"正文", "Text"}).by_server().at_most(40000),
        many (&Preview::figures, "figures", {"数字", "Figures"}),
    });
    return type;
}
const RecordType& record_of(const Choosable*) {
    static const auto type = record<Choosable>("figure_choice", "", {"可选数字", "figure to choose"}, {
        field(&Choosable::key,           "key",           {"代号", "Name in the text"}).by_server(),
        field(&Choosable::label,         "label",         {"名称", "Label"}).by_server(),
        field(&Choosable::definition,    "definition",    {"口径", "Definition"}).by_server(),
        field(&Choosable::unit_of_count, "unit_of_count", {"单位", "Unit of count"}).by_server(),
        field(&Choosable::by_drive,      "by_drive",      {"属于一次行动", "Of a drive"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const Choosables*) {
    static const auto type = record<Choosables>("figure_choices", "", {"可选数字", "figures to choose from"}, {
        many(&Choosables::items, "items", {"数字", "Figures"}),
    });
    return type;
}
const RecordType& record_of(const Editions*) {
    static const auto type = record<Editions>("editions", "", {"各版", "editions"}, {
        many(&Editions::items, "items", {"版次", "Editions"}),
    });
    return type;
}
const RecordType& record_of(const WhichEdition*) {
    static const auto type = record<WhichEdition>("which_edition", "", {"哪一版", "which edition"}, {
        field(&WhichEdition::edition, "edition", {"版次", "Edition"}).between(0, 10000).help("0 表示最新一版。", "0 means the newest."),
    });
    return type;
}
// clang-format on

FigureView view_of(const FrozenFigure& f, Language language) {
    auto in = [&](const std::string& zh, const std::string& en) { return language == Language::en ? en : zh; };
    FigureView v{.key = f.key,
                 .label = in(f.label_zh, f.label_en),
                 .value = f.value,
                 .text = number_text(f.value),
                 .unit_of_count = in(f.unit_zh, f.unit_en),
                 .qualifier = f.qualifier,
                 .as_of = f.as_of,
                 .period = in(f.period_zh, f.period_en),
                 .typed = f.typed,
                 .evidence = f.evidence};
    (f.typed ? v.source : v.definition) = in(f.definition_zh, f.definition_en);
    for (auto& b : breakdowns_from(f.breakdown)) {
        BreakdownView breakdown{b.dimension, b.label.in(language), {}};
        for (auto& p : b.parts)
            breakdown.parts.push_back({p.key, p.label.in(language), p.value, shown_text(p).in(language)});
        v.breakdown.push_back(std::move(breakdown));
    }
    return v;
}

void refuse_unless_sound(Context& context, const Bulletin& bulletin) {
    std::set<std::string> counted, typed;
    for (auto& c : countables(context)) counted.insert(c.key);
    for (auto& t : typed_of(context.tx, bulletin.id)) typed.insert(t.key);
    refuse_if_any(check(bulletin, counted, typed));
    if (bulletin.drive_id) drives::drive_seen(context, *bulletin.drive_id);
}

Bulletin draft(Context& context, const Draft<Bulletin>& given) { return draft_bulletin(context, given.applied_to({})); }

void refuse_unless_open(const Bulletin& bulletin) {
    if (!may_be_written(bulletin.status))
        throw conflict({"已核对或已发布的通报不能直接修改，请先退回或更正。",
                        "A checked or published bulletin is not changed: return or correct it first."});
}

Bulletin change(Context& context, const Bulletin& before, const Draft<Bulletin>& given) {
    refuse_unless_open(before);
    auto bulletin = given.applied_to(before);
    if (before.number && bulletin.unit_id != before.unit_id)
        refuse("unit_id", {"已发布过的通报不能换单位。", "A bulletin that was out stays with its unit."});
    refuse_unless_sound(context, bulletin);
    context.update(bulletin);
    return bulletin;
}

Bulletin take_step(Context& context, const Bulletin& before, Bulletin next, const StepTaken& taken) {
    switch (next.status) {
        case Status::published:
            return publish_bulletin(context, before);
        case Status::correcting:
            if (taken.note.empty())
                refuse("note", {"请写明更正原因，它会显示在新的一版上。",
                                "Say why it is corrected: the new edition shows it."});
            next.reason = taken.note;
            break;
        case Status::checked:
            refuse_unless_sound(context, before);
            figures_now(context, before);  // or says which figure has no drive to count
            break;
        case Status::draft:
            if (next.edition) next.status = Status::correcting;
            break;
    }
    context.update(next);
    return next;
}

FiguresView show_figures(Context& context, const Bulletin& bulletin, const WhichEdition& which) {
    auto edition = edition_of(context.tx, bulletin.id, which.edition);
    if (!edition) throw not_found(type_of<Edition>().label);
    FiguresView view{.edition = edition->edition};
    for (auto& f : frozen_of(context.tx, bulletin.id, edition->edition))
        view.items.push_back(view_of(f, context.language));
    return view;
}

Preview preview(Context& context, const Bulletin& bulletin, const Nothing&) {
    auto figures = figures_now(context, bulletin);
    Preview shown{.title = bulletin.title, .body = body_with(bulletin, figures)};
    for (auto& f : figures) shown.figures.push_back(view_of(f, context.language));
    return shown;
}

Choosables choices(Context& context, const Nothing&) {
    Choosables all;
    for (auto& c : countables(context))
        all.items.push_back({c.key, c.label.in(context.language), c.definition.in(context.language),
                             c.unit_of_count.in(context.language), c.by_drive});
    return all;
}

Editions show_editions(Context& context, const Bulletin& bulletin, const Nothing&) {
    return {editions_of(context.tx, bulletin.id)};
}

Bulletin bulletin_to_write(Context& context, Id<Bulletin> id) {
    auto bulletin = context.find(id);
    context.require(write, bulletin.unit_path, type_of<Bulletin>().label);
    refuse_unless_open(bulletin);
    return bulletin;
}

TypedFigure type_figure(Context& context, const Draft<TypedFigure>& given) {
    auto figure = given.applied_to({.id = context.new_id<TypedFigure>()});
    auto problems = check(figure);
    for (auto* name : {"value", "qualifier"})  // zero and "exact" are answers too, but somebody must have given them
        if (!given.gives(name))
            problems.push_back({name,
                                {std::string(name) == "value" ? "请填写数值。" : "请说明准确程度。",
                                 std::string(name) == "value" ? "Give the value." : "Say how exact it is."}});
    refuse_if_any(std::move(problems));
    bulletin_to_write(context, figure.bulletin_id);
    auto others = typed_of(context.tx, figure.bulletin_id);
    if (others.size() >= typed_figures_max)
        throw conflict({"手工数字最多 40 个。", "A bulletin has at most 40 figures typed by hand."});
    for (auto& other : others)
        if (other.key == figure.key) refuse("key", {"这个代号已经用过。", "This name is taken."});
    context.insert(figure);
    return figure;
}

TypedFigure change_typed(Context& context, const TypedFigure& before, const Draft<TypedFigure>& given) {
    bulletin_to_write(context, before.bulletin_id);
    auto figure = given.applied_to(before);
    if (figure.bulletin_id != before.bulletin_id || figure.key != before.key)
        refuse("key",
               {"代号不能改，请删除后重新填写。", "The name does not change: remove this figure and type another."});
    refuse_if_any(check(figure));
    context.update(figure);
    return figure;
}

void remove_typed(Context& context, const TypedFigure& figure) {
    bulletin_to_write(context, figure.bulletin_id);
    context.tx.erase(figure.id);
}

Narrowing of_one_bulletin(Context& context, const Query& query) {
    auto asked = query.find("bulletin_id");
    auto id = asked == query.end() ? std::nullopt : parse_id(asked->second);
    if (!id) refuse("bulletin_id", {"请指明是哪份通报。", "Say which bulletin."});
    context.require(read, context.find(Id<Bulletin>{*id}).unit_path, type_of<Bulletin>().label);
    return {};
}

}  // namespace

Bulletin draft_bulletin(Context& context, Bulletin bulletin) {
    refuse_unless_sound(context, bulletin);
    bulletin.id = context.new_id<Bulletin>();
    bulletin.status = Status::draft;
    context.insert(bulletin);
    return bulletin;
}

Bulletin publish_bulletin(Context& context, Bulletin bulletin) {
    refuse_unless_sound(context, bulletin);
    auto figures = figures_now(context, bulletin);
    bulletin.edition += 1;
    if (!bulletin.number) bulletin.number = next_number(context.tx, bulletin.unit_id);
    bulletin.published_at = context.now;
    bulletin.status = Status::published;
    Edition edition{.id = context.new_id<Edition>(),
                    .bulletin_id = bulletin.id,
                    .edition = bulletin.edition,
                    .number = bulletin.number,
                    .unit_name = units::name_of_unit(context.tx, bulletin.unit_id.number),
                    .title = bulletin.title,
                    .body = body_with(bulletin, figures),
                    .reason = bulletin.reason,
                    .published_at = context.now};
    for (auto& f : figures) f.id = context.new_id<FrozenFigure>(), f.edition = bulletin.edition;
    keep_edition(context.tx, edition, figures);
    context.update(bulletin);
    return bulletin;
}

// clang-format off
Room room() {
    Room room{"bulletins", {
        //     path                              who may      recorded as              does            meaning
        list<Bulletin>("/api/bulletins",         may(read),                                            {"通报", "Bulletins."}),
        one<Bulletin> ("/api/bulletins/{id}",    may(read),                                            {"一份通报", "One bulletin."}),
        post  ("/api/bulletins",                 may(write),  "bulletin.drafted",      draft,          {"起草通报", "Draft a bulletin."}),
        patch ("/api/bulletins/{id}",            may(write),  "bulletin.changed",      change,         {"修改通报", "Change a draft."}),
        steps ("/api/bulletins/{id}/steps",      workflow_of(static_cast<const Bulletin*>(nullptr)), take_step, {"核对、发布、更正", "Check, publish or correct it; `note` is the reason of a correction."}),
        get   ("/api/bulletins/choices",         may(read),                            choices,        {"可选数字", "The figures to choose from."}),
        about_one("/api/bulletins/{id}/preview", may(read),                            preview,        {"预览", "The text and figures as they would be published now."}),
        about_one("/api/bulletins/{id}/figures", may(read),                            show_figures,   {"已发布的数字", "The frozen figures of an edition."}),
        about_one("/api/bulletins/{id}/editions", may(read),                           show_editions,  {"各版", "Every edition, the newest first."}),
        list<TypedFigure>("/api/typed-figures",  staff(), of_one_bulletin,                             {"手工数字", "The figures typed by hand of one bulletin."}),
        post  ("/api/typed-figures",             may(write),  "typed_figure.added",    type_figure,    {"填写数字", "Type a figure, with its source, date and qualifier."}),
        patch ("/api/typed-figures/{id}",        may(write),  "typed_figure.changed",  change_typed,   {"修改手工数字", "Change a figure typed by hand."}),
        remove("/api/typed-figures/{id}",        may(write),  "typed_figure.removed",  remove_typed,   {"删除手工数字", "Remove a figure typed by hand."}),
    }};
    for (auto& route : public_routes()) room.routes.push_back(route);
    room.namings = {named<Bulletin>({"bulletin_id"}, read, "title")};
    room.diagrams = {{"bulletin", workflow_of(static_cast<const Bulletin*>(nullptr)).diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::bulletins
