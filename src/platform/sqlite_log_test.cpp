// The log of SQLite under steady writing: brought into the database, begun anew, nothing lost.
#include <doctest/doctest.h>

#include <thread>

#include "platform/db.h"
#include "platform/testing_folder.h"

namespace unionhall {
namespace {

constexpr std::int64_t blob_bytes = 40'000, writes_each = 900;  // ten pages a write
constexpr std::uintmax_t log_bytes_max = 20UL << 20;            // less than what one writes, more than `log_pages_max`
constexpr int writers = 3;

void write_many(Database& database, std::int64_t from) {
    for (std::int64_t i = from; i < from + writes_each; ++i)
        database.write_now([&](Transaction& tx) {
            tx.run("insert into pieces (id, bytes) values ($1, $2)", {i, Bytes{std::string(blob_bytes, 'x')}});
        });
}

}  // namespace

static std::unique_ptr<Database> made(const std::string& file) {
    auto database = open_sqlite(file, {.is_durable = false});
    database->script("create table pieces (id bigint primary key, bytes bytea not null);");
    return database;
}

TEST_CASE("a log that has grown is brought into the database, and begins anew") {
    TestFolder folder;
    auto file = (folder / "house.sqlite").string();
    auto database = made(file);
    write_many(*database, 1);
    CHECK(std::filesystem::file_size(file + "-wal") < log_bytes_max);
}

TEST_CASE("nothing is lost while several write and one of them brings the log in") {
    TestFolder folder;
    auto database = made((folder / "house.sqlite").string());
    std::vector<std::thread> threads;
    for (int t = 0; t < writers; ++t) threads.emplace_back([&, t] { write_many(*database, 1 + t * writes_each); });
    for (auto& thread : threads) thread.join();
    std::optional<std::int64_t> kept;
    database->read([&](Transaction& tx) { kept = tx.number("select count(*) from pieces"); });
    CHECK(kept == writers * writes_each);
}

}  // namespace unionhall
