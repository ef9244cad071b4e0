#include "linkage/review.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "linkage/csv.h"
#include "linkage/quality.h"
#include "linkage/refused.h"

namespace unionhall::linkage {

namespace {

constexpr std::array<std::pair<std::string_view, Verdict>, 6> verdict_words{{{"same", Verdict::same},
                                                                             {"different", Verdict::different},
                                                                             {"unsure", Verdict::unsure},
                                                                             {"相同", Verdict::same},
                                                                             {"不同", Verdict::different},
                                                                             {"不确定", Verdict::unsure}}};

struct DecisionColumns {
    int left = -1, right = -1, verdict = -1, reviewer = -1, reason = -1;

    explicit DecisionColumns(const std::vector<std::string_view>& headings) {
        for (std::size_t i = 0; i < headings.size(); ++i)
            for (auto& [name, column] : std::array<std::pair<std::string_view, int*>, 5>{{{"left_id", &left},
                                                                                          {"right_id", &right},
                                                                                          {"verdict", &verdict},
                                                                                          {"reviewer", &reviewer},
                                                                                          {"reason", &reason}}})
                if (headings[i] == name) *column = static_cast<int>(i);
    }
    bool are_there() const { return left >= 0 && right >= 0 && verdict >= 0; }
};

std::string_view cell_of(const std::vector<std::string_view>& cells, int column) {
    return column < 0 || static_cast<std::size_t>(column) >= cells.size() ? std::string_view()
                                                                          : cells[static_cast<std::size_t>(column)];
}

// A record of either table as one number.
std::uint64_t left_of(const Edge& edge) { return edge.left; }
std::uint64_t right_of(const Edge& edge, bool is_one) { return edge.right | (is_one ? 0 : std::uint64_t(1) << 32); }

// The records that were found the same as somebody.
class Settled {
  public:
    Settled(const Run& run, const Decided& decided, bool is_one) : is_one_(is_one) {
        for (std::size_t i = 0; i < run.edges.size(); ++i)
            if (decided.verdicts[i] == Verdict::same) {
                records_.push_back(left_of(run.edges[i]));
                records_.push_back(right_of(run.edges[i], is_one));
            }
        std::ranges::sort(records_);
    }
    bool has_one_of(const Edge& edge) const {
        return std::ranges::binary_search(records_, left_of(edge)) ||
               std::ranges::binary_search(records_, right_of(edge, is_one_));
    }

