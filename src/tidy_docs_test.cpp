// The documents say what is there: an acceptance case names a test that exists, or says "not yet".
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "tidy_sources.h"

namespace {

constexpr int acceptance_cases = 38;
constexpr std::size_t architecture_lines_max = 200;

std::map<std::string, std::string> acceptance_rows() {
    std::map<std::string, std::string> rows;
    for (auto& line : tidy::lines_of("docs/acceptance.md"))
        if (line.starts_with("| AC-")) rows[line.substr(2, 5)] = line;
    return rows;
}

// What stands between a pair of marks, each time.
std::vector<std::string> between(const std::string& text, const std::string& open, const std::string& close) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = text.find(open, at)) != std::string::npos;) {
        auto begin = at + open.size();
        auto end = text.find(close, begin);
        if (end == std::string::npos) break;
        found.push_back(text.substr(begin, end - begin));
        at = end + close.size();
    }
    return found;
}

}  // namespace

TEST_CASE("each acceptance case names the test that proves it, or says not yet") {
    auto rows = acceptance_rows();
    for (int number = 1; number <= acceptance_cases; ++number) {
        auto name = (number < 10 ? "AC-0" : "AC-") + std::to_string(number);
        REQUIRE_MESSAGE(rows.contains(name), "docs/acceptance.md does not list " << name);
        auto& row = rows.at(name);
        auto files = between(row, "`", "`");
        bool is_not_yet = row.find("not yet") != std::string::npos;
        CHECK_MESSAGE(is_not_yet == files.empty(), name << " names a test, or says not yet; never both or neither");
        for (auto& file : files) CHECK_MESSAGE(std::filesystem::exists(file), name << " names " << file);
        if (files.empty()) continue;
        auto tests = between(row, "“", "”");
        CHECK_MESSAGE(tests.size() == files.size(), name << " gives each file the name of its test, in “ ”");
        for (std::size_t i = 0; i < std::min(files.size(), tests.size()); ++i)
            CHECK_MESSAGE(tidy::text_of(files[i]).find(tests[i]) != std::string::npos,
                          name << ": there is no test “" << tests[i] << "” in " << files[i]);
    }
    CHECK(rows.size() == acceptance_cases);
}

TEST_CASE("what a newcomer reads first is there and short") {
    for (std::string path : {"README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
                             "docs/glossary.md", "docs/operating.md", "docs/style.md", "docs/acceptance.md"})
        CHECK_MESSAGE(std::filesystem::exists(path), path << " is missing");
    CHECK(tidy::lines_of("ARCHITECTURE.md").size() <= architecture_lines_max);
    CHECK_MESSAGE(tidy::files_below("docs/decisions").size() >= 10, "docs/decisions/ keeps every decision");
}

TEST_CASE("a document that shows a picture or names a document has it") {
    for (std::string path : {"README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
        for (auto& target : between(tidy::text_of(path), "](", ")")) {
            if (target.starts_with("http") || target.starts_with("#")) continue;
            CHECK_MESSAGE(std::filesystem::exists(target.substr(0, target.find('#'))), path << " links to " << target);
        }
}

TEST_CASE("the manual for operators explains every setting") {
    auto manual = tidy::text_of("docs/operating.md");
    auto all = tidy::tokens_of("src/platform/settings.cpp");
    int settings = 0;
    for (std::size_t i = 0; i + 6 < all.size(); ++i) {  // {"name", "sentence", &Settings::name}
        if (all[i].content != "{" || all[i + 5].content != "&" || all[i + 6].content != "Settings") continue;
        ++settings;
        auto& name = all[i + 1].content;
        CHECK_MESSAGE(manual.find("`" + name + "`") != std::string::npos, "docs/operating.md says nothing of " << name);
    }
    CHECK(settings > 0);
}
