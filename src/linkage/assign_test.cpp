#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "linkage/link.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

// The best sum there is, by trying everything.
static double best_sum(const std::vector<Edge>& edges, double threshold, std::size_t from, std::uint32_t lefts,
                       std::uint32_t rights) {
    if (from == edges.size()) return 0;
    auto best = best_sum(edges, threshold, from + 1, lefts, rights);
    auto& e = edges[from];
    bool is_free = !(lefts >> e.left & 1) && !(rights >> e.right & 1) && e.weight >= threshold;
    if (is_free)
        best = std::max(best, e.weight - threshold +
                                  best_sum(edges, threshold, from + 1, lefts | 1u << e.left, rights | 1u << e.right));
    return best;
}

TEST_CASE("one-to-one is the matching with the greatest sum, held against trying everything") {
    testing::Chance chance(4);
    for (int round = 0; round < 300; ++round) {
        std::vector<Edge> edges;
        std::uint32_t side = 2 + static_cast<std::uint32_t>(chance.below(5));
        for (std::uint32_t l = 0; l < side; ++l)
            for (std::uint32_t r = 0; r < side; ++r)
                if (edges.size() < 12 && chance.happens(0.5))
                    edges.push_back({l, r, static_cast<float>(chance.share() * 20 - 4)});
        std::ranges::sort(edges, std::greater(), &Edge::weight);
        double threshold = chance.happens(0.5) ? 0 : -3;
        double sum = 0;
        std::uint32_t lefts = 0, rights = 0;
        for (auto place : one_to_one(edges, threshold, false)) {
            auto& e = edges[place];
            CHECK(e.weight >= threshold);
            CHECK_FALSE((lefts >> e.left & 1));
            CHECK_FALSE((rights >> e.right & 1));
            lefts |= 1u << e.left, rights |= 1u << e.right;
            sum += e.weight - threshold;
        }
        REQUIRE(sum == doctest::Approx(best_sum(edges, threshold, 0, 0, 0)).epsilon(1e-5));
    }
}

TEST_CASE("in one table nobody is linked twice, and large groups are taken best first") {
    std::vector<Edge> chain{{0, 1, 9}, {1, 2, 8}, {2, 3, 7}};
    CHECK(one_to_one(chain, 0, true) == std::vector<std::size_t>{0, 2});
    std::vector<Edge> star;
    for (std::uint32_t r = 0; r < 500; ++r) star.push_back({0, r, 10.0f - 0.01f * static_cast<float>(r)});
    CHECK(one_to_one(star, 0, false) == std::vector<std::size_t>{0});
    CHECK(one_to_one({}, 0, false).empty());
}

}  // namespace unionhall::linkage
