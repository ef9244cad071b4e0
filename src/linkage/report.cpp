#include "linkage/report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "linkage/report_parts.h"

namespace unionhall::linkage {

namespace {

using Rows = std::vector<std::vector<std::string>>;
using page::number;
using page::small;

std::string count(std::uint64_t value) { return number(static_cast<double>(value), 0); }

std::string what_was_read(const Reported& r) {
    Rows rows;
    auto& spec = r.data.spec();
    auto cell = [](const Table& table, std::size_t i) {
        auto& column = table.columns()[i];
        if (column.heading.empty()) return std::string("—");
        return column.heading + ": " + count(column.filled) +
               (column.unreadable ? " (" + count(column.unreadable) + " ?)" : "");
    };
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        rows.push_back({spec.fields[i].name, std::string(word_of(spec.fields[i].kind)), cell(r.data.left(), i)});
        if (!r.data.is_one()) rows.back().push_back(cell(r.data.right(), i));
    }
    std::vector<std::string> headings{"字段 field", "种类 kind", "左表 left: " + count(r.data.left().rows())};
    if (!r.data.is_one()) headings.push_back("右表 right: " + count(r.data.right().rows()));
    return page::section("读到了什么", "What was read: cells that are filled, and (?) could not be understood",
                         page::table(headings, rows));
}

std::string what_was_found(const Reported& r) {
    double expected = 0;
    for (auto place : r.chosen) expected += probability_of(r.run.edges[place].weight);
    auto links = static_cast<double>(r.chosen.size());
    Rows rows{
        {"比对的记录对 pairs compared", count(r.run.pairs())},
        {"链接 links", count(r.chosen.size())},
        {"阈值 threshold", number(r.threshold, 2)},
        {"估计查准率 estimated precision", number(links > 0 ? expected / links : 1, 4)},
        {"估计查全率 estimated recall", number(std::min(1.0, expected / std::max(1.0, r.model.matches_expected)), 4)},
        {"左表无法比对的行 left rows that no rule reaches", count(r.run.left_unreachable)}};
    if (!r.data.is_one())
        rows.push_back({"右表无法比对的行 right rows that no rule reaches", count(r.run.right_unreachable)});
    return page::section("结果", "Result", page::table({"", ""}, rows));
}

std::string how_right(const Reported& r) {
    if (!r.quality) return "";
    auto& q = *r.quality;
    auto row = [](const std::string& name, const Quality& x) {
        return std::vector<std::string>{name,
                                        count(x.true_pairs),
                                        count(x.linked),
                                        count(x.right),
                                        number(x.precision(), 4),
                                        number(x.recall(), 4),
                                        number(x.f1(), 4)};
    };
    Rows rows{row("全部 all", q.all)};
    for (auto& [shape, quality] : q.by_shape) rows.push_back(row(shape, quality));
    auto body = page::table(
        {"姓名 name", "真 true", "链接 linked", "对 right", "查准率 precision", "查全率 recall", "F1"}, rows);
    page::Series precision{"查准率 precision", {}}, recall{"查全率 recall", {}};
    Rows by_threshold;
    for (auto& [threshold, quality] : q.by_threshold) {
        precision.points.insert(precision.points.begin(), {threshold, quality.precision()});
        recall.points.insert(recall.points.begin(), {threshold, quality.recall()});
        by_threshold.push_back(row(small(threshold), quality));
    }
    body += page::lines({precision, recall}, "precision and recall by threshold");
    body +=
        "<details><summary>各阈值 every threshold</summary>" +
        page::table({"阈值 threshold", "真 true", "链接 linked", "对 right", "查准率 precision", "查全率 recall", "F1"},
                    by_threshold) +
        "</details>\n";
    return page::section("对照真值", "Against the truth", body);
}

std::string histogram(const Reported& r) {
    std::map<int, double> counts;
    for (auto& edge : r.run.edges) ++counts[static_cast<int>(std::floor(edge.weight))];
    std::vector<std::pair<double, double>> bars;
    if (!counts.empty())
        for (int x = counts.begin()->first; x <= counts.rbegin()->first; ++x) bars.emplace_back(x, counts[x]);
    return page::section("权重分布", "Pairs by weight (logarithmic; blue from the threshold on)",
                         page::columns(bars, std::floor(r.threshold), "pairs by match weight"));
}

std::string what_was_learned(const Reported& r) {
    Rows rows;
    auto& spec = r.data.spec();
    for (std::size_t c = 0; c < spec.comparisons.size(); ++c)
        for (unsigned g = 1; g <= r.comparer.else_of(c); ++g) {
            auto& levels = spec.comparisons[c].levels;
            bool is_else = g == r.comparer.else_of(c);
            rows.push_back({spec.fields[spec.comparisons[c].field].name,
                            is_else ? "else" : levels[g - 1].text + (levels[g - 1].by_frequency ? " *" : ""),
                            small(r.model.m[c][g]), small(r.model.u[c][g]),
                            number(std::log2(r.model.m[c][g] / r.model.u[c][g]), 2)});
        }
    auto body = page::table({"字段 field", "级别 level", "m", "u", "log2(m/u)"}, rows);
    body +=
        "<p>m：同一对象出现此结果的比例；u：无关者出现的比例；* 按该值的实际频率。 <span lang=\"en\">m: how often the same ones have this "
        "outcome; u: how often strangers do; * by the frequency of the very value.</span></p>\n";
    return page::section("学到的权重", "What was learned", body);
}

std::string masked(std::string text) {
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() < 8 || !std::ranges::all_of(text, is_digit)) return text;
    std::fill(text.begin(), text.end() - 4, '*');
    return text;
}

