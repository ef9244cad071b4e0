// Proving the password once more before a sensitive act; passwords that somebody else set; one-time codes that stay.
#include <doctest/doctest.h>

#include "accounts/store.h"
#include "capabilities.h"
#include "platform/http_problem.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"
#include "platform/totp.h"

namespace unionhall::accounts {
namespace {

const std::string password = "a long pass phrase";

struct Desk {
    TestApp app;
    TestTree tree = plant_tree(app);
    Desk() {
        hire("sec", Role::security_admin);
        hire("sec2", Role::security_admin);
        hire("li", Role::street_secretary);
    }
    void hire(const std::string& login, Role role) {
        app.in_transaction([&](Context& context) {
            make_staff(context, {login, "干部" + login, password, tree.city.id.number, {role}});
        });
    }
    Answer sign_in(const std::string& login, const std::string& with = password, const std::string& code = "") {
        return app.as_nobody().post("/api/sessions",
                                    Json::Object{{"login", login}, {"password", with}, {"code", code}});
    }
    TestApp::Client staff(const std::string& login) { return app.with_token(sign_in(login).text("token")); }
    std::string account(const std::string& login) {
        std::string id;
        app.in_transaction([&](Context& context) { id = account_by_login(context.tx, login)->id.text(); });
        return id;
    }
    Json grant() {
        return Json::Object{{"account_id", account("li")}, {"role", "stand_cadre"}, {"unit_id", tree.street.id.text()}};
    }
    void let_the_proof_grow_old() { app.pass_seconds(app.settings().proof_minutes * 60 + 1); }
    // Codes set up for this client; what makes the next code.
    std::string enrol(TestApp::Client& who) {
        auto secret = from_base32(who.post("/api/totp").text("secret")).value();
        REQUIRE(who.post("/api/totp/confirm", Json::Object{{"code", code(secret)}}).status == 201);
        app.pass_seconds(totp_step_s);
        return secret;
    }
    std::string code(const std::string& secret) { return totp_code(secret, app.now().us / 1000000 / totp_step_s); }
};

Answer prove(TestApp::Client& who, const std::string& with, const std::string& code = "") {
    return who.post("/api/sessions/proof", Json::Object{{"password", with}, {"code", code}});
}

}  // namespace

TEST_CASE("a sensitive act wants the password anew when the last proof is old, and is then repeated as it was") {
    Desk desk;
    auto sec = desk.staff("sec");
    CHECK(sec.post("/api/role-grants", desk.grant()).status == 201);  // just signed in
    desk.let_the_proof_grow_old();
    auto asked = sec.post("/api/role-grants", desk.grant(), "one wish");
    CHECK(asked.status == 403);
    CHECK(asked.text("type") == unproved_type);
    CHECK(asked.title() == "这是一件重要的事，请先再输入一次密码，确认是您本人。");
    CHECK(sec.get("/api/role-grants").status == 200);  // everything else goes on
    auto proved = prove(sec, password);
    CHECK(proved.status == 201);
    CHECK(parse_instant(proved.text("until")).value() ==
          plus_seconds(desk.app.now(), desk.app.settings().proof_minutes * 60));
    CHECK(sec.post("/api/role-grants", desk.grant(), "one wish").status == 201);
    CHECK(desk.app.audit().find("staff session.proved proved") != std::string::npos);
}

TEST_CASE("a proof is of one session, and another's does not help") {
    Desk desk;
    auto one = desk.staff("sec"), other = desk.staff("sec");
    desk.let_the_proof_grow_old();
    CHECK(prove(one, password).status == 201);
    CHECK(one.post("/api/role-grants", desk.grant()).status == 201);
    CHECK(other.post("/api/role-grants", desk.grant()).text("type") == unproved_type);
}

TEST_CASE("who proved anew goes on under a new token; the old one opens nothing sensitive, and nothing at all soon") {
    Desk desk;
    auto sec = desk.staff("sec");
    auto thief = sec;  // has the token, and waits for its owner to prove something
    desk.let_the_proof_grow_old();
    CHECK(prove(sec, password).status == 201);
    CHECK(sec.headers["authorization"] != thief.headers["authorization"]);
    CHECK(thief.post("/api/role-grants", desk.grant()).text("type") == unproved_type);
    CHECK(thief.get("/api/sessions").status == 200);  // the answer with the new token could be lost
    CHECK(sec.post("/api/role-grants", desk.grant()).status == 201);
    desk.app.work();
    CHECK(thief.get("/api/sessions").status == 200);  // a page's questions can be on their way
    desk.app.pass_seconds(31);
    CHECK(sec.get("/api/sessions").count() == 1);
    desk.app.work();
    CHECK(thief.get("/api/sessions").status == 401);
    CHECK(sec.get("/api/sessions").status == 200);
    CHECK(sec.post("/api/role-grants", desk.grant()).status != 403);
}

TEST_CASE("nobody is signed out when the answer to a proof is lost on the way") {
    Desk desk;
    auto sec = desk.staff("sec");
    desk.let_the_proof_grow_old();
    for (int i = 0; i < 2; ++i) {
        auto lost = sec;
        CHECK(prove(lost, password).status == 201);
        desk.app.work();
        for (int minute = 0; minute < 40; minute += 20) {
            desk.app.pass_seconds(20 * 60);
            CHECK(sec.get("/api/sessions").status == 200);
            desk.app.work();
        }
    }
    CHECK(prove(sec, password).status == 201);
    CHECK(sec.post("/api/role-grants", desk.grant()).status == 201);
}

TEST_CASE("one-time codes and a new password renew the token too, and one act ends all other sessions") {
    Desk desk;
    auto sec = desk.staff("sec");
    auto before = sec.headers["authorization"];
    desk.enrol(sec);
    CHECK(sec.headers["authorization"] != before);
    auto li = desk.staff("li"), lis_phone = desk.staff("li"), lis_tablet = desk.staff("li");
    CHECK(desk.app.as_nobody().post("/api/sessions/end-others").status == 401);
    CHECK(li.get("/api/sessions").count() == 3);
    auto kept = li.post("/api/sessions/end-others");
    CHECK(kept.status == 201);
    CHECK(kept.json().at("current").boolean());
    CHECK(li.get("/api/sessions").count() == 1);
    CHECK(lis_phone.get("/api/sessions").status == 401);
    CHECK(lis_tablet.get("/api/sessions").status == 401);
    CHECK(sec.get("/api/sessions").status == 200);
    before = li.headers["authorization"];
    CHECK(li.post("/api/password", Json::Object{{"old_password", password}, {"new_password", "二十一只鸟停在树上"}})
              .status == 201);
    CHECK(li.headers["authorization"] != before);
    CHECK(li.get("/api/sessions").status == 200);
    desk.let_the_proof_grow_old();
    CHECK(li.post("/api/sessions/end-others").text("type") == unproved_type);
}

TEST_CASE("a proof that was given while the clock stood far ahead is none") {
    Desk desk;
    auto sec = desk.staff("sec");
    desk.app.in_transaction([&](Context& context) {
        context.tx.run("update sessions set proved_at = $1", {plus_seconds(context.now, 400 * 86400).us});
    });
    CHECK(sec.post("/api/role-grants", desk.grant()).text("type") == unproved_type);
    CHECK(prove(sec, password).status == 201);
    CHECK(sec.post("/api/role-grants", desk.grant()).status == 201);
}

TEST_CASE("where one-time codes are on, the proof wants one too, and takes each once") {
    Desk desk;
    auto sec = desk.staff("sec");
    auto secret = desk.enrol(sec);
    desk.let_the_proof_grow_old();
    auto without = prove(sec, password);
    CHECK(without.status == 422);
    CHECK(without.problems() == "code: 请输入动态口令。");
    CHECK(prove(sec, "not this one", desk.code(secret)).status == 422);
    CHECK(prove(sec, password, "000000").status == 422);
    auto code = desk.code(secret);
    CHECK(prove(sec, password, code).status == 201);
    CHECK(prove(sec, password, code).status == 422);
}

TEST_CASE("wrong proofs are counted as at the door, and too many end the session and lock the account") {
    Desk desk;
    auto sec = desk.staff("sec"), elsewhere = desk.staff("sec");
    for (int i = 1; i < desk.app.settings().failures_max; ++i) {
        auto wrong = prove(sec, "not this one");
        CHECK(wrong.status == 422);
        CHECK(wrong.problems() == "password: 密码或动态口令不对，请再试一次。");
    }
    CHECK(prove(sec, "not this one").status == 401);
    CHECK(sec.get("/api/sessions").status == 401);
    auto resting = prove(elsewhere, password);
    CHECK(resting.status == 429);
    CHECK_FALSE(resting.header("retry-after").empty());
    CHECK(desk.app.audit().find("account.locked") != std::string::npos);
}

TEST_CASE("workers and visitors have no password to prove") {
    Desk desk;
    desk.app.person("wang", {.kind = Actor::Kind::worker, .account_id = 7, .session_id = 7});
    CHECK(desk.app.as("wang").post("/api/sessions/proof", Json::Object{{"password", password}}).status == 403);
    CHECK(desk.app.as_nobody().post("/api/sessions/proof", Json::Object{{"password", password}}).status == 401);
}

TEST_CASE("a first password opens for its hours only, and to nothing but an own one") {
    Desk desk;
    auto reset = desk.staff("sec").post("/api/accounts/" + desk.account("li") + "/reset");
    REQUIRE(reset.status == 200);
    auto first = reset.text("first_password");
    CHECK(parse_instant(reset.text("valid_until")).value() ==
          plus_seconds(desk.app.now(), desk.app.settings().first_password_hours * 3600));
    auto opened = desk.sign_in("li", first);
    REQUIRE(opened.status == 201);
    CHECK(opened.json().at("must_change_password").boolean());
    auto li = desk.app.with_token(opened.text("token"));
    CHECK(li.get("/api/sessions/current").json().at("must_change_password").boolean());
    for (auto* elsewhere : {"/api/work-list", "/api/members", "/api/sessions"}) {
        auto answer = li.get(elsewhere);
        CHECK_MESSAGE(answer.status == 403, elsewhere);
        CHECK(answer.title().find("请先改成您自己的密码") != std::string::npos);
    }
    auto change = [&](const std::string& to) {
        return li.post("/api/password", Json::Object{{"old_password", first}, {"new_password", to}});
    };
    CHECK(change(first).problems().find("不一样") != std::string::npos);
    auto changed = change("清晨的河岸边有四只白鹭飞过");
    REQUIRE_MESSAGE(changed.status == 201, changed.body);
    CHECK_FALSE(changed.json().at("must_change_password").boolean());
    CHECK(li.get("/api/work-list").status == 200);
    desk.app.pass_seconds(desk.app.settings().first_password_hours * 3600 + 1);
    CHECK(desk.sign_in("li", "清晨的河岸边有四只白鹭飞过").status == 201);  // one's own does not expire
}

TEST_CASE("a first password that nobody used in time is told to have expired, only to who knows it") {
    Desk desk;
    auto first = desk.staff("sec").post("/api/accounts/" + desk.account("li") + "/reset").text("first_password");
    desk.app.pass_seconds(desk.app.settings().first_password_hours * 3600 + 1);
    auto late = desk.sign_in("li", first);
    CHECK(late.status == 401);
    CHECK(late.title() == "初始密码已经过期，请联系安全管理员再重置一次。");
    CHECK(desk.sign_in("li", "not this one").title() == desk.sign_in("nobody", "not this one").title());
}

TEST_CASE("a reset leaves one-time codes on: the first password alone does not open") {
    Desk desk;
    auto li = desk.staff("li");
    auto secret = desk.enrol(li);
    auto first = desk.staff("sec").post("/api/accounts/" + desk.account("li") + "/reset").text("first_password");
    CHECK(li.get("/api/sessions").status == 401);
    auto without = desk.sign_in("li", first);
    CHECK(without.status == 401);
    CHECK(without.problems() == "code: 请输入动态口令。");
    CHECK(desk.sign_in("li", first, desk.code(secret)).status == 201);
}

TEST_CASE("one-time codes come off by one person only where the house does without a second, and never one's own") {
    Desk desk;
    auto li = desk.staff("li");
    auto secret = desk.enrol(li);
    auto path = "/api/accounts/" + desk.account("li") + "/remove-codes";
    auto alone = desk.staff("sec").post(path);
    CHECK(alone.status == 409);
    CHECK(alone.title().find("两个人") != std::string::npos);
    desk.app.settings().four_eyes = false;
    CHECK(desk.staff("sec").post("/api/accounts/" + desk.account("sec") + "/remove-codes").status == 409);
    CHECK(desk.staff("sec").post("/api/accounts/" + desk.account("sec2") + "/remove-codes").status == 422);
    CHECK(desk.staff("sec").post(path).status == 200);
    CHECK(li.get("/api/sessions").status == 401);
    CHECK(desk.sign_in("li").status == 201);
    CHECK(desk.app.audit().find("account.codes_removed account") != std::string::npos);
}

}  // namespace unionhall::accounts
