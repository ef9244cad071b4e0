#include "stations/cover.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

namespace unionhall::stations {

namespace {

using Points = std::vector<std::uint32_t>;

std::vector<Points> points_by_site(const CoverProblem& problem) {
    std::vector<Points> all(problem.sites);
    for (std::uint32_t point = 0; point < problem.demand.size(); ++point)
        for (auto site : problem.reached_by[point]) all[site].push_back(point);
    return all;
}

// A choice that grows and shrinks, and knows what each site not in it would add.
class Choice {
  public:
    Choice(const CoverProblem& problem, const std::vector<Points>& reach, std::int64_t& steps_left)
        : problem_(problem),
          reach_(reach),
          steps_left_(steps_left),
          times_(problem.demand.size()),
          adds_(problem.sites),
          is_in_(problem.sites) {
        for (std::size_t point = 0; point < problem.demand.size(); ++point)
            for (auto site : problem.reached_by[point]) adds_[site] += problem.demand[point];
    }
    void add(std::uint32_t site) {
        is_in_[site] = true, sites_.push_back(site);
        for (auto point : reach_[site])
            if (times_[point]++ == 0) change(point, 1);
    }
    void remove(std::uint32_t site) {
        is_in_[site] = false;
        std::erase(sites_, site);
        for (auto point : reach_[site])
            if (--times_[point] == 0) change(point, -1);
    }
    // Of those outside the one that adds most; nothing adds: nothing.
    std::optional<std::uint32_t> best() const {
        std::optional<std::uint32_t> found;
        for (std::uint32_t site = 0; site < adds_.size(); ++site)
            if (!is_in_[site] && adds_[site] > (found ? adds_[*found] : 0)) found = site;
        return found;
    }
    void fill() {
        while (sites_.size() < problem_.sites_most) {
            auto site = best();
            if (!site) return;
            add(*site);
        }
    }
    // Exchanges one for one until no exchange helps.
    void exchange() {
        for (int round = 0; round < exchange_rounds_max; ++round) {
            bool is_better = false;
            auto before = sites_;
            for (auto site : before) {
                if (steps_left_ <= 0) return;
                auto was = covered_;
                remove(site);
                auto other = best();
                bool helps = other && covered_ + adds_[*other] > was;
                add(helps ? *other : site);
                is_better |= helps;
            }
            if (!is_better) return;
        }
    }
    const Sites& sites() const { return sites_; }
    std::int64_t adds(std::uint32_t site) const { return adds_[site]; }
    std::int64_t covered() const { return covered_; }

  private:
    void change(std::uint32_t point, int sign) {
        auto demand = problem_.demand[point];
        covered_ += sign * demand;
        steps_left_ -= static_cast<std::int64_t>(problem_.reached_by[point].size());
        for (auto site : problem_.reached_by[point]) adds_[site] -= sign * demand;
    }

