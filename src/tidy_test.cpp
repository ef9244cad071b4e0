// The rules of the house that a compiler cannot see, as ordinary tests: who may look into whom, and what lies where.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tidy_sources.h"

namespace {

// The rooms in the order of building, and whose model.h each may include. A room always sees the platform and itself;
// it can name only rooms above it, so there are no cycles. Linkage stands alone and sees not even the platform. To allow
// a new sight, change this in a commit of its own.
const std::vector<std::pair<std::string, std::set<std::string>>> rooms{
    {"linkage", {}},
    {"platform", {}},
    {"divisions", {}},
    {"units", {"divisions"}},
    {"accounts", {"units"}},
    {"employers", {"divisions", "units"}},
    {"members", {"divisions", "units", "accounts", "employers"}},
    {"events", {"units", "members"}},
    {"drives", {"divisions", "units", "members", "events"}},
    {"stations", {"linkage", "divisions", "units"}},
    {"wishes", {"units", "members", "stations"}},
    {"bulletins", {"units", "drives"}},
    {"approvals", {"units", "accounts", "members", "drives"}},
    {"rosters", {"linkage", "units", "employers", "members"}},
    {"worklist", {"members", "events", "drives", "stations", "wishes", "bulletins", "approvals", "rosters"}},
};

// What belongs behind one group of files, stays behind it.
const std::map<std::string, std::set<std::string>> only_in{
    {"<sqlite3.h>", {"platform/sqlite"}},
    {"<postgresql/libpq-fe.h>", {"platform/postgres"}},
    {"<libpq-fe.h>", {"platform/postgres"}},
    {"<boost/asio", {"platform/http"}},
    {"<boost/beast", {"platform/http"}},
    {"<boost/", {"platform/http", "platform/record"}},
    {"<simdjson.h>", {"platform/json"}},
    {"<openssl/", {"platform/crypto", "platform/vault"}},
    {"<sodium.h>", {"platform/crypto", "platform/password"}},
    {"<gcrypt.h>", {"platform/crypto", "platform/vault"}},
    {"<curl/", {"platform/"}},
    {"<unicode/", {"platform/"}},
    {"<xlsxwriter.h>", {"platform/tables"}},
    {"<zip.h>", {"platform/tables"}},
    {"<expat.h>", {"platform/tables"}},
    {"<qrencode.h>", {"platform/"}},
    {"<zlib.h>", {"platform/"}},
    {"<cairo/", {"platform/pdf.cpp"}},
    {"<pango/", {"platform/pdf.cpp"}},
    {"<CLI/", {"main.cpp"}},
    {"<spawn.h>", {"platform/child"}},
    {"<turbojpeg.h>", {"platform/photo"}},
    {"<png.h>", {"platform/photo"}},
    {"<webp/", {"platform/photo"}},
};

const std::set<std::string> rule_files_may_not_include{"\"platform/context.h\"", "\"platform/db.h\"",
                                                       "\"platform/api.h\"", "\"platform/http.h\""};
constexpr int file_lines_max = 400;

const std::set<std::string>* sight_of(const std::string& room) {
    auto found = std::ranges::find(rooms, room, [](auto& row) { return row.first; });
    return found == rooms.end() ? nullptr : &found->second;
}

std::vector<std::string> includes_of(const std::string& path) {
    std::vector<std::string> found;
    for (auto& line : tidy::lines_of(path))
        if (line.starts_with("#include ")) found.push_back(line.substr(9, line.find_first_of("\">", 10) - 8));
    return found;
}

std::set<std::string> everything_we_write() {
    std::set<std::string> all;
    for (auto folder : {"src", "web", "e2e", "bench", "tests", "tools", "scripts", "cmake", "docs", "packaging"})
        for (auto& path : tidy::files_below(folder))
            if (!tidy::generated.contains(path) && !path.ends_with("package-lock.json")) all.insert(path);
    for (auto path : {"run", "test", ".ci/run", "CMakeLists.txt", "README.md", "README.zh-CN.md", "ARCHITECTURE.md",
                      "CONTRIBUTING.md", "CHANGELOG.md"})
        all.insert(path);
    return all;
}

}  // namespace

TEST_CASE("the tests of the house run from the top of the project") {
    REQUIRE_MESSAGE(std::filesystem::exists("src/tidy_test.cpp"), "run the tests from the project's top folder");
}

TEST_CASE("rooms keep their doors") {
    for (auto& path : tidy::files_below("src")) {
        auto room = tidy::room_of(path);
        if (!tidy::is_cpp(path) || tidy::is_test(path) || room.empty()) continue;
        auto sight = sight_of(room);
        REQUIRE_MESSAGE(sight, path << ": " << room << " is not in the table of rooms in src/tidy_test.cpp");
        for (auto& what : includes_of(path)) {
            if (what[0] != '"') continue;
            auto other = what.substr(1, what.find('/') - 1);
            if (other == room || (other == "platform" && room != "linkage")) continue;
            CHECK_MESSAGE(sight->contains(other), path << " may not look into " << other);
            CHECK_MESSAGE(what == "\"" + other + "/model.h\"", path << " goes round the door of " << other);
        }
    }
}

