// Keys changed while a house is in use: everything opens before, during and after, whatever is interrupted.
#include "commands_security.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "accounts/model.h"
#include "approvals/model.h"
#include "commands.h"
#include "members/model.h"
#include "platform/crypto.h"
#include "platform/outbox.h"
#include "platform/testing_folder.h"
#include "units/model.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;

constexpr int people = 450;  // more than two pieces of resealed_rows_max

// A folder for houses; where UNIONHALL_TEST_POSTGRES holds an address, the one called "house" has its database there.
struct Place {
    std::string name = "unionhall_keys_" + hex(random_bytes(8));
    fs::path path = fs::temp_directory_path() / name;
    std::string server = std::getenv("UNIONHALL_TEST_POSTGRES") ? std::getenv("UNIONHALL_TEST_POSTGRES") : "";

    Place() {
        fs::create_directories(path);
        if (!server.empty()) open_postgres(server, {.connections_max = 1})->script("create schema " + name);
    }
    ~Place() {
        fs::remove_all(path);
        if (!server.empty()) open_postgres(server, {.connections_max = 1})->script("drop schema " + name + " cascade");
    }
    HousePaths paths(const std::string& house = "house") const {
        auto database = server.empty() || house != "house" ? "" : server + " options='-c search_path=" + name + "'";
        return {path / house, few_assets(path), database};
    }
};

std::string phone(int i) {
    auto digits = std::to_string(i);
    return "+861380000" + std::string(4 - digits.size(), '0') + digits;
}

void furnish(House& house) {
    house.application().as_system("test.furnished", [](Context& context) {
        units::Unit top{.id = context.new_id<units::Unit>(), .name = "总工会", .kind = units::Kind::general_federation};
        top = units::found_unit(context.tx, top, context.today);
        std::vector<members::Joined> all;
        for (int i = 0; i < people; ++i)
            all.push_back({.unit_id = top.id.number, .name = "王小明", .phone = phone(i), .joined_on = context.today});
        members::bring_members(context, all);
        send_message(context, Channel::sms, phone(1), "一条消息");
        context.note<units::Unit>("test.furnished", nullptr, &top);
    });
}

// Every sealed column opens, in every row; throws otherwise.
std::int64_t members_that_open(House& house) {
    std::int64_t all = 0;
    house.application().as_system("test.read", [&](Context& context) {
        context.tx.visit<members::Member>("where id > $1", {0}, [&](members::Member& m) {
            CHECK(m.phone->plain.starts_with("+86138"));
            ++all;
        });
        CHECK(newest_messages(context, 1).at(0).content == "一条消息");
    });
    return all;
}

std::string status(House& house) {
    std::string status;
    house.database().read([&](Transaction& tx) {
        status = tx.text("select status from key_rotations order by id desc limit 1").value_or("none");
    });
    return status;
}

// The key settles in seconds of the clock: the test does not wait for them.
void make_due(House& house) {
    house.database().write_now([](Transaction& tx) {
        tx.run(
            "update jobs set run_at = 0, held_until = 0, holder = '' where status = 'waiting' and kind = 'keys.reseal'");
    });
}

void run_jobs(House& house, int most) {
    make_due(house);
    for (int i = 0; i < most && house.application().run_a_job(); ++i) {}
}

std::size_t uses(House& house, std::uint32_t key_id) {
    std::size_t found = 0;
    house.database().read([&](Transaction& tx) {
        for (auto& key : stored_keys(tx))
            if (key.key_id == key_id) found = uses_of_key(tx, key).size();
    });
    return found;
}

bool knows_key(House& house, std::int64_t key_id) {
    bool known = false;
    house.database().read([&](Transaction& tx) {
        known = tx.number("select 1 from vault_keys where key_id = $1", {key_id}).has_value();
    });
    return known;
}

}  // namespace

