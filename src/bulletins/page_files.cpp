// The same edition as a table for spreadsheets and as data.
#include "bulletins/breakdown.h"
#include "bulletins/page.h"
#include "platform/json.h"
#include "platform/tables.h"

namespace unionhall::bulletins {

std::string csv_of(const Published& p, Language language) {
    auto in = [&](const Words& w) { return w.in(language); };
    CsvWriter csv;
    csv.append({in({"版次", "Edition"}), in({"数字", "Figure"}), in({"分类", "Cut"}), in({"分项", "Part"}),
                in({"数值", "Value"}), in({"单位", "Unit"}), in({"准确程度", "How exact"}), in({"截至", "As of"}),
                in({"统计期", "Period"}), in({"口径或来源", "Definition or source"}),
                in({"统计或手工", "Counted or typed"})});
    auto edition = std::to_string(p.edition.edition);
    for (auto& f : p.figures) {
        auto row = [&](const std::string& cut, const std::string& part, const std::string& value) {
            csv.append({edition, in({f.label_zh, f.label_en}), cut, part, value, in({f.unit_zh, f.unit_en}),
                        in(label_of(f.qualifier)), to_text(f.as_of), in({f.period_zh, f.period_en}),
                        in({f.definition_zh, f.definition_en}),
                        f.typed ? in({"手工", "typed"}) : in({"统计", "counted"})});
        };
        auto plain = number_text(f.value);
        std::erase(plain, ',');
        row("", "", plain);
        for (auto& b : breakdowns_from(f.breakdown))
            for (auto& part : b.parts)
                row(in(b.label), in(part.label), part.value ? std::to_string(*part.value) : in(shown_text(part)));
    }
    return csv.take();
}

std::string json_of(const Published& p) {
    auto& e = p.edition;
    JsonWriter w;
    w.begin_object()
        .pair("bulletin_id", e.bulletin_id.text())
        .pair("number", e.number)
        .pair("edition", e.edition)
        .pair("unit_name", e.unit_name);
    w.pair("title", e.title)
        .pair("body", e.body)
        .pair("reason", e.reason)
        .pair("published_at", to_text(e.published_at))
        .key("figures")
        .begin_array();
    for (auto& f : p.figures) {
        w.begin_object()
            .pair("key", f.key)
            .pair("typed", f.typed)
            .pair("label_zh", f.label_zh)
            .pair("label_en", f.label_en)
            .pair("value", f.value);
        w.pair("unit_zh", f.unit_zh).pair("unit_en", f.unit_en).pair("qualifier", name_of(f.qualifier));
        if (f.typed)
            w.pair("source", f.definition_zh);
        else
            w.pair("definition_zh", f.definition_zh)
                .pair("definition_en", f.definition_en)
                .pair("period_zh", f.period_zh)
                .pair("period_en", f.period_en);
        w.pair("as_of", to_text(f.as_of)).key("breakdown").raw(f.breakdown.empty() ? "[]" : f.breakdown).end_object();
    }
    w.end_array().key("editions").begin_array();
    for (auto& other : p.editions)
        w.begin_object()
            .pair("edition", other.edition)
            .pair("published_at", to_text(other.published_at))
            .pair("reason", other.reason)
            .end_object();
    w.end_array().end_object();
    return w.take();
}

}  // namespace unionhall::bulletins
