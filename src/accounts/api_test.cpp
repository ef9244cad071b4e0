#include <doctest/doctest.h>

#include "accounts/model.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"
#include "platform/totp.h"

namespace unionhall::accounts {

static std::string sign_in(TestApp& app, const std::string& login, const std::string& password) {
    return app.as_nobody().post("/api/sessions", Json::Object{{"login", login}, {"password", password}}).text("token");
}

static void hire(TestApp& app, const units::Unit& unit, const std::string& login, std::vector<Role> roles) {
    app.in_transaction([&](Context& context) {
        make_staff(context, {.login = login,
                             .name = "李干事",
                             .password = "a long pass phrase",
                             .unit_id = unit.id.number,
                             .roles = roles});
    });
}

TEST_CASE("staff sign in by password, are told who they are, and sign out") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    auto opened =
        app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "a long pass phrase"}});
    CHECK(opened.status == 201);
    CHECK(opened.header("set-cookie").find("HttpOnly; SameSite=Strict") != std::string::npos);
    auto li = app.with_token(opened.text("token"));
    auto me = li.get("/api/sessions/current");
    CHECK(me.status == 200);
    CHECK(me.text("unit_name") == "银河路街道工会联合会");
    CHECK(me.json().at("roles").at(std::size_t{0}).at("role").text() == "street_secretary");
    CHECK(li.get("/api/sessions").count() == 1);
    CHECK(li.post("/api/sessions/end").status == 201);
    CHECK(li.get("/api/sessions/current").status == 401);
}

TEST_CASE("a wrong password and an unknown name sound the same, and too many lock the account") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    auto wrong = app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "not this one"}});
    auto nobody =
        app.as_nobody().post("/api/sessions", Json::Object{{"login", "nobody"}, {"password", "not this one"}});
    CHECK(wrong.status == 401);
    CHECK(nobody.status == 401);
    CHECK(wrong.title() == nobody.title());
    for (int i = 1; i < app.settings().failures_max; ++i)
        app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "not this one"}});
    CHECK(app.as_nobody()
              .post("/api/sessions", Json::Object{{"login", "li"}, {"password", "a long pass phrase"}})
              .status == 401);
    app.pass_seconds(app.settings().lock_minutes * 60 + 1);
    CHECK(app.as_nobody()
              .post("/api/sessions", Json::Object{{"login", "li"}, {"password", "a long pass phrase"}})
              .status == 201);
}

TEST_CASE("an idle staff session ends, and so does a revoked one") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    auto first = app.with_token(sign_in(app, "li", "a long pass phrase"));
    auto second = app.with_token(sign_in(app, "li", "a long pass phrase"));
    auto sessions = first.get("/api/sessions").json();
    REQUIRE(sessions.at("items").size() == 2);
    for (auto& s : sessions.at("items").array())
        if (!s.at("current").boolean()) CHECK(first.remove("/api/sessions/" + s.at("id").text()).status == 204);
    CHECK(second.get("/api/sessions/current").status == 401);
    app.pass_seconds(app.settings().idle_minutes * 60 + 1);
    CHECK(first.get("/api/sessions/current").status == 401);
}

TEST_CASE("who nobody is can be asked, and a token that does not hold is refused") {
    TestApp app;
    auto nobody = app.as_nobody().get("/api/sessions/current");
    CHECK(nobody.status == 200);
    CHECK(nobody.json().at("account_id").is_null());
    CHECK(nobody.json().at("kind").is_null());
    CHECK(nobody.json().at("permissions").size() == 0);
    CHECK(app.with_token("never given out").get("/api/sessions/current").status == 401);
    // A browser whose cookie has ended is nobody, like any visitor.
    auto ended = app.call("GET", "/api/sessions/current", "", {{"cookie", "unionhall_session=ended"}});
    CHECK(ended.status == 200);
    CHECK(ended.json().at("account_id").is_null());
}

TEST_CASE("where codes are required, staff without them may only set them up") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    app.settings().requires_totp = true;
    auto opened =
        app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "a long pass phrase"}});
    CHECK(opened.json().at("must_enrol_totp").boolean());
    auto li = app.with_token(opened.text("token"));
    CHECK(li.get("/api/sessions/current").json().at("must_enrol_totp").boolean());
    for (auto* elsewhere : {"/api/work-list", "/api/members", "/api/sessions", "/api/outbox", "/api/accounts"}) {
        auto answer = li.get(elsewhere);
        CHECK_MESSAGE(answer.status == 403, elsewhere);
        CHECK(answer.title() == "请先启用动态口令：用手机扫一次码，之后就可以办理业务。");
    }
    CHECK(li.post("/api/employers", Json::Object{{"name", "天山货运有限公司"}}).status == 403);

    auto secret = from_base32(li.post("/api/totp").text("secret")).value();
    auto code = totp_code(secret, app.now().us / 1000000 / totp_step_s);
    auto confirmed = li.post("/api/totp/confirm", Json::Object{{"code", code}});
    CHECK(confirmed.status == 201);
    CHECK(li.get("/api/work-list").status == 200);
    CHECK_FALSE(li.get("/api/sessions/current").json().at("must_enrol_totp").boolean());
}

