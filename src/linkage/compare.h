// Two records compared: for each comparison of the spec one outcome, all outcomes packed into one pattern.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/table.h"

namespace unionhall::linkage {

// Outcome 0: one of the two lacks the field. 1 … n: the levels of the spec. n + 1: none of them ("else").
using Pattern = std::uint64_t;  // four bits a comparison, the first lowest
constexpr unsigned outcome_in(Pattern pattern, std::size_t comparison) { return pattern >> (4 * comparison) & 15; }

class Comparer {
  public:
    explicit Comparer(const Dataset&);

    std::size_t size() const { return comparisons_.size(); }
    unsigned else_of(std::size_t comparison) const {
        return static_cast<unsigned>(comparisons_[comparison].steps.size()) + 1;
    }

    // The outcome, when integers decide it; otherwise `undecided` plus the level at which texts have to be looked at.
    static constexpr unsigned undecided = 16;
    unsigned quick(std::size_t comparison, const std::uint32_t* a, const std::uint32_t* b) const;
    unsigned slow(std::size_t comparison, unsigned from, const std::uint32_t* a, const std::uint32_t* b) const;

    Pattern whole(const std::uint32_t* a, const std::uint32_t* b) const;

  private:
    enum class Action : std::uint8_t {
        same_32,
        same_64,
        same_both,
        slips_32,
        slips_64,
        slips_id,
        parts,
        similar,
        bigrams
    };
    struct Step {
        Action action;
        std::uint8_t most = 1;
        Place first, second;
        double number = 0;
    };
    struct Compared {
        Place presence;
        bool has_source = false;  // may have been filled from an id number, that is compared itself
        std::uint16_t source_head = 0;
        std::uint16_t word = 0, head = 0, text_word = 0;
        const TextField* field = nullptr;
        const Feature* text = nullptr;
        std::vector<Step> steps;
    };

    bool quick_step(const Compared&, const Step&, const std::uint32_t* a, const std::uint32_t* b) const;

    std::vector<Compared> comparisons_;
};

}  // namespace unionhall::linkage
