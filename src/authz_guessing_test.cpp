// Whoever guesses learns nothing: not from what is said, and not from how much work it was to say it.
#include "authz_testing.h"
#include "platform/password.h"

namespace unionhall::authz {
namespace {

struct Told {
    int status = 0;
    std::string title, problems;
    std::uint64_t passwords = 0;  // how many were hashed for the answer
    bool operator==(const Told&) const = default;
};

Told told(const std::function<Answer()>& ask) {
    auto before = passwords_hashed();
    auto answer = ask();
    bool is_problem = answer.status >= 400;
    return {answer.status, is_problem ? answer.title() : "", is_problem ? answer.problems() : "",
            passwords_hashed() - before};
}

Told try_password(TestApp& app, const std::string& login, const std::string& guess) {
    return told([&] {
        return app.as_nobody().post("/api/sessions", Json::Object{{"login", login}, {"password", guess}});
    });
}

void hire(TestApp& app, const units::Unit& unit, const std::string& login) {
    app.in_transaction([&](Context& context) {
        accounts::make_staff(context, {.login = login,
                                       .name = "李干事",
                                       .password = password,
                                       .unit_id = unit.id.number,
                                       .roles = {accounts::Role::security_admin}});
    });
}

}  // namespace

TEST_CASE("an unknown login, a wrong password, a locked, a closed and an invited account cost and say the same") {
    TestApp app;
    app.settings().is_demonstration = true;
    auto tree = plant_tree(app);
    for (auto* login : {"known", "locked", "closed"}) hire(app, tree.city, login);
    introduce(app, "security", tree.city, {"accounts.manage", "accounts.keep"});
    Json::Object invited{{"login", "invited"}, {"name", "新干部"}, {"unit_id", tree.city.id.text()}};
    REQUIRE(app.as("security").post("/api/accounts", invited).status == 201);
    app.in_transaction(
        [](Context& context) { context.tx.run("update accounts set status = 'closed' where login = 'closed'"); });

    auto unknown = try_password(app, "unknown", "not this one");
    CHECK(unknown.status == 401);
    CHECK(unknown.passwords >= 1);
    unknown = try_password(app, "unknown", "not this one");  // the first made the hash that nobody has
    CHECK(unknown.passwords == 1);
    for (int i = 0; i < app.settings().failures_max; ++i) CHECK(try_password(app, "locked", "not this one") == unknown);
    for (std::string login : {"known", "locked", "closed", "invited", "known' or '1'='1"})
        CHECK_MESSAGE(try_password(app, login, "not this one") == unknown, login);
    // Also with the right password, where it opens nothing.
    for (std::string login : {"locked", "closed"}) CHECK_MESSAGE(try_password(app, login, password) == unknown, login);
    // A password longer than any takes no longer, and no less.
    CHECK(try_password(app, "known", std::string(password_characters_max, 'x')).passwords == 1);
    CHECK(try_password(app, "unknown", std::string(password_characters_max, 'x')).passwords == 1);
}

TEST_CASE("nobody makes the server hash a password by asking for what they may not do") {
    auto& account = world().things["accounts"].front();
    for (auto& asker : world().askers) {
        if (asker.holds("accounts.manage") || asker.kind == Actor::Kind::staff) continue;
        for (auto* path : {"/api/password", "/api/totp", "/api/accounts"}) {
            auto before = passwords_hashed();
            world().ask(asker.token, "POST", path, R"({"old_password":"x","new_password":"a long pass phrase 2"})");
            CHECK(passwords_hashed() == before);
        }
        auto before = passwords_hashed();
        world().ask(asker.token, "POST", "/api/accounts/" + account.id + "/reset", "{}");
        CHECK(passwords_hashed() == before);
    }
}

TEST_CASE("a phone that is known and one that is not are told the same, and so are cards") {
    TestApp app;
    auto tree = plant_tree(app);
    auto ask = [&](const std::string& path, Json::Object body) {
        return told([&] { return app.as_nobody().post(path, body); });
    };
    app.in_transaction([&](Context& context) {
        members::bring_members(context, {{.unit_id = tree.committee.id.number,
                                          .name = "张三",
                                          .phone = "+8613811110001",
                                          .division_code = "650203004",
                                          .joined_on = *parse_date("2024-05-01")}});
        accounts::make_worker(context, "+8613811110001");
    });
    const std::string known = "13811110001", unknown = "13811110002";
    for (std::string purpose : {"sign_in", "join", "confirm"}) {
        app.pass_seconds(3601);
        auto first = app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", known}, {"purpose", purpose}});
        auto second = app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", unknown}, {"purpose", purpose}});
        CHECK(first.status == 201);
        CHECK(first.body == second.body);
        auto again = [&](const std::string& phone) {
            return ask("/api/phone-codes", {{"phone", phone}, {"purpose", purpose}});
        };
        CHECK(again(known) == again(unknown));
    }
    // Nor does one whose owner turned one-time codes on.
    const std::string locked_twice = "13811110003";
    app.in_transaction([&](Context& context) {
        accounts::make_worker(context, "+86" + locked_twice);
        context.tx.run("update accounts set totp_enabled = true where phone_index in ($1, $2)",
                       context.tx.blinds("phone", "+86" + locked_twice));
    });
    for (std::string code : {"000000", "", "abc", "0000000000"}) {
        for (auto* door : {"/api/phone-sessions", "/api/totp/lost"})
            for (auto& phone : {known, locked_twice})
                CHECK(ask(door, {{"phone", phone}, {"code", code}, {"one_time_code", "123456"}}) ==
                      ask(door, {{"phone", unknown}, {"code", code}, {"one_time_code", "123456"}}));
        CHECK(ask("/api/applications/confirm-hotline", {{"phone", known}, {"code", code}}) ==
              ask("/api/applications/confirm-hotline", {{"phone", unknown}, {"code", code}}));
    }
    std::string card;
    app.in_transaction(
        [&](Context& context) { card = *context.tx.text("select card_number from members order by id limit 1"); });
    auto none = app.as_nobody().get("/api/card-checks/nothing");
    CHECK(app.as_nobody().get("/api/card-checks/" + card).body == none.body);  // a number is no token
    CHECK(app.as_nobody().get("/api/card-checks/" + std::string(400, 'A')).body == none.body);
}

TEST_CASE("an invitation to somebody else and one that never was are told the same") {
    auto& worker = world().asker("worker");
    Json::Object body{{"name", "欧阳"},
                      {"occupation", "truck_driver"},
                      {"division_code", "650203004"},
                      {"notice_version", members::notices().back().version},
                      {"voluntary", true}};
    auto with = [&](const std::string& invitation) {
        auto asked = body;
        asked.emplace_back("invitation_id", invitation);
        return told([&] { return world().ask(worker.token, "POST", "/api/applications", to_text(Json(asked))); });
    };
    CHECK(with(world().things["invitations"].back().id) == with("0000000000007"));
}

}  // namespace unionhall::authz
