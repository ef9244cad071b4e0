#include "linkage/explain.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "linkage/report.h"
#include "linkage/testing_linked.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

struct Sample {
    testing::Linked linked;
    std::string truth;
};

Sample sample() {
    std::ostringstream left, right, truth;
    testing::make_people_zh({.left = 800, .right = 800, .common = 300, .seed = 51}, left, right, truth);
    auto linked = testing::link_texts("person-zh", left.str(), right.str(), -8);
    return {std::move(linked), truth.str()};
}

}  // namespace

TEST_CASE("a waterfall ends at the weight the pair was linked with, step by step") {
    auto s = sample();
    auto& [data, comparer, model, run, chosen] = s.linked;
    REQUIRE(chosen.size() > 200);
    for (auto place : chosen) {
        auto& edge = run.edges[place];
        auto w = explain(*data, *comparer, model, edge.left, edge.right);
        double sum = w.prior;
        for (auto& step : w.steps) {
            sum += step.weight;
            REQUIRE(step.running == doctest::Approx(sum));
            if (step.m > 0)
                REQUIRE(
                    step.weight ==
                    doctest::Approx(std::log2(step.m / (step.frequency > 0 ? step.frequency : step.u))).epsilon(1e-3));
        }
        REQUIRE(w.weight == doctest::Approx(edge.weight).epsilon(1e-4));
        REQUIRE(w.probability == doctest::Approx(probability_of(edge.weight)).epsilon(1e-3));
    }
}

TEST_CASE("why two were not linked: no rule, too light, or another link in their place") {
    auto s = sample();
    auto& [data, comparer, model, run, chosen] = s.linked;
    auto& edge = run.edges[chosen[0]];
    auto why = [&](std::size_t l, std::size_t r) {
        return explain_missing(*data, *comparer, model, run, chosen, 0, l, r);
    };
    CHECK(why(edge.left, edge.right).is_linked);
    CHECK(why(edge.left, edge.right).met);
    auto other = run.edges[chosen[1]].right;
    auto missing = why(edge.left, other);
    CHECK_FALSE(missing.is_linked);
    CHECK(missing.lost_to.size() == 2);
    CHECK_FALSE(missing.met);
    CHECK(missing.rules.size() == data->spec().rules.size());
    CHECK(missing.weight < 0);
    auto text = told(missing, *data);
    CHECK(text.find("No rule brought them together") != std::string::npos);
    CHECK(text.find("stands in its place") != std::string::npos);
}

TEST_CASE("the report is one page that needs nothing beside it, and shows no whole number of anybody") {
    auto s = sample();
    auto& [data, comparer, model, run, chosen] = s.linked;
    auto quality = s.linked.judged(s.truth, 0);
    auto page = report_html({*data, *comparer, model, run, chosen, 0, quality});
    for (auto part : {"<!doctype html>", "<svg", "log2(m/u)", "查全率", "name.pinyin birth", "</html>"})
        CHECK_MESSAGE(page.find(part) != std::string::npos, part);
    for (auto part : {"<script", "http://", "https://", "src=", "nan", "inf"})
        CHECK_MESSAGE(page.find(part) == std::string::npos, part);
    for (auto place : chosen) {
        auto phone = data->shown(data->left(), run.edges[place].left, 4);
        if (!phone.empty()) REQUIRE(page.find(phone) == std::string::npos);
    }
    CHECK(quality.by_threshold.size() > 5);
    CHECK(quality.all.f1() > 0.9);
}

}  // namespace unionhall::linkage
