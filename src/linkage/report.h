// What a linkage did, as one page that needs nothing beside it.
#pragma once

#include <optional>
#include <string>

#include "linkage/explain.h"
#include "linkage/quality.h"

namespace unionhall::linkage {

struct Reported {
    const Dataset& data;
    const Comparer& comparer;
    const Model& model;
    const Run& run;
    const std::vector<std::size_t>& chosen;  // places in run.edges that are links
    double threshold = 0;
    std::optional<QualityReport> quality;  // where the truth is known
};

// HTML in UTF-8, Chinese and English side by side, with drawings in SVG and no script: what was read, m and u of every
// level, the histogram of weights, estimated and (with truth) real precision and recall by threshold, some waterfalls,
// pairs per rule, capped blocks, rows that no rule reaches. Of numbers only the last four digits are shown.
std::string report_html(const Reported&);

}  // namespace unionhall::linkage
