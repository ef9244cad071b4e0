#include "stations/cover.h"

#include <doctest/doctest.h>

#include <bit>
#include <random>

#include "stations/cover_solver.h"

namespace unionhall::stations {
namespace {

// Made up, the same on every machine: no library's distribution has a say.
CoverProblem made(std::uint32_t seed, std::size_t sites, std::size_t points, std::size_t most) {
    std::mt19937 random(seed);
    CoverProblem problem{.sites = sites, .sites_most = most};
    for (std::size_t point = 0; point < points; ++point) {
        problem.demand.push_back(1 + random() % 50);
        auto& reached_by = problem.reached_by.emplace_back();
        for (std::uint32_t site = 0; site < sites; ++site)
            if (random() % 4 == 0) reached_by.push_back(site);
    }
    return problem;
}

// Every choice there is.
std::int64_t best_of_all(const CoverProblem& problem) {
    std::int64_t best = 0;
    for (std::uint32_t bits = 0; bits < 1U << problem.sites; ++bits) {
        if (std::popcount(bits) > static_cast<int>(problem.sites_most)) continue;
        Sites sites;
        for (std::uint32_t site = 0; site < problem.sites; ++site)
            if (bits >> site & 1) sites.push_back(site);
        best = std::max(best, covered_by(problem, sites));
    }
    return best;
}

}  // namespace

TEST_CASE("what covers most is found, and the bound holds: against every choice there is, in 120 small problems") {
    int best_found = 0;
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        auto problem = made(seed, 4 + seed % 7, seed % 30, 1 + seed % 5);
        auto best = best_of_all(problem);
        auto small = condensed(problem);
        CHECK(best_of_all(small) == best);
        auto found = bounded_cover(small);
        CHECK(covered_by(problem, found.sites) == found.covered);
        CHECK(found.sites.size() <= problem.sites_most);
        CHECK(found.covered <= best);
        CHECK(found.at_most >= best);
        CHECK(covered_by(problem, greedy_cover(problem)) * 100 >=
              best * 63);  // 1 - 1/e, which greedy is known to reach
        best_found += found.covered == best;
        // Every choice that is better is still to be found in what is open.
        auto open = still_open(small, found);
        if (found.covered < best) CHECK(open.covered + best_of_all(open.problem) == best);
        auto without_solver = solved(small, "no-such-solver").cover;
        CHECK(without_solver.covered >= found.covered);
        CHECK(without_solver.at_most >= best);
        auto steps = in_order(problem, found.sites);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            sum += steps[i].adds;
            if (i) CHECK(steps[i].adds <= steps[i - 1].adds);
        }
        CHECK(sum == found.covered);
        std::int64_t served = 0;
        auto first = served_first(problem, steps);
        for (std::size_t point = 0; point < first.size(); ++point)
            if (first[point]) served += problem.demand[point];
        CHECK(served == found.covered);
    }
    CHECK(best_found >= 115);
}

TEST_CASE("what CBC wrote is read, and what it did not write is not believed") {
    struct Case {
        const char* text;
        bool is_read, is_optimal;
        Sites sites;
    };
    const std::vector<Case> cases{
        {"Optimal - objective value -9.00000000\n      0 X0  0  0\n      1 X1  1  0\n      3 Y1  1  -9\n",
         true,
         true,
         {1}},
        {"Stopped on time - objective value -7\n** 0 X2 0.9999999 0\n", true, false, {2}},
        {"Stopped on time (no integer solution - continuous used) - objective value -7\n 0 X2 1 0\n", false, false, {}},
        {"Infeasible - objective value 0\n", false, false, {}},
        {"Optimal - objective value -9\n 0 X3 1 0\n", false, false, {}},  // there are only three
        {"Optimal - objective value -9\n 0 X1x 1 0\n", false, false, {}},
        {"Optimal - objective value -9\n 0 X1\n", false, false, {}},
        {"", false, false, {}},
    };
    for (auto& one : cases) {
        CAPTURE(one.text);
        auto answer = read_solver_answer(one.text, 3);
        REQUIRE(answer.has_value() == one.is_read);
        if (!answer) continue;
        CHECK(answer->is_optimal == one.is_optimal);
        CHECK(answer->sites == one.sites);
    }
}

TEST_CASE("where our own bound leaves a gap the solver is asked, and without a solver the gap is said") {
    // Three sites that share points in pairs, of which one may be chosen: relaxed, all count for a third.
    CoverProblem problem{.demand = {1, 1, 1, 1, 1, 1, 1},
                         .reached_by = {{0, 1, 3}, {0, 2, 4}, {0, 5, 6}, {1, 2, 5}, {1, 4, 6}, {2, 3, 6}, {3, 4, 5}},
                         .sites = 7,
                         .sites_most = 2};
    auto best = best_of_all(problem);
    CHECK(best == 5);
    auto alone = solved(problem, "no-such-solver");
    CHECK(alone.use == SolverUse::missing);
    CHECK(alone.cover.covered == 5);
    CHECK(alone.cover.at_most == 6);
    auto asked = solved(problem, "cbc", std::chrono::hours(1));
    CHECK((asked.use == SolverUse::proved || asked.use == SolverUse::missing));
    CHECK(asked.cover.covered == 5);
    if (asked.use == SolverUse::proved) CHECK(asked.cover.at_most == 5);
}

}  // namespace unionhall::stations
