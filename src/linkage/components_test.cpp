#include "linkage/components.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

struct Grouped {
    std::string groups;  // "012 34": rows that are one, by their lowest; those alone are left out
    std::size_t cut = 0;
};

Grouped grouped(Large<Edge> edges, std::vector<std::pair<std::uint32_t, std::uint32_t>> same = {}) {
    std::ranges::sort(edges, [](auto& x, auto& y) { return comes_first(x, y); });
    Run run{.edges = std::move(edges)};
    Decided decided{.verdicts = std::vector<std::optional<Verdict>>(run.edges.size())};
    for (std::size_t i = 0; i < run.edges.size(); ++i)
        if (std::ranges::count(same, std::pair(run.edges[i].left, run.edges[i].right)))
            decided.verdicts[i] = Verdict::same;
    std::vector<std::size_t> chosen(run.edges.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t(0));
    constexpr std::size_t rows = 10;
    auto found = components(run, chosen, decided, 4, rows);
    Grouped result{.cut = found.cut};
    for (std::uint32_t group = 0; group < rows; ++group) {
        if (std::ranges::count(found.group_of, group) < 2) continue;
        if (!result.groups.empty()) result.groups += ' ';
        for (std::uint32_t row = 0; row < rows; ++row)
            if (found.group_of[row] == group) result.groups += std::to_string(row);
    }
    CHECK(found.links.size() + found.cut == run.edges.size());
    return result;
}

}  // namespace

TEST_CASE("a weak link that alone holds two groups together is cut, and no other") {
    struct Case {
        const char* what;
        Large<Edge> edges;
        const char* groups;
        std::size_t cut;
    };
    const std::vector<Case> cases{
        {"a pair is no group", {{0, 1, 1}}, "01", 0},
        {"one more row hangs on by a weak link", {{0, 1, 9}, {1, 2, 1}}, "012", 0},
        {"two pairs, a weak link between", {{0, 1, 9}, {1, 2, 1}, {2, 3, 9}}, "01 23", 1},
        {"two pairs, a strong link between", {{0, 1, 9}, {1, 2, 4}, {2, 3, 9}}, "0123", 0},
        {"two weak links hold each other", {{0, 1, 9}, {1, 2, 1}, {0, 3, 1}, {2, 3, 9}}, "0123", 0},
        {"three pairs in a row", {{0, 1, 9}, {1, 2, 1}, {2, 3, 9}, {3, 4, 2}, {4, 5, 9}}, "01 23 45", 2},
        {"a chain of weak ones falls at its weakest, and nobody is left alone",
         {{0, 1, 3}, {1, 2, 2}, {2, 3, 1}, {3, 4, 3}},
         "012 34",
         1},
        {"two triangles", {{0, 1, 9}, {1, 2, 9}, {0, 2, 9}, {2, 3, 0}, {3, 4, 9}, {4, 5, 9}, {3, 5, 9}}, "012 345", 1},
        {"groups apart do not mind each other",
         {{0, 1, 9}, {1, 2, 1}, {2, 3, 9}, {5, 6, 1}, {7, 8, 1}},
         "01 23 56 78",
         1},
    };
    for (auto& one : cases) {
        auto found = grouped(one.edges);
        CHECK_MESSAGE(found.groups == one.groups, one.what);
        CHECK_MESSAGE(found.cut == one.cut, one.what);
    }
}

TEST_CASE("what a person found the same is never cut") {
    CHECK(grouped({{0, 1, 9}, {1, 2, 1}, {2, 3, 9}}, {{1, 2}}).groups == "0123");
}

TEST_CASE("after cutting, no weak bridge with two rows on both sides is left, in graphs of any shape") {
    testing::Chance chance(7);
    for (int round = 0; round < 300; ++round) {
        std::uint32_t rows = 4 + static_cast<std::uint32_t>(chance.below(9));
        Large<Edge> edges;
        for (std::uint32_t a = 0; a < rows; ++a)
            for (auto b = a + 1; b < rows; ++b)
                if (chance.happens(1.6 / rows)) edges.push_back({a, b, static_cast<float>(chance.below(80)) / 10});
        std::ranges::sort(edges, [](auto& x, auto& y) { return comes_first(x, y); });
        Run run{.edges = edges};
        std::vector<std::size_t> chosen(edges.size());
        std::iota(chosen.begin(), chosen.end(), std::size_t(0));
        auto found = components(run, chosen, {.verdicts = std::vector<std::optional<Verdict>>(edges.size())}, 4, rows);
        // The slow way: take each link out and count what hangs together on its two sides.
        auto size_without = [&](std::size_t left_out, std::uint32_t from) {
            std::vector<bool> reached(rows);
            reached[from] = true;
            for (bool grew = true; grew;) {
                grew = false;
                for (auto place : found.links) {
                    auto& edge = edges[place];
                    if (place == left_out || reached[edge.left] == reached[edge.right]) continue;
                    reached[edge.left] = reached[edge.right] = grew = true;
                }
            }
            return reached;
        };
        for (auto place : found.links) {
            auto left = size_without(place, edges[place].left), right = size_without(place, edges[place].right);
            bool is_bridge = !left[edges[place].right];
            bool parts_two = is_bridge && std::ranges::count(left, true) >= 2 && std::ranges::count(right, true) >= 2;
            CHECK_FALSE((parts_two && edges[place].weight < 4));
            CHECK(found.group_of[edges[place].left] == found.group_of[edges[place].right]);
        }
        for (std::size_t i = 0; i < edges.size(); ++i)
            if (!std::ranges::binary_search(found.links, i)) CHECK(edges[i].weight < 4);
    }
}

}  // namespace unionhall::linkage