TEST_CASE("a demonstration and a worker's phone need no codes of an app") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    app.settings().requires_totp = true;
    app.settings().is_demonstration = true;
    auto li = app.with_token(sign_in(app, "li", "a long pass phrase"));
    CHECK(li.get("/api/work-list").status == 200);
    auto code = app.as_nobody()
                    .post("/api/phone-codes", Json::Object{{"phone", "13812345678"}, {"purpose", "sign_in"}})
                    .text("demonstration_code");
    auto opened = app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", "13812345678"}, {"code", code}});
    app.settings().is_demonstration = false;
    CHECK(app.with_token(opened.text("token")).get("/api/my").status == 200);
    CHECK(li.get("/api/work-list").status == 403);
}

TEST_CASE("a session names the device in short words") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    auto agent = "Mozilla/5.0 (Linux; Android 13; V2055A) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36";
    auto opened = app.call("POST", "/api/sessions", R"({"login":"li","password":"a long pass phrase"})",
                           {{"user-agent", agent}, {"content-type", "application/json"}});
    REQUIRE(opened.status == 201);
    CHECK(app.with_token(opened.text("token")).get("/api/sessions").item(0).at("device").text() == "Chrome · Android");
}

TEST_CASE("one-time codes are asked for once they are set up, and each opens once") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.street, "li", {Role::street_secretary});
    auto li = app.with_token(sign_in(app, "li", "a long pass phrase"));
    auto secret = from_base32(li.post("/api/totp").text("secret")).value();
    auto code_now = [&] { return totp_code(secret, app.now().us / 1000000 / totp_step_s); };
    CHECK(li.post("/api/totp/confirm", Json::Object{{"code", "000000"}}).status == 422);
    CHECK(li.post("/api/totp/confirm", Json::Object{{"code", code_now()}}).status == 201);
    auto without =
        app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "a long pass phrase"}});
    CHECK(without.status == 401);
    CHECK(without.problems() == "code: 请输入动态口令。");
    app.pass_seconds(60);
    Json with = Json::Object{{"login", "li"}, {"password", "a long pass phrase"}, {"code", code_now()}};
    CHECK(app.as_nobody().post("/api/sessions", with).status == 201);
    CHECK(app.as_nobody().post("/api/sessions", with).status == 401);
}

TEST_CASE("a refusal for too many codes says when the next one is sent, and then it is") {
    TestApp app;
    auto ask = [&] {
        return app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", "13812345678"}, {"purpose", "sign_in"}});
    };
    for (std::int64_t sent = 0; sent < codes_per_phone_max; ++sent) {
        if (sent) app.pass_seconds(5 * 60);
        CHECK(ask().status == 201);
    }
    app.pass_seconds(5 * 60);
    auto refused = ask();
    CHECK(refused.status == 429);
    auto wait_s = std::stoll(refused.header("retry-after"));
    CHECK(wait_s <= 30 * 60 + 1);
    app.pass_seconds(wait_s - 2);
    CHECK(ask().status == 429);
    app.pass_seconds(2);
    CHECK(ask().status == 201);
}

