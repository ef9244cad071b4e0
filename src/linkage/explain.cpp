#include "linkage/explain.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace unionhall::linkage {

namespace {

std::string number(double value, const char* format = "%+.2f") {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string padded(std::string text, std::size_t columns) {
    // A Chinese character takes two columns of a terminal and three bytes.
    std::size_t width = 0;
    for (unsigned char c : text) width += (c & 0xC0) != 0x80 ? (c >= 0xE0 ? 2 : 1) : 0;
    return text + std::string(columns > width ? columns - width : 1, ' ');
}

}  // namespace

Waterfall explain(const Dataset& data, const Comparer& comparer, const Model& model, std::size_t l, std::size_t r) {
    auto *a = data.left().record(l), *b = data.right().record(r);
    Scorer scorer(data, comparer, model);
    auto pattern = comparer.whole(a, b);
    Waterfall w{.prior = scorer.prior(), .weight = scorer.prior()};
    auto& spec = data.spec();
    for (std::size_t c = 0; c < comparer.size(); ++c) {
        auto outcome = outcome_in(pattern, c);
        auto field = spec.comparisons[c].field;
        auto& levels = spec.comparisons[c].levels;
        auto& step = w.steps.emplace_back();
        step.field = spec.fields[field].name;
        step.outcome = !outcome ? "missing" : outcome == comparer.else_of(c) ? "else" : levels[outcome - 1].text;
        step.left = data.shown(data.left(), l, field);
        step.right = data.shown(data.right(), r, field);
        step.weight = outcome ? scorer.of(c, outcome, a) : 0;
        if (outcome) {
            step.m = model.m[c][outcome];
            step.u = model.u[c][outcome];
            bool by_frequency = outcome < comparer.else_of(c) && levels[outcome - 1].by_frequency;
            if (by_frequency) step.frequency = step.m / std::exp2(step.weight);
        }
        step.running = w.weight += step.weight;
    }
    w.probability = probability_of(w.weight);
    return w;
}

WhyNot explain_missing(const Dataset& data, const Comparer& comparer, const Model& model, const Run& run,
                       const std::vector<std::size_t>& chosen, double threshold, std::size_t l, std::size_t r) {
    WhyNot why{.threshold = threshold};
    auto *a = data.left().record(l), *b = data.right().record(r);
    auto& spec = data.spec();
    Blocks blocks(data, spec.rules);
    auto agreement = comparer.agreement(a, b);
    for (std::size_t i = 0; i < spec.rules.size(); ++i) {
        bool is_capped =
            blocks.agree(i, agreement) &&
            std::ranges::binary_search(run.rules[i].join.capped, blocks.block(i, a), {}, &CappedBlock::key);
        if (blocks.agree(i, agreement) && !is_capped) {
            why.met = true;
            continue;
        }
        auto& miss = why.rules.emplace_back();
        miss.rule = spec.rules[i].text;
        miss.is_capped = is_capped;
        for (auto& part : spec.rules[i].parts)
            for (auto& place : data.layout().places(part.field, part.test, part.digits)) {
                auto x = place.of(a), y = place.of(b);
                auto& list = x && y ? miss.different : miss.missing;
                auto& name = spec.fields[part.field].name;
                if ((!x || x != y) && !std::ranges::count(list, name)) list.push_back(name);
            }
    }
    why.weight = Scorer(data, comparer, model).whole(comparer.whole(a, b), a);
    for (auto place : chosen) {
        auto& edge = run.edges[place];
        if (edge.left == l && edge.right == r)
            why.is_linked = true;
        else if (edge.left == l || edge.right == r)
            why.lost_to.push_back(edge);
    }
    return why;
}

std::string told(const Waterfall& w) {
    auto text = padded("", 34) + padded("", 34) + padded("m", 11) + padded("u", 11) + padded("weight", 9) + "sum\n";
    text += padded("two records at random", 90) + padded(number(w.prior), 9) + number(w.prior) + "\n";
    for (auto& s : w.steps) {
        text += padded(s.field + ": " + s.outcome, 34) + padded(s.left + " | " + s.right, 34);
        bool counts = s.m > 0;
        text += padded(counts ? number(s.m, "%.2g") : "", 11);
        text += padded(counts ? number(s.frequency > 0 ? s.frequency : s.u, "%.2g") : "", 11);
        text += padded(number(s.weight), 9) + number(s.running) + "\n";
    }
    return text + "probability " + number(w.probability, "%.6f") + "\n";
}

std::string told(const WhyNot& why, const Dataset& data) {
    if (why.is_linked) return "These two are linked.\n";
    std::string text;
    if (!why.met) {
        text += "No rule brought them together:\n";
        for (auto& miss : why.rules) {
            text += "  " + padded(miss.rule, 34);
            for (auto& name : miss.missing) text += " " + name + " is missing;";
            for (auto& name : miss.different) text += " " + name + " differs;";
            text += miss.is_capped ? " the block was too large\n" : "\n";
        }
    }
    text += "Their weight is " + number(why.weight) + ", the threshold " + number(why.threshold) + ".\n";
    for (auto& edge : why.lost_to)
        text += "The link " + std::string(data.left().id(edge.left)) + "," + std::string(data.right().id(edge.right)) +
                " of weight " + number(edge.weight) + " stands in its place.\n";
    return text;
}

}  // namespace unionhall::linkage