    const CoverProblem& problem_;
    const std::vector<Points>& reach_;
    std::int64_t& steps_left_;
    std::vector<std::uint32_t> times_;  // how many of the chosen reach each point
    std::vector<std::int64_t> adds_;
    std::vector<bool> is_in_;
    Sites sites_;
    std::int64_t covered_ = 0;
};

// Demand is counted in parts of one, so that all of the bound is done in whole numbers.
constexpr std::int64_t parts = 1024;
constexpr int rounds_until_shorter = 40, rounds_between_tries = 10;
constexpr double step_least = 0.0005;

// Each point may be bought from the sites at its own price between nothing and its demand. Then the best choice is seen at
// once, and covers no less than any choice that plays by the rules, at whatever prices: the bound. Prices move to where
// points are bought as often as they are sold.
class Bound {
  public:
    Bound(const CoverProblem& problem, const std::vector<Points>& reach) : problem_(problem), reach_(reach) {
        for (std::size_t point = 0; point < problem.demand.size(); ++point) {
            total_ += problem.demand[point];
            auto sharers = static_cast<std::int64_t>(problem.reached_by[point].size());
            prices_.push_back(problem.demand[point] * parts / std::max<std::int64_t>(1, sharers));
        }
        best_ = total_ * parts;
    }
    struct Relaxed {
        std::int64_t bound = 0;
        Sites chosen;
        std::vector<std::int64_t> earns;  // by site
    };
    // The bound at these prices, and the sites that they choose.
    Relaxed at_these_prices() const {
        Relaxed now{.bound = total_ * parts,
                    .chosen = Sites(problem_.sites),
                    .earns = std::vector<std::int64_t>(problem_.sites)};
        for (std::size_t point = 0; point < prices_.size(); ++point) {
            now.bound -= prices_[point];
            for (auto site : problem_.reached_by[point]) now.earns[site] += prices_[point];
        }
        std::iota(now.chosen.begin(), now.chosen.end(), 0U);
        auto wanted = std::min(problem_.sites_most, now.chosen.size());
        std::ranges::partial_sort(
            now.chosen, now.chosen.begin() + static_cast<std::ptrdiff_t>(wanted),
            [&](auto a, auto b) { return std::pair(-now.earns[a], a) < std::pair(-now.earns[b], b); });
        now.chosen.resize(wanted);
        for (auto site : now.chosen) now.bound += now.earns[site];
        return now;
    }
    // A site whose going in, or staying out, takes the bound down to what is possible already, has one way only to better.
    void settle(const Relaxed& now, std::int64_t covered, std::vector<BoundedCover::Standing>& standing) const {
        std::vector<bool> is_chosen(problem_.sites);
        for (auto site : now.chosen) is_chosen[site] = true;
        auto better = (covered + 1) * parts, least = std::numeric_limits<std::int64_t>::max(), most = std::int64_t{0};
        for (std::size_t site = 0; site < problem_.sites; ++site)
            is_chosen[site] ? least = std::min(least, now.earns[site]) : most = std::max(most, now.earns[site]);
        for (std::size_t site = 0; site < problem_.sites; ++site) {
            if (is_chosen[site] && now.bound - now.earns[site] + most < better)
                standing[site] = BoundedCover::Standing::always;
            if (!is_chosen[site] && now.bound - least + now.earns[site] < better)
                standing[site] = BoundedCover::Standing::never;
        }
    }
    // Moves the prices once; `covered` is what is known to be possible.
    void move(const Sites& chosen, std::int64_t bound, std::int64_t covered, double step) {
        std::vector<int> surplus(prices_.size(), -1);  // offers less purchases; a point at its full price is not bought
        for (auto site : chosen)
            for (auto point : reach_[site]) ++surplus[point];
        double length = 0;
        for (std::size_t point = 0; point < prices_.size(); ++point) {
            auto full = problem_.demand[point] * parts;
            if (prices_[point] >= full && surplus[point] < 0) surplus[point] = 0;
            if (prices_[point] == 0 && surplus[point] > 0) surplus[point] = 0;
            length += double(surplus[point]) * surplus[point];
        }
        if (length == 0) return;
        auto by = step * double(bound - covered * parts) / length;
        for (std::size_t point = 0; point < prices_.size(); ++point) {
            auto moved = prices_[point] - static_cast<std::int64_t>(by * surplus[point]);
            prices_[point] = std::clamp<std::int64_t>(moved, 0, problem_.demand[point] * parts);
        }
    }
    bool keep(std::int64_t bound) {
        if (bound >= best_) return false;
        best_ = bound;
        return true;
    }
    std::int64_t best() const { return best_ / parts; }  // nobody covers a part of one

