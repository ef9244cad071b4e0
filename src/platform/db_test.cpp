// Both databases through one door: awkward values, refusals that undo themselves alone, group commit, migrations.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "platform/sqlite_connection.h"
#include "platform/testing_database.h"
#include "platform/testing_tree.h"
#include "platform/vault.h"

namespace unionhall {

// A table of its own for each type: PostgreSQL remembers the types of a statement it has prepared.
static Value through(Database& database, const std::string& type, Value value) {
    Value back;
    auto table = "awkward_" + type.substr(0, 4);
    database.write_now([&](Transaction& tx) {
        tx.connection().script("create table " + table + " (v " + type + ");");
        tx.run("insert into " + table + " (v) values ($1)", {value});
        back = tx.rows("select v from " + table + " where v = $1", {value}).at(0).at(0);
        tx.connection().script("drop table " + table + ";");
    });
    return back;
}

TEST_CASE("an id that somebody else made, too, is no content that is there already: asked again, it is another one") {
    TestApp app;
    auto& database = app.application().database;
    database.script("create table numbered (id bigint primary key, name text unique)");
    std::int64_t tries = 0;
    auto add = [&](std::int64_t id, const std::string& name) -> std::optional<DbError::Kind> {
        try {
            database.write_now([&](Transaction& tx) {
                tx.run("insert into numbered (id, name) values ($1, $2)", {id + (id == 7 ? tries++ : 0), name});
            });
        } catch (const DbError& error) { return error.kind; }
        return {};
    };
    CHECK_FALSE(add(7, "first"));
    tries = 0;
    auto again = add(7, "second");
    if (database.is_postgres())
        CHECK_FALSE(again);  // repeated by itself
    else
        CHECK(again == DbError::Kind::busy);
    CHECK(add(9, "first") == DbError::Kind::duplicate);
}

TEST_CASE("awkward values come back as they were") {
    TestApp app;
    auto& database = app.application().database;
    for (std::int64_t i : {std::int64_t{0}, std::int64_t{-1}, (std::int64_t{1} << 53) + 1, INT64_MAX, INT64_MIN})
        CHECK(through(database, "bigint", i) == Value{i});
    for (double d : {0.5, -1e-300, 1e300, 45.46}) CHECK(through(database, "double precision", d) == Value{d});
    for (std::string s : {std::string("ø"), std::string("😀 𠮷"), std::string("o'clock \"$1\" \\"),
                          std::string("阿依古丽·买买提"), std::string(100000, 'x')})
        CHECK(through(database, "text", s) == Value{s});
    Bytes bytes{std::string("\0\xff\x01'\\", 5)};
    CHECK(through(database, "bytea", bytes) == Value{bytes});
}

TEST_CASE("an argument may be repeated and out of order") {
    TestApp app;
    app.application().database.read([](Transaction& tx) {
        auto row = tx.rows("select $2 || $1 || $2", {std::string("b"), std::string("a")}).at(0);
        CHECK(std::get<std::string>(row[0]) == "aba");
    });
}

TEST_CASE("what a request refused to do it never did, and the one beside it stays") {
    TestApp app;
    auto& database = app.application().database;
    auto put = [&](const std::string& name, bool fails) {
        database.write_now([&](Transaction& tx) {
            tx.run("insert into settings (name, value) values ($1, '1')", {name});
            if (fails) throw conflict({"不行。", "No."});
        });
    };
    put("kept", false);
    CHECK_THROWS_AS(put("lost", true), Refusal);
    CHECK_THROWS_AS(put("kept", false), DbError);
    database.read(
        [](Transaction& tx) { CHECK(tx.number("select count(*) from settings where name in ('kept', 'lost')") == 1); });
}

TEST_CASE(
    "many threads write at once, each is answered after its own work is durable, and nothing is lost or doubled") {
    TestApp app;
    auto& database = app.application().database;
    std::atomic<int> answered = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i)
                database.write(  // another thread may do it, when this one is over
                    [t, i](Transaction& tx) {
                        tx.run("insert into settings (name, value) values ($1, 'x')",
                               {std::to_string(t) + "/" + std::to_string(i)});
                        if (i % 10 == 9) throw conflict({"不行。", "No."});
                    },
                    [&](std::exception_ptr failure) { ++(failure ? refused : answered); });
        });
    for (auto& thread : threads) thread.join();
    CHECK(answered == 360);
    CHECK(refused == 40);
    database.read([](Transaction& tx) { CHECK(tx.number("select count(*) from settings where value = 'x'") == 360); });
}

