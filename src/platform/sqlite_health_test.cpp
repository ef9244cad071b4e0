// A disk that is full or fails: nothing more is written, it is said, reading goes on, and it mends itself.
#include "platform/sqlite_health.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "platform/testing_folder.h"

namespace unionhall {

namespace fs = std::filesystem;

TEST_CASE("an ill disk turns everybody away until a trial is kept") {
    TestFolder folder;
    SqliteHealth health((folder.path / "away" / "house.sqlite").string(), 0);
    health.expect_well();
    CHECK_FALSE(health.trouble());
    for (auto harmless : {DbError::Kind::duplicate, DbError::Kind::busy, DbError::Kind::cut_short})
        health.note(std::make_exception_ptr(DbError(harmless, "no")));
    health.note(std::make_exception_ptr(std::runtime_error("no")));
    health.note(std::exception_ptr());
    CHECK_FALSE(health.trouble());

    health.note(std::make_exception_ptr(DbError(DbError::Kind::full, "no space")));
    REQUIRE(health.trouble());
    CHECK(health.trouble()->zh.find("磁盘已满") != std::string::npos);
    CHECK_THROWS_AS(health.expect_well(), DbError);  // the folder is not there: the trial fails otherwise than by space
    CHECK(health.trouble()->zh.find("故障") != std::string::npos);
    fs::create_directories(folder.path / "away");
    health.expect_well();
    CHECK_FALSE(health.trouble());
    CHECK(fs::is_empty(folder.path / "away"));
}

TEST_CASE("between two trials nobody touches the disk, and those who come do not put the next one off") {
    TestFolder folder;
    SqliteHealth health((folder.path / "house.sqlite").string(), 3'600'000);
    health.note(DbError::Kind::io);
    for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(health.expect_well(), DbError);
    CHECK(health.trouble());
}

TEST_CASE("a database that cannot grow refuses to write, answers questions, and goes on once it can") {
    TestFolder folder;
    auto database = open_sqlite((folder.path / "house.sqlite").string());
    database->write_now([](Transaction& tx) { tx.connection().script("create table notes (text text not null);"); });
    auto put = [&] {
        database->write_now(
            [](Transaction& tx) { tx.run("insert into notes (text) values ($1)", {std::string(100'000, 'x')}); });
    };
    auto count = [&] {
        std::int64_t notes = 0;
        database->read([&](Transaction& tx) { notes = tx.number("select count(*) from notes").value_or(-1); });
        return notes;
    };
    put();
    database->script("pragma max_page_count = 1;");  // SQLite takes the present size: not a page more
    try {
        put();
        FAIL("it was kept");
    } catch (const DbError& error) { CHECK(error.kind == DbError::Kind::full); }
    REQUIRE(database->trouble());
    CHECK_THROWS_AS(put(), DbError);
    CHECK(count() == 1);
    database->script("pragma max_page_count = 1000000;");
    while (database->trouble()) {}
    put();
    CHECK(count() == 2);
}

}  // namespace unionhall