TEST_CASE("a new data key is taken into use piece by piece, through a stop in the middle, and the old one goes last") {
    Place place;
    {
        House house(place.paths());
        furnish(house);
        CHECK(uses(house, 1) > 3);
        CHECK(keys_rotate(house) == 0);
        CHECK_THROWS(keys_rotate(house));  // one at a time
        run_jobs(house, 4);
        CHECK(status(house) == "resealing");
        CHECK(members_that_open(house) == people);  // half with the one key, half with the other
    }                                               // the program ends here, in the middle
    {
        House house(place.paths());
        CHECK(members_that_open(house) == people);
        CHECK(uses(house, 1) > 0);
        run_jobs(house, 1000);
        CHECK(status(house) == "waiting");
        CHECK(uses(house, 1) == 0);
        CHECK(members_that_open(house) == people);
        CHECK(keys_drop(house, false) == 1);  // no backup since
        // Of PostgreSQL the backup is made by its own means, and whoever drops the key says so.
        bool is_elsewhere = house.database().is_postgres();
        if (!is_elsewhere) CHECK(backup_to(house, place.path / "a.backup") == 0);
        CHECK(keys_drop(house, is_elsewhere) == 0);
        CHECK(status(house) == "done");
        CHECK_FALSE(knows_key(house, 1));
        house.follow_keys();
        CHECK(members_that_open(house) == people);
    }
    House house(place.paths());
    CHECK(members_that_open(house) == people);
    if (house.database().is_postgres()) return;
    CHECK(restore_from(place.path / "a.backup", "", place.paths("again")) == 0);
    House again(place.paths("again"));
    CHECK(members_that_open(again) == people);
}

TEST_CASE("an old key stays while one single value needs it") {
    Place place;
    House house(place.paths());
    furnish(house);
    std::vector<Value> old;
    house.database().read([&](Transaction& tx) {
        for (auto& row : tx.rows("select id, phone from members order by id limit 1")) old = {row[0], row[1]};
    });
    keys_rotate(house);
    run_jobs(house, 1000);
    // A server that had not learned the new key wrote this after the pass; an answer kept for a day was sealed before it.
    house.database().write_now([&](Transaction& tx) {
        tx.run("update members set phone = $2 where id = $1", old);
        tx.run(
            "insert into idempotency_keys (actor, key, request, status, answer, at) values ('a', 'b', $1, 200, $1, 0)",
            {old[1]});
    });
    CHECK(uses(house, 1) == 3);
    CHECK(keys_drop(house, true) == 1);
    CHECK(knows_key(house, 1));
    CHECK(uses(house, 1) == 2);  // the row was sealed anew; the kept answer is only waited for
    house.database().write_now([](Transaction& tx) { tx.run("delete from idempotency_keys where actor = 'a'"); });
    CHECK(keys_drop(house, true) == 0);
    CHECK_FALSE(knows_key(house, 1));
    CHECK(members_that_open(house) == people);
}

TEST_CASE("a key of another server is learned, used only after it settled, and forgotten when it is gone") {
    Place place;
    House one(place.paths());
    furnish(one);
    auto& vault = one.vault();
    auto key = vault.prepared_keys().back();
    CHECK(vault.key_in_use(Vault::for_columns) == 1);
    std::vector<WrappedKey> rows;
    one.database().read([&](Transaction& tx) { rows = stored_keys(tx); });
    rows.push_back(key);
    vault.follow(rows, key.created + 1);
    CHECK(vault.key_in_use(Vault::for_columns) == 1);
    vault.follow(rows, key.created + Vault::settling_us);
    CHECK(vault.key_in_use(Vault::for_columns) == key.key_id);
    auto sealed = vault.seal("13812345678", "a|b|c");
    rows.pop_back();
    vault.follow(rows, key.created + Vault::settling_us);
    CHECK(vault.key_in_use(Vault::for_columns) == 1);
    CHECK_THROWS(vault.unseal(sealed, "a|b|c"));
}