std::string one_waterfall(const Reported& r, const Edge& edge) {
    auto w = explain(r.data, r.comparer, r.model, edge.left, edge.right);
    std::vector<page::Bar> bars{{"先验 prior", "two records at random", 0, w.prior}};
    for (auto& s : w.steps)
        bars.push_back({s.field + " " + s.outcome + ": " + masked(s.left) + " | " + masked(s.right),
                        "m " + small(s.m) + ", u " + small(s.u), s.running - s.weight, s.running});
    return "<details><summary>" + page::escaped(r.data.left().id(edge.left)) + " – " +
           page::escaped(r.data.right().id(edge.right)) + ": " + number(w.weight, 2) + ", " + number(w.probability, 6) +
           "</summary>" + page::waterfall(bars) + "</details>\n";
}

// The strongest link, some about the threshold, and some between: what a reviewer wants to see first.
std::string waterfalls(const Reported& r) {
    std::string body;
    std::vector<std::size_t> places;
    for (auto place : r.chosen)
        if (r.run.edges[place].weight >= r.threshold) places.push_back(place);
    std::vector<std::size_t> shown;
    for (double share : {0.0, 0.5, 0.9, 0.99})
        if (!places.empty())
            shown.push_back(places[static_cast<std::size_t>(share * static_cast<double>(places.size() - 1))]);
    for (std::size_t i = 0; i < 4 && i < places.size(); ++i) shown.push_back(places[places.size() - 1 - i]);
    auto below = std::ranges::partition_point(r.run.edges, [&](auto& e) { return e.weight >= r.threshold; });
    for (auto i = below - r.run.edges.begin(), end = std::min(i + 2, static_cast<std::ptrdiff_t>(r.run.edges.size()));
         i < end; ++i)
        shown.push_back(static_cast<std::size_t>(i));
    std::ranges::sort(shown);
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    for (auto place : shown) body += one_waterfall(r, r.run.edges[place]);
    return page::section("为什么", "Why: from the strongest link to the last, and the first that was not made", body);
}

std::string rules(const Reported& r) {
    Rows rows, capped;
    for (std::size_t i = 0; i < r.run.rules.size(); ++i) {
        auto& rule = r.run.rules[i];
        auto& text = r.data.spec().rules[i].text;
        rows.push_back({text, count(rule.join.pairs), count(rule.pairs_new), count(rule.edges),
                        count(rule.join.left_without), count(rule.join.right_without), count(rule.join.capped.size())});
        auto blocks = rule.join.capped;
        std::ranges::sort(blocks, [](auto& x, auto& y) {
            return std::uint64_t(x.left_rows) * x.right_rows > std::uint64_t(y.left_rows) * y.right_rows;
        });
        constexpr std::size_t shown_max = 20;
        for (std::size_t k = 0; k < std::min(shown_max, blocks.size()); ++k)
            capped.push_back({text, count(blocks[k].left_rows), count(blocks[k].right_rows)});
    }
    auto body = page::table({"规则 rule", "记录对 pairs", "新的 new", "保留 kept", "左缺 left without",
                             "右缺 right without", "超限块 capped"},
                            rows);
    if (!capped.empty())
        body +=
            "<p>超限的块，其中的记录没有按这条规则比对。 <span lang=\"en\">Capped blocks: their records did not meet by this rule.</span></p>" +
            page::table({"规则 rule", "左行 left rows", "右行 right rows"}, capped);
    return page::section("规则", "Rules", body);
}

}  // namespace

std::string report_html(const Reported& r) {
    auto& spec = r.data.spec();
    auto title = spec.title.empty() ? "linkage" : spec.title;
    return page::whole(title, "<h1>" + page::escaped(title) + "</h1>\n" + what_was_found(r) + how_right(r) +
                                  histogram(r) + what_was_learned(r) + waterfalls(r) + rules(r) + what_was_read(r) +
                                  "<details><summary>规格 spec</summary><pre>" + page::escaped(spec.text) +
                                  "</pre></details>\n");
}

}  // namespace unionhall::linkage
