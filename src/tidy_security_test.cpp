// docs/security.md says of every requirement where it is shown, or that it is open; what it names is there.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "platform/testing_card.h"
#include "tidy_sources.h"

namespace {

// How many requirements of levels 1 and 2 ASVS 5.0.0 has in each chapter but V10 and V17, which do not apply.
const std::map<std::string, int> required{{"1", 27}, {"2", 11},  {"3", 19}, {"4", 10},  {"5", 9},
                                          {"6", 35}, {"7", 18},  {"8", 7},  {"9", 7},   {"11", 14},
                                          {"12", 9}, {"13", 13}, {"14", 9}, {"15", 13}, {"16", 16}};

struct Named {
    std::string file, text;  // `file` “text”; either may be alone
};

std::vector<Named> named_in(const std::string& line) {
    std::vector<Named> found;
    const std::string open = "“", close = "”";
    for (std::size_t at = 0; at < line.size();) {
        auto tick = line.find('`', at), quote = line.find(open, at);
        if (tick == std::string::npos && quote == std::string::npos) break;
        if (tick < quote) {
            auto end = line.find('`', tick + 1);
            found.push_back({line.substr(tick + 1, end - tick - 1), ""});
            at = end + 1;
        } else {
            auto begin = quote + open.size(), end = line.find(close, begin);
            if (!found.empty() && found.back().text.empty()) found.back().text = line.substr(begin, end - begin);
            at = end + close.size();
        }
    }
    return found;
}

bool is_path(const std::string& name) {
    return name.find('/') != std::string::npos || name.ends_with(".md") || name.ends_with(".json");
}

}  // namespace

TEST_CASE("what the page on security names is there") {
    int number = 0;
    for (auto& line : tidy::lines_of("docs/security.md")) {
        ++number;
        for (auto& [file, text] : named_in(line)) {
            if (!is_path(file)) continue;
            CHECK_MESSAGE(std::filesystem::exists(file), "docs/security.md:" << number << " names " << file);
            if (text.empty() || !std::filesystem::exists(file)) continue;
            CHECK_MESSAGE(tidy::text_of(file).find(text) != std::string::npos,
                          "docs/security.md:" << number << ": “" << text << "” is not in " << file);
        }
    }
}

TEST_CASE("every requirement of ASVS levels 1 and 2 is on the page on security, with its evidence or as open") {
    std::map<std::string, int> counted;
    std::map<std::string, std::int64_t> all, open;  // by level
    for (auto& line : tidy::lines_of("docs/security.md")) {
        auto end = line.find(" | ", 2);
        bool is_row = line.starts_with("| ") && line.size() > 2 && line[2] >= '0' && line[2] <= '9';
        if (!is_row || line.starts_with("| 8.1.4.")) continue;
        auto id = line.substr(2, end - 2), level = line.substr(end + 3, 1);
        if (level != "3") ++counted[id.substr(0, id.find('.'))];
        auto evidence = line.substr(line.find(" | ", line.find(" | ", end + 3) + 3) + 3);
        bool is_answered = !named_in(evidence).empty() || evidence.find("not applicable: ") != std::string::npos ||
                           evidence.find("**open") != std::string::npos || evidence.find("](#") != std::string::npos ||
                           evidence.starts_with("the same");
        CHECK_MESSAGE(is_answered, id << " has no evidence");
        ++all[level], open[level] += evidence.find("**open") != std::string::npos;
    }
    for (auto& [chapter, count] : required) CHECK_MESSAGE(counted[chapter] == count, "chapter V" << chapter);
    for (auto* level : {"1", "2"})
        unionhall::count_for_card("C7", std::string("l") + level + "_percent",
                                  100 * (all[level] - open[level]) / all[level]);
}
