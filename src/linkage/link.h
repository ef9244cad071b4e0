// Linking: which records belong together, and how sure that is.
#pragma once

#include <tuple>

#include "linkage/blocks.h"
#include "linkage/weights.h"

namespace unionhall::linkage {

struct Edge {
    std::uint32_t left = 0, right = 0;  // rows; in one table left comes first
    float weight = 0;                   // log2 of the odds that they belong together
    std::uint32_t rule = 0;             // the first of the spec's block rules by which they met
    Pattern pattern = 0;
};

// The order of edges: best first; equal ones by left, then right.
inline bool comes_first(const Edge& x, const Edge& y) {
    return std::tuple(-x.weight, x.left, x.right) < std::tuple(-y.weight, y.left, y.right);
}

struct RuleReport {
    JoinReport join;
    std::uint64_t pairs_new = 0;   // that no earlier rule had brought together
    std::uint64_t texts_read = 0;  // comparisons for which integers were not enough
    std::uint64_t edges = 0;
};

struct Run {
    Large<Edge> edges;              // all pairs of at least keep_from, best first; equal ones by left, then right
    std::vector<RuleReport> rules;  // by block rule
    std::uint64_t left_unreachable = 0, right_unreachable = 0;  // rows that no rule can bring to any other
    std::uint64_t pairs() const;                                // compared
};

constexpr std::size_t edges_max = 1'000'000'000;

// Compares every pair that meets, once, and keeps those that reach `keep_from`. The data must outlive the run.
Run compare_all(const Dataset&, const Comparer&, const Model&, double keep_from, const Control&);

// Of edges from `threshold` on (compare_all's order), those of the best one-to-one matching: in every group of records
// that hang together, the one with the greatest sum of weights above the threshold. Groups of up to assignment_rows_max
// rows a side are solved exactly, larger ones best pair first. Returns places in `edges`, ascending.
constexpr std::size_t assignment_rows_max = 48;
std::vector<std::size_t> one_to_one(std::span<const Edge> edges, double threshold, bool is_one_table);

}  // namespace unionhall::linkage
