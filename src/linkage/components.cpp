#include "linkage/components.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace unionhall::linkage {

namespace {

// One group as a graph of small numbers; links keep their place in the run, the best first.
class Graph {
  public:
    struct Link {
        std::uint32_t a, b;
        std::size_t place;
        bool is_cut = false;
    };

    explicit Graph(const Run& run, const std::vector<std::size_t>& places) {
        for (auto place : places)
            links_.push_back({number_of(run.edges[place].left), number_of(run.edges[place].right), place});
        beside_.resize(numbers_.size());
        for (std::uint32_t i = 0; i < links_.size(); ++i) {
            beside_[links_[i].a].push_back(i);
            beside_[links_[i].b].push_back(i);
        }
    }

    const std::vector<Link>& links() const { return links_; }
    std::size_t size() const { return beside_.size(); }
    void cut(std::uint32_t link) { links_[link].is_cut = true; }

    // Links without which what hangs together would fall into two, from the worst; with how many rows lie behind each.
    struct Bridge {
        std::uint32_t link;
        std::size_t smaller;
    };
    std::vector<Bridge> bridges() const {
        std::vector<Bridge> found;
        std::vector<std::uint32_t> seen_at(size()), lowest(size()), behind(size(), 1);
        std::uint32_t time = 0;
        for (std::uint32_t root = 0; root < size(); ++root) {
            if (seen_at[root]) continue;
            auto first_of_root = found.size();
            walk(root, time, seen_at, lowest, behind, found);
            for (auto i = first_of_root; i < found.size(); ++i)
                found[i].smaller = std::min(found[i].smaller, behind[root] - found[i].smaller);
        }
        std::ranges::sort(found, std::greater(), &Bridge::link);
        return found;
    }

  private:
    struct Visit {
        std::uint32_t node, by;  // by: the link it was reached by, plus 1
        std::size_t next = 0;
    };

    std::uint32_t number_of(std::uint32_t row) {
        return numbers_.try_emplace(row, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

    // Depth first, by hand: a chain may be longer than a stack is deep.
    void walk(std::uint32_t root, std::uint32_t& time, std::vector<std::uint32_t>& seen_at,
              std::vector<std::uint32_t>& lowest, std::vector<std::uint32_t>& behind,
              std::vector<Bridge>& found) const {
        std::vector<Visit> path{{root, 0}};
        seen_at[root] = lowest[root] = ++time;
        while (!path.empty()) {
            auto& at = path.back();
            if (at.next < beside_[at.node].size()) {
                auto link = beside_[at.node][at.next++];
                if (links_[link].is_cut || link + 1 == at.by) continue;
                auto other = links_[link].a == at.node ? links_[link].b : links_[link].a;
                if (seen_at[other]) {
                    lowest[at.node] = std::min(lowest[at.node], seen_at[other]);
                    continue;
                }
                seen_at[other] = lowest[other] = ++time;
                path.push_back({other, link + 1});
                continue;
            }
            auto [node, by, next] = at;
            path.pop_back();
            if (path.empty()) break;
            auto from = path.back().node;
            lowest[from] = std::min(lowest[from], lowest[node]);
            behind[from] += behind[node];
            if (lowest[node] > seen_at[from]) found.push_back({by - 1, behind[node]});
        }
    }

    std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
    std::vector<Link> links_;
    std::vector<std::vector<std::uint32_t>> beside_;  // by number: its links
};

class RowGroups {  // union-find; the lowest row speaks for its group
  public:
    explicit RowGroups(std::size_t rows) : parent_(rows) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t find(std::uint32_t row) {
        while (parent_[row] != row) row = parent_[row] = parent_[parent_[row]];
        return row;
    }
    void join(const Edge& edge) {
        auto a = find(edge.left), b = find(edge.right);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace

Components components(const Run& run, const std::vector<std::size_t>& chosen, const Decided& decided, double weak_below,
                      std::size_t rows) {
    RowGroups all(rows);
    for (auto place : chosen) all.join(run.edges[place]);
    // Only what a cut leaves two and two of is looked at: three links at least.
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_group;
    for (auto place : chosen) by_group[all.find(run.edges[place].left)].push_back(place);
    Components result;
    for (auto& [group, places] : by_group) {
        auto is_weak = [&](std::size_t place) {
            return run.edges[place].weight < weak_below && decided.verdicts[place] != Verdict::same;
        };
        if (places.size() < 3 || std::ranges::none_of(places, is_weak)) {
            result.links.insert(result.links.end(), places.begin(), places.end());
            continue;
        }
        Graph graph(run, places);
        for (std::size_t cuts = 0; cuts < cuts_max; ++cuts) {
            auto bridges = graph.bridges();
            auto weakest = std::ranges::find_if(bridges, [&](auto& bridge) {
                return bridge.smaller >= 2 && is_weak(graph.links()[bridge.link].place);
            });
            if (weakest == bridges.end()) break;
            graph.cut(weakest->link);
            ++result.cut;
        }
        for (auto& link : graph.links())
            if (!link.is_cut) result.links.push_back(link.place);
    }
    std::ranges::sort(result.links);
    RowGroups left(rows);
    for (auto place : result.links) left.join(run.edges[place]);
    for (std::uint32_t row = 0; row < rows; ++row) result.group_of.push_back(left.find(row));
    return result;
}

}  // namespace unionhall::linkage
