// Specs as anybody may write them: refused with sentences, or good enough to compare two records of whatever content.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "linkage/csv.h"
#include "linkage/link.h"
#include "linkage/refused.h"

using namespace unionhall::linkage;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

constexpr std::size_t rows = 6;
constexpr std::string_view cells[rows] = {"王丽",        "阿依古丽·买买提", "110105194912310021",
                                          "13812345678", "2024-05-06",      "新疆红石劳务派遣有限公司（独山子）"};

// Each column holds the cells in another order, so that every kind of field meets all of them.
std::string table_for(const Spec& spec) {
    std::string text;
    for (std::size_t i = 0; i < spec.fields.size(); ++i)
        text += (i ? "," : "") + csv_cell(spec.fields[i].columns.front());
    for (std::size_t row = 0; row < rows; ++row) {
        text += "\n";
        for (std::size_t i = 0; i < spec.fields.size(); ++i)
            text += (i ? "," : "") + std::string(cells[(row * (i + 1) + i) % rows]);
    }
    return text + "\n";
}

// Nothing is learned: a run draws half a million pairs for that.
Model some_model(const Comparer& comparer) {
    Model model;
    for (std::size_t c = 0; c < comparer.size(); ++c) {
        model.m.emplace_back(comparer.else_of(c) + 1, 0.5);
        model.u.emplace_back(comparer.else_of(c) + 1, 0.1);
        model.m[c][0] = model.u[c][0] = 0;  // what is missing says nothing
    }
    return model;
}

void check_run(const Spec& spec) {
    Dataset data(spec);
    Control control;
    for (int side = 0; side < 2; ++side) {
        std::istringstream in(table_for(spec));
        data.read(in, "", "fuzzed", control);
    }
    data.finish(control);
    Comparer comparer(data);
    auto model = some_model(comparer);
    auto again = read_model(write_model(model, spec), spec);
    require(again.m == model.m && again.u == model.u);
    auto run = compare_all(data, comparer, model, -1'000, control);
    for (auto& edge : run.edges)
        require(edge.pattern == comparer.whole(data.left().record(edge.left), data.right().record(edge.right)));
    one_to_one(run.edges, -1'000, false);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Spec spec;
    try {
        spec = parse_spec(std::string_view(reinterpret_cast<const char*>(data), size));
    } catch (const Refused& refused) {
        require(!refused.complaints().empty());
        for (auto& complaint : refused.complaints()) require(!complaint.zh.empty() && !complaint.en.empty());
        return 0;
    }
    try {
        check_run(spec);
    } catch (const Refused&) {
        // Two fields of one heading, or a heading that no table can have: said when a table is read.
    }
    return 0;
}
