#include "linkage/link.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <numeric>

#include "linkage/refused.h"

namespace unionhall::linkage {

namespace {

// What one thread has of one rule.
struct Gathered {
    std::vector<Edge> edges;
    std::uint64_t pairs_new = 0, texts_read = 0;
};

class Batch {
  public:
    Batch(const Dataset& data, const Comparer& comparer, const Scorer& scorer, const Blocks& blocks, float keep_from)
        : data_(data), comparer_(comparer), scorer_(scorer), blocks_(blocks), keep_from_(keep_from) {}

    void take(std::size_t rule, std::span<const Pair> pairs, Gathered& to) const {
        std::array<const std::uint32_t*, pair_batch> a, b;
        std::array<Pair, pair_batch> kept;
        std::size_t count = 0;
        for (auto& pair : pairs) {
            auto *x = data_.left().record(pair.left), *y = data_.right().record(pair.right);
            if (!blocks_.agree(rule, x, y)) continue;
            a[count] = x, b[count] = y, kept[count++] = pair;
        }
        for (std::size_t earlier = 0; earlier < rule; ++earlier) {
            std::size_t left = 0;
            for (std::size_t i = 0; i < count; ++i) {
                if (blocks_.met(earlier, a[i], b[i])) continue;
                a[left] = a[i], b[left] = b[i], kept[left++] = kept[i];
            }
            count = left;
        }
        to.pairs_new += count;
        score(rule, count, a.data(), b.data(), kept.data(), to);
    }

  private:
    void score(std::size_t rule, std::size_t count, const std::uint32_t* const* a, const std::uint32_t* const* b,
               const Pair* pairs, Gathered& to) const {
        std::array<float, pair_batch> weight, bound;
        std::array<Pattern, pair_batch> pattern{};
        std::array<std::uint64_t, pair_batch>
            waiting{};  // as a pattern: the level, plus 1, from which texts are needed
        std::ranges::fill_n(weight.begin(), static_cast<std::ptrdiff_t>(count), static_cast<float>(scorer_.prior()));
        std::ranges::fill_n(bound.begin(), static_cast<std::ptrdiff_t>(count), 0.0f);
        for (std::size_t c = 0; c < comparer_.size(); ++c)
            for (std::size_t i = 0; i < count; ++i) {
                auto outcome = comparer_.quick(c, a[i], b[i]);
                if (outcome < Comparer::undecided) {
                    weight[i] += scorer_.of(c, outcome, a[i]);
                    pattern[i] |= Pattern(outcome) << (4 * c);
                } else {
                    auto level = outcome - Comparer::undecided;
                    bound[i] += scorer_.bound(c, level);
                    waiting[i] |= Pattern(level + 1) << (4 * c);
                }
            }
        for (std::size_t i = 0; i < count; ++i) {
            if (weight[i] + bound[i] < keep_from_) continue;
            bool is_kept = true;
            for (std::size_t c = 0; waiting[i] && is_kept && c < comparer_.size(); ++c) {
                auto level = outcome_in(waiting[i], c);
                if (!level) continue;
                waiting[i] &= ~(Pattern(15) << (4 * c));
                auto outcome = comparer_.slow(c, level - 1, a[i], b[i]);
                ++to.texts_read;
                weight[i] += scorer_.of(c, outcome, a[i]);
                bound[i] -= scorer_.bound(c, level - 1);
                pattern[i] |= Pattern(outcome) << (4 * c);
                // A thousandth more than the bound: sums of floats in another order differ in their last digits.
                is_kept = weight[i] + (waiting[i] ? bound[i] + 0.001f : 0) >= keep_from_;
            }
            if (is_kept && weight[i] >= keep_from_)
                to.edges.push_back(
                    {pairs[i].left, pairs[i].right, weight[i], static_cast<std::uint32_t>(rule), pattern[i]});
        }
    }

    const Dataset& data_;
    const Comparer& comparer_;
    const Scorer& scorer_;
    const Blocks& blocks_;
    float keep_from_;
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
    Run run;
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
        std::vector<Gathered> gathered(std::max(1u, control.threads));
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
        auto bytes = data.bytes() + run.edges.capacity() * sizeof(Edge);
        if (run.edges.size() > edges_max || (control.memory_bytes_max && bytes > control.memory_bytes_max))
            throw Refused(
                "The linkage does not fit:",
                {{0, "可能的匹配太多，请提高阈值、收紧规则或放宽内存。",
                  "There are too many possible links: raise the threshold, tighten the rules or allow more memory."}});
        tell(rule + 1);
    }
    std::ranges::sort(run.edges, [](auto& x, auto& y) {
        return std::tuple(-x.weight, x.left, x.right) < std::tuple(-y.weight, y.left, y.right);
    });
    run.left_unreachable = unreachable(data.left(), blocks, control);
    if (!data.is_one()) run.right_unreachable = unreachable(data.right(), blocks, control);
    return run;
}

}  // namespace unionhall::linkage
