// Why two records were linked, or were not.
#pragma once

#include <string>
#include <vector>

#include "linkage/link.h"

namespace unionhall::linkage {

struct WaterfallStep {
    std::string field;        // as the spec calls it
    std::string outcome;      // the level as the spec writes it; "else", "missing"
    std::string left, right;  // the values as they were understood
    double m = 0, u = 0;      // how often matches, and strangers, have this outcome; 0 when missing
    double frequency = 0;     // of the very value, where the level asks for it; stands in for u then
    double weight = 0;        // what it adds
    double running = 0;       // prior and all weights so far
};

struct Waterfall {
    double prior = 0;
    std::vector<WaterfallStep> steps;  // one for each comparison of the spec
    double weight = 0, probability = 0;
};
Waterfall explain(const Dataset&, const Comparer&, const Model&, std::size_t left_row, std::size_t right_row);

struct WhyNot {
    struct RuleMiss {
        std::string rule;
        std::vector<std::string> missing, different;  // fields that one of them lacks, and fields in which they differ
        bool is_capped = false;                       // they agree, but the block was too large
    };
    bool met = false;
    std::vector<RuleMiss> rules;  // of those that did not bring them together
    double weight = 0, threshold = 0;
    bool is_linked = false;
    std::vector<Edge> lost_to;  // links that stand where this one would: of the left record, of the right one
};
// `chosen`: the places in run.edges that are links.
WhyNot explain_missing(const Dataset&, const Comparer&, const Model&, const Run&,
                       const std::vector<std::size_t>& chosen, double threshold, std::size_t left_row,
                       std::size_t right_row);

// Both as lines for a terminal, in English.
std::string told(const Waterfall&);
std::string told(const WhyNot&, const Dataset&);

}  // namespace unionhall::linkage
