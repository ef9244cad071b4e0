#include "linkage/train.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "linkage/train_frequencies.h"

namespace unionhall::linkage {

namespace {

constexpr int rounds_max = 200, decontaminations = 4;
constexpr double settled = 1e-7;

struct Cell {
    Pattern pattern;
    std::uint32_t sessions;  // bits: which sessions' rules the pairs agree in
    double count;
};

struct Session {
    std::vector<bool> uses;         // by comparison: not part of the rule
    std::vector<Cell> cells;        // sorted, so that sums do not depend on the threads
    double share = 1;               // of its blocks that were looked at
    double found = 0;               // matches among its pairs
    std::vector<double> found_too;  // of these, by session: those that its rule finds as well
};

using Shares = std::vector<std::vector<double>>;

Session look_at(const Dataset& data, const Comparer& comparer, Blocks& blocks, const std::vector<Rule>& rules,
                std::size_t i, const Control& control) {
    Session session;
    for (auto& comparison : data.spec().comparisons)
        session.uses.push_back(
            std::ranges::none_of(rules[i].parts, [&](auto& p) { return p.field == comparison.field; }));
    // A pattern takes up to 60 bits; which sessions agree is kept apart.
    std::vector<std::vector<std::unordered_map<Pattern, std::uint64_t>>> counts(std::max(1u, control.threads));
    for (auto& c : counts) c.resize(std::size_t(1) << rules.size());
    auto report = blocks.join(
        i,
        [&](unsigned thread, std::span<const Pair> pairs) {
            for (auto [l, r] : pairs) {
                auto *a = data.left().record(l), *b = data.right().record(r);
                auto agreement = comparer.agreement(a, b);
                if (!blocks.agree(i, agreement)) continue;
                std::uint32_t sessions = 0;
                for (std::size_t s = 0; s < rules.size(); ++s)
                    sessions |= std::uint32_t(blocks.agree(s, agreement)) << s;
                ++counts[thread][sessions][comparer.whole(a, b, agreement)];
            }
        },
        control, session_pairs_max);
    session.share = report.share;
    std::map<std::pair<std::uint32_t, Pattern>, std::uint64_t> sorted;
    for (auto& of_thread : counts)
        for (std::uint32_t s = 0; s < of_thread.size(); ++s)
            for (auto& [pattern, count] : of_thread[s]) sorted[{s, pattern}] += count;
    for (auto& [key, count] : sorted) session.cells.push_back({key.second, key.first, static_cast<double>(count)});
    return session;
}

Shares first_guess(const Comparer& comparer) {
    Shares m;
    for (std::size_t c = 0; c < comparer.size(); ++c) {
        auto count = comparer.else_of(c);
        m.emplace_back(count + 1, 0.15 / std::max(1u, count - 1));
        m[c][1] = 0.85;
    }
    return m;
}

double likelihood_ratio(const Cell& cell, const std::vector<bool>& uses, const Shares& m, const Shares& u) {
    double ratio = 1;
    for (std::size_t c = 0; c < uses.size(); ++c)
        if (auto g = outcome_in(cell.pattern, c); uses[c] && g) ratio *= m[c][g] / u[c][g];
    return ratio;
}

// EM over the cells of one session. `sums` receives how many matches had each outcome.
void maximise(Session& session, std::size_t sessions, const Shares& u, const Shares& guess, Shares& sums) {
    auto m = guess;
    auto sum = guess;
    double share = 0.5, all = 0;
    for (auto& cell : session.cells) all += cell.count;
    for (int round = 0; round < rounds_max && all > 0; ++round) {
        for (auto& row : sum) std::ranges::fill(row, 0.0);
        session.found = 0;
        session.found_too.assign(sessions, 0);
        for (auto& cell : session.cells) {
            auto odds = likelihood_ratio(cell, session.uses, m, u) * share / (1 - share);
            auto matches = cell.count * (odds / (1 + odds));
            session.found += matches;
            for (std::size_t s = 0; s < sessions; ++s)
                if (cell.sessions >> s & 1) session.found_too[s] += matches;
            for (std::size_t c = 0; c < m.size(); ++c) sum[c][outcome_in(cell.pattern, c)] += matches;
        }
        double moved = std::abs(session.found / all - share);
        share = std::clamp(session.found / all, 1e-9, 1 - 1e-9);
        for (std::size_t c = 0; c < m.size(); ++c) {
            double total = 1;  // one match more, that looks as the guess does: small tables must not make certainties
            for (std::size_t g = 1; g < m[c].size(); ++g) total += sum[c][g];
            for (std::size_t g = 1; g < m[c].size() && session.uses[c]; ++g) {
                auto next = (sum[c][g] + guess[c][g]) / total;
                moved = std::max(moved, std::abs(next - m[c][g]));
                m[c][g] = std::max(next, 1e-6);
            }
        }
        if (moved < settled) break;
    }
    for (std::size_t c = 0; c < m.size() && all > 0; ++c)
        for (std::size_t g = 1; g < m[c].size() && session.uses[c]; ++g) sums[c][g] += sum[c][g] / session.share;
}

Shares shares_of(const Shares& sums, const Shares& guess) {
    auto m = guess;
    for (std::size_t c = 0; c < m.size(); ++c) {
        double total = 1;
        for (std::size_t g = 1; g < m[c].size(); ++g) total += sums[c][g];
        for (std::size_t g = 1; g < m[c].size(); ++g) m[c][g] = std::max((sums[c][g] + guess[c][g]) / total, 1e-6);
    }
    return m;
}

// Two that look independently at the same matches find a · b / both of them in all.
double matches_expected(const std::vector<Session>& sessions, double possible) {
    double weighted = 0, weights = 0, most = 0;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        auto a = sessions[i].found / sessions[i].share;
        most = std::max(most, a);
        for (std::size_t j = i + 1; j < sessions.size(); ++j) {
            auto b = sessions[j].found / sessions[j].share;
            auto both = 0.5 * (sessions[i].found_too.empty() ? 0 : sessions[i].found_too[j] / sessions[i].share) +
                        0.5 * (sessions[j].found_too.empty() ? 0 : sessions[j].found_too[i] / sessions[j].share);
            if (both < 10) continue;
            weighted += both * (a * b / both);
            weights += both;
        }
    }
    constexpr double share_of_one_rule = 0.75;
    auto expected = weights > 0 ? weighted / weights : most / share_of_one_rule;
    return std::clamp(std::max(expected, most), 1.0, std::max(1.0, possible));
}

// Matches are among the pairs that u was counted on. What they brought is taken out, but never all: how many they are
// is itself an estimate.
Shares without_matches(const Shares& counted, const Shares& m, double share_of_matches) {
    constexpr double kept_at_least = 0.05;
    auto u = counted;
    for (std::size_t c = 0; c < u.size(); ++c) {
        double sum = 0;
        for (std::size_t g = 1; g + 1 < u[c].size(); ++g) {
            u[c][g] = std::max((counted[c][g] - share_of_matches * m[c][g]) / (1 - share_of_matches),
                               kept_at_least * counted[c][g]);
            sum += u[c][g];
        }
        if (u[c].size() > 1) u[c].back() = std::max(1 - sum, 1e-6);
    }
    return u;
}

}  // namespace