  private:
    const CoverProblem& problem_;
    const std::vector<Points>& reach_;
    std::vector<std::int64_t> prices_;
    std::int64_t total_ = 0, best_ = 0;
};

}  // namespace

CoverProblem condensed(const CoverProblem& problem) {
    std::map<Sites, std::int64_t> by_sites;
    for (std::size_t point = 0; point < problem.demand.size(); ++point)
        if (!problem.reached_by[point].empty()) by_sites[problem.reached_by[point]] += problem.demand[point];
    CoverProblem all{.sites = problem.sites, .sites_most = problem.sites_most};
    for (auto& [sites, demand] : by_sites) all.demand.push_back(demand), all.reached_by.push_back(sites);
    return all;
}

std::size_t pairs_of(const CoverProblem& problem) {
    std::size_t all = 0;
    for (auto& sites : problem.reached_by) all += sites.size();
    return all;
}

std::int64_t covered_by(const CoverProblem& problem, std::span<const std::uint32_t> sites) {
    std::vector<bool> is_chosen(problem.sites);
    for (auto site : sites) is_chosen.at(site) = true;
    std::int64_t covered = 0;
    for (std::size_t point = 0; point < problem.demand.size(); ++point)
        if (std::ranges::any_of(problem.reached_by[point], [&](auto site) { return is_chosen[site]; }))
            covered += problem.demand[point];
    return covered;
}

Sites greedy_cover(const CoverProblem& problem) {
    auto reach = points_by_site(problem);
    auto steps = cover_steps_max;
    Choice choice(problem, reach, steps);
    choice.fill();
    return choice.sites();
}

BoundedCover bounded_cover(const CoverProblem& problem) {
    auto reach = points_by_site(problem);
    BoundedCover best;
    auto steps_left = cover_steps_max;
    auto offer = [&](const Sites& sites) {
        Choice choice(problem, reach, steps_left);
        for (auto site : sites) choice.add(site);
        choice.fill();
        choice.exchange();
        if (choice.covered() > best.covered) best.sites = choice.sites(), best.covered = choice.covered();
    };
    offer({});
    Bound bound(problem, reach);
    best.standing.resize(problem.sites);
    double step = 2;
    int since_better = 0;
    for (int round = 0; round < bound_rounds_max && step > step_least && bound.best() > best.covered && steps_left > 0;
         ++round) {
        steps_left -= static_cast<std::int64_t>(pairs_of(problem));
        auto now = bound.at_these_prices();
        since_better = bound.keep(now.bound) ? 0 : since_better + 1;
        if (round % rounds_between_tries == 0) offer(now.chosen);
        bound.settle(now, best.covered, best.standing);
        if (since_better == rounds_until_shorter) step /= 2, since_better = 0;
        bound.move(now.chosen, now.bound, best.covered, step);
    }
    best.at_most = std::max(bound.best(), best.covered);
    return best;
}

OpenCover still_open(const CoverProblem& problem, const BoundedCover& known) {
    OpenCover open;
    std::vector<std::uint32_t> number(problem.sites);
    for (std::uint32_t site = 0; site < problem.sites; ++site) {
        if (known.standing[site] == BoundedCover::Standing::always) open.always.push_back(site);
        if (known.standing[site] != BoundedCover::Standing::open) continue;
        number[site] = static_cast<std::uint32_t>(open.number_of.size());
        open.number_of.push_back(site);
    }
    CoverProblem rest;
    rest.sites = open.number_of.size();
    rest.sites_most = problem.sites_most - std::min(problem.sites_most, open.always.size());
    for (std::size_t point = 0; point < problem.demand.size(); ++point) {
        Sites reached_by;
        bool is_settled = false;
        for (auto site : problem.reached_by[point]) {
            is_settled |= known.standing[site] == BoundedCover::Standing::always;
            if (known.standing[site] == BoundedCover::Standing::open) reached_by.push_back(number[site]);
        }
        if (is_settled) open.covered += problem.demand[point];
        if (is_settled || reached_by.empty()) continue;
        rest.demand.push_back(problem.demand[point]);
        rest.reached_by.push_back(std::move(reached_by));
    }
    open.problem = condensed(rest);
    return open;
}

std::vector<CoverStep> in_order(const CoverProblem& problem, Sites sites) {
    auto reach = points_by_site(problem);
    std::ranges::sort(sites);
    auto steps_left = cover_steps_max;
    Choice choice(problem, reach, steps_left);
    std::vector<CoverStep> steps;
    while (!sites.empty()) {
        std::int64_t most = -1;
        std::uint32_t next = 0;
        for (auto site : sites)
            if (choice.adds(site) > most) most = choice.adds(site), next = site;
        choice.add(next);
        std::erase(sites, next);
        steps.push_back({next, most});
    }
    return steps;
}

std::vector<std::size_t> served_first(const CoverProblem& problem, std::span<const CoverStep> steps) {
    std::vector<std::size_t> place(problem.sites), first(problem.demand.size());
    for (std::size_t i = 0; i < steps.size(); ++i) place[steps[i].site] = i + 1;
    for (std::size_t point = 0; point < first.size(); ++point)
        for (auto site : problem.reached_by[point])
            if (place[site] && (!first[point] || place[site] < first[point])) first[point] = place[site];
    return first;
}

}  // namespace unionhall::stations
