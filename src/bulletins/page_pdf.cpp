// The same edition on paper: what the page says, with the figures' definitions as notes below their tables.
#include "bulletins/breakdown.h"
#include "bulletins/page.h"
#include "bulletins/page_words.h"

namespace unionhall::bulletins {

namespace {

struct Sheet {
    const Published& published;
    Language language;
    PdfDocument document = {};
    int notes = 0;

    std::string in(const Words& w) const { return w.in(language); }
    void add(PdfStyle style, const std::string& text) { document.blocks.push_back(PdfParagraph{style, text}); }

    std::vector<std::string> row_of(const FrozenFigure& f, int note) const {
        return {in({f.label_zh, f.label_en}), value_text(f, language), in({f.unit_zh, f.unit_en}),
                in(label_of(f.qualifier)),    as_of_text(f, language), "[" + std::to_string(note) + "]"};
    }
    std::string note_of(const FrozenFigure& f, int note) const {
        auto text = "[" + std::to_string(note) + "] ";
        if (f.typed) return text + in({"来源：", "Source: "}) + in({f.definition_zh, f.definition_en});
        return text + in({"统计期：", "Period: "}) + in({f.period_zh, f.period_en}) +
               in({"。口径：", ". Definition: "}) + in({f.definition_zh, f.definition_en});
    }
    void add_figures(bool typed, const Words& caption) {
        PdfTable table{in(caption),
                       {{in({"数字", "Figure"}), 3},
                        {in({"数值", "Value"}), 2.2, true},
                        {in({"单位", "Unit"}), 0.9},
                        {in({"准确程度", "How exact"}), 1.3},
                        {in({"截至", "As of"}), language == Language::en ? 2.6 : 2.0},
                        {in({"注", "Note"}), 0.7}}};
        std::vector<std::string> below;
        for (auto& f : published.figures) {
            if (f.typed != typed) continue;
            table.rows.push_back(row_of(f, ++notes));
            below.push_back(note_of(f, notes));
        }
        if (table.rows.empty()) return;
        document.blocks.push_back(std::move(table));
        for (auto& note : below) add(PdfStyle::note, note);
    }
    void add_breakdowns() {
        for (auto& f : published.figures)
            for (auto& b : breakdowns_from(f.breakdown)) {
                PdfTable table{in({f.label_zh, f.label_en}) + in({"，", ", "}) + in(b.label),
                               {{in({"分项", "Part"}), 2}, {in({f.unit_zh, f.unit_en}), 1, true}},
                               {},
                               0.6};
                for (auto& part : b.parts) table.rows.push_back({in(part.label), in(shown_text(part))});
                document.blocks.push_back(std::move(table));
            }
    }
    void add_history() {
        add(PdfStyle::heading, in({"版次", "Editions"}));
        for (auto& e : published.editions)
            if (e.edition <= published.edition.edition)
                add(PdfStyle::note,
                    edition_words(e.edition, language) + " · " + when(e.published_at, language) +
                        (e.reason.empty() ? std::string() : in({"，更正原因：", "; corrected because: "}) + e.reason));
        add(PdfStyle::note, in({"以后如有更正，以公开页面上的最新一版为准。",
                                "If it is corrected later, the newest edition on the public page holds."}));
    }
};

}  // namespace

PdfDocument paper_of(const Published& published, Language language) {
    auto& e = published.edition;
    Sheet sheet{published, language};
    auto in = [&](const Words& w) { return w.in(language); };
    auto from = e.unit_name + " · " + number_words(e, language);
    auto edition = edition_words(e.edition, language);
    sheet.document = {
        .title = e.title,
        .author = e.unit_name,
        .language = language == Language::en ? "en" : "zh-CN",
        .made_at = e.published_at,
        .header_left = from,
        .header_right = edition,
        .footer_left =
            in({"数字按发布时的统计固定，不再变动；少于 5 人的分项不列出。",
                "Figures stay as they were counted when published. Parts of fewer than 5 people are not shown."}),
        .page_words = in({"第 {page} 页，共 {pages} 页", "page {page} of {pages}"})};
    sheet.add(PdfStyle::from, from);
    sheet.add(PdfStyle::title, e.title);
    sheet.add(PdfStyle::date, when(e.published_at, language) + " · " + edition);
    if (!e.reason.empty()) sheet.add(PdfStyle::notice, in({"更正原因：", "Corrected because: "}) + e.reason);
    for (auto& paragraph : paragraphs(e.body)) sheet.add(PdfStyle::body, paragraph);
    sheet.add_figures(false, {"统计得出的数字", "Figures that were counted"});
    sheet.add_figures(true, {"手工填写的数字（不是由系统统计）", "Figures typed by hand (not counted by the system)"});
    sheet.add_breakdowns();
    sheet.add_history();
    return sheet.document;
}

}  // namespace unionhall::bulletins
