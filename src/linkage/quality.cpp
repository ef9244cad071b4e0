#include "linkage/quality.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "linkage/csv.h"
#include "linkage/names.h"

namespace unionhall::linkage {

namespace {

std::uint64_t key(std::uint64_t left, std::uint64_t right) { return left << 32 | right; }

// The first field of names that the left table has.
std::optional<std::size_t> name_field(const Dataset& data) {
    for (std::size_t i = 0; i < data.spec().fields.size(); ++i)
        if (data.spec().fields[i].kind == Kind::person_name && !data.left().columns()[i].heading.empty()) return i;
    return {};
}

}  // namespace

RowsById::RowsById(const Table& table) {
    rows_.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) rows_.try_emplace(table.id(row), row);
}

std::optional<std::size_t> RowsById::row(std::string_view id) const {
    auto found = rows_.find(id);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

Truth read_truth(std::istream& in, const Dataset& data) {
    RowsById left(data.left());
    std::optional<RowsById> other;
    if (!data.is_one()) other.emplace(data.right());
    auto& right = other ? *other : left;
    Truth truth;
    bool is_heading = true;
    CsvWaves waves(in);
    std::vector<std::string_view> cells;
    for (auto wave = waves.next(); !wave.empty(); wave = waves.next())
        for (CsvRows rows(wave); rows.next(cells);) {
            if (std::exchange(is_heading, false)) continue;
            auto l = cells.size() >= 2 ? left.row(cells[0]) : std::nullopt;
            auto r = cells.size() >= 2 ? right.row(cells[1]) : std::nullopt;
            if (!l || !r || (data.is_one() && *l == *r)) {
                ++truth.unknown;
                continue;
            }
            if (data.is_one() && *l > *r) std::swap(l, r);
            truth.pairs.emplace_back(static_cast<std::uint32_t>(*l), static_cast<std::uint32_t>(*r));
        }
    std::ranges::sort(truth.pairs);
    truth.pairs.erase(std::unique(truth.pairs.begin(), truth.pairs.end()), truth.pairs.end());
    return truth;
}

QualityReport judge(const Dataset& data, const Truth& truth, const Run& run, const std::vector<std::size_t>& chosen,
                    double threshold) {
    std::unordered_set<std::uint64_t> is_true;
    for (auto& [l, r] : truth.pairs) is_true.insert(key(l, r));
    QualityReport report;
    report.all.true_pairs = truth.pairs.size();
    auto name = name_field(data);
    auto shape_of_row = [&](std::uint32_t row) {
        auto value = data.left().record(row)[data.layout().field(*name).word];
        return shape_of(data.text_field(*name).values.view(value));
    };
    std::map<NameShape, Quality> shapes;
    if (name)
        for (auto& [l, r] : truth.pairs) ++shapes[shape_of_row(l)].true_pairs;
    // chosen is in the order of edges: best first. A threshold's links are those so far.
    Quality so_far{.true_pairs = truth.pairs.size()};
    double step = 40;
    for (auto place : chosen) {
        auto& edge = run.edges[place];
        for (; step > edge.weight; step -= 1)
            if (so_far.linked) report.by_threshold.emplace_back(step, so_far);
        bool is_right = is_true.contains(key(edge.left, edge.right));
        ++so_far.linked;
        so_far.right += is_right;
        if (edge.weight < threshold || !name) continue;
        auto& quality = shapes[shape_of_row(edge.left)];
        ++quality.linked;
        quality.right += is_right;
    }
    report.by_threshold.emplace_back(step, so_far);
    for (auto place : chosen) {
        auto& edge = run.edges[place];
        if (edge.weight < threshold) break;
        ++report.all.linked;
        report.all.right += is_true.contains(key(edge.left, edge.right));
    }
    for (auto& [shape, quality] : shapes)
        if (quality.linked + quality.true_pairs) report.by_shape.emplace_back(shape_word(shape), quality);
    return report;
}

}  // namespace unionhall::linkage
