// bench_siting [SECONDS]: 500 candidates and 20,000 points of demand in one city, made up; for some questions the plain greedy,
// our bounded search alone, our whole way (the bounded search, then CBC), and glpsol on the same file, each within the
// same limit of time. Prints a line each: what is served, the proved bound, the gap, seconds by the clock.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <random>

#include "platform/child.h"
#include "stations/cover_solver.h"
#include "stations/siting_rules.h"

using namespace unionhall;
using namespace unionhall::stations;

namespace {

constexpr std::size_t candidates = 500, points = 20'000, centres = 60;
constexpr double city_degrees = 0.25, in_centres = 0.7;

struct City {
    std::vector<Place> sites, demand;
    std::vector<std::int64_t> people;
};

// As people come together: most of them around some centres, the rest anywhere; candidates where people are.
City make_city() {
    std::mt19937_64 random(18);
    auto next = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
    auto bell = [&] { return std::normal_distribution<double>(0, 1)(random); };
    std::vector<Place> middles;
    for (std::size_t i = 0; i < centres; ++i)
        middles.push_back({116.2 + city_degrees * next(), 39.8 + city_degrees * next()});
    auto somewhere = [&]() -> Place {
        if (next() > in_centres) return {116.2 + city_degrees * next(), 39.8 + city_degrees * next()};
        auto& middle = middles[static_cast<std::size_t>(next() * next() * centres)];
        return {middle.lng + 0.012 * bell(), middle.lat + 0.009 * bell()};
    };
    City city;
    for (std::size_t i = 0; i < candidates; ++i) city.sites.push_back(somewhere());
    for (std::size_t i = 0; i < points; ++i) {
        city.demand.push_back(somewhere());
        city.people.push_back(5 + static_cast<std::int64_t>(200 * std::pow(next(), 3)));
    }
    return city;
}

CoverProblem problem_of(const City& city, Reach reach, std::size_t most) {
    PlacesNear near(city.sites);
    CoverProblem problem{.demand = city.people, .sites = candidates, .sites_most = most};
    for (auto& place : city.demand) problem.reached_by.push_back(near.of(place, straight_metres_of(reach)));
    return problem;
}

double seconds_of(const std::function<void()>& work) {
    auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void say(const char* who, std::int64_t served, std::optional<std::int64_t> at_most, double seconds,
         const char* note = "") {
    if (at_most)
        std::printf("  %-18s served %8lld  at most %8lld  gap %6.3f %%  %7.2f s  %s\n", who,
                    static_cast<long long>(served), static_cast<long long>(*at_most),
                    100.0 * static_cast<double>(*at_most - served) / static_cast<double>(*at_most), seconds, note);
    else
        std::printf("  %-18s served %8lld  %-32s  %7.2f s  %s\n", who, static_cast<long long>(served), "no bound",
                    seconds, note);
    std::fflush(stdout);
}

// What glpsol wrote: "s mip ROWS COLUMNS o OBJECTIVE", then "j COLUMN VALUE". Columns are counted from 1, sites first.
void ask_glpsol(const CoverProblem& problem, std::chrono::seconds limit) {
    auto folder = std::filesystem::temp_directory_path() / ("unionhall-bench-siting-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "siting.mps") << mps_of(problem);
    ChildEnd end{};
    auto seconds = seconds_of([&] {
        end = run_child(
            "glpsol",
            {"--freemps", "siting.mps", "--tmlim", std::to_string(limit.count()), "--write", "answer.txt", "--cuts"},
            folder.string(), limit + std::chrono::seconds(30), 4UL << 30);
    });
    std::ifstream in(folder / "answer.txt");
    Sites sites;
    bool is_best = false;
    for (std::string line; std::getline(in, line);) {
        unsigned column = 0;
        double value = 0;
        is_best |= line.starts_with("s ") && line.find(" o ") != std::string::npos;
        if (std::sscanf(line.c_str(), "j %u %lf", &column, &value) == 2 && column <= problem.sites && value > 0.5)
            sites.push_back(column - 1);
    }
    std::filesystem::remove_all(folder);
    auto served = covered_by(problem, sites);
    auto* note = end == ChildEnd::missing ? "glpsol is not installed" : is_best ? "proved" : "not proved in time";
    say("glpsol", served, is_best ? std::optional(served) : std::nullopt, seconds, note);
}

}  // namespace

int main(int count, char** arguments) {
    std::chrono::seconds limit(count > 1 ? std::atoi(arguments[1]) : 60);
    auto city = make_city();
    for (auto reach : {Reach::m500, Reach::m1000})
        for (std::size_t most : {10UL, 30UL, 50UL}) {
            CoverProblem whole, problem;
            auto making = seconds_of([&] { whole = problem_of(city, reach, most), problem = condensed(whole); });
            std::printf(
                "%d m, %zu of %zu sites, %zu points, %zu pairs; %zu points and %zu pairs left when put together, %.2f s\n",
                static_cast<int>(metres_of(reach)), most, candidates, points, pairs_of(whole), problem.demand.size(),
                pairs_of(problem), making);
            Sites greedy;
            auto seconds = seconds_of([&] { greedy = greedy_cover(problem); });
            say("plain greedy", covered_by(whole, greedy), {}, seconds);
            BoundedCover bounded;
            seconds = seconds_of([&] { bounded = bounded_cover(problem); });
            say("ours, bounded", covered_by(whole, bounded.sites), bounded.at_most, seconds);
            Solved best;
            seconds = seconds_of([&] { best = solved(problem, "cbc", limit); });
            auto* note = best.use == SolverUse::not_needed ? "proved by our bound"
                         : best.use == SolverUse::proved   ? "proved by CBC"
                         : best.use == SolverUse::missing  ? "CBC is not installed"
                                                           : "CBC did not prove it in time";
            say("ours, with CBC", covered_by(whole, best.cover.sites), best.cover.at_most, seconds, note);
            ask_glpsol(problem, limit);
        }
}