Model train(const Dataset& data, const Comparer& comparer, const Control& control) {
    auto& spec = data.spec();
    auto rules = spec.trains.empty() ? spec.rules : spec.trains;
    if (rules.size() > sessions_max) rules.resize(sessions_max);
    if (control.progress) control.progress({"学习", "learning", 0, static_cast<double>(rules.size() + 1), 0});
    auto counted = outcome_frequencies(data, comparer, control);
    Blocks blocks(data, rules);
    std::vector<Session> sessions;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        sessions.push_back(look_at(data, comparer, blocks, rules, i, control));
        if (control.progress)
            control.progress(
                {"学习", "learning", static_cast<double>(i + 2), static_cast<double>(rules.size() + 1), 0});
    }
    auto left = static_cast<double>(data.left().rows()), right = static_cast<double>(data.right().rows());
    auto pairs = data.is_one() ? std::max(1.0, 0.5 * left * (left - 1)) : std::max(1.0, left * right);
    auto guess = first_guess(comparer);
    Model model{.m = guess, .u = counted};
    for (int i = 0; i < decontaminations; ++i) {
        auto sums = guess;
        for (auto& row : sums) std::ranges::fill(row, 0.0);
        for (auto& session : sessions) maximise(session, sessions.size(), model.u, guess, sums);
        model.m = shares_of(sums, guess);
        model.matches_expected = matches_expected(sessions, data.is_one() ? pairs / 2 : std::min(left, right));
        auto share = std::min(model.matches_expected / pairs, 0.5);
        model.u = without_matches(counted, model.m, share);
        model.prior_log2 = std::log2(share / (1 - share));
    }
    return model;
}

}  // namespace unionhall::linkage