TEST_CASE("a room is built after those it looks into, in the order of CMakeLists.txt") {
    std::string in_order;
    std::set<std::string> above;
    for (auto& [room, sight] : rooms) {
        for (auto& other : sight) CHECK_MESSAGE(above.contains(other), room << " looks down into " << other);
        above.insert(room);
        in_order += " " + room;
    }
    CHECK(tidy::text_of("CMakeLists.txt").find("set(rooms" + in_order + ")") != std::string::npos);
}

TEST_CASE("a library from outside is named in one place only") {
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path)) continue;
        for (auto& what : includes_of(path))
            for (auto& [header, homes] : only_in) {
                if (!what.starts_with(header)) continue;
                bool at_home = std::ranges::any_of(homes, [&](auto& home) { return path.starts_with("src/" + home); });
                CHECK_MESSAGE(at_home, path << " must not include " << what);
            }
    }
}

TEST_CASE("rules do no input or output") {
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path) || !tidy::is_kind(path, "rules")) continue;
        for (auto& what : includes_of(path)) {
            CHECK_MESSAGE(!rule_files_may_not_include.contains(what), path << " must not include " << what);
            auto file = what.substr(1, what.size() - 2);
            CHECK_MESSAGE(!tidy::is_kind(file, "store"), path << " must not include " << what);
        }
    }
}

TEST_CASE("SQL is spoken by stores, the platform and migrations alone") {
    for (auto& path : tidy::files_below("src")) {
        auto room = tidy::room_of(path);
        if (!tidy::is_cpp(path) || tidy::is_test(path) || room.empty() || room == "platform") continue;
        if (tidy::is_kind(path, "store")) continue;
        for (auto& token : tidy::tokens_of(path)) {
            // One record by its id is asked for in the same words everywhere.
            if (token.kind != tidy::Token::Kind::text || token.content == "where id = $1") continue;
            auto begin = token.content.find_first_not_of(" \n");
            auto text = begin == std::string::npos ? "" : token.content.substr(begin);
            for (auto start : {"select ", "insert into ", "update ", "delete from ", "where ", "order by "})
                CHECK_MESSAGE(!text.starts_with(start), path << ":" << token.line << " speaks SQL: " << text);
            CHECK_MESSAGE(text.find("$1") == std::string::npos, path << ":" << token.line << " speaks SQL: " << text);
        }
    }
}

TEST_CASE("no file has a second subject") {
    for (auto& path : everything_we_write()) {
        bool is_code = tidy::is_cpp(path) || path.ends_with(".ts") || path.ends_with(".vue");
        if (!is_code) continue;
        auto lines = static_cast<int>(tidy::lines_of(path).size());
        CHECK_MESSAGE(lines <= file_lines_max,
                      path << " has grown to " << lines << " lines: what is its second subject?");
    }
}

TEST_CASE("a header begins with a sentence that says what lives in it, and so does a file without a header") {
    auto files = tidy::files_below("src");
    for (auto& path : files) {
        if (!tidy::is_cpp(path) || path.ends_with("_test.cpp")) continue;
        if (path.ends_with(".cpp") && files.contains(path.substr(0, path.size() - 3) + "h")) continue;
        auto lines = tidy::lines_of(path);
        CHECK_MESSAGE((!lines.empty() && lines[0].starts_with("// ")), path << " does not say what lives in it");
        if (path.ends_with(".h"))
            CHECK_MESSAGE(std::ranges::count(lines, "#pragma once") == 1, path << " needs its #pragma once");
    }
}

TEST_CASE("nothing is left for later, skipped, or tied to somebody's machine") {
    // Each is written in two halves, so that this file may name it.
    const std::vector<std::string> unwanted{
        "TO"
        "DO",
        "FIX"
        "ME",
        "XX"
        "X:",
        "doctest::"
        "skip",
        "/ro"
        "ot/"};
    for (auto& path : everything_we_write()) {
        int number = 0;
        for (auto& line : tidy::lines_of(path)) {
            ++number;
            for (auto& word : unwanted)
                CHECK_MESSAGE(line.find(word) == std::string::npos, path << ":" << number << " says " << word);
        }
    }
}

TEST_CASE("a migration is named by its day and its subject, once in the whole house") {
    std::map<std::string, std::string> seen;
    for (auto& path : tidy::files_below("src")) {
        if (path.find("/migrations/") == std::string::npos) continue;
        auto name = path.substr(path.rfind('/') + 1);
        bool well_named = name.size() > 13 && name.ends_with(".sql") && name[8] == '_' &&
                          std::ranges::all_of(name.substr(0, 8), [](char c) { return c >= '0' && c <= '9'; }) &&
                          std::ranges::all_of(name.substr(9, name.size() - 13), [](char c) {
                              return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                          });
        CHECK_MESSAGE(well_named, path << " should be named like 20260301_subject.sql");
        CHECK_MESSAGE(seen.emplace(name, path).second, path << " has the name of " << seen[name]);
    }
}

TEST_CASE("every room says on one page what it is for") {
    for (auto& [room, sight] : rooms)
        if (!tidy::files_below("src/" + room).empty())
            CHECK_MESSAGE(std::filesystem::exists("src/" + room + "/README.md"), room << " has no README.md");
}