TEST_CASE("a worker signs in by a code to their phone; a wrong or used one does not open") {
    TestApp app;
    app.settings().is_demonstration = true;
    auto sent =
        app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", "138 1234 5678"}, {"purpose", "sign_in"}});
    CHECK(sent.status == 201);
    auto code = sent.text("demonstration_code");
    CHECK(code.size() == 6);
    auto again =
        app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", "13812345678"}, {"purpose", "sign_in"}});
    CHECK(again.status == 429);
    auto open = [&](const std::string& c) {
        return app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", "13812345678"}, {"code", c}});
    };
    CHECK(open(code == "111111" ? "222222" : "111111").status == 401);
    auto opened = open(code);
    CHECK(opened.status == 201);
    CHECK(open(code).status == 401);
    CHECK(app.with_token(opened.text("token")).get("/api/sessions/current").text("kind") == "worker");
    CHECK(app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", "12345"}}).status == 422);
}

TEST_CASE("what a clock began that stood a year ahead ends when it is right again, and keeps nobody out") {
    constexpr std::int64_t leap_s = 400 * 86400;
    TestApp app;
    app.settings().is_demonstration = true;
    hire(app, plant_tree(app).street, "li", {Role::street_secretary});
    auto ask = [&] {
        return app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", "13812345678"}, {"purpose", "sign_in"}});
    };
    auto open = [&](const std::string& code) {
        return app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", "13812345678"}, {"code", code}});
    };
    app.pass_seconds(leap_s);
    auto of_the_leap = app.with_token(sign_in(app, "li", "a long pass phrase"));
    CHECK(of_the_leap.get("/api/sessions/current").status == 200);
    auto code_of_the_leap = ask().text("demonstration_code");
    auto opened = [&](const std::string& password) {
        return app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", password}}).status;
    };
    for (int i = 0; i < app.settings().failures_max; ++i) CHECK(opened("not this one") == 401);
    CHECK(opened("a long pass phrase") == 401);  // locked

    app.pass_seconds(-leap_s);
    CHECK(of_the_leap.get("/api/sessions/current").status == 401);
    CHECK(open(code_of_the_leap).status == 401);
    auto li = app.with_token(sign_in(app, "li", "a long pass phrase"));
    CHECK(li.get("/api/sessions/current").status == 200);
    CHECK(open(ask().text("demonstration_code")).status == 201);
    app.pass_seconds(-3600);  // by an hour, as when winter time begins
    CHECK(li.get("/api/sessions/current").status == 200);
}

TEST_CASE("a code dies after five wrong tries, and the tries are counted although each is refused") {
    TestApp app;
    app.settings().is_demonstration = true;
    auto code = app.as_nobody()
                    .post("/api/phone-codes", Json::Object{{"phone", "13812345678"}, {"purpose", "sign_in"}})
                    .text("demonstration_code");
    for (int i = 0; i < code_tries_max; ++i)
        app.as_nobody().post("/api/phone-sessions",
                             Json::Object{{"phone", "13812345678"}, {"code", code == "111111" ? "222222" : "111111"}});
    CHECK(app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", "13812345678"}, {"code", code}}).status ==
          401);
}

TEST_CASE("administrators are kept apart, and nobody grants themselves anything") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.city, "sec", {Role::security_admin});
    hire(app, tree.city, "reg", {Role::regional_officer});
    auto sec = app.with_token(sign_in(app, "sec", "a long pass phrase"));
    auto accounts = sec.search("/api/accounts", "reg");
    REQUIRE(accounts.count() == 1);
    auto reg = accounts.item(0).at("id").text();
    auto wanted = [&](const std::string& role) {
        return Json(Json::Object{{"account_id", reg}, {"role", role}, {"unit_id", tree.city.id.text()}});
    };
    CHECK(sec.post("/api/role-grants", wanted("audit_admin")).status == 422);
    CHECK(sec.post("/api/role-grants", wanted("stand_cadre")).status == 201);
    for (auto* by_two : {"committee_member", "street_secretary", "district_officer"})
        CHECK(sec.post("/api/role-grants", wanted(by_two)).status == 409);
    auto own = sec.get("/api/sessions/current").text("account_id");
    CHECK(sec.post("/api/role-grants",
                   Json::Object{{"account_id", own}, {"role", "security_admin"}, {"unit_id", tree.city.id.text()}})
              .status == 409);
    CHECK(app.with_token(sign_in(app, "reg", "a long pass phrase")).get("/api/accounts").status == 403);
    CHECK(app.as_nobody().get("/api/accounts").status == 401);
}

TEST_CASE("the audit says who of staff did it and what a thing is called, and no name of a worker") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.city, "dist", {Role::district_officer});
    hire(app, tree.city, "aud", {Role::audit_admin});
    auto dist = app.with_token(sign_in(app, "dist", "a long pass phrase"));
    auto entered = dist.post("/api/employers", Json::Object{{"unit_id", tree.city.id.text()}, {"name", "甲公司"}});
    REQUIRE(entered.status == 201);
    auto aud = app.with_token(sign_in(app, "aud", "a long pass phrase"));
    auto lines = aud.get("/api/audit?verb=employer.entered");
    REQUIRE(lines.count() == 1);
    CHECK_FALSE(lines.item(0).at("actor_name").text().empty());
    CHECK(lines.item(0).at("subject_name").text() == "甲公司");
    CHECK(aud.get("/api/employers").status == 403);
}

TEST_CASE("the audit holds what was done, and its chain verifies until a line is changed") {
    TestApp app;
    auto tree = plant_tree(app);
    hire(app, tree.city, "aud", {Role::audit_admin});
    auto aud = app.with_token(sign_in(app, "aud", "a long pass phrase"));
    CHECK(aud.get("/api/audit/verification").json().at("whole").boolean());
    app.in_transaction(
        [](Context& context) { context.tx.run("update audit_lines set verb = 'nothing' where seq = 1"); });
    CHECK_FALSE(aud.get("/api/audit/verification").json().at("whole").boolean());
}

}  // namespace unionhall::accounts
