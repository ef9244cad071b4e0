// A new key for look-ups, taken into use while people join, sign in, are invited, look and are forgotten: at every moment
// of it everybody is found, nobody twice, and of the old key nothing is left.
#include <doctest/doctest.h>

#include <thread>

#include "approvals/handlers.h"
#include "approvals/store.h"
#include "members/retention.h"
#include "members/testing_stories.h"
#include "platform/crypto.h"
#include "platform/outbox.h"
#include "platform/reseal.h"
#include "platform/settings.h"
#include "platform/testing_database.h"
#include "platform/testing_folder.h"

namespace unionhall::approvals {
namespace {

using members::at_the_stand;
using members::places_of;

constexpr std::int64_t day_s = 24 * 3600;

// A story whose vault has its keys in the database, as a house has.
struct KeyStory {
    TestApp app;
    TestTree tree = members::cast(app);
    std::int64_t rotation = 0;

    KeyStory() {
        app.in_transaction([&](Context& context) { store_keys(context.tx, context.services.vault.rows()); });
    }
    Vault& vault() { return app.services().vault; }
    void begin() {
        app.in_transaction([&](Context& context) {
            begin_rotation(context);
            rotation = rotations(context.tx).at(0).id;
        });
    }
    std::string status() {
        std::string status;
        app.in_transaction([&](Context& context) { status = rotation_of(context.tx, rotation)->status; });
        return status;
    }
    bool go_on() {  // one piece of it; false when all is sealed and blinded anew
        bool has_more = false;
        app.in_transaction([&](Context& context) { has_more = reseal_piece(context, rotation, ""); });
        return has_more;
    }
    // As every server does it every few seconds.
    void follow() {
        std::vector<WrappedKey> keys;
        app.in_transaction([&](Context& context) { keys = stored_keys(context.tx); });
        vault().follow(keys, app.now().us);
    }
    bool drop() {
        bool dropped = false;
        app.in_transaction([&](Context& context) { dropped = drop_unused_keys(context, true); });
        follow();
        return dropped;
    }
    std::string code_for(const std::string& phone) {
        Json::Object asked{{"phone", phone}, {"purpose", "sign_in"}};
        app.settings().is_demonstration = true;
        auto sent = app.as_nobody().post("/api/phone-codes", asked);
        CHECK(sent.status == 201);
        return sent.text("demonstration_code");
    }
    Answer sign_in(const std::string& phone, const std::string& code) {
        return app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", phone}, {"code", code}});
    }
    Answer bring(const std::string& rows) {
        return app.as("secretary")
            .upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=list.csv", "姓名,手机号码\n" + rows);
    }
    // A member with an id number, who was on a list before; the number of the membership.
    std::string joined(const std::string& name, const std::string& phone, const std::string& id_number) {
        CHECK(bring(name + "," + phone + "\n").status == 201);
        auto body = at_the_stand(name, phone);
        body.emplace_back("id_number", id_number);
        auto applied = app.as("secretary").post("/api/applications/on-site", body);
        REQUIRE(applied.status == 201);
        CHECK(members::step(app.as("committee"), "/api/applications/" + applied.text("id"), "approve").status == 200);
        return app.as("secretary").search("/api/members", phone).item(0).at("id").text();
    }
    void crowd(int people) {  // so that tables take several pieces
        app.in_transaction([&](Context& context) {
            std::vector<members::Joined> some;
            for (int i = 0; i < people; ++i)
                some.push_back({.unit_id = tree.street.id.number,
                                .name = "李大路",
                                .phone = "+86139" + std::to_string(10000000 + i),
                                .joined_on = context.today});
            members::bring_members(context, some);
        });
    }
};

const std::string phone = "13812345678", id_number = "650203199003071237";

// Every hash beside a sealed value is the one by which that value is stored now.
void check_hashes(KeyStory& story) {
    story.app.in_transaction([&](Context& context) {
        auto& tx = context.tx;
        auto check = [&](const std::string& table, const std::string& field, std::int64_t id,
                         const std::string& plain) {
            CHECK_MESSAGE(tx.number("select 1 from " + table + " where id = $1 and " + field + "_index = $2",
                                    {id, tx.blind_to_store(field, plain)}),
                          table << "." << field);
        };
        for (auto& p : tx.select<members::Person>("where id > 0")) {
            check("persons", "phone", p.id.number, p.phone.plain);
            if (p.id_number) check("persons", "id_number", p.id.number, p.id_number->plain);
        }
        for (auto& m : tx.select<members::Member>("where phone is not null"))
            check("members", "phone", m.id.number, m.phone->plain);
        for (auto& a : tx.select<members::Application>("where phone is not null"))
            check("applications", "phone", a.id.number, a.phone->plain);
        for (auto& message : newest_messages(context, 100))
            CHECK(tx.number("select 1 from outbox_messages where id = $1 and recipient_index = $2",
                            {message.id, tx.blind_to_store("phone", message.recipient)}));
        CHECK(tx.number("select count(*) from blind_claims") == 0);
    });
}

}  // namespace

TEST_CASE("while the key for look-ups is changed everybody is found at every moment, and nobody joins twice") {
    KeyStory story;
    auto& app = story.app;
    story.crowd(250);
    auto member = story.joined("张三丰", phone, id_number);
    auto her = members::worker(app, phone);
    auto token = her.get("/api/my").json().at("card").at("token").text();
    auto account = her.get("/api/my/data").status;
    CHECK(account == 200);
    auto code = story.code_for(phone);
    auto other = at_the_stand("王五", "13700000000");
    auto first = app.as("secretary").post("/api/applications/on-site", other, "once");
    CHECK(first.status == 201);
    int lists = 0;
    auto check_moment = [&] {
        INFO(story.status());
        auto found = app.as("secretary").search("/api/members", phone);
        CHECK(found.count() == 1);
        CHECK(found.item(0).at("id").text() == member);
        CHECK(app.as("secretary").search("/api/members", "13910000003").count() == 1);
        CHECK(app.as("secretary").post("/api/applications/on-site", at_the_stand("张三丰", phone)).status == 409);
        auto same_number = at_the_stand("赵六", "13600000000");
        same_number.emplace_back("id_number", id_number);
        CHECK(app.as("secretary").post("/api/applications/on-site", same_number).status >= 409);
        CHECK(app.as("secretary").post("/api/applications/on-site", other, "once").text("id") == first.text("id"));
        CHECK(app.as_nobody().get("/api/card-checks/" + token).json().at("valid").boolean());
        app.in_transaction([&](Context& context) {
            CHECK(accounts::account_of_phone(context.tx, "+86" + phone) != 0);
            CHECK(members::person_by_phone(context.tx, "+86" + phone)->id_number->plain == id_number);
        });
        Json::Object again{{"phone", phone}, {"purpose", "sign_in"}};
        CHECK(app.as_nobody().post("/api/phone-codes", again).status == 429);  // one a minute
        auto fresh = "1350000" + std::to_string(1000 + lists++);
        auto list = story.bring("张三丰," + phone + "\n李四," + fresh + "\n李四," + fresh + "\n王五,13700000000\n");
        REQUIRE(list.status == 201);
        CHECK(list.number("rows_new") == 1);
        CHECK(list.number("rows_duplicate") == 1);
        CHECK(list.number("rows_member") == 2);
    };
    check_moment();
    story.begin();
    CHECK_THROWS_AS(story.begin(), Refusal);
    check_moment();
    int moments = 0;
    while (story.go_on())
        if (++moments % 3 == 0) check_moment();
    CHECK(moments > 20);
    CHECK(story.status() == "waiting");
    CHECK_THROWS_AS(story.begin(), Refusal);  // the old key for look-ups is still about
    check_moment();
    check_hashes(story);
    CHECK(story.sign_in(phone, code).status == 201);  // sent under the old key
    app.pass_seconds(120);
    story.code_for(phone);
    CHECK_FALSE(story.drop());  // answers kept for a day are sealed with the old key
    app.pass_seconds(2 * day_s);
    app.application().keep_house();
    auto old = story.vault().blinds("phone", "+86" + phone).back();
    CHECK(story.drop());
    CHECK(story.vault().index_keys() == 1);
    CHECK(places_of(app, old).empty());
    check_hashes(story);
    CHECK(app.as("secretary").search("/api/members", phone).count() == 1);
    CHECK(app.as_nobody().get("/api/card-checks/" + token).json().at("valid").boolean());
    CHECK(app.as("secretary").post("/api/applications/on-site", at_the_stand("张三丰", phone)).status == 409);
    story.begin();  // and the next change may come
    CHECK(app.counts_are_right());
}

TEST_CASE("who is forgotten while the key for look-ups is changed leaves nothing, under neither key") {
    KeyStory story;
    auto& app = story.app;
    const std::vector<std::pair<std::string, std::string>> people{
        {"欧阳一", "13811110001"}, {"欧阳二", "13811110002"}, {"欧阳三", "13811110003"}, {"欧阳四", "13811110004"}};
    story.crowd(250);
    for (auto& [name, number] : people) {
        auto digits = number.substr(9);
        story.joined(name, number, digits == "01" ? "650203199003071237" : digits == "02" ? "11010519491231002X" : "");
    }
    app.work();
    app.pass_seconds(10 * day_s);  // the cooling-off days are over
    for (auto& [name, number] : people) story.code_for(number);
    story.begin();
    auto forget = [&](std::size_t i) {
        auto& [name, number] = people[i];
        auto blinds = story.vault().blinds("phone", "+86" + number);
        auto done = members::worker(app, number).post("/api/my/erasure", Json::Object{{"confirm", true}});
        CHECK(done.status == 201);
        for (auto& text : blinds) CHECK_MESSAGE(places_of(app, text).empty(), name << " by a hash of the phone");
        auto places = places_of(app, name);
        CHECK_MESSAGE(places.empty(), name << " still stands in " << (places.empty() ? "" : *places.begin()));
    };
    forget(0);
    std::string place;
    bool has_forgotten = false;
    while (story.go_on()) {
        app.in_transaction([&](Context& context) { place = rotation_of(context.tx, story.rotation)->place.column; });
        if (has_forgotten || place < "members") continue;
        has_forgotten =
            true;  // accounts, applications and lists are under the new key, people and messages under the old
        CHECK(story.vault().index_keys() == 2);
        forget(1);
    }
    CHECK(has_forgotten);
    forget(2);
    app.pass_seconds(2 * day_s);
    app.application().keep_house();
    CHECK(story.drop());
    forget(3);
    check_hashes(story);
    CHECK(app.counts_are_right());
}

TEST_CASE("nothing that a law may hold goes while hashes are half under the new key, and all that is due goes after") {
    KeyStory story;
    auto& app = story.app;
    introduce(app, "keeper", story.tree.city, {"members.hold", "members.read"});
    auto member = story.joined("张三丰", phone, id_number);
    app.settings().four_eyes = false;
    auto held = app.as("keeper").post("/api/legal-holds", Json::Object{{"unit_id", story.tree.street.id.text()},
                                                                       {"member_id", member},
                                                                       {"reason", "诉讼"},
                                                                       {"document_number", "1"}});
    CHECK(held.status == 201);
    story.code_for("13911112222");
    story.code_for(phone);
    auto messages = [&] {
        std::int64_t all = 0;
        app.in_transaction(
            [&](Context& context) { all = context.tx.number("select count(*) from outbox_messages").value_or(0); });
        return all;
    };
    auto round = [&] {
        app.in_transaction([&](Context& context) {
            while (members::retention_round(context, 0, "")) {}
        });
    };
    auto all = messages();
    app.pass_seconds(3 * 365 * day_s);
    story.begin();
    round();
    CHECK(messages() == all);
    story.go_on();
    round();
    CHECK(messages() == all);
    while (story.go_on()) {}
    round();
    CHECK(messages() < all);
    CHECK(messages() > 0);  // those to the person whose data a law holds
}

TEST_CASE("two servers that use different keys for look-ups cannot both take in the same phone") {
    TestDatabase one(TestDatabase::Schema::ours);
    auto two = one.another();
    auto early = Vault::in_memory();  // uses the new key already, and `late` does not yet
    std::vector<WrappedKey> keys;
    TestFolder folder;
    Vault::create(folder / "master.key");
    auto made = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm);
    keys = made.missing_keys();
    for (auto& key : made.prepared_keys()) keys.push_back(key);
    auto late = Vault::open(folder / "master.key", keys, Suite::aes_256_gcm);
    early = Vault::open(folder / "master.key", keys, Suite::aes_256_gcm);
    for (auto& key : keys) early.use(key.key_id);
    one->use(&early), two->use(&late);
    REQUIRE(early.blind_to_store("phone", "+8613812345678") != late.blind_to_store("phone", "+8613812345678"));
    IdSource ids;
    auto take_in = [&](Database& database, int round) {
        members::Person person{.id = Id<members::Person>{ids.next()},
                               .name = "王小明",
                               .phone = {"+86138000" + std::to_string(10000 + round)}};
        try {
            database.write_now([&](Transaction& tx) { tx.insert(person); });
            return 1;
        } catch (const DbError& error) {
            CHECK(error.kind == DbError::Kind::duplicate);
            return 0;
        }
    };
    for (int round = 0; round < 20; ++round) {
        int taken[2] = {};
        std::thread other([&] { taken[1] = take_in(*two, round); });
        taken[0] = take_in(*one, round);
        other.join();
        CHECK(taken[0] + taken[1] == 1);
    }
    one->read([](Transaction& tx) {
        CHECK(tx.number("select count(*) from persons") == 20);
        CHECK(tx.number("select count(*) from blind_claims") == 0);
    });
}

}  // namespace unionhall::approvals
