// A secret is found by keyed hashes, of which there are two while their key is changed: who looks for one only finds half.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "tidy_sources.h"

namespace {

// Where a hash is written, beside what is sealed: there it is one.
const std::set<std::string> may_blind_to_store{
    "src/platform/vault.h",    "src/platform/vault_blind.cpp", "src/platform/db.h",       "src/platform/db.cpp",
    "src/platform/reseal.cpp", "src/platform/outbox.cpp",      "src/platform/repeat.cpp", "src/accounts/store.cpp"};
// Who compares hashes of two tables must wait while they are made anew.
const std::map<std::string, std::string> may_compare{
    {"src/platform/record.cpp", "writes a record's row"},
    {"src/members/retention.cpp", "must_wait: nothing goes while a pass is going on"},
};

// "… x_index = $1", "x_index = y.x_index": what a look-up by one hash looks like; "x_index = null" empties a row.
bool asks_for_one(const std::string& sql) {
    const std::string column = "_index";
    for (auto at = sql.find(column); at != std::string::npos; at = sql.find(column, at + 1)) {
        auto next = sql.find_first_not_of(' ', at + column.size());
        if (next == std::string::npos) continue;
        auto rest = sql.substr(next);
        if (rest.starts_with("in ($") && rest.find(',') > rest.find(')')) return true;
        if (!rest.starts_with("=")) continue;
        auto value = rest.find_first_not_of(" =");
        if (value == std::string::npos || !rest.substr(value).starts_with("null")) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("whoever looks for a secret looks under every key there is") {
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path)) continue;
        for (auto& token : tidy::tokens_of(path)) {
            if (token.kind == tidy::Token::Kind::word && token.content == "blind_to_store")
                CHECK_MESSAGE(may_blind_to_store.contains(path),
                              path << ":" << token.line << ": look-ups take blinds(), for all keys there are");
            if (token.kind == tidy::Token::Kind::text && !may_compare.contains(path))
                CHECK_MESSAGE(!asks_for_one(token.content), path << ":" << token.line << " looks under one key only");
        }
    }
}

TEST_CASE("what an index says is there once, its record says, too: while keys are changed the index cannot see it") {
    std::map<std::string, int> indexes, marks;
    for (auto& path : tidy::files_below("src")) {
        if (path.ends_with(".sql"))
            for (auto& line : tidy::lines_of(path))
                indexes[tidy::room_of(path)] += line.starts_with("create unique index") &&
                                                line.find("_index") != std::string::npos &&
                                                line.find("_index") > line.find('(');
        if (!tidy::is_cpp(path) || tidy::is_test(path) || path.starts_with("src/platform/record")) continue;
        for (auto& token : tidy::tokens_of(path))
            marks[tidy::room_of(path)] += token.kind == tidy::Token::Kind::word && token.content == "one_each";
    }
    CHECK(indexes["members"] == 2);
    for (auto& [room, count] : indexes) CHECK_MESSAGE(marks[room] == count, room << " has unique hashes unsaid");
}

TEST_CASE("the rule of look-ups finds what it looks for, and nothing else") {
    const std::map<std::string, bool> cases{
        {"where phone_index = $1", true},
        {"where a = 1 and id_number_index=$2", true},
        {"where phone_index in ($1) and id = $2", true},
        {"hp.phone_index = x.phone_index", true},
        {"_index = ", true},
        {"where phone_index in ($1, $2)", false},
        {"set phone = null, phone_index = null, name = ''", false},
        {"create index t_by_phone on t (phone_index) where phone_index is not null", false},
        {"insert into t (phone_index) values ($1)", false},
    };
    for (auto& [sql, is_one] : cases) CHECK_MESSAGE(asks_for_one(sql) == is_one, sql);
}
