// Which of the candidate sites, at most so many, reach the most demand: the maximal covering location problem. No I/O, and
// the same question always has the same answer.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unionhall::stations {

struct CoverProblem {
    std::vector<std::int64_t> demand;                    // of each point; more than 0
    std::vector<std::vector<std::uint32_t>> reached_by;  // of each point: the sites that reach it, ascending
    std::size_t sites = 0;                               // sites are numbered from 0
    std::size_t sites_most = 1;                          // so many may be chosen
};

// The same problem with fewer points: without those that no site reaches, and with those that the same sites reach as one.
CoverProblem condensed(const CoverProblem&);
std::size_t pairs_of(const CoverProblem&);  // of a site and a point it reaches

using Sites = std::vector<std::uint32_t>;
// Counted anew from the problem alone, whoever chose them: by this everything that a solver says is checked.
std::int64_t covered_by(const CoverProblem&, std::span<const std::uint32_t> sites);

// Always the site that adds most, the first of several; ends when none adds anything.
Sites greedy_cover(const CoverProblem&);

// What greedy finds, then sites exchanged one for one as long as that helps, and around what the bound points to.
struct BoundedCover {
    Sites sites;
    std::int64_t covered = 0;
    // No choice covers more: by Lagrangian relaxation in whole numbers, so never rounded too low.
    std::int64_t at_most = 0;
    // What the bound says of each site in every choice that covers more than this one.
    enum class Standing : unsigned char { open, always, never };
    std::vector<Standing> standing = {};
};
// How long it looks is counted in steps, not in seconds, so that the same question has the same answer: a step is one site
// and one point it reaches, looked at once; so many take some seconds.
inline constexpr int bound_rounds_max = 4000, exchange_rounds_max = 20;
inline constexpr std::int64_t cover_steps_max = 2'000'000'000;
BoundedCover bounded_cover(const CoverProblem&);

// What of a problem is still open when its bound is not met: the open sites alone, and what the others do not settle.
struct OpenCover {
    CoverProblem problem;  // condensed
    Sites number_of;       // its sites, as numbered in the whole
    Sites always;
    std::int64_t covered = 0;  // by those that are always in
};
OpenCover still_open(const CoverProblem&, const BoundedCover&);

// In the order in which each adds most to those before it, with what it adds. Those that add nothing come last.
struct CoverStep {
    std::uint32_t site = 0;
    std::int64_t adds = 0;
};
std::vector<CoverStep> in_order(const CoverProblem&, Sites);
// Who is served first of those that reach a point, for each point: its place in that order from 1, 0 when nobody is.
std::vector<std::size_t> served_first(const CoverProblem&, std::span<const CoverStep>);

}  // namespace unionhall::stations
