// Which records meet: those that agree in a rule. Pairs are handed on in batches and never stored.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "linkage/table.h"

namespace unionhall::linkage {

struct Pair {
    std::uint32_t left, right;  // in one table: left comes first
};
constexpr std::size_t pair_batch = 256;

// A block with more pairs than the spec allows: its records did not meet by this rule.
struct CappedBlock {
    std::uint64_t key;
    std::uint32_t left_rows, right_rows;
};

struct JoinReport {
    std::uint64_t pairs = 0;    // that met
    double pairs_possible = 0;  // those of capped blocks too
    double share = 1;           // of the blocks, when only some were wanted
    std::vector<CappedBlock> capped;
    std::uint64_t left_without = 0, right_without = 0;  // rows that lack a part of the rule
};

class Blocks {
  public:
    Blocks(const Dataset&, const std::vector<Rule>&);

    std::size_t size() const { return rules_.size(); }
    bool agree(std::size_t rule, Agreement all) const { return (all & bits_[rule]) == bits_[rule]; }
    std::uint64_t block(std::size_t rule, const std::uint32_t* record) const { return block_of(key(rule, record)); }
    bool has_key(std::size_t rule, const std::uint32_t* record) const { return key(rule, record) != 0; }

    // Whether two that agree so met by the rule in join(), where their block may have been capped. `a`: either of them.
    bool met(std::size_t rule, Agreement all, const std::uint32_t* a) const {
        return agree(rule, all) && !(has_capped(rule) && is_capped(rule, a));
    }

    // Calls take(thread, pairs) with every pair of the rule once; several threads at a time. The same pairs whatever the
    // threads. With `enough`, only as many whole blocks, drawn by their hash, as hold about that many pairs.
    using Take = std::function<void(unsigned, std::span<const Pair>)>;
    JoinReport join(std::size_t rule, const Take& take, const Control&, double enough = 0);

    // The share of all pairs that agree in the places, from counts alone.
    static double coincidence(const Dataset&, const std::vector<Place>&, const Control&);

  private:
    struct Entry {
        std::uint32_t tag, row;
    };
    struct Side {
        explicit Side(Budget* budget) : entries(budget) {}

        Large<Entry> entries;
        std::vector<std::size_t> begins;  // by partition, and the end
    };
    struct Group {
        std::uint32_t tag = 0, head = 0, left = 0, right = 0;
    };
    struct Scratch {
        std::vector<Group> groups;
        std::vector<std::uint32_t> next, group_of, over;
        std::vector<Pair> batch;
    };

    static std::uint64_t key_of(const std::vector<Place>&, const std::uint32_t* record);
    std::uint64_t key(std::size_t rule, const std::uint32_t* record) const { return key_of(rules_[rule], record); }
    std::uint64_t block_of(std::uint64_t key) const { return (key >> partition_shift_ << 32) | (key & 0xFFFFFFFF); }
    bool has_capped(std::size_t rule) const { return !capped_[rule].empty(); }
    bool is_capped(std::size_t rule, const std::uint32_t* record) const;
    void partition(const Table&, const std::vector<Place>&, Side&, const Control&);
    void group(std::size_t partition, const Side& left, const Side& right, Scratch&, JoinReport&) const;
    // After a row has come that added so many pairs: the group is noted when these are what brings it over the limit.
    void note_over(const Group& g, std::size_t at, std::uint64_t added, Scratch& s) const {
        if (auto pairs = pairs_in(g); pairs > pairs_max_ && pairs - added <= pairs_max_)
            s.over.push_back(static_cast<std::uint32_t>(at));
    }
    void emit(std::size_t partition, const Side& left, const Side& right, unsigned thread, Scratch&, const Take&) const;
    bool is_over(const Group& g) const { return pairs_in(g) > pairs_max_; }
    std::uint64_t pairs_in(const Group& g) const {
        return is_one_ ? std::uint64_t(g.left) * (g.left - 1) / 2 : std::uint64_t(g.left) * g.right;
    }

    const Dataset& data_;
    Side left_, right_;          // of the last join; kept for their memory
    Large<std::uint64_t> keys_;  // by row, while a table is partitioned
    bool is_one_;
    std::uint64_t pairs_max_;
    unsigned partition_shift_ = 56;
    std::vector<std::vector<Place>> rules_;
    std::vector<Agreement> bits_;                     // by rule: what has to be set in an agreement
    std::vector<std::vector<std::uint64_t>> capped_;  // sorted blocks, by rule; filled by join()
};

}  // namespace unionhall::linkage
