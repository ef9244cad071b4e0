// What was learned: how often people who are the same, and people who are not, have each outcome of each comparison.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linkage/compare.h"
#include "linkage/spec.h"

namespace unionhall::linkage {

struct Model {
    double prior_log2 = 0;  // log2 of the odds that a pair taken at random belongs together
    double matches_expected = 0;
    std::vector<std::vector<double>> m, u;  // by comparison and outcome (compare.h); [0], missing, says nothing
};

// As a text that people can read and read_model() reads back. It belongs to one spec, and says to which.
std::string write_model(const Model&, const Spec&);
Model read_model(std::string_view text, const Spec&);  // throws Refused

double probability_of(double weight);  // weight: log2 of the odds

// A pair's weight: prior, and for each comparison log2(m/u), where u is the value's own frequency if the level says so.
class Scorer {
  public:
    Scorer(const Dataset&, const Comparer&, const Model&);

    float prior() const { return prior_; }
    float of(std::size_t comparison, unsigned outcome, const std::uint32_t* a) const {
        auto& o = outcomes_[comparison][outcome];
        return o.frequencies ? o.weight - o.frequencies[a[o.word] & ~derived_flag] : o.weight;
    }
    // Asks for the frequencies that of() may read for the record; they lie anywhere.
    void prefetch(const std::uint32_t* a) const {
        for (auto& [word, frequencies] : by_frequency_) __builtin_prefetch(frequencies + (a[word] & ~derived_flag));
    }
    // The most that levels from `level` on (0 is the first) and "else" can bring.
    float bound(std::size_t comparison, unsigned level) const { return bounds_[comparison][level]; }
    float most(std::size_t comparison) const { return most_[comparison]; }  // that any outcome can bring
    float whole(Pattern, const std::uint32_t* a) const;

  private:
    struct Outcome {
        float weight = 0;
        std::uint16_t word = 0;
        const float* frequencies = nullptr;
        std::size_t values = 0;  // of the frequencies
    };
    float prior_ = 0;
    std::vector<std::vector<Outcome>> outcomes_;
    std::vector<std::pair<std::uint16_t, const float*>> by_frequency_;
    std::vector<std::vector<float>> bounds_;
    std::vector<float> most_;
};

}  // namespace unionhall::linkage
