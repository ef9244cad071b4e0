// Background work where several servers share one database: each piece is done by exactly one of them.
#include "platform/jobs.h"

#include <doctest/doctest.h>

#include <thread>

#include "platform/testing.h"

namespace unionhall {
namespace {

std::string marks_of(Transaction& tx, std::int64_t subject) {
    return tx.text("select value from settings where name = $1", {"job " + std::to_string(subject)}).value_or("");
}

// Each piece leaves one mark; the argument says how many pieces there are.
bool leave_mark(Context& context, std::int64_t subject, const std::string& pieces) {
    context.tx.run(
        "insert into settings (name, value) values ($1, 'x') on conflict (name) do update set value = settings.value "
        "|| 'x'",
        {"job " + std::to_string(subject)});
    return marks_of(context.tx, subject).size() < std::stoul(pieces);
}

// As if another server had taken the job while this piece ran.
bool lose_job(Context& context, std::int64_t subject, const std::string& pieces) {
    leave_mark(context, subject, pieces);
    context.tx.run("update jobs set holder = 'another server' where subject = $1", {subject});
    return false;
}

struct Servers {
    TestApp app;
    Rooms rooms{{.name = "test", .routes = {}, .jobs = {{"test.mark", leave_mark}, {"test.lost", lose_job}}}};
    Services services = app.services();
    Application one = server(), two = server();

    Application server() {
        return {app.application().database, services, rooms, nullptr, [this] { return app.now(); }};
    }
    void add(const std::string& kind, std::int64_t subject, int pieces) {
        app.in_transaction([&](Context& context) { add_job(context, kind, subject, std::to_string(pieces)); });
    }
    std::string marks(std::int64_t subject) {
        std::string found;
        app.application().database.read([&](Transaction& tx) { found = marks_of(tx, subject); });
        return found;
    }
    std::int64_t count(const std::string& condition) {
        std::int64_t n = 0;
        app.application().database.read(
            [&](Transaction& tx) { n = tx.number("select count(*) from jobs where " + condition).value(); });
        return n;
    }
};

// Counts what is written through it.
class Counted final : public Database {
  public:
    explicit Counted(Database& inner) : inner_(inner) {}
    void read(const Work& work) override { inner_.read(work); }
    void write(const Work& work, Then then) override {
        ++writes;
        inner_.write(work, std::move(then));
    }
    void script(const std::string& statements) override { inner_.script(statements); }
    bool is_postgres() const override { return inner_.is_postgres(); }
    void copy_to(const std::string& path) override { inner_.copy_to(path); }
    int writes = 0;

  private:
    Database& inner_;
};

}  // namespace

TEST_CASE("two servers on one database do every piece of every job exactly once") {
    Servers servers;
    constexpr std::int64_t jobs = 40;
    constexpr int pieces = 3;
    for (std::int64_t subject = 1; subject <= jobs; ++subject) servers.add("test.mark", subject, pieces);
    auto work = [](Application& server) {
        while (server.run_a_job()) {}
    };
    std::thread first([&] { work(servers.one); }), second([&] { work(servers.two); });
    first.join(), second.join();
    work(servers.one);  // whatever the other one held when this one looked
    for (std::int64_t subject = 1; subject <= jobs; ++subject) CHECK(servers.marks(subject) == "xxx");
    CHECK(servers.count("status = 'done' and attempts = 0 and holder = ''") == jobs);
}

TEST_CASE("a job stays with the server that began it, and goes to another when that one is silent") {
    Servers servers;
    servers.add("test.mark", 1, 2);
    CHECK(servers.one.run_a_job());
    CHECK_FALSE(servers.two.run_a_job());
    servers.app.pass_seconds(lease_s + 1);
    CHECK(servers.two.run_a_job());
    CHECK_FALSE(servers.one.run_a_job());
    CHECK(servers.marks(1) == "xx");
}

TEST_CASE("a piece whose job went to another server meanwhile was never done") {
    Servers servers;
    servers.add("test.lost", 1, 1);
    CHECK(servers.one.run_a_job());
    CHECK(servers.marks(1).empty());
    CHECK(servers.count("status = 'waiting' and attempts = 1") == 1);
}

TEST_CASE("what only one server does at a time is held by one until it is silent") {
    Servers servers;
    CHECK(servers.one.take_lease("sweeping"));
    CHECK_FALSE(servers.two.take_lease("sweeping"));
    CHECK(servers.two.take_lease("something else"));
    servers.app.pass_seconds(lease_s / 2);
    CHECK(servers.one.take_lease("sweeping"));
    servers.app.pass_seconds(lease_s / 2 + 1);
    CHECK_FALSE(servers.two.take_lease("sweeping"));
    servers.app.pass_seconds(lease_s);
    CHECK(servers.two.take_lease("sweeping"));
    CHECK_FALSE(servers.one.take_lease("sweeping"));
}

// Fails as a full disk would.
static bool fail_for_the_disk(Context&, std::int64_t, const std::string&) {
    throw DbError(DbError::Kind::full, "the disk is full");
}

TEST_CASE("a job is not given up for a disk that is full, however often it is tried") {
    Servers servers;
    servers.rooms[0].jobs.push_back({"test.full", fail_for_the_disk});
    servers.add("test.full", 1, 1);
    for (int i = 0; i < 10; ++i) CHECK_THROWS_AS(servers.one.run_a_job(), DbError);
    CHECK(servers.count("status = 'waiting' and attempts = 0") == 1);
}

TEST_CASE("the only server of a database begins where the one before it died, without waiting") {
    Servers servers;
    servers.add("test.mark", 1, 2);
    CHECK(servers.one.run_a_job());
    CHECK(servers.one.take_lease("sweeping"));
    servers.two.free_leases();
    CHECK(servers.two.run_a_job());
    CHECK(servers.two.take_lease("sweeping"));
    CHECK(servers.marks(1) == "xx");
}

TEST_CASE("what waits for a moment still to come moves back with the clock, and nothing is held longer than a lease") {
    Servers servers;
    auto& app = servers.app;
    app.pass_seconds(400 * 86400);
    servers.add("test.mark", 1, 3);
    CHECK(servers.one.run_a_job());  // and holds it
    CHECK(servers.one.take_lease("sweeping"));
    app.in_transaction([](Context& context) { add_job(context, "test.mark", 2, "1", plus_seconds(context.now, 100)); });
    auto leapt = app.now();
    app.pass_seconds(-400 * 86400);
    CHECK_FALSE(servers.one.run_a_job());
    set_jobs_back(app.application().database, leapt, app.now());
    while (servers.one.run_a_job()) {}
    CHECK(servers.marks(1) == "xxx");
    CHECK(servers.marks(2).empty());
    app.pass_seconds(100);
    while (servers.one.run_a_job()) {}
    CHECK(servers.marks(2) == "x");
    CHECK(servers.two.take_lease("sweeping"));
}

TEST_CASE("a house where nothing happens writes nothing") {
    Servers servers;
    Counted database(servers.app.application().database);
    Application server(database, servers.services, servers.rooms, nullptr, [&] { return servers.app.now(); });
    server.keep_house();
    CHECK_FALSE(server.run_a_job());
    CHECK(database.writes == 0);
    servers.app.in_transaction(
        [&](Context& context) { context.count({.measure = "test.things", .unit_path = "/1/", .day = context.today}); });
    server.keep_house();
    CHECK(database.writes > 0);
    auto before = database.writes;
    server.keep_house();
    CHECK(database.writes == before);
}

}  // namespace unionhall
