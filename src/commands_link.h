// The command that links tables: files in, files out, without a house.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace unionhall {

struct LinkOptions {
    std::string spec;                   // of linkage::builtin_names(), or a file
    std::filesystem::path left, right;  // without a right one, the left one is searched for duplicates
    std::filesystem::path out, model_in, model_out, truth, report;
    std::filesystem::path decisions, review,
        labels;                       // what people said of pairs; whom to ask about next; what was said
    std::filesystem::path groups;     // of one table: who is one with whom
    std::string id;                   // heading of the column by which rows are called in the results
    std::optional<double> threshold;  // default: the spec's
    bool one_to_one = false;
    unsigned threads = 0;  // 0: as many as the machine has
    std::string memory;    // 900M, 4G; "": as much as there is
    std::string explain;   // LEFT_ID,RIGHT_ID
};

// 0 when it was done. Throws with everything that is wrong with the spec, a table or an option.
int link_tables(const LinkOptions&);

}  // namespace unionhall
