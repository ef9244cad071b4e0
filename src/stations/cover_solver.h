// The best choice of sites, proved: by CBC where Debian's coinor-cbc is installed and the problem is not too large.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "stations/cover.h"

namespace unionhall::stations {

// After condensing. Beyond that, and without CBC, what bounded_cover() finds stands, with its bound.
inline constexpr std::size_t solver_pairs_max = 300'000, solver_answer_bytes_max = 16UL << 20;
inline constexpr std::chrono::seconds solver_s_max{12}, solver_grace_s{3};
inline constexpr std::uint64_t solver_memory_bytes_max = 2UL << 30;

// The problem as an MPS file: a column X<n> for each site, a column Y<n> for each point.
std::string mps_of(const CoverProblem&);

// What CBC wrote into its solution file. Nothing when that is no such file, or names a site that there is not.
struct SolverAnswer {
    bool is_optimal = false;  // by its own word
    Sites sites;
};
std::optional<SolverAnswer> read_solver_answer(std::string_view text, std::size_t sites);

// not_needed: our own bound is met. wrong: its answer does not stand up to being recounted, and is not used.
enum class SolverUse { not_needed, proved, ran_out, missing, too_large, wrong };

struct Solved {
    BoundedCover cover;  // at_most == covered where it is proved best, by the solver or by our own bound
    SolverUse use = SolverUse::not_needed;
};
// Looks with bounded_cover() first, twice, and asks the solver of that name for what is still open after that. What it
// answers is counted again by covered_by(), and is neither better than our bound nor, where it says it is best, worse than
// our own choice.
Solved solved(const CoverProblem& condensed_problem, const std::string& solver = "cbc",
              std::chrono::milliseconds longest = solver_s_max);

}  // namespace unionhall::stations
