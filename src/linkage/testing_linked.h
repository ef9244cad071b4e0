// Tables given as text, linked as the command does it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "linkage/model.h"
#include "linkage/quality.h"

namespace unionhall::linkage::testing {

struct Linked {
    std::unique_ptr<Dataset> data;  // others refer to it, so it stays where it is
    std::unique_ptr<Comparer> comparer;
    Model model;
    Run run;
    std::vector<std::size_t> chosen;

    Quality quality(const std::string& truth, double threshold) const;
    QualityReport judged(const std::string& truth, double threshold) const;
};

std::unique_ptr<Dataset> read_tables(const std::string& spec, const std::string& left, const std::string& right,
                                     const std::string& id = "id", const Control& = {});  // right "": one table

// One-to-one from `threshold` on; `spec` is a text or the name of a built-in one.
Linked link_texts(const std::string& spec, const std::string& left, const std::string& right, double threshold = 0,
                  unsigned threads = 1, std::size_t memory_bytes_max = 0);

}  // namespace unionhall::linkage::testing
