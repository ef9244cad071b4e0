#include "linkage/link.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "linkage/refused.h"

namespace unionhall::linkage {

namespace {

// What one thread has of one rule.
struct Gathered {
    explicit Gathered(Budget* budget) : edges(budget) {}

    Large<Edge> edges;
    std::uint64_t pairs_new = 0, texts_read = 0;
};

// A pair that may still be linked, with what is known of it so far.
struct Candidate {
    const std::uint32_t *a, *b;
    Pair pair;
    Agreement agreement;
    float weight, bound;  // so far; the most that texts not looked at yet can add
    Pattern pattern;
    std::uint64_t waiting;  // as a pattern: the level, plus 1, from which texts are needed
};

class Batch {
  public:
    Batch(const Dataset& data, const Comparer& comparer, const Scorer& scorer, const Blocks& blocks, float keep_from)
        : data_(data), comparer_(comparer), scorer_(scorer), blocks_(blocks), keep_from_(keep_from) {
        // What can add most is asked first: where it does not, the rest need not be asked.
        for (std::size_t c = 0; c < comparer.size(); ++c) order_.push_back(c);
        std::ranges::stable_sort(order_, std::greater(), [&](auto c) { return scorer.most(c); });
        rest_.assign(order_.size() + 1, 0);
        for (auto k = order_.size(); k-- > 0;) rest_[k] = rest_[k + 1] + scorer.most(order_[k]);
    }

    void take(std::size_t rule, std::span<const Pair> pairs, Gathered& to) const {
        std::array<Candidate, pair_batch> left;  // filled one by one, as pairs turn out to be new
        std::size_t count = 0;
        for (auto& pair : pairs) {
            auto& one = left[count];
            one.a = data_.left().record(pair.left), one.b = data_.right().record(pair.right);
            one.agreement = comparer_.agreement(one.a, one.b);
            if (!blocks_.agree(rule, one.agreement) || has_met(rule, one)) continue;
            one.pair = pair;
            scorer_.prefetch(one.a);
            ++count;
        }
        to.pairs_new += count;
        for (auto& one : std::span(left).first(count))
            if (may_reach(one)) ask_texts(rule, one, to);
    }

  private:
    // A thousandth more than a bound says: sums of floats in another order differ in their last digits.
    static constexpr float slack = 0.001f;

    bool has_met(std::size_t rule, const Candidate& one) const {
        for (std::size_t earlier = 0; earlier < rule; ++earlier)
            if (blocks_.met(earlier, one.agreement, one.a)) return true;
        return false;
    }

    // Asks integers until they tell that the pair cannot be linked.
    bool may_reach(Candidate& one) const {
        one.weight = scorer_.prior();
        one.bound = 0;
        one.pattern = one.waiting = 0;
        for (std::size_t k = 0; k < order_.size(); ++k) {
            auto c = order_[k];
            auto outcome = comparer_.quick(c, one.a, one.b, one.agreement);
            if (outcome < Comparer::undecided) {
                one.weight += scorer_.of(c, outcome, one.a);
                one.pattern |= Pattern(outcome) << (4 * c);
            } else {
                auto level = outcome - Comparer::undecided;
                one.bound += scorer_.bound(c, level);
                one.waiting |= Pattern(level + 1) << (4 * c);
            }
            if (one.weight + one.bound + rest_[k + 1] + slack < keep_from_) return false;
        }
        return true;
    }
    void ask_texts(std::size_t rule, Candidate& one, Gathered& to) const {
        for (std::size_t c = 0; one.waiting && c < comparer_.size(); ++c) {
            auto level = outcome_in(one.waiting, c);
            if (!level) continue;
            one.waiting &= ~(Pattern(15) << (4 * c));
            auto outcome = comparer_.slow(c, level - 1, one.a, one.b, one.agreement);
            ++to.texts_read;
            one.weight += scorer_.of(c, outcome, one.a);
            one.bound -= scorer_.bound(c, level - 1);
            one.pattern |= Pattern(outcome) << (4 * c);
            if (one.weight + one.bound + slack < keep_from_) return;
        }
        auto weight =
            scorer_.whole(one.pattern, one.a);  // in the order of the spec, as whoever explains it will sum it
        if (weight >= keep_from_)
            to.edges.push_back({one.pair.left, one.pair.right, weight, static_cast<std::uint32_t>(rule), one.pattern});
    }

    const Dataset& data_;
    const Comparer& comparer_;
    const Scorer& scorer_;
    const Blocks& blocks_;
    float keep_from_;
    std::vector<std::size_t> order_;  // of the comparisons
    std::vector<float> rest_;         // the most that comparisons from that place in the order on can add
};

std::uint64_t unreachable(const Table& table, const Blocks& blocks, const Control& control) {
    constexpr std::size_t rows_each = 65'536;
    std::vector<std::uint64_t> counts((table.rows() + rows_each - 1) / rows_each);
    each(control, counts.size(), [&](unsigned, std::size_t part) {
        auto end = std::min(table.rows(), (part + 1) * rows_each);
        for (auto row = part * rows_each; row < end; ++row) {
            bool reaches = false;
            for (std::size_t rule = 0; rule < blocks.size() && !reaches; ++rule)
                reaches = blocks.has_key(rule, table.record(row));
            counts[part] += !reaches;
        }
    });
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t(0));
}

}  // namespace

std::uint64_t Run::pairs() const {
    std::uint64_t sum = 0;
    for (auto& rule : rules) sum += rule.pairs_new;
    return sum;
}

Run compare_all(const Dataset& data, const Comparer& comparer, const Model& model, double keep_from,
                const Control& control) {
    Run run{.edges = Large<Edge>(data.budget()), .rules = {}};
    Scorer scorer(data, comparer, model);
    Blocks blocks(data, data.spec().rules);
    Batch batch(data, comparer, scorer, blocks, static_cast<float>(keep_from));
    auto tell = [&](std::size_t done) {
        if (control.progress)
            control.progress(
                {"比对", "comparing", static_cast<double>(done), static_cast<double>(blocks.size()), run.pairs()});
    };
    tell(0);
    for (std::size_t rule = 0; rule < blocks.size(); ++rule) {
        std::vector<Gathered> gathered(std::max(1u, control.threads), Gathered(data.budget()));
        auto join = blocks.join(
            rule, [&](unsigned thread, std::span<const Pair> pairs) { batch.take(rule, pairs, gathered[thread]); },
            control);
        auto& report = run.rules.emplace_back();
        report.join = std::move(join);
        for (auto& g : gathered) {
            report.pairs_new += g.pairs_new;
            report.texts_read += g.texts_read;
            report.edges += g.edges.size();
            run.edges.insert(run.edges.end(), g.edges.begin(), g.edges.end());
        }
        if (run.edges.size() > edges_max)
            throw Refused("The linkage does not fit:",
                          {{0, "可能的匹配太多（" + std::to_string(run.edges.size()) + " 个），请提高阈值或收紧规则。",
                            "There are too many possible links: " + std::to_string(run.edges.size()) +
                                ". Raise the threshold or tighten the rules."}});
        tell(rule + 1);
    }
    std::ranges::sort(run.edges, [](auto& x, auto& y) { return comes_first(x, y); });
    run.left_unreachable = unreachable(data.left(), blocks, control);
    if (!data.is_one()) run.right_unreachable = unreachable(data.right(), blocks, control);
    return run;
}

}  // namespace unionhall::linkage
