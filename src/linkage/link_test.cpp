#include "linkage/link.h"

#include <doctest/doctest.h>

#include <cmath>
#include <iostream>
#include <sstream>

#include "linkage/testing_linked.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

using testing::link_texts;
using testing::Linked;

struct Tables {
    std::string left, right, truth;
};
Tables made(void (*make)(const testing::MadeOptions&, std::ostream&, std::ostream&, std::ostream&),
            testing::MadeOptions options) {
    std::ostringstream left, right, truth;
    make(options, left, right, truth);
    return {left.str(), right.str(), truth.str()};
}

void check_same(const Linked& a, const Linked& b) {
    CHECK(a.chosen == b.chosen);
    REQUIRE(a.run.edges.size() == b.run.edges.size());
    for (std::size_t i = 0; i < a.run.edges.size(); ++i) {
        auto &x = a.run.edges[i], &y = b.run.edges[i];
        bool is_same = x.left == y.left && x.right == y.right && x.weight == y.weight && x.pattern == y.pattern &&
                       x.rule == y.rule;
        REQUIRE(is_same);
    }
    CHECK(a.model.m == b.model.m);
    CHECK(a.model.u == b.model.u);
    CHECK(a.model.prior_log2 == b.model.prior_log2);
    for (std::size_t i = 0; i < a.run.rules.size(); ++i) CHECK(a.run.rules[i].pairs_new == b.run.rules[i].pairs_new);
}

// No shape of name with enough people in it may fall more than a point of F1 behind the best.
void check_fairness(const QualityReport& report, const char* what) {
    constexpr std::size_t people_min = 400;
    double best = 0;
    for (auto& [shape, q] : report.by_shape)
        if (q.true_pairs >= people_min) best = std::max(best, q.f1());
    for (auto& [shape, q] : report.by_shape) {
        std::cout << what << ", " << shape << ": " << q.true_pairs << " true, precision " << q.precision()
                  << ", recall " << q.recall() << ", F1 " << q.f1() << "\n";
        if (q.true_pairs >= people_min) CHECK_MESSAGE(q.f1() > best - 0.01, shape);
    }
}

}  // namespace

TEST_CASE("the result is the same for any number of threads") {
    auto t = made(testing::make_people_zh, {.left = 3'000, .right = 3'000, .common = 600, .seed = 8});
    auto one = link_texts("person-zh", t.left, t.right, -4, 1);
    for (unsigned threads : {2u, 5u}) check_same(one, link_texts("person-zh", t.left, t.right, -4, threads));
    auto twice = link_texts("person-zh", t.left, "", -4, 1);
    check_same(twice, link_texts("person-zh", t.left, "", -4, 3));
}

TEST_CASE("the result is the same when what is large lies on the disk") {
    auto t = made(testing::make_people_zh, {.left = 4'000, .right = 4'000, .common = 800, .seed = 9});
    auto in_memory = link_texts("person-zh", t.left, t.right, -4, 2);
    CHECK(in_memory.data->budget()->bytes_on_disk() == 0);
    auto all = in_memory.data->budget()->bytes_in_memory();
    CHECK(all > 1 << 20);
    for (std::size_t allowed : {all / 2, std::size_t(1)}) {
        CAPTURE(allowed);
        auto on_disk = link_texts("person-zh", t.left, t.right, -4, 2, allowed);
        CHECK(on_disk.data->budget()->bytes_in_memory() <= allowed);
        CHECK(on_disk.data->budget()->bytes_on_disk() > 0);
        check_same(in_memory, on_disk);
    }
}

TEST_CASE("a folder in which nothing can be put is said") {
    auto t = made(testing::make_people_zh, {.left = 4'000, .right = 4'000, .common = 800, .seed = 9});
    Control control{.memory_bytes_max = 1, .spill_folder = "/nowhere/at/all"};
    CHECK_THROWS_WITH_AS(testing::read_tables("person-zh", t.left, t.right, "id", control),
                         doctest::Contains("/nowhere/at/all"), std::runtime_error);
}

