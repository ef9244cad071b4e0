// How right links are, where the truth is known: at every threshold, and by the shape of the name.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linkage/link.h"

namespace unionhall::linkage {

// Rows by the id they have in the results. Where several rows have one id, the first of them.
class RowsById {
  public:
    explicit RowsById(const Table&);
    std::optional<std::size_t> row(std::string_view id) const;

  private:
    std::unordered_map<std::string_view, std::size_t> rows_;
};

// Pairs of rows that belong together, from a CSV of two columns, left id and right id, with headings. Ids that are in no
// table are counted and left out.
struct Truth {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::size_t unknown = 0;
};
Truth read_truth(std::istream&, const Dataset&);

struct Quality {
    std::size_t linked = 0, right = 0, true_pairs = 0;

    double precision() const { return linked ? static_cast<double>(right) / static_cast<double>(linked) : 1; }
    double recall() const { return true_pairs ? static_cast<double>(right) / static_cast<double>(true_pairs) : 1; }
    double f1() const {
        return linked + true_pairs ? 2.0 * static_cast<double>(right) / static_cast<double>(linked + true_pairs) : 1;
    }
};

struct QualityReport {
    Quality all;
    std::vector<std::pair<double, Quality>> by_threshold;  // of the links above it
    std::vector<std::pair<std::string, Quality>>
        by_shape;  // of the left name, in the order of NameShape; none without names
};
QualityReport judge(const Dataset&, const Truth&, const Run&, const std::vector<std::size_t>& chosen, double threshold);

}  // namespace unionhall::linkage
