#include "linkage/review.h"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "linkage/model.h"
#include "linkage/testing_linked.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

// Edges as "left right weight", in any order.
Run run_of(Large<Edge> edges) {
    std::ranges::sort(edges, comes_first);
    return {.edges = std::move(edges)};
}

Decisions decisions_of(const std::string& lines, bool is_one = false) {
    Decisions decisions(is_one);
    std::istringstream in("left_id,right_id,verdict,reviewer,reason\n" + lines);
    decisions.read(in);
    return decisions;
}

std::string labels_of(const Decisions& decisions) {
    std::ostringstream out;
    decisions.write_labels(out);
    return out.str().substr(out.str().find('\n') + 1);
}

}  // namespace

TEST_CASE("a decision stands until another one or an undo, and unsure ones label nothing") {
    struct Case {
        const char *lines, *labels;
    };
    for (auto& [lines, labels] : std::vector<Case>{
             {"1,2,same,,\n3,4,different,王,\"不同,人\"\n5,6,unsure,,\n7,8,,,\n", "1,2,1\n3,4,0\n"},
             {"1,2,same\n1,2,different\n", "1,2,0\n"},
             {"1,2,相同\n1,2,不同\n1,2,撤销\n", "1,2,1\n"},
             {"1,2,same\n1,2,undo\n", ""},
             {"1,2,same\n2,1,different\n", "1,2,1\n2,1,0\n"},
         })
        CHECK(labels_of(decisions_of(lines)) == labels);
    CHECK(labels_of(decisions_of("1,2,same\n2,1,different\n", true)) == "1,2,0\n");
    auto decided = decisions_of("3,4,different,王,看过证照\n");
    REQUIRE(decided.of("3", "4"));
    CHECK(decided.of("3", "4")->reviewer == "王");
    CHECK(decided.of("3", "4")->reason == "看过证照");
    CHECK_FALSE(decided.of("4", "3"));
    CHECK_FALSE(decided.undo("4", "3"));
}

TEST_CASE("everything that is wrong with a list of decisions is said at once") {
    CHECK_THROWS_AS(decisions_of("1,2,perhaps\n"), Refused);
    try {
        decisions_of("1,2,perhaps\n,2,same\n1,2,undo\n");
        FAIL("it was read");
    } catch (const Refused& refused) { CHECK(refused.complaints().size() == 3); }
    std::istringstream in("left,right\n1,2\n");
    Decisions decisions;
    CHECK_THROWS_AS(decisions.read(in), Refused);
}

TEST_CASE("who was found the same is linked whatever the weight, and to nobody else where links are one-to-one") {
    auto data = testing::read_tables("person-zh", "id,name,phone\n1,王丽,13812345678\n2,李强,13912345678\n",
                                     "id,name,phone\n1,王丽,13812345678\n2,王莉,13812345678\n3,张伟,13712345678\n");
    Comparer comparer(*data);
    auto model = train(*data, comparer, {});
    auto links = [&](const std::string& lines, bool one_to_one) {
        auto run = compare_all(*data, comparer, model, -60, {});
        auto decided = decided_edges(*data, comparer, model, run, decisions_of(lines));
        std::string text;
        for (auto place : links_of(run, decided, -60, one_to_one, false))
            text += std::to_string(run.edges[place].left + 1) + std::to_string(run.edges[place].right + 1) + " ";
        return text;
    };
    CHECK(links("", false).size() == 6);
    CHECK(links("", true).size() == 3);
    CHECK(links("1,1,different\n", true) == "12 ");
    CHECK(links("1,2,same\n", true) == "12 ");
    CHECK(links("1,1,same\n2,3,same\n", true) == "11 23 ");  // no rule had brought these two together
    CHECK(links("1,1,different\n1,2,different\n", false) == "");
    auto run = compare_all(*data, comparer, model, -60, {});
    CHECK(decided_edges(*data, comparer, model, run, decisions_of("9,9,same\n")).unknown == 1);
}

TEST_CASE("the queue begins with what settles most, and leaves out what is sure, decided or settled by others") {
    auto run = run_of({{0, 0, 0.5f}, {0, 1, 0.2f}, {0, 2, 0.1f}, {1, 3, 0.0f}, {2, 4, 5.0f}, {3, 5, 7.0f}, {4, 6, -3}});
    Decided none{.verdicts = std::vector<std::optional<Verdict>>(run.edges.size())};
    auto pairs = [&](const Decided& decided, bool one_to_one) {
        std::string text;
        for (auto& one : review_queue(run, decided, {}, one_to_one, false))
            text += std::to_string(run.edges[one.edge].left) + std::to_string(run.edges[one.edge].right) + " ";
        return text;
    };
    CHECK(pairs(none, true) == "00 01 02 13 24 ");   // the three rivals settle each other
    CHECK(pairs(none, false) == "13 02 01 00 24 ");  // each for itself: nearest to even odds first
    auto queue = review_queue(run, none, {}, true, false);
    CHECK(queue[0].rivals.size() == 2);
    CHECK(queue[3].gain == doctest::Approx(0.5));
    auto p = [](double weight) { return 1 / (1 + std::exp2(-weight)); };
    CHECK(queue[0].gain == doctest::Approx(1 - p(0.5) + p(0.5) * (1 - p(0.2) + 1 - p(0.1))));
    auto decided = none;
    for (std::size_t i = 0; i < run.edges.size(); ++i)
        if (run.edges[i].left == 0 && run.edges[i].right == 1) decided.verdicts[i] = Verdict::same;
    CHECK(pairs(decided, true) == "13 24 ");
    CHECK(pairs(decided, false) == "13 02 00 24 ");
}

TEST_CASE("a few decisions from the head of the queue make the links righter than the machine alone") {
    std::ostringstream left, right, truth;
    testing::make_people_zh({.left = 2'000, .right = 2'000, .common = 800, .seed = 61}, left, right, truth);
    // Without id numbers and phones much is unsure.
    auto poorer = [](std::string table) { return table.replace(table.find("idno,phone"), 10, "none,never"); };
    auto linked = testing::link_texts("person-zh", poorer(left.str()), poorer(right.str()), -8);
    std::istringstream in(truth.str());
    auto is_true = read_truth(in, *linked.data).pairs;
    auto wrong = [&](const std::vector<std::size_t>& chosen) {
        std::size_t right_ones = 0;
        for (auto place : chosen)
            right_ones += std::ranges::binary_search(
                is_true, std::pair(linked.run.edges[place].left, linked.run.edges[place].right));
        return chosen.size() + is_true.size() - 2 * right_ones;
    };
    Decided decided{.verdicts = std::vector<std::optional<Verdict>>(linked.run.edges.size())};
    auto before = wrong(links_of(linked.run, decided, 0, true, false));
    for (int i = 0; i < 200; ++i) {
        auto queue = review_queue(linked.run, decided, {}, true, false);
        if (queue.empty()) break;
        auto& edge = linked.run.edges[queue[0].edge];
        decided.verdicts[queue[0].edge] =
            std::ranges::binary_search(is_true, std::pair(edge.left, edge.right)) ? Verdict::same : Verdict::different;
    }
    auto after = wrong(links_of(linked.run, decided, 0, true, false));
    MESSAGE("wrong links: " << before << ", after 200 decisions " << after);
    CHECK(before > 0);
    CHECK(after < before);
}

}  // namespace unionhall::linkage
