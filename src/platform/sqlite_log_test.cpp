// The log of SQLite: under steady writing brought into the database and begun anew, and read back after a failed flush.
#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "platform/db.h"
#include "platform/sqlite_log_file.h"
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

TEST_CASE("a log is written again as far as its checksums prove it, and not as whole when a page has changed") {
    constexpr std::int64_t blobs = 3;
    constexpr std::streamoff page_bytes = 4096, page_header_bytes = 24, log_header_bytes = 32;
    TestFolder folder;
    auto file = (folder / "house.sqlite").string();
    auto database = open_sqlite(file);
    database->script("create table pieces (id bigint primary key, bytes bytea not null);");
    for (std::int64_t i = 1; i <= blobs; ++i)
        database->write_now([&](Transaction& tx) {
            tx.run("insert into pieces (id, bytes) values ($1, $2)", {i, Bytes{std::string(blob_bytes, 'x')}});
        });
    auto pages = (static_cast<std::streamoff>(std::filesystem::file_size(file + "-wal")) - log_header_bytes) /
                 (page_bytes + page_header_bytes);
    REQUIRE(pages > blobs * blob_bytes / page_bytes);

    SqliteLogFile log(file);
    log.write_again(static_cast<std::size_t>(pages));
    CHECK_THROWS_AS(log.write_again(static_cast<std::size_t>(pages) + 1), DbError);
    std::fstream(file + "-wal", std::ios::in | std::ios::out | std::ios::binary)
        .seekp(log_header_bytes + (pages - 1) * (page_bytes + page_header_bytes) + page_header_bytes)
        .put('?');
    CHECK_THROWS_AS(log.write_again(static_cast<std::size_t>(pages)), DbError);
    log.write_again(static_cast<std::size_t>(pages) - 1);
    SqliteLogFile nowhere((folder / "nothing.sqlite").string());
    CHECK_THROWS_AS(nowhere.flush(), DbError);
}

}  // namespace unionhall