TEST_CASE("whoever is refused after writing takes nothing away from those committed together with them") {
    for (bool changes_tables : {false, true}) {
        TestDatabase house;
        house->write_now([](Transaction& tx) { tx.connection().script("create table written (who text not null);"); });
        auto put = [](Transaction& tx, const std::string& who) {
            tx.run("insert into written (who) values ($1)", {who});
        };
        std::vector<std::string> told;  // all of it on the thread of the first
        auto tell = [&](const std::string& who) {
            return [&told, who](std::exception_ptr failure) { told.push_back(who + (failure ? " refused" : " kept")); };
        };
        bool has_brought_others = false;
        house->write(
            [&](Transaction& tx) {
                put(tx, "first");
                if (house->is_postgres() || std::exchange(has_brought_others, true)) return;
                std::thread([&] {  // while the first is at work they can only wait, and so are one batch with it
                    house->write([&](Transaction& tx) { put(tx, "second"); }, tell("second"));
                    house->write(
                        [&](Transaction& tx) {
                            if (changes_tables) tx.connection().script("create table of_the_refused (v bigint);");
                            if (!changes_tables) put(tx, "refused");
                            throw conflict({"不行。", "No."});
                        },
                        tell("third"));
                    house->write([&](Transaction& tx) { put(tx, "fourth"); }, tell("fourth"));
                })
                    .join();
            },
            tell("first"));
        if (house->is_postgres()) return;
        // On a machine that is busy the batch may grow too old for all four: then they are told in another order.
        std::ranges::sort(told);
        CHECK(told == std::vector<std::string>{"first kept", "fourth kept", "second kept", "third refused"});
        house->read([](Transaction& tx) {
            CHECK(tx.number("select count(*) from written") == 3);
            CHECK(tx.number("select count(distinct who) from written where who <> 'refused'") == 3);
            CHECK(tx.number("select count(*) from sqlite_schema where name = 'of_the_refused'") == 0);
        });
    }
}

TEST_CASE("beside a house where requests queue all the time another process writes too") {
    TestDatabase house;
    house->write_now([](Transaction& tx) { tx.connection().script("create table written (who text not null);"); });
    auto write = [](Database& database, const std::string& who) {
        database.write_now([&](Transaction& tx) { tx.run("insert into written (who) values ($1)", {who}); });
    };
    std::atomic<bool> is_over = false;
    std::vector<std::thread> requests;
    for (int t = 0; t < 4; ++t)
        requests.emplace_back([&] {
            while (!is_over) write(*house, "house");
        });
    auto command = house.another();
    for (int i = 0; i < 5; ++i) CHECK_NOTHROW(write(*command, "command"));
    is_over = true;
    for (auto& request : requests) request.join();
    house->read([](Transaction& tx) { CHECK(tx.number("select count(*) from written where who = 'command'") == 5); });
}

TEST_CASE("SQLite is given its own words for types, outside of quotes and comments") {
    CHECK(
        as_sqlite(
            "create table t (a bigint, b boolean, c double precision, d bytea, e text default 'bigint'); -- bigint\n") ==
        "create table t (a integer, b integer, c real, d blob, e text default 'bigint') strict; -- bigint\n");
    CHECK(as_sqlite("create index i on t (a);") == "create index i on t (a);");
}

TEST_CASE("a secret is sealed in its column and found by its keyed hash") {
    TestApp app;
    app.settings();
    app.in_transaction([](Context& context) {
        auto sealed = context.services.vault.seal("13812345678", "t|c|1");
        CHECK(sealed.find("13812345678") == std::string::npos);
        CHECK(context.tx.blinds("phone", "x") == context.tx.blinds("phone", "x"));
        CHECK(context.tx.blinds("phone", "x").size() == Vault::index_keys_max);
        CHECK(context.tx.blinds("phone", "x").at(1) == Value{context.tx.blind_to_store("phone", "x")});
        CHECK_FALSE(context.tx.blinds("phone", "x") == context.tx.blinds("id_number", "x"));
    });
}

TEST_CASE("counts are folded up the tree by month, are right before and after, and equal themselves when unfolded") {
    TestApp app;
    auto tree = plant_tree(app);
    auto day = *parse_date("2024-05-11");
    app.in_transaction([&](Context& context) {
        for (int i = 0; i < 3; ++i)
            context.count({.measure = "test.things",
                           .unit_path = tree.committee.path,
                           .day = day,
                           .parts = {{"channel", i ? "online" : "hotline"}}});
        context.count({.measure = "test.things", .unit_path = tree.south.path, .day = day, .amount = 5});
        CHECK(total(context.tx, "test.things", tree.north.id.number) == 3);
        CHECK(total(context.tx, "test.things", tree.city.id.number) == 8);
        CHECK(total(context.tx, "test.things", tree.city.id.number, "2024-06") == 0);
    });
    app.application().keep_house();
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "test.things", tree.city.id.number, "2024-05", "2024-05") == 8);
        CHECK(total(context.tx, "test.things", tree.street.id.number) == 3);
        auto all = cells(context.tx, "test.things", tree.city.id.number);
        REQUIRE(all.size() == 3);
        CHECK(all[0].value == 8);
        CHECK(all[1].key == "hotline");
        CHECK(all[2].value == 2);
        auto ranked = totals_below(context.tx, "test.things", tree.city.id.number, "", "");
        CHECK(ranked.size() == 2);
        CHECK(ranked[0].second + ranked[1].second == 8);
    });
}

}  // namespace unionhall
