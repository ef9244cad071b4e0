// Lines to PostgreSQL that break at the worst moments, and a standby that does not answer: what was acknowledged is there
// once, and what is not there was not acknowledged.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "platform/breaker.h"
#include "platform/commit_marker.h"
#include "platform/testing_card.h"
#include "platform/testing_database.h"
#include "platform/testing_line.h"
#include "platform/testing_tree.h"

namespace unionhall {
namespace {

// SQLite has no line that could break.
const char* postgres_address() { return std::getenv("UNIONHALL_TEST_POSTGRES"); }

constexpr PostgresOptions impatient{.connections_max = 4,
                                    .statement_ms_max = 3000,
                                    .lock_wait_ms_max = 300,
                                    .commit_wait_ms_max = 150,
                                    .settle_ms_max = 2000,
                                    .rest_ms = 0};

// Makes a story speak through the line for as long as this lives.
struct ThroughLine {
    Line line{postgres_address()};
    std::string direct = postgres_address();
    ThroughLine() { setenv("UNIONHALL_TEST_POSTGRES", line.address().c_str(), 1); }
    ~ThroughLine() { setenv("UNIONHALL_TEST_POSTGRES", direct.c_str(), 1); }
};

// The kind of the failure, or nothing when it was kept.
std::optional<DbError::Kind> kept(Database& database, const std::string& name) {
    try {
        database.write_now(
            [&](Transaction& tx) { tx.run("insert into settings (name, value) values ($1, 'kept')", {name}); });
    } catch (const DbError& error) { return error.kind; }
    return {};
}

// The first that was not simply kept, and what became of it. Who waits for a standby is decided by a process that may hear
// of the setting last (WalSndCtl->sync_standbys_defined, set by the checkpointer), and until then nobody waits.
struct Waited {
    std::string name;
    DbError::Kind outcome;
};
Waited first_to_wait(Database& database) {
    for (int i = 0;; ++i) {
        auto name = "wait " + std::to_string(i);
        if (auto outcome = kept(database, name)) return {name, *outcome};
    }
}

std::int64_t count_of(Database& database, const std::string& name) {
    std::int64_t count = 0;
    database.read([&](Transaction& tx) {
        count = tx.number("select count(*) from settings where name = $1", {name}).value_or(0);
    });
    return count;
}

// The story's own database by that server or line, and no commit comes back before it is on the disk.
std::string address_by(const std::string& server, TestApp& app) {
    return address_of(app.application().database, server) + " options='-c synchronous_commit=on'";
}

}  // namespace

TEST_CASE("wherever the line to PostgreSQL breaks, what was acknowledged is there once") {
    if (!postgres_address()) return;
    struct Case {
        const char* words;
        Break how;
        int times;
        std::optional<DbError::Kind> outcome;
    };
    const Case cases[] = {
        {"begin", Break::before, 1, {}},
        {"begin", Break::after, 1, {}},
        {"the row", Break::before, 1, {}},
        {"the row", Break::after, 1, {}},
        {"begin", Break::before, 9, DbError::Kind::lost},
        {"the row", Break::after, 9, DbError::Kind::lost},
        {"commit_markers", Break::before, 1, {}},
        {"commit_markers", Break::after, 1, {}},
        {"commit_markers", Break::silence, 1, {}},
        {"commit_markers", Break::before, 2, {}},  // the question about the outcome is lost as well
        {"commit_markers", Break::after, 2, {}},
        {"commit_markers", Break::after, 3, {}},
    };
    TestApp app;
    auto& direct = app.application().database;
    Line line(postgres_address());
    int number = 0;
    for (auto& c : cases) {
        auto name = "the row " + std::to_string(++number);
        CAPTURE(name);
        auto database = open_postgres(address_by(line.address(), app), impatient);
        CHECK_FALSE(kept(*database, "before " + std::to_string(number)));
        line.breaks(c.how, c.words, c.times);
        CHECK(kept(*database, name) == c.outcome);
        line.breaks(c.how, "", 0);
        CHECK(count_of(direct, name) == (c.outcome ? 0 : 1));
    }
}

TEST_CASE("a commit that arrives after it was given up for lost changes nothing any more") {
    if (!postgres_address()) return;
    TestApp app;
    Line line(postgres_address());
    auto database = open_postgres(address_by(line.address(), app), impatient);
    CHECK_FALSE(kept(*database, "early"));
    line.breaks(Break::late, "commit_markers");
    auto outcome = kept(*database, "late");
    line.let_through();
    // Given up at once or tried again: either way it is there as often as was said.
    CHECK(count_of(app.application().database, "late") == (outcome ? 0 : 1));
    CHECK(line.met() == 1);
}

TEST_CASE("without a connection everybody is told so, and all is well when it is back") {
    if (!postgres_address()) return;
    TestApp app;
    Line line(postgres_address());
    auto database = open_postgres(address_by(line.address(), app), impatient);
    CHECK_FALSE(database->trouble());
    line.is_down(true);
    for (int i = 0; i < 3; ++i) CHECK(kept(*database, "down") == DbError::Kind::lost);
    CHECK(database->trouble());
    CHECK_THROWS_AS(count_of(*database, "down"), DbError);
    line.is_down(false);
    CHECK_FALSE(kept(*database, "up"));
    CHECK_FALSE(database->trouble());
    CHECK(count_of(*database, "down") == 0);
}

TEST_CASE("a statement that takes too long and a row that is held too long are given up in time, and nothing is kept") {
    if (!postgres_address()) return;
    TestApp app;
    auto options = impatient;
    options.statement_ms_max = 400;
    auto database = open_postgres(address_by(postgres_address(), app), options);
    auto seconds_of = [](const std::function<void()>& work) {
        auto began = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    auto kind_of = [&](const std::string& slow) -> std::optional<DbError::Kind> {
        try {
            database->write_now([&](Transaction& tx) {
                tx.run("insert into settings (name, value) values ('slow', 'begun')");
                tx.rows(slow);
            });
        } catch (const DbError& error) { return error.kind; }
        return {};
    };
    auto took = seconds_of([&] { CHECK(kind_of("select 1 from pg_sleep(20)") == DbError::Kind::cut_short); });
    CHECK(took < 5);
    CHECK(count_of(*database, "slow") == 0);

    CHECK_FALSE(kept(*database, "held"));
    auto other = open_postgres(address_by(postgres_address(), app), PostgresOptions{});
    std::atomic<bool> holds = false, may_go = false;
    std::thread holder([&] {
        other->write_now([&](Transaction& tx) {
            tx.run("update settings set value = 'mine' where name = 'held'");
            holds = true;
            while (!may_go) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        });
    });
    while (!holds) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    took = seconds_of([&] {
        CHECK(kind_of("update settings set value = 'yours' where name = 'held' returning name") == DbError::Kind::busy);
    });
    CHECK(took < 5);
    CHECK(count_of(*database, "slow") == 0);
    may_go = true;
    holder.join();
    CHECK_FALSE(kind_of("update settings set value = 'yours' where name = 'held' returning name"));
    CHECK(count_of(*database, "slow") == 1);
    CHECK_FALSE(database->trouble());  // neither says that the database is away
}

TEST_CASE("what PostgreSQL says went wrong is told as what it is: full, busy, cut short, away, or a fault of ours") {
    if (!postgres_address()) return;
    using enum DbError::Kind;
    TestApp app;
    auto database = open_postgres(address_by(postgres_address(), app), impatient);
    struct Said {
        const char* state;
        DbError::Kind kind;
        int status;
    };
    for (auto& [state, kind, status] :
         {Said{"53100", full, 507}, Said{"53200", full, 507}, Said{"57014", cut_short, 503}, Said{"55P03", busy, 503},
          Said{"25006", lost, 503}, Said{"58030", io, 507}, Said{"57P01", lost, 503}, Said{"42P01", other, 500}}) {
        CAPTURE(state);
        try {
            database->script("do $$ begin raise exception using errcode = '" + std::string(state) + "'; end $$");
            FAIL("nothing was said");
        } catch (const DbError& error) {
            CHECK(error.kind == kind);
            auto answer = problem_of(std::make_exception_ptr(error), Request{}, nullptr);
            CHECK(answer.status == status);
            CHECK(parse_json(answer.body).at("title").text().size() > 10);
        }
    }
    CHECK_FALSE(kept(*database, "afterwards"));
}

TEST_CASE("what PostgreSQL had no room for is told to who asks whether we are ready, until a trial finds room") {
    if (!postgres_address()) return;
    TestApp app;
    auto database = open_postgres(address_by(postgres_address(), app), impatient);
    auto full = [](Transaction& tx) { tx.rows("do $$ begin raise exception using errcode = '53100'; end $$"); };
    CHECK_THROWS_AS(database->write_now(full), DbError);
    REQUIRE(database->trouble());
    CHECK(database->trouble()->zh.find("磁盘已满") == 0);
    while (database->trouble()) {}
    CHECK_FALSE(kept(*database, "afterwards"));
}

TEST_CASE("a request whose line breaks is answered truly, and sent again with its key it is done once") {
    if (!postgres_address()) return;
    ThroughLine through;
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "district", tree.north, {"employers.read", "employers.manage"});
    auto employer = [&](const std::string& name) {
        return Json::Object{{"unit_id", tree.north.id.text()}, {"name", name}};
    };
    auto found = [&](const std::string& name) {
        auto all = app.as("district").get("/api/employers");
        int count = 0;
        for (std::size_t i = 0; i < all.count(); ++i) count += all.item(i).at("name").text() == name;
        return count;
    };
    SUBCASE("the answer to the commit was lost: the person gets the real one") {
        through.line.breaks(Break::after, "commit_markers");
        auto made = app.as("district").post("/api/employers", employer("甲公司"), "key 1");
        REQUIRE(made.status == 201);
        auto path = "/api/employers/" + made.text("id");
        through.line.breaks(Break::after, "commit_markers");
        auto changed = app.as("district").patch(path, Json::Object{{"headcount", 7}}, 1);
        CHECK(changed.status == 200);  // and not: somebody else changed it first
        CHECK(changed.number("version") == 2);
        CHECK(app.as("district").post("/api/employers", employer("甲公司"), "key 1").text("id") == made.text("id"));
        CHECK(found("甲公司") == 1);
    }
    SUBCASE("nothing reaches the database: a kind sentence, a time to come back, and nothing kept") {
        through.line.is_down(true);
        auto refused = app.as("district").post("/api/employers", employer("乙公司"), "key 2");
        CHECK(refused.status == 503);
        CHECK(refused.title() == "数据库暂时连不上，您的内容没有保存，请过几秒再试。");
        CHECK(refused.header("retry-after") == "2");
        CHECK(app.as("district").get("/api/employers").status == 503);
        through.line.is_down(false);
        auto made = app.as("district").post("/api/employers", employer("乙公司"), "key 2");
        while (made.status == 503) made = app.as("district").post("/api/employers", employer("乙公司"), "key 2");
        CHECK(made.status == 201);
        CHECK(app.as("district").post("/api/employers", employer("乙公司"), "key 2").header("idempotent-replay") ==
              "true");
        CHECK(found("乙公司") == 1);
    }
}

TEST_CASE("the same request sent by many at once is done once, and everybody gets its answer") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "district", tree.north, {"employers.read", "employers.manage"});
    Request request{.method = "POST",
                    .path = "/api/employers",
                    .headers = {{"authorization", "Bearer cast:district"}, {"idempotency-key", "the same"}},
                    .body = to_text(Json::Object{{"unit_id", tree.north.id.text()}, {"name", "甲公司"}}),
                    .request_id = "same"};
    constexpr int at_once = 64;
    std::vector<Response> answers(at_once);
    std::vector<std::thread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = app.application().answer_now(request); });
    for (auto& thread : threads) thread.join();
    for (auto& answer : answers) {
        CHECK(answer.status == 201);
        CHECK(answer.body == answers[0].body);
    }
    auto effects = app.as("district").get("/api/employers").count();
    CHECK(effects == 1);
    count_for_card("C5", "effects", static_cast<std::int64_t>(effects));
    count_for_card("C5", "at_once", at_once);
}

