// Figures while everything happens at once: people join, units are moved, figures are proved and rebuilt.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "members/model.h"
#include "platform/measure.h"
#include "platform/testing_database.h"
#include "platform/testing_tree.h"
#include "units/store.h"

namespace unionhall::members {

// Of one stand: every proof reads everybody, so on a busy machine the rounds would never catch up with stands that go on.
static constexpr int joins_max = 600;

TEST_CASE("figures are right while people join, units are moved, and figures are folded, proved and rebuilt") {
    TestApp app;
    auto tree = plant_tree(app);
    auto& database = app.application().database;
    auto measures = app.application().all_measures();
    std::atomic<bool> is_over = false;
    std::atomic<int> joined = 0;
    auto again = [](const std::function<void()>& work) {
        try {
            work();
            return true;
        } catch (const DbError& error) {
            bool may_come_again = error.kind == DbError::Kind::retry || error.kind == DbError::Kind::busy;
            CHECK_MESSAGE(may_come_again, std::string(error.what()));
            return false;
        }
    };
    std::vector<std::jthread> stands;
    for (int stand = 0; stand < 3; ++stand)
        stands.emplace_back([&, stand] {
            for (int i = 0; !is_over && i < joins_max; ++i) {
                // In the unit that is moved there are moments in which nobody joins; elsewhere there are none.
                if (!stand) std::this_thread::sleep_for(std::chrono::milliseconds(50));
                Joined one{.unit_id = (stand ? tree.city : tree.committee).id.number,
                           .name = "王小明",
                           .phone = "+86138" + std::to_string(10'000'000 + stand * 1'000'000 + i),
                           .joined_on = day_at(app.now())};
                joined += again([&] { app.in_transaction([&](Context& context) { bring_members(context, {one}); }); });
            }
        });
    std::jthread folding([&] {
        while (!is_over) again([&] { database.write_now([&](Transaction& tx) { fold(tx); }); });
    });
    // When a proof throws, the threads end before they are waited for.
    struct Ending {
        std::atomic<bool>& is_over;
        ~Ending() { is_over = true; }
    } ending{is_over};
    auto prove = [&] {
        database.read([&](Transaction& tx) {
            for (auto& m : recount(tx, measures))
                FAIL_CHECK(m.measure << " " << m.what << ": stored " << m.stored << ", counted " << m.counted);
        });
    };
    int moved = 0, rebuilt = 0;
    for (int round = 0; round < 6; ++round) {
        moved += again([&] {
            app.in_transaction([&](Context& context) {
                auto street = units::unit_of(context.tx, tree.street.id).value();
                auto& parent = round % 2 ? tree.north : tree.south;
                units::move_unit(context, street, units::unit_of(context.tx, parent.id).value(), context.today);
            });
        });
        prove();
        rebuilt += again([&] { database.write_now([&](Transaction& tx) { rebuild(tx, measures); }); });
        prove();
    }
    is_over = true;
    folding.join();
    for (auto& stand : stands) stand.join();
    prove();
    CHECK(joined > 5);
    CHECK(moved > 0);
    CHECK(rebuilt > 0);
    database.write_now([](Transaction& tx) {
        while (fold(tx)) {}
        tx.run("update measure_cells set value = value + 3 where dimension = ''");
    });
    database.read([&](Transaction& tx) { CHECK(!recount(tx, measures).empty()); });
    database.write_now([&](Transaction& tx) { rebuild(tx, measures); });
    prove();
    database.read([&](Transaction& tx) { CHECK(total(tx, "members.active", tree.city.id.number) == joined); });
}

TEST_CASE("a recount and a rebuild may take longer than a statement may, and nothing after them") {
    auto server = std::getenv("UNIONHALL_TEST_POSTGRES");
    if (!server) return;  // SQLite ends no statement
    TestApp app;
    auto database = open_postgres(address_of(app.application().database, server), {.statement_ms_max = 400});
    int counted = 0;
    auto slow = [&](Transaction& tx) {
        tx.each("select pg_sleep(0.01) from generate_series(1, 80)", {}, [&](Row&) { ++counted; });
    };
    Measure measure{.name = "slow", .recount = [&](Transaction& tx, auto&, auto&) { slow(tx); }};
    database->read([&](Transaction& tx) { CHECK(recount(tx, {measure}).empty()); });
    database->write_now([&](Transaction& tx) { rebuild(tx, {measure}); });
    CHECK(counted == 160);
    CHECK_THROWS_AS(database->read(slow), DbError);
    CHECK_THROWS_AS(database->write_now(slow), DbError);
}

}  // namespace unionhall::members
