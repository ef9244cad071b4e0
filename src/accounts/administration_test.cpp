// Three administrators, kept apart: what each may, what none may, and what the database itself refuses.
#include <doctest/doctest.h>

#include <set>

#include "accounts/rules.h"
#include "capabilities.h"
#include "platform/audit_head.h"
#include "platform/settings.h"
#include "platform/testing_folder.h"
#include "platform/testing_tree.h"

namespace unionhall::accounts {
namespace {

struct Office {
    TestApp app;
    TestTree tree = plant_tree(app);
    Office() {
        hire("sys", Role::system_admin);
        hire("sec", Role::security_admin);
        hire("aud", Role::audit_admin);
        hire("li", Role::street_secretary);
    }
    void hire(const std::string& login, Role role) {
        app.in_transaction([&](Context& context) {
            make_staff(context, {login, "干部" + login, "a long pass phrase", tree.city.id.number, {role}});
        });
    }
    TestApp::Client staff(const std::string& login) {
        return app.with_token(
            app.as_nobody()
                .post("/api/sessions", Json::Object{{"login", login}, {"password", "a long pass phrase"}})
                .text("token"));
    }
    std::string account(const std::string& login) {
        return staff(login).get("/api/sessions/current").text("account_id");
    }
};

}  // namespace

TEST_CASE(
    "the permissions of the three administrators overlap in sight of accounts and deadlines only, and none is the business's") {
    std::map<std::string, int> held;
    for (auto role : {Role::system_admin, Role::security_admin, Role::audit_admin})
        for (auto& permission : permissions_of(role)) {
            ++held[permission];
            if (permission == "members.hold") continue;  // a law's stop to deletion, by number: it shows nobody
            for (auto* business : {"members.", "employers.", "events.", "drives.", "bulletins."})
                CHECK_FALSE(permission.starts_with(business));
        }
    for (auto& [permission, times] : held)
        if (permission != "accounts.read" && permission != "personal.see" && permission != "retention.read")
            CHECK_MESSAGE(times == 1, permission);
}

TEST_CASE("no administrator reaches a member's data by any route") {
    Office office;
    // "personal.see" opens the names of staff to them; of members there is no route they may take.
    for (auto* login : {"sys", "sec", "aud"})
        for (auto* path : {"/api/members", "/api/applications", "/api/imports", "/api/import-rows", "/api/invitations",
                           "/api/members?format=csv", "/api/events", "/api/employers"})
            CHECK_MESSAGE(office.staff(login).get(path).status == 403, login << " " << path);
}

TEST_CASE("each administrator has pages of their own") {
    Office office;
    const std::vector<std::pair<std::string, std::string>> pages{
        {"sys", "/api/settings"},      {"sys", "/api/jobs"},         {"sys", "/api/backups"},
        {"sec", "/api/role-grants"},   {"sec", "/api/lockouts"},     {"sec", "/api/keys"},
        {"sec", "/api/key-rotations"}, {"sec", "/api/alarms"},       {"aud", "/api/audit"},
        {"aud", "/api/audit/heads"},   {"aud", "/api/audit/export"}, {"aud", "/api/audit/verification"}};
    for (auto& [owner, path] : pages)
        for (auto* login : {"sys", "sec", "aud", "li"})
            CHECK_MESSAGE(office.staff(login).get(path).status == (owner == login ? 200 : 403), login << " " << path);
}

TEST_CASE("the audit goes on from page to page over all its chains, and shows each line once") {
    Office office;
    auto& app = office.app;
    // As several writers leave it behind: the numbers of one chain say nothing about those of another.
    app.in_transaction([&](Context& context) {
        std::int64_t at = context.now.us;
        for (int i = 0; i < 30; ++i)
            context.tx.run(
                "insert into audit_lines (chain, seq, at, actor_kind, actor_id, verb, subject, subject_id, unit_path, "
                "request_id, changes, hash) values ($1, $2, $3, 'nobody', 0, 'test.line', 'test', 0, '', $4, '{}', $5)",
                {std::int64_t{100 + i % 3 * i % 2}, std::int64_t{1 + i}, at + i / 4, std::to_string(i), Bytes{"x"}});
    });
    auto auditor = office.staff("aud");
    std::vector<std::string> seen;
    std::string before;
    for (int pages = 0; pages < 20; ++pages) {
        auto page = auditor.get("/api/audit?verb=test.line&limit=4" + before);
        REQUIRE(page.status == 200);
        if (!page.count()) break;
        for (std::size_t i = 0; i < page.count(); ++i) seen.push_back(page.item(i).at("request_id").text());
        auto last = page.item(page.count() - 1);
        before = "&before_seq=" + std::to_string(last.at("seq").integer()) +
                 "&before_chain=" + std::to_string(last.at("chain").integer());
    }
    CHECK(seen.size() == 30);
    CHECK(std::set(seen.begin(), seen.end()).size() == 30);
    CHECK(std::stoi(seen.front()) >= 28);  // the newest first
    CHECK(std::stoi(seen.back()) < 4);
}

TEST_CASE(
    "the system administrator makes an account, and only the security administrator gives it a role and a password") {
    Office office;
    Json wish = Json::Object{{"unit_id", office.tree.city.id.text()}, {"login", "neu"}, {"name", "新干部"}};
    CHECK(office.staff("sec").post("/api/accounts", wish).status == 403);
    auto made = office.staff("sys").post("/api/accounts", wish);
    REQUIRE(made.status == 201);
    Json grant = Json::Object{
        {"account_id", made.text("id")}, {"role", "stand_cadre"}, {"unit_id", office.tree.street.id.text()}};
    CHECK(office.staff("sys").post("/api/role-grants", grant).status == 403);
    CHECK(office.staff("sys").post("/api/accounts/" + made.text("id") + "/reset").status == 403);
    CHECK(office.staff("sec").post("/api/role-grants", grant).status == 201);
    CHECK(office.staff("sec").post("/api/accounts/" + made.text("id") + "/reset").text("first_password").size() > 10);
}

TEST_CASE("no account gathers two of the three, whichever way is tried") {
    Office office;
    office.app.settings().four_eyes = false;
    auto wish = [&](const std::string& login, const std::string& role) {
        return Json(Json::Object{
            {"account_id", office.account(login)}, {"role", role}, {"unit_id", office.tree.city.id.text()}});
    };
    for (auto* role : {"system_admin", "audit_admin", "committee_member"}) {
        auto refused = office.staff("sec").post("/api/role-grants",
                                                wish(role == std::string("audit_admin") ? "sys" : "aud", role));
        CHECK(refused.status == 422);
        CHECK(refused.problems().find("由三个人分别担任") != std::string::npos);
    }
    // A program that forgot the rule, or somebody with the database in hand: the index refuses.
    auto aud = *parse_id(office.account("aud"));
    CHECK_THROWS_AS(office.app.in_transaction([&](Context& context) {
        context.tx.run(
            "insert into role_grants (id, account_id, role, unit_id, unit_path, granted_on) values (1, $1, "
            "'security_admin', $2, '/', '2024-05-01')",
            {aud, office.tree.city.id.number});
    }),
                    DbError);
}

TEST_CASE("the security administrator sees who is locked out and opens it, and ends others' sessions within reach") {
    Office office;
    auto li = office.staff("li");
    for (int i = 0; i < office.app.settings().failures_max; ++i)
        office.app.as_nobody().post("/api/sessions", Json::Object{{"login", "li"}, {"password", "not this one"}});
    auto locked = office.staff("sec").get("/api/lockouts");
    REQUIRE(locked.count() == 1);
    CHECK(locked.item(0).at("login").text() == "li");
    auto account = "/api/accounts/" + locked.item(0).at("account_id").text();
    CHECK(office.staff("sys").post(account + "/unlock").status == 403);
    CHECK(office.staff("sec").post(account + "/unlock").status == 200);
    CHECK(office.staff("sec").get("/api/lockouts").count() == 0);
    CHECK(office.staff("li").get("/api/sessions/current").status == 200);
    auto sessions = office.staff("sec").get(account + "/sessions").json();
    REQUIRE(sessions.at("items").size() >= 2);
    for (auto& s : sessions.at("items").array())
        CHECK(office.staff("sec").remove("/api/sessions/" + s.at("id").text()).status == 204);
    CHECK(li.get("/api/sessions/current").status == 401);

    office.app.in_transaction([&](Context& context) {
        make_staff(context,
                   {"southsec", "南安全", "a long pass phrase", office.tree.south.id.number, {Role::security_admin}});
    });
    auto other = office.staff("li").get("/api/sessions").item(0).at("id").text();
    CHECK(office.staff("southsec").remove("/api/sessions/" + other).status == 404);
    CHECK(office.staff("southsec").get(account + "/sessions").status == 404);
}

TEST_CASE("the system administrator sees jobs and runs a failed one once more") {
    Office office;
    office.app.in_transaction([](Context& context) { add_job(context, "nobody.knows", 7); });
    for (int i = 0; i < 6; ++i) {
        office.app.work();
        office.app.pass_seconds(60);
    }
    auto failed = office.staff("sys").get("/api/jobs?status=failed");
    REQUIRE(failed.count() == 1);
    auto id = failed.item(0).at("id").text();
    CHECK(office.staff("sys").post("/api/jobs/retry", Json::Object{{"id", id}}).text("status") == "waiting");
    CHECK(office.staff("sys").post("/api/jobs/retry", Json::Object{{"id", id}}).status == 409);
    CHECK(office.staff("sec").get("/api/jobs").status == 403);
}

TEST_CASE("the audit administrator fetches signed heads as data and as a sheet with a QR code, and exports the lines") {
    Office office;
    TestFolder folder;
    CHECK(office.staff("aud").get("/api/audit/heads/page").status == 404);
    HeadKeeper keeper(office.app.application().database, folder / "audit.key", folder / "heads.jsonl");
    CHECK(keeper.keep_now(office.app.now()));
    auto heads = office.staff("aud").get("/api/audit/heads");
    REQUIRE(heads.count() == 1);
    auto head = read_head(heads.item(0).at("line").text());
    CHECK(is_signed(head));
    CHECK(head.number == 1);
    auto page = office.staff("aud").get("/api/audit/heads/page");
    CHECK(page.status == 200);
    CHECK(page.body.find("<svg") != std::string::npos);
    CHECK(page.body.find(as_compact_line(head)) != std::string::npos);
    auto lines = office.staff("aud").get("/api/audit/export");
    CHECK(lines.status == 200);
    CHECK(lines.body.find("\"seq\":\"1\",") != std::string::npos);
    CHECK(office.staff("aud").get("/api/audit/export?from=2").body.find("\"seq\":\"1\",") == std::string::npos);
    CHECK(office.staff("aud").get("/api/audit/export?from=x").status == 422);
}

}  // namespace unionhall::accounts