TEST_CASE("what only one machine has is not acknowledged, and counts once a second one has it") {
    if (!postgres_address()) return;
    TestApp app;
    auto& admin = app.application().database;
    auto standby = [&](const std::string& name) {  // the one whose word every commit waits for
        admin.script("alter system set synchronous_standby_names = '" + name + "'");
        admin.script("select pg_reload_conf()");
        std::string now = "?";
        while (now != name)
            admin.read([&](Transaction& tx) { now = tx.text("show synchronous_standby_names").value_or(""); });
    };
    struct Restored {
        Database& admin;
        ~Restored() {
            admin.script("alter system reset synchronous_standby_names");
            admin.script("select pg_reload_conf()");
        }
    } restored{admin};
    auto options = impatient;
    SUBCASE("the wait is cut short by somebody: one copy") {
        options.commit_wait_ms_max = 20000;
        auto database = open_postgres(address_by(postgres_address(), app), options);
        standby("nobody");
        Waited waited;
        std::thread writer([&] { waited = first_to_wait(*database); });
        std::int64_t cancelled = 0;
        while (!cancelled)
            admin.read([&](Transaction& tx) {
                cancelled = tx.number(
                                  "select count(*) from (select pg_cancel_backend(pid) from pg_stat_activity where "
                                  "wait_event = 'SyncRep') c")
                                .value_or(0);
            });
        writer.join();
        CHECK(waited.outcome == DbError::Kind::one_copy);
        CHECK(database->trouble());
        CHECK(count_of(admin, waited.name) == 1);  // that is why it must be asked for again
    }
    SUBCASE("nobody answers in time: unsure, and later it turns out to be there") {
        options.settle_ms_max = 300;
        auto database = open_postgres(address_by(postgres_address(), app), options);
        standby("nobody");
        auto waited = first_to_wait(*database);
        CHECK(waited.outcome == DbError::Kind::unsure);
        CHECK(count_of(*database, waited.name) == 0);  // reading goes on
        standby("");
        auto again = kept(*database, waited.name);
        while (again == DbError::Kind::busy) again = kept(*database, waited.name);  // the first is being let go
        CHECK(again == DbError::Kind::duplicate);
    }
}

