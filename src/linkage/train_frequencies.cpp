#include "linkage/train_frequencies.h"

#include <algorithm>

namespace unionhall::linkage {

namespace {

constexpr std::size_t drawn_rows = 4096, partners_each = 128;

struct Drawn {
    std::vector<std::vector<std::uint64_t>> counts;  // by comparison and outcome
};

// A fixed draw: the same rows in every run, far apart.
Drawn draw(const Dataset& data, const Comparer& comparer, const Control& control) {
    auto left = data.left().rows(), right = data.right().rows();
    auto make = [&] {
        Drawn d;
        for (std::size_t c = 0; c < comparer.size(); ++c) d.counts.emplace_back(comparer.else_of(c) + 1);
        return d;
    };
    auto all = make();
    if (!left || !right) return all;
    std::vector<Drawn> parts(drawn_rows / 64, make());
    each(control, parts.size(), [&](unsigned, std::size_t part) {
        for (std::size_t i = part * 64; i < part * 64 + 64; ++i) {
            auto l = mix(i + 1) % left;
            for (std::size_t k = 0; k < partners_each; ++k) {
                auto r = mix((i * 31 + k) % drawn_rows + 0x51ED270B) % right;
                if (data.is_one() && l == r) continue;
                auto pattern = comparer.whole(data.left().record(l), data.right().record(r));
                for (std::size_t c = 0; c < comparer.size(); ++c) ++parts[part].counts[c][outcome_in(pattern, c)];
            }
        }
    });
    for (auto& part : parts)
        for (std::size_t c = 0; c < comparer.size(); ++c)
            for (std::size_t g = 0; g < all.counts[c].size(); ++g) all.counts[c][g] += part.counts[c][g];
    return all;
}

}  // namespace

std::vector<std::vector<double>> outcome_frequencies(const Dataset& data, const Comparer& comparer,
                                                     const Control& control) {
    auto drawn = draw(data, comparer, control);
    auto& spec = data.spec();
    std::vector<std::vector<double>> u;
    for (std::size_t c = 0; c < comparer.size(); ++c) {
        auto count = comparer.else_of(c);
        auto& of = u.emplace_back(count + 1);
        double seen = 0;
        for (unsigned g = 1; g <= count; ++g) seen += static_cast<double>(drawn.counts[c][g]);
        for (unsigned g = 1; g <= count; ++g)
            of[g] = (static_cast<double>(drawn.counts[c][g]) + 0.5) / (seen + 0.5 * count);
        // Equalities above every likeness are counted exactly: each holds where those above it hold, and elsewhere too.
        double above = 0;
        auto& comparison = spec.comparisons[c];
        for (unsigned g = 1; g < count && is_equality(comparison.levels[g - 1].test); ++g) {
            auto& level = comparison.levels[g - 1];
            auto share = Blocks::coincidence(
                data, data.layout().places(comparison.field, level.test, static_cast<int>(level.number)), control);
            of[g] = std::max(share - above, 1e-12);
            above = std::max(above, share);
        }
        double rest = 1;
        for (unsigned g = 1; g < count; ++g) rest -= of[g];
        of[count] = std::max(rest, 1e-6);
    }
    return u;
}

}  // namespace unionhall::linkage
