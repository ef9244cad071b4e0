#include "bulletins/page.h"

#include "bulletins/breakdown.h"
#include "bulletins/page_words.h"
#include "platform/html.h"

namespace unionhall::bulletins {
namespace {

struct Page {
    Language language;
    HtmlWriter html = {};

    const std::string& in(const Words& w) const { return w.in(language); }
    std::string link(const std::string& path) const {
        return language == Language::en ? path + (path.find('?') == std::string::npos ? "?" : "&") + "language=en"
                                        : path;
    }

    void begin(const std::string& title, const std::string& other_language) {
        html.begin("html", {{"lang", language == Language::en ? "en" : "zh-CN"}});
        html.begin("head")
            .empty("meta", {{"charset", "utf-8"}})
            .empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        html.element("title", title).empty("link", {{"rel", "stylesheet"}, {"href", "/public.css"}});
        html.empty("link", {{"rel", "icon"}, {"href", "/icon.svg"}}).end();
        html.begin("body").begin("header", {{"class", "site"}});
        html.element("a", in({"职工之家 · 通报", "Unionhall · Bulletins"}), {{"href", link("/bulletins")}});
        bool is_en = language == Language::en;
        html.begin("nav", {{"aria-label", in({"语言", "Language"})}})
            .element("a", is_en ? "中文" : "English",
                     {{"href", other_language}, {"lang", is_en ? "zh-CN" : "en"}, {"hreflang", is_en ? "zh-CN" : "en"}})
            .end()
            .end();
        html.begin("main");
    }
    std::string finish() {
        html.end();
        html.begin("footer", {{"class", "site"}})
            .element(
                "p",
                in({"数字按发布时的统计固定，不再变动；少于 5 人的分项不列出。",
                    "Figures stay as they were counted when published. Parts of fewer than 5 people are not shown."}))
            .end();
        html.end().end();
        return html.take();
    }
};

struct Column {
    Words heading;
    std::string (*cell)(const FrozenFigure&, Language);
    const char* style = "";
};

const std::vector<Column>& columns(bool typed) {
    static const Column figure{{"数字", "Figure"}, [](const FrozenFigure& f, Language l) {
                                   return Words{f.label_zh, f.label_en}.in(l);
                               }};
    static const Column value{{"数值", "Value"}, value_text, "number"};
    static const Column unit{{"单位", "Unit"}, [](const FrozenFigure& f, Language l) {
                                 return Words{f.unit_zh, f.unit_en}.in(l);
                             }};
    static const Column exact{{"准确程度", "How exact"},
                              [](const FrozenFigure& f, Language l) { return label_of(f.qualifier).in(l); }};
    static const Column as_of{{"截至", "As of"}, as_of_text};
    static const Column period{{"统计期", "Period"}, [](const FrozenFigure& f, Language l) {
                                   return Words{f.period_zh, f.period_en}.in(l);
                               }};
    static const Column definition{{"口径", "Definition"}, [](const FrozenFigure& f, Language l) {
                                       return Words{f.definition_zh, f.definition_en}.in(l);
                                   }};
    static const Column source{{"来源", "Source"}, definition.cell};
    static const std::vector<Column> counted{figure, value, unit, exact, as_of, period, definition},
        by_hand{figure, value, unit, exact, as_of, source};
    return typed ? by_hand : counted;
}

void write_table(Page& page, const Published& p, bool typed, const Words& caption) {
    auto& html = page.html;
    bool any = false;
    for (auto& f : p.figures) any |= f.typed == typed;
    if (!any) return;
    // On a phone the table is wider than the page: it scrolls by itself, and the keyboard reaches it.
    html.begin("div", {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", page.in(caption)}})
        .begin("table", {{"class", typed ? "figures typed" : "figures"}})
        .element("caption", page.in(caption));
    html.begin("thead").begin("tr");
    for (auto& c : columns(typed)) html.element("th", page.in(c.heading), {{"scope", "col"}});
    html.end().end().begin("tbody");
    for (auto& f : p.figures) {
        if (f.typed != typed) continue;
        html.begin("tr");
        bool is_first = true;
        for (auto& c : columns(typed)) {
            HtmlWriter::Attributes attributes;
            if (*c.style) attributes.emplace_back("class", c.style);
            if (is_first) attributes.emplace_back("scope", "row");
            html.element(is_first ? "th" : "td", c.cell(f, page.language), attributes);
            is_first = false;
        }
        html.end();
    }
    html.end().end().end();
}

void write_breakdowns(Page& page, const FrozenFigure& f) {
    auto& html = page.html;
    for (auto& b : breakdowns_from(f.breakdown)) {
        html.begin("table", {{"class", "parts"}});
        html.element("caption",
                     Words{f.label_zh, f.label_en}.in(page.language) + page.in({"，", ", "}) + page.in(b.label));
        html.begin("thead")
            .begin("tr")
            .element("th", page.in({"分项", "Part"}), {{"scope", "col"}})
            .element("th", Words{f.unit_zh, f.unit_en}.in(page.language), {{"scope", "col"}, {"class", "number"}})
            .end()
            .end()
            .begin("tbody");
        for (auto& part : b.parts)
            html.begin("tr")
                .element("th", page.in(part.label), {{"scope", "row"}})
                .element("td", page.in(shown_text(part)), {{"class", part.value ? "number" : "number hidden"}})
                .end();
        html.end().end();
    }
}

void write_history(Page& page, const Published& p, const std::string& path) {
    auto& html = page.html;
    html.begin("section", {{"class", "history"}})
        .element("h2", page.in({"版次", "Editions"}))
        .begin("ol", {{"reversed", "reversed"}});
    for (auto& e : p.editions) {
        html.begin("li");
        auto name = edition_words(e.edition, page.language);
        if (e.edition == p.edition.edition)
            html.element("strong", name);
        else
            html.element("a", name, {{"href", page.link(path + "?edition=" + std::to_string(e.edition))}});
        html.text(" · ").element("time", when(e.published_at, page.language), {{"datetime", to_text(e.published_at)}});
        if (!e.reason.empty()) html.text(page.in({"，更正原因：", "; corrected because: "}) + e.reason);
        html.end();
    }
    html.end().end();
}

}  // namespace

std::string page_of(const Published& p, Language language) {
    Page page{language};
    auto& html = page.html;
    auto& e = p.edition;
    auto path = "/bulletins/" + e.bulletin_id.text(), numbered = path + "?edition=" + std::to_string(e.edition);
    page.begin(e.title, numbered + (language == Language::en ? "&language=zh" : "&language=en"));
    html.begin("article", {{"class", "bulletin"}});
    html.element("p", e.unit_name + " · " + number_words(e, language), {{"class", "from"}});
    html.element("h1", e.title, {{"lang", language_of_text(e.title) == Language::en ? "en" : "zh-CN"}});
    html.begin("p", {{"class", "date"}})
        .element("time", when(e.published_at, language), {{"datetime", to_text(e.published_at)}});
    html.text(" · " + edition_words(e.edition, language)).end();
    if (e.edition < p.editions.front().edition)
        html.begin("p", {{"class", "notice"}})
            .text(page.in({"这一版已经更正，请看", "This edition has been corrected. See "}))
            .element("a", edition_words(p.editions.front().edition, language), {{"href", page.link(path)}})
            .end();
    if (!e.reason.empty())
        html.element("p", page.in({"更正原因：", "Corrected because: "}) + e.reason, {{"class", "notice"}});
    html.begin("div", {{"class", "body"}, {"lang", language_of_text(e.body) == Language::en ? "en" : "zh-CN"}});
    for (auto& paragraph : paragraphs(e.body)) html.element("p", paragraph);
    html.end();
    write_table(page, p, false, {"统计得出的数字", "Figures that were counted"});
    write_table(page, p, true,
                {"手工填写的数字（不是由系统统计）", "Figures typed by hand (not counted by the system)"});
    html.begin("div", {{"class", "breakdowns"}});
    for (auto& f : p.figures) write_breakdowns(page, f);
    html.end();
    write_history(page, p, path);
    auto edition = "?edition=" + std::to_string(e.edition);
    html.begin("p", {{"class", "files"}})
        .element("a", page.in({"PDF（已签名）", "PDF (signed)"}), {{"href", page.link(path + ".pdf" + edition)}})
        .text(" · ")
        .element("a", "CSV", {{"href", page.link(path + ".csv" + edition)}})
        .text(" · ")
        .element("a", "JSON", {{"href", path + ".json" + edition}})
        .end();
    html.end();
    return page.finish();
}

std::string page_of_list(const std::vector<Edition>& editions, Language language) {
    Page page{language};
    auto& html = page.html;
    page.begin(page.in({"通报", "Bulletins"}),
               language == Language::en ? "/bulletins?language=zh" : "/bulletins?language=en");
    html.element("h1", page.in({"通报", "Bulletins"}));
    if (editions.empty()) html.element("p", page.in({"还没有发布过通报。", "No bulletin has been published yet."}));
    html.begin("ul", {{"class", "list"}});
    for (auto& e : editions) {
        html.begin("li").element("a", e.title, {{"href", page.link("/bulletins/" + e.bulletin_id.text())}});
        html.text(" ")
            .element(
                "span",
                e.unit_name + " · " + number_words(e, language) + " · " + when(e.published_at, language).substr(0, 10),
                {{"class", "from"}})
            .end();
    }
    html.end();
    return page.finish();
}

std::string page_of_nothing(Language language) {
    Page page{language};
    page.begin(page.in({"没有这份通报", "No such bulletin"}),
               language == Language::en ? "/bulletins?language=zh" : "/bulletins?language=en");
    page.html.element("h1", page.in({"没有这份通报", "No such bulletin"}));
    page.html.element("p",
                      page.in({"它还没有发布，或者地址不对。", "It has not been published, or the address is wrong."}));
    return page.finish();
}

}  // namespace unionhall::bulletins