TEST_CASE("the master key is changed at the console, also when the power goes in the middle of it") {
    Place place;
    auto paths = place.paths();
    auto old_key = place.path / "old.key";
    {
        House house(paths);
        furnish(house);
        fs::copy_file(key_file(paths), old_key);
        CHECK(keys_change_master(house) == 0);
        CHECK_THROWS(keys_rotate(house));  // this program still has the old one: it must be started anew first
    }
    {
        House house(paths);
        CHECK(members_that_open(house) == people);
        CHECK_FALSE(fs::exists(next_key_file(paths)));
        CHECK(fs::exists(paths.data / "master.key.old1"));
        CHECK_THROWS(Vault::open(
            old_key,
            [&] {
                std::vector<WrappedKey> keys;
                house.database().read([&](Transaction& tx) { keys = stored_keys(tx); });
                return keys;
            }(),
            Suite::aes_256_gcm));
        // Cut off before the rows were written: the next file means nothing.
        Vault::create(next_key_file(paths));
    }
    {
        House house(paths);
        CHECK(members_that_open(house) == people);
        CHECK(fs::exists(next_key_file(paths)));
        // Cut off after the rows were written, before the files changed names.
        house.database().write_now(
            [&](Transaction& tx) { replace_keys(tx, house.vault().wrapped_by(next_key_file(paths))); });
    }
    House house(paths);
    CHECK(members_that_open(house) == people);
    CHECK_FALSE(fs::exists(next_key_file(paths)));
    CHECK(fs::exists(paths.data / "master.key.old2"));
}

TEST_CASE("of two who change keys at the same time one is refused, and the house opens with the key that lies there") {
    Place place;
    auto opens = [&] {
        House house(place.paths());
        auto keys = house.vault().rows();
        return std::ranges::all_of(keys, [&](auto& key) { return house.vault().opens(key); });
    };
    House first(place.paths()), second(place.paths());
    SUBCASE("both change the master key") {
        CHECK(keys_change_master(first) == 0);
        CHECK_THROWS_AS(keys_change_master(second), Refusal);
    }
    SUBCASE("one takes a new data key into use after the other changed the master key") {
        CHECK(keys_change_master(first) == 0);
        CHECK_THROWS_AS(keys_rotate(second), Refusal);
    }
    SUBCASE("one changes the master key after the other took a new data key into use") {
        CHECK(keys_rotate(second) == 0);
        CHECK(keys_change_master(first) == 0);
    }
    SUBCASE("one opens the house while another changes its keys") {
        std::atomic<bool> is_over = false;
        std::atomic<int> opened = 0;
        std::thread other([&] {
            while (!is_over) opened += opens();
        });
        for (int i = 0; i < 8; ++i) {
            House fresh(place.paths());
            CHECK(keys_change_master(fresh) == 0);
        }
        is_over = true;
        other.join();
        CHECK(opened > 0);
    }
    CHECK(fs::exists(key_file(place.paths())));
    CHECK_FALSE(fs::exists(next_key_file(place.paths())));
    CHECK(opens());
}

TEST_CASE("the console verifies, exports and signs the audit") {
    Place place;
    House house(place.paths());
    furnish(house);
    CHECK(audit_verify(house, "", "") == 0);
    CHECK(audit_head_now(house) == 0);
    auto heads = heads_file(house.paths(), house.settings());
    CHECK(audit_verify(house, heads, "") == 0);
    CHECK(audit_verify(house, heads, base64url(new_signing_key().public_key)) == 1);
    CHECK(audit_export(house, place.path / "audit.jsonl") == 0);
    CHECK(fs::file_size(place.path / "audit.jsonl") > 100);
    house.database().write_now([](Transaction& tx) {
        tx.run("delete from audit_lines");
        tx.run("delete from audit_heads");
    });
    CHECK(audit_verify(house, "", "") == 0);
    CHECK(audit_verify(house, heads, "") == 1);
}

TEST_CASE("in an emergency the console grants a role without a second person, by the same rules and in the audit") {
    Place place;
    House house(place.paths());
    furnish(house);
    CHECK(add_user(house, "sec", "安全", "security_admin", "总工会") == 0);
    CHECK(add_user(house, "reg", "区域", "committee_member", "总工会") == 0);
    CHECK(grant_user(house, "reg", "regional_officer", "总工会") == 0);
    CHECK_THROWS_AS(grant_user(house, "reg", "audit_admin", "总工会"), Refusal);
    CHECK_THROWS_AS(grant_user(house, "sec", "audit_admin", "总工会"), Refusal);
    house.database().read(
        [](Transaction& tx) { CHECK(tx.number("select count(*) from audit_lines where verb = 'role.granted'") == 3); });
}

}  // namespace unionhall
