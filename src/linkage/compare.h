// Two records compared: for each comparison of the spec one outcome, all outcomes packed into one pattern.
#pragma once

#include <array>
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
    unsigned else_of(std::size_t comparison) const { return comparisons_[comparison].count + 1; }

    // The outcome, when integers decide it; otherwise `undecided` plus the level at which texts have to be looked at.
    static constexpr unsigned undecided = 16;
    unsigned quick(std::size_t comparison, const std::uint32_t* a, const std::uint32_t* b, Agreement) const;
    unsigned slow(std::size_t comparison, unsigned from, const std::uint32_t* a, const std::uint32_t* b,
                  Agreement) const;

    Agreement agreement(const std::uint32_t* a, const std::uint32_t* b) const { return layout_.agreement(a, b); }
    Pattern whole(const std::uint32_t* a, const std::uint32_t* b) const { return whole(a, b, agreement(a, b)); }
    Pattern whole(const std::uint32_t* a, const std::uint32_t* b, Agreement) const;

  private:
    enum class Action : std::uint8_t {
        same,       // a bit of the agreement
        same_both,  // an id number's two places
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
        Agreement bit = 0;
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
        unsigned count = 0;        // of the steps
        double similar_least = 1;  // the least of the likenesses asked for
        unsigned first_bit = 0;
        Agreement bits = 0;  // from first_bit on
        // The first step that may hold, by the first bit that is set: that equality's, or one above that is not a bit.
        std::array<std::uint8_t, levels_max + 1> begins{};
    };

    void add_step(Compared&, std::size_t field, Kind, const Level&) const;
    static void find_begins(Compared&);
    bool quick_step(const Compared&, const Step&, const std::uint32_t* a, const std::uint32_t* b, Agreement) const;

    const Layout& layout_;
    std::vector<Compared> comparisons_;
};

}  // namespace unionhall::linkage