  private:
    bool is_one_;
    std::vector<std::uint64_t> records_;
};

}  // namespace

Decisions::Key Decisions::key(std::string_view left_id, std::string_view right_id) const {
    if (is_one_ && right_id < left_id) std::swap(left_id, right_id);
    return {std::string(left_id), std::string(right_id)};
}

void Decisions::decide(Decision decision) {
    auto pair = key(decision.left_id, decision.right_id);
    std::tie(decision.left_id, decision.right_id) = pair;
    of_pair_[pair].push_back(log_.size());
    log_.push_back(std::move(decision));
}

bool Decisions::undo(std::string_view left_id, std::string_view right_id) {
    auto found = of_pair_.find(key(left_id, right_id));
    if (found == of_pair_.end()) return false;
    found->second.pop_back();
    if (found->second.empty()) of_pair_.erase(found);
    return true;
}

const Decision* Decisions::of(std::string_view left_id, std::string_view right_id) const {
    auto found = of_pair_.find(key(left_id, right_id));
    return found == of_pair_.end() ? nullptr : &log_[found->second.back()];
}

std::vector<Decision> Decisions::standing() const {
    std::vector<Decision> all;
    for (auto& [pair, places] : of_pair_) all.push_back(log_[places.back()]);
    return all;
}

void Decisions::write_labels(std::ostream& out) const {
    out << "left_id,right_id,label\n";
    for (auto& [pair, places] : of_pair_) {
        auto& decision = log_[places.back()];
        if (decision.verdict == Verdict::unsure) continue;
        out << csv_cell(decision.left_id) << "," << csv_cell(decision.right_id) << ","
            << (decision.verdict == Verdict::same ? 1 : 0) << "\n";
    }
}

void Decisions::read(std::istream& in) {
    std::vector<Complaint> wrong;
    auto complain = [&](std::size_t line, std::string zh, std::string en) {
        if (wrong.size() < csv_complaints_max) wrong.push_back({line, std::move(zh), std::move(en)});
    };
    std::optional<DecisionColumns> columns;
    std::size_t line = 0;
    std::vector<std::string_view> cells;
    CsvWaves waves(in);
    for (auto wave = waves.next(); !wave.empty(); wave = waves.next())
        for (CsvRows rows(wave); rows.next(cells);) {
            ++line;
            if (!columns) {
                columns.emplace(cells);
                if (columns->are_there()) continue;
                throw Refused("The decisions cannot be read:",
                              {{1, "第一行要有 left_id、right_id、verdict 三列。",
                                "The first line needs the headings left_id, right_id and verdict."}});
            }
            auto left = cell_of(cells, columns->left), right = cell_of(cells, columns->right),
                 word = cell_of(cells, columns->verdict);
            if (word.empty()) continue;
            if (left.empty() || right.empty()) {
                complain(line, "这一行缺少 left_id 或 right_id。", "left_id or right_id is missing.");
                continue;
            }
            if (word == "undo" || word == "撤销") {
                if (!undo(left, right)) complain(line, "没有可以撤销的决定。", "There is no decision to take back.");
                continue;
            }
            auto verdict = std::ranges::find(verdict_words, word, [](auto& row) { return row.first; });
            if (verdict == verdict_words.end())
                complain(line, "verdict 应为 same、different、unsure 或 undo。",
                         "A verdict is same, different, unsure or undo.");
            else if (log_.size() >= decisions_max)
                throw Refused("The decisions cannot be read:", {{line, "决定太多。", "There are too many decisions."}});
            else
                decide({std::string(left), std::string(right), verdict->second,
                        std::string(cell_of(cells, columns->reviewer)), std::string(cell_of(cells, columns->reason))});
        }
    if (!wrong.empty()) throw Refused("The decisions cannot be read:", std::move(wrong));
}

Decided decided_edges(const Dataset& data, const Comparer& comparer, const Model& model, Run& run,
                      const Decisions& decisions) {
    Decided decided;
    auto standing = decisions.standing();
    if (standing.empty()) {
        decided.verdicts.resize(run.edges.size());
        return decided;
    }
    RowsById left(data.left());
    std::optional<RowsById> other;
    if (!data.is_one()) other.emplace(data.right());
    auto& right = other ? *other : left;
    std::unordered_map<std::uint64_t, Verdict> of_rows;
    for (auto& decision : standing) {
        auto l = left.row(decision.left_id), r = right.row(decision.right_id);
        if (!l || !r || (data.is_one() && *l == *r)) {
            ++decided.unknown;
            continue;
        }
        if (data.is_one() && *l > *r) std::swap(l, r);
        of_rows[std::uint64_t(*l) << 32 | *r] = decision.verdict;
    }
    auto found_the_same = of_rows;
    std::erase_if(found_the_same, [](auto& row) { return row.second != Verdict::same; });
    for (auto& edge : run.edges) found_the_same.erase(std::uint64_t(edge.left) << 32 | edge.right);
    Scorer scorer(data, comparer, model);
    for (auto& [rows, verdict] : found_the_same) {
        Edge edge{.left = static_cast<std::uint32_t>(rows >> 32), .right = static_cast<std::uint32_t>(rows)};
        auto *a = data.left().record(edge.left), *b = data.right().record(edge.right);
        edge.pattern = comparer.whole(a, b);
        edge.weight = scorer.whole(edge.pattern, a);
        run.edges.push_back(edge);
    }
    if (!found_the_same.empty()) std::ranges::sort(run.edges, [](auto& x, auto& y) { return comes_first(x, y); });
    for (auto& edge : run.edges) {
        auto found = of_rows.find(std::uint64_t(edge.left) << 32 | edge.right);
        decided.verdicts.push_back(found == of_rows.end() ? std::nullopt : std::optional(found->second));
    }
    return decided;
}

std::vector<std::size_t> links_of(const Run& run, const Decided& decided, double threshold, bool is_one_to_one,
                                  bool is_one) {
    Settled settled(run, decided, is_one);
    std::vector<std::size_t> chosen, open;
    Large<Edge> edges(run.edges.get_allocator());
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        auto& edge = run.edges[i];
        if (decided.verdicts[i] == Verdict::same) chosen.push_back(i);
        if (decided.verdicts[i] == Verdict::same || decided.verdicts[i] == Verdict::different) continue;
        if (edge.weight < threshold || (is_one_to_one && settled.has_one_of(edge))) continue;
        open.push_back(i);
        edges.push_back(edge);
    }
    if (is_one_to_one) {
        for (auto place : one_to_one(edges, threshold, is_one)) chosen.push_back(open[place]);
    } else {
        chosen.insert(chosen.end(), open.begin(), open.end());
    }
    std::ranges::sort(chosen);
    return chosen;
}

std::vector<ReviewCase> review_queue(const Run& run, const Decided& decided, Band band, bool is_one_to_one,
                                     bool is_one) {
    Settled settled(run, decided, is_one);
    auto is_open = [&](std::size_t i) {
        return !decided.verdicts[i] && !(is_one_to_one && settled.has_one_of(run.edges[i]));
    };
    auto error = [&](std::size_t i) {
        auto p = probability_of(run.edges[i].weight);
        return std::min(p, 1 - p);
    };
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> of_record;
    for (std::size_t i = 0; i < run.edges.size(); ++i)
        if (is_open(i)) {
            of_record[left_of(run.edges[i])].push_back(i);
            of_record[right_of(run.edges[i], is_one)].push_back(i);
        }
    std::vector<ReviewCase> queue;
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        auto& edge = run.edges[i];
        if (!is_open(i) || edge.weight < band.from || edge.weight >= band.until) continue;
        auto& one = queue.emplace_back(ReviewCase{.edge = i});
        for (auto record : {left_of(edge), right_of(edge, is_one)})
            for (auto other : of_record[record])
                if (other != i) one.rivals.push_back(other);
        std::ranges::sort(one.rivals);
        one.gain = error(i);
        if (!is_one_to_one) continue;
        double others = 0;
        for (auto other : one.rivals) others += error(other);
        one.gain += probability_of(edge.weight) * others;
    }
    std::ranges::stable_sort(queue, std::greater(), &ReviewCase::gain);
    return queue;
}

}  // namespace unionhall::linkage