TEST_CASE("people with Chinese names are found, whatever the shape of their name") {
    auto t = made(testing::make_people_zh, {.left = 12'000, .right = 12'000, .common = 6'000, .seed = 21});
    auto report = link_texts("person-zh", t.left, t.right, 0, 2).judged(t.truth, 0);
    CHECK(report.all.precision() > 0.985);
    CHECK(report.all.recall() > 0.985);
    check_fairness(report, "person-zh");
}

TEST_CASE("people with Latin names are found") {
    auto t = made(testing::make_people_latin, {.left = 5'000, .right = 5'000, .common = 2'000, .seed = 22});
    auto report = link_texts("person-latin", t.left, t.right, 0, 2).judged(t.truth, 0);
    CHECK(report.all.precision() > 0.98);
    CHECK(report.all.recall() > 0.95);
    check_fairness(report, "person-latin");
}

TEST_CASE("enterprises are found under the names that offices give them") {
    auto t = made(testing::make_enterprises, {.left = 5'000, .right = 5'000, .common = 2'000, .seed = 23});
    auto quality = link_texts("employer-zh", t.left, t.right, 0, 2).quality(t.truth, 0);
    std::cout << "employer-zh: precision " << quality.precision() << ", recall " << quality.recall() << ", F1 "
              << quality.f1() << "\n";
    CHECK(quality.precision() > 0.99);
    CHECK(quality.recall() > 0.96);
}

TEST_CASE("who is twice in one table is found once") {
    auto t = made(testing::make_people_zh, {.left = 3'000, .right = 1'000, .common = 500, .seed = 24});
    // The right table below the left one, with ids of its own.
    std::istringstream lines(t.right);
    std::string all = t.left, line;
    std::getline(lines, line);
    while (std::getline(lines, line)) all += "r" + line + "\n";
    auto linked = link_texts("person-zh", all, "", 0, 1);
    std::istringstream truths(t.truth);
    std::string truth;
    while (std::getline(truths, line))
        truth += line.substr(0, line.find(',')) + ",r" + line.substr(line.find(',') + 1) + "\n";
    auto quality = linked.quality(truth, 0);
    CHECK(quality.true_pairs == 500);
    CHECK(quality.precision() > 0.97);
    CHECK(quality.recall() > 0.96);
    for (auto& edge : linked.run.edges) REQUIRE(edge.left < edge.right);
}

TEST_CASE("two id numbers that both pass their check and differ are two people, however alike") {
    std::string head = "id,name,idno\n";
    // 110105194912310011 passes, with 2 at its end it does not; both are one slip from 11010519491231002X, which passes.
    auto data =
        testing::read_tables("person-zh", head + "1,王丽,11010519491231002X\n",
                             head + "1,王丽,110105194912310011\n2,王丽,110105194912310012\n3,王丽,11010519491231002\n");
    Comparer comparer(*data);
    constexpr std::size_t id = 2;
    auto outcome = [&](std::size_t row) {
        return outcome_in(comparer.whole(data->left().record(0), data->right().record(row)), id);
    };
    CHECK(outcome(0) == 4);  // else
    CHECK(outcome(1) == 2);  // typo 1
    CHECK(outcome(2) == 1);  // equal, though the last character was lost
}

TEST_CASE("blocks that are too large are left out, counted, and do not hide pairs of other rules") {
    std::string spec =
        "field name person-name = name\nfield phone phone = phone\nfield birth date = dob\n"
        "compare name\nlevel equal\ncompare phone\nlevel equal\ncompare birth\nlevel equal\nblock phone\nblock birth\nset block-pairs-max 100\n";
    std::string left = "id,name,phone,dob\n", right = left;
    for (int i = 0; i < 20; ++i) {
        left +=
            std::to_string(i) + ",王" + (i % 2 ? "丽" : "芳") + ",13812345678,1990" + std::to_string(1000 + i) + "\n";
        right +=
            std::to_string(i) + ",王" + (i % 2 ? "丽" : "芳") + ",13812345678,1990" + std::to_string(1000 + i) + "\n";
    }
    auto linked = link_texts(spec, left, right, -60);
    CHECK(linked.run.rules[0].join.capped.size() == 1);
    CHECK(linked.run.rules[0].join.capped[0].left_rows == 20);
    CHECK(linked.run.rules[0].pairs_new == 0);
    CHECK(linked.run.rules[1].pairs_new == 20);
}

TEST_CASE("a row that no rule can reach is counted") {
    auto linked = link_texts("person-zh", "id,name,idno\n1,王丽,\n2,王丽,11010519491231002X\n3,,\n",
                             "id,name,idno\n1,王丽,11010519491231002X\n");
    CHECK(linked.run.left_unreachable == 2);
    CHECK(linked.run.right_unreachable == 0);
}

TEST_CASE("work that is cancelled ends at once") {
    auto t = made(testing::make_people_zh, {.left = 500, .right = 500, .common = 100, .seed = 3});
    std::stop_source stop;
    Control control{.threads = 2, .stop = stop.get_token(), .progress = [&](const Progress&) { stop.request_stop(); }};
    CHECK_THROWS_AS(testing::read_tables("person-zh", t.left, t.right, "id", control), Cancelled);
}

TEST_CASE("tables without rows and rows without anything are linked to nothing") {
    CHECK(link_texts("person-zh", "id,name\n", "id,name\n").run.edges.empty());
    CHECK(link_texts("person-zh", "id,name\n1,\n", "id,name\n1,\n").run.edges.empty());
    CHECK(link_texts("person-zh", "id,name\n1,王丽\n", "").run.edges.empty());
}

TEST_CASE("a model comes back as it was written, and only to its own spec") {
    auto t = made(testing::make_people_zh, {.left = 500, .right = 500, .common = 100, .seed = 5});
    auto linked = link_texts("person-zh", t.left, t.right);
    auto& spec = linked.data->spec();
    auto again = read_model(write_model(linked.model, spec), spec);
    CHECK(again.prior_log2 == doctest::Approx(linked.model.prior_log2));
    for (std::size_t c = 0; c < again.m.size(); ++c)
        for (std::size_t g = 1; g < again.m[c].size(); ++g)
            CHECK(again.m[c][g] == doctest::Approx(linked.model.m[c][g]));
    CHECK_THROWS_AS(read_model(write_model(linked.model, spec), parse_spec(builtin_spec("employer-zh"))), Refused);
    CHECK_THROWS_AS(read_model("", spec), Refused);
    CHECK_THROWS_AS(read_model(write_model(linked.model, spec).substr(0, 200), spec), Refused);
}

}  // namespace unionhall::linkage