TEST_CASE("what a page costs is taken to be as on today's disks, unless somebody has set it") {
    if (!postgres_address()) return;
    auto cost = [](const std::string& address) {
        std::string shown;
        open_postgres(address)->read([&](Transaction& tx) { shown = tx.text("show random_page_cost").value(); });
        return shown;
    };
    CHECK(cost(postgres_address()) == "1.1");
    CHECK(cost(postgres_address() + std::string(" options='-c random_page_cost=3'")) == "3");
}

TEST_CASE("after a failure one at a time tries again, and success opens the way for all") {
    Breaker breaker(0);
    {
        Breaker::Attempt first(breaker);
        CHECK(first);
        first.failed();
        Breaker::Attempt beside(breaker);
        CHECK_FALSE(beside);
    }
    Breaker::Attempt second(breaker);
    CHECK(second);
    second.worked();
    Breaker::Attempt third(breaker);
    CHECK(third);
    Breaker resting(3600 * 1000);
    { Breaker::Attempt(resting).failed(); }
    Breaker::Attempt early(resting);
    CHECK_FALSE(early);
}

TEST_CASE("markers are in the order of time, and old ones are forgotten") {
    auto early = new_commit_marker();
    CHECK(early.size() == 16);
    CHECK(early != new_commit_marker());
    CHECK(first_commit_marker_at(plus_seconds(now_instant(), 60)).data > early);
    CHECK(first_commit_marker_at(plus_seconds(now_instant(), -60)).data < early);
    TestApp app;
    auto markers = [&] {
        std::int64_t count = 0;
        app.application().database.read(
            [&](Transaction& tx) { count = tx.number("select count(*) from commit_markers").value_or(0); });
        return count;
    };
    app.application().keep_house();
    CHECK((markers() > 0) == app.application().database.is_postgres());
    app.set_clock("2124-05-10T02:00:00Z");
    app.application().keep_house();
    CHECK(markers() <= 1);
}

}  // namespace unionhall
