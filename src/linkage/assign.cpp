// One-to-one: of edges that contend for the same records, those that are right together.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "linkage/link.h"

namespace unionhall::linkage {

namespace {

class Groups {  // union-find over records
  public:
    std::uint32_t find(std::uint64_t record) {
        auto [found, is_new] = number_.try_emplace(record, static_cast<std::uint32_t>(parent_.size()));
        if (is_new) parent_.push_back(found->second);
        auto at = found->second;
        while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
        return at;
    }
    void join(std::uint64_t a, std::uint64_t b) {
        auto x = find(a), y = find(b);
        parent_[std::max(x, y)] = std::min(x, y);
    }

  private:
    std::unordered_map<std::uint64_t, std::uint32_t> number_;
    std::vector<std::uint32_t> parent_;
};

using Places = std::vector<std::size_t>;

void best_first(std::span<const Edge> edges, const Places& group, bool is_one, Places& chosen) {
    std::unordered_map<std::uint64_t, bool> taken;
    for (auto place : group) {
        std::uint64_t left = edges[place].left;
        auto right = edges[place].right | (is_one ? 0 : std::uint64_t(1) << 32);
        if (taken[left] || taken[right]) continue;
        taken[left] = taken[right] = true;
        chosen.push_back(place);
    }
}

// The Hungarian method on a square of gains; leaving a row alone gains 0.
void exact(std::span<const Edge> edges, const Places& group, double threshold, Places& chosen) {
    std::unordered_map<std::uint32_t, std::size_t> row_of, column_of;
    for (auto place : group) {
        row_of.try_emplace(edges[place].left, row_of.size());
        column_of.try_emplace(edges[place].right, column_of.size());
    }
    auto n = row_of.size(), m = column_of.size() + n;  // a column of its own for every row that stays alone
    constexpr double never = 1e9;
    std::vector<std::vector<double>> cost(n, std::vector<double>(m, never));
    std::vector<std::vector<std::size_t>> edge(n, std::vector<std::size_t>(m, 0));
    for (std::size_t i = 0; i < n; ++i) cost[i][column_of.size() + i] = 0;
    for (auto place : group) {
        auto i = row_of[edges[place].left], j = column_of[edges[place].right];
        cost[i][j] = threshold - static_cast<double>(edges[place].weight) - 1e-6;
        edge[i][j] = place + 1;
    }
    std::vector<double> row_potential(n + 1), column_potential(m + 1);
    std::vector<std::size_t> row_at(m + 1), way(m + 1);
    for (std::size_t i = 1; i <= n; ++i) {
        row_at[0] = i;
        std::size_t column = 0;
        std::vector<double> least(m + 1, std::numeric_limits<double>::infinity());
        std::vector<bool> used(m + 1);
        do {
            used[column] = true;
            auto row = row_at[column];
            auto delta = std::numeric_limits<double>::infinity();
            std::size_t next = 0;
            for (std::size_t j = 1; j <= m; ++j) {
                if (used[j]) continue;
                auto reduced = cost[row - 1][j - 1] - row_potential[row] - column_potential[j];
                if (reduced < least[j]) least[j] = reduced, way[j] = column;
                if (least[j] < delta) delta = least[j], next = j;
            }
            for (std::size_t j = 0; j <= m; ++j)
                used[j] ? (row_potential[row_at[j]] += delta, column_potential[j] -= delta) : least[j] -= delta;
            column = next;
        } while (row_at[column]);
        for (; column; column = way[column]) row_at[column] = row_at[way[column]];
    }
    for (std::size_t j = 1; j <= m; ++j)
        if (row_at[j] && edge[row_at[j] - 1][j - 1]) chosen.push_back(edge[row_at[j] - 1][j - 1] - 1);
}

}  // namespace

std::vector<std::size_t> one_to_one(std::span<const Edge> edges, double threshold, bool is_one) {
    auto count = static_cast<std::size_t>(
        std::ranges::partition_point(edges, [&](auto& e) { return e.weight >= threshold; }) - edges.begin());
    auto right = [&](const Edge& e) { return e.right | (is_one ? 0 : std::uint64_t(1) << 32); };
    // Whoever is the only one for the other is settled at once; only contended records are grouped.
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < count; ++i) most = std::max({most, edges[i].left, edges[i].right});
    std::vector<std::uint32_t> of_left(most + std::size_t(1)), of_right(is_one ? 0 : of_left.size());
    auto& others = is_one ? of_left : of_right;
    for (std::size_t i = 0; i < count; ++i) ++of_left[edges[i].left], ++others[edges[i].right];
    Places chosen;
    Groups groups;
    Places contended;
    for (std::size_t i = 0; i < count; ++i) {
        if (of_left[edges[i].left] == 1 && others[edges[i].right] == 1) {
            chosen.push_back(i);
            continue;
        }
        groups.join(edges[i].left, right(edges[i]));
        contended.push_back(i);
    }
    std::unordered_map<std::uint32_t, Places> members;
    std::vector<std::uint32_t> order;
    for (auto place : contended) {
        auto group = groups.find(edges[place].left);
        auto& places = members[group];
        if (places.empty()) order.push_back(group);
        places.push_back(place);
    }
    for (auto group : order) {
        auto& places = members[group];
        std::vector<std::uint32_t> lefts, rights;
        for (auto place : places) lefts.push_back(edges[place].left), rights.push_back(edges[place].right);
        auto distinct = [](auto& rows) {
            std::ranges::sort(rows);
            return static_cast<std::size_t>(std::unique(rows.begin(), rows.end()) - rows.begin());
        };
        // In one table a record stands on both sides, and the method of two sides does not apply.
        bool is_small = !is_one && std::max(distinct(lefts), distinct(rights)) <= assignment_rows_max;
        is_small ? exact(edges, places, threshold, chosen) : best_first(edges, places, is_one, chosen);
    }
    std::ranges::sort(chosen);
    return chosen;
}

}  // namespace unionhall::linkage
