#include "linkage/testing_linked.h"

#include <sstream>

namespace unionhall::linkage::testing {

std::unique_ptr<Dataset> read_tables(const std::string& spec, const std::string& left, const std::string& right,
                                     const std::string& id, const Control& control) {
    auto builtin = builtin_spec(spec);
    auto data = std::make_unique<Dataset>(parse_spec(builtin.empty() ? spec : builtin));
    std::istringstream first(left), second(right);
    data->read(first, id, "left", control);
    if (!right.empty()) data->read(second, id, "right", control);
    data->finish(control);
    return data;
}

Linked link_texts(const std::string& spec, const std::string& left, const std::string& right, double threshold,
                  unsigned threads, std::size_t memory_bytes_max) {
    Control control{.threads = threads, .memory_bytes_max = memory_bytes_max};
    Linked linked{.data = read_tables(spec, left, right, "id", control)};
    linked.comparer = std::make_unique<Comparer>(*linked.data);
    linked.model = train(*linked.data, *linked.comparer, control);
    linked.run = compare_all(*linked.data, *linked.comparer, linked.model, threshold, control);
    linked.chosen = one_to_one(linked.run.edges, threshold, linked.data->is_one());
    return linked;
}

QualityReport Linked::judged(const std::string& truth, double threshold) const {
    std::istringstream in(truth);
    return judge(*data, read_truth(in, *data), run, chosen, threshold);
}
Quality Linked::quality(const std::string& truth, double threshold) const { return judged(truth, threshold).all; }

}  // namespace unionhall::linkage::testing
