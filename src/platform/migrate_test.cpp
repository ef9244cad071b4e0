// Every earlier schema becomes this program's, on both databases, also when the upgrade dies in the middle.
#include "platform/migrate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "platform/testing_database.h"

namespace unionhall {
namespace {

std::int64_t applied_in(Database& database) {
    std::int64_t count = 0;
    database.read([&](Transaction& tx) { count = tx.number("select count(*) from schema_migrations").value_or(-1); });
    return count;
}

// The same migrations, but the text of one ends in something that no database understands.
std::vector<Migration> broken_at(std::size_t at, std::string& text) {
    std::vector<Migration> all(embedded_migrations().begin(), embedded_migrations().end());
    text = std::string(all[at].sql) + "\ncreate nonsense;\n";
    all[at].sql = text;
    return all;
}

}  // namespace

TEST_CASE("the schema of every earlier version is brought to this one's") {
    auto all = embedded_migrations();
    for (std::size_t version = 0; version <= all.size(); ++version) {
        TestDatabase database;
        CHECK(migrate(*database, all.first(version)) == version);
        CHECK(migrate(*database, all) == all.size() - version);
        CHECK(migrate(*database, all) == 0);
        CHECK(applied_in(*database) == static_cast<std::int64_t>(all.size()));
    }
}

TEST_CASE("an upgrade that dies goes on where it was, and nothing of the one it died in stays") {
    auto all = embedded_migrations();
    for (std::size_t at = 0; at < all.size(); ++at) {
        TestDatabase database;
        std::string text;
        CHECK_THROWS_AS(migrate(*database, broken_at(at, text)), DbError);
        CHECK(applied_in(*database) == static_cast<std::int64_t>(at));
        CHECK(migrate(*database, all) == all.size() - at);
    }
}

TEST_CASE("several servers that start at the same moment make one schema") {
    auto all = embedded_migrations();
    TestDatabase database;
    std::vector<std::thread> servers;
    std::vector<std::string> faults(4);
    for (auto& fault : faults)
        servers.emplace_back([&] {
            try {
                auto mine = database.another();
                migrate(*mine, all);
            } catch (const std::exception& e) { fault = e.what(); }
        });
    for (auto& server : servers) server.join();
    for (auto& fault : faults) CHECK(fault == "");
    CHECK(applied_in(*database) == static_cast<std::int64_t>(all.size()));
}

TEST_CASE("a migration that was changed or that nobody knows stops the upgrade before anything is changed") {
    auto all = embedded_migrations();
    TestDatabase database;
    migrate(*database, all.first(2));
    std::string text;
    CHECK_THROWS_AS(migrate(*database, broken_at(0, text)), std::runtime_error);
    CHECK_THROWS_AS(migrate(*database, all.subspan(1)), std::runtime_error);
    CHECK(applied_in(*database) == 2);
}

}  // namespace unionhall
