#include "members/retention.h"

#include <doctest/doctest.h>

#include "members/joining.h"
#include "members/testing_stories.h"
#include "platform/jobs.h"
#include "platform/settings.h"

namespace unionhall::members {
namespace {

constexpr std::int64_t day_s = 24 * 3600;

// A house that was shut for longer than a month removes nothing on its first night, so the last one counts.
void nights(TestApp& app, std::int64_t days) {
    app.pass_seconds((days - 1) * day_s);
    app.work();
    app.pass_seconds(day_s);
    app.work();
}

Json row_of(TestApp& app, const std::string& name) {
    auto report = app.as("system").get("/api/retention");
    REQUIRE(report.status == 200);
    for (std::size_t i = 0; i < report.count(); ++i)
        if (report.item(i).at("name").text() == name) return report.item(i);
    FAIL("no line about " << name);
    return {};
}

TestTree retention_cast(TestApp& app) {
    auto tree = cast(app);
    app.settings().four_eyes = false;  // that holds take two people is told where requests are (approvals)
    introduce(app, "system", tree.city, {"retention.read", "retention.manage"});
    introduce(app, "keeper", tree.city, {"members.hold", "members.read"});
    return tree;
}

std::string leave(TestApp& app, const std::string& phone) {
    auto client = worker(app, phone);
    auto id = client.get("/api/my").json().at("member").at("id").text();
    CHECK(step(client, "/api/members/" + id, "leave").status == 200);
    return id;
}

}  // namespace

TEST_CASE("a refused application is forgotten after ninety days, a membership two years after it ended") {
    TestApp app;
    retention_cast(app);
    auto zhuge = worker(app, "13812345678").post("/api/applications", request("诸葛一")).text("id");
    CHECK(step(app.as("committee"), "/api/applications/" + zhuge, "refuse", "不在本辖区工作").status == 200);
    become_member(app, "诸葛二", "13912345678");
    leave(app, "13912345678");
    app.work();
    nights(app, 90);
    CHECK(!places_of(app, "诸葛一").empty());
    CHECK(row_of(app, "application.refused").at("due").integer() == 0);
    CHECK(row_of(app, "application.refused").at("next_due_on").text() == "2024-08-09");
    nights(app, 1);
    CHECK(places_of(app, "诸葛一").empty());
    CHECK(row_of(app, "application.refused").at("removed").integer() == 1);
    CHECK(app.as("committee").get("/api/applications?status=refused").count() == 1);
    nights(app, 730 - 91);
    CHECK(!places_of(app, "诸葛二").empty());
    nights(app, 2);
    CHECK(places_of(app, "诸葛二").empty());
    CHECK(row_of(app, "member.left").at("removed_last").integer() == 1);
    CHECK(worker(app, "13912345678").get("/api/my").json().at("person").is_null());
    CHECK(app.audit().find("member.forgotten") != std::string::npos);
    CHECK(app.counts_are_right());
}

TEST_CASE("a clock that leaps by more than a year erases nothing, and the deadlines hold when it is right again") {
    TestApp app;
    retention_cast(app);
    auto zhuge = worker(app, "13812345678").post("/api/applications", request("诸葛一")).text("id");
    CHECK(step(app.as("committee"), "/api/applications/" + zhuge, "refuse", "不在本辖区工作").status == 200);
    app.work();
    auto before = app.now();
    app.pass_seconds(400 * day_s);
    app.work();
    CHECK(!places_of(app, "诸葛一").empty());
    auto leapt = app.now();
    app.pass_seconds(-400 * day_s);
    set_jobs_back(app.application().database, leapt, app.now());
    CHECK(app.now() == before);
    nights(app, 90);
    CHECK(!places_of(app, "诸葛一").empty());
    nights(app, 1);
    CHECK(places_of(app, "诸葛一").empty());
}

TEST_CASE("whoever joined again keeps what is theirs; only the ended membership is forgotten") {
    TestApp app;
    retention_cast(app);
    become_member(app, "诸葛二", "13912345678");
    auto old = leave(app, "13912345678");
    become_member(app, "诸葛二", "13912345678");
    nights(app, 732);
    auto client = worker(app, "13912345678");
    CHECK(client.get("/api/my").json().at("member").at("status").text() == "active");
    CHECK(app.as("committee").get("/api/members/" + old).text("name").empty());
    CHECK(app.as("committee").search("/api/members", "zge").count() == 1);
    CHECK(app.counts_are_right());
}

TEST_CASE("a withdrawal that would erase waits while a law wants the data kept") {
    TestApp app;
    auto tree = retention_cast(app);
    become_member(app, "诸葛三", "13912345678");
    Json::Object hold{
        {"unit_id", tree.city.id.text()}, {"reason", "劳动争议仲裁"}, {"document_number", "克劳仲〔2024〕8号"}};
    REQUIRE(app.as("keeper").post("/api/legal-holds", hold).status == 201);
    auto client = worker(app, "13912345678");
    auto refused = client.post("/api/my/application/steps", Json::Object{{"step", "withdraw"}});
    CHECK(refused.status == 409);
    CHECK(refused.title().find("有法律规定的留存义务") == 0);
    CHECK(!places_of(app, "诸葛三").empty());
    auto wish = client.post("/api/my/erasure", Json::Object{{"confirm", true}});
    CHECK(wish.json().at("held").boolean());
}

TEST_CASE("a legal hold stops every deletion of a person, is shown to them, and what waited is done when it ends") {
    TestApp app;
    auto tree = retention_cast(app);
    become_member(app, "诸葛二", "13912345678");
    auto member = leave(app, "13912345678");
    auto client = worker(app, "13912345678");
    Json::Object hold{{"unit_id", tree.city.id.text()},
                      {"member_id", member},
                      {"reason", "劳动争议仲裁"},
                      {"document_number", "克劳仲〔2024〕7号"}};
    CHECK(app.as("secretary").post("/api/legal-holds", hold).status == 403);
    auto placed = app.as("keeper").post("/api/legal-holds", hold);
    REQUIRE(placed.status == 201);
    nights(app, 740);
    CHECK(!places_of(app, "诸葛二").empty());
    CHECK(row_of(app, "member.left").at("held").integer() == 1);
    CHECK(row_of(app, "member.left").at("due").integer() == 0);
    auto wish = client.post("/api/my/erasure", Json::Object{{"confirm", true}});
    CHECK(wish.status == 201);
    CHECK(wish.json().at("held").boolean());
    CHECK(wish.json().at("done_at").is_null());
    CHECK(wish.json().at("holds").at(0).at("document_number").text() == "克劳仲〔2024〕7号");
    CHECK(client.get("/api/my").json().at("person").at("name").text() == "诸葛二");
    nights(app, 1);
    CHECK(!places_of(app, "诸葛二").empty());
    CHECK(step(app.as("keeper"), "/api/legal-holds/" + placed.text("id"), "release").status == 200);
    nights(app, 1);
    CHECK(places_of(app, "诸葛二").empty());
    CHECK(app.counts_are_right());
}

TEST_CASE("a hold of a unit stops the deletion of everybody below it, and of nobody else") {
    TestApp app;
    auto tree = retention_cast(app);
    become_member(app, "诸葛二", "13912345678");
    leave(app, "13912345678");
    Json::Object south{{"unit_id", tree.south.id.text()}, {"reason", "核查"}, {"document_number", "1"}};
    Json::Object north{{"unit_id", tree.north.id.text()},
                       {"reason", "核查"},
                       {"document_number", "2"},
                       {"ends_on", "2026-06-01"},
                       {"told", false}};
    CHECK(app.as("keeper").post("/api/legal-holds", south).status == 201);
    CHECK(app.as("keeper").post("/api/legal-holds", north).status == 201);
    nights(app, 740);
    CHECK(!places_of(app, "诸葛二").empty());
    // What the law forbids to tell is not told; that there is a duty to keep is.
    auto plan = worker(app, "13912345678").get("/api/my/erasure").json();
    CHECK(plan.at("held").boolean());
    CHECK(plan.at("holds").array().empty());
    app.set_clock("2026-06-02T20:00:00Z");
    nights(app, 1);
    CHECK(places_of(app, "诸葛二").empty());
}

TEST_CASE("times are rows of a rule table: by place, from a day on, never shorter than a law allows") {
    TestApp app;
    auto tree = retention_cast(app);
    Json::Object shorter{
        {"name", "member.left"}, {"unit_id", tree.north.id.text()}, {"amount", 30}, {"basis", "市总工会规定"}};
    CHECK(app.as("committee").post("/api/rule-rows", shorter).status == 403);
    auto at_once = shorter;
    at_once.emplace_back("valid_from", to_text(day_at(app.now())));
    CHECK(app.as("system").post("/api/rule-rows", at_once).problems().find("valid_from: 缩短保存期限") == 0);
    auto set = app.as("system").post("/api/rule-rows", shorter);
    CHECK(set.status == 201);
    CHECK(set.text("valid_from") == to_text(plus_days(day_at(app.now()), shorter_notice_days)));
    auto longer = shorter;
    longer[2].second = 40'000 - 10'000;
    CHECK(app.as("system").post("/api/rule-rows", longer).text("valid_from") == to_text(day_at(app.now())));
    app.in_transaction([&](Context& context) { context.tx.run("delete from rule_rows where amount = 30000"); });
    app.pass_seconds(shorter_notice_days * 86'400);
    auto with = [&](const char* name, std::int64_t amount) {
        return app.as("system")
            .post("/api/rule-rows", Json::Object{{"name", name}, {"amount", amount}, {"basis", "试"}})
            .problems();
    };
    CHECK(with("consent.ended", 100).find("1095") != std::string::npos);
    CHECK(with("session.ended", 30).find("180") != std::string::npos);
    CHECK(with("nonsense", 30).find("name") != std::string::npos);
    become_member(app, "诸葛二", "13912345678");
    leave(app, "13912345678");
    CHECK(row_of(app, "member.left").at("regions").integer() == 1);
    nights(app, 29);
    CHECK(!places_of(app, "诸葛二").empty());
    nights(app, 3);
    CHECK(places_of(app, "诸葛二").empty());
    CHECK(app.as("system").get("/api/rule-rows").count() > 15);
}

TEST_CASE("a rule that keeps something for a shorter time waits for another administrator, and is in force only then") {
    TestApp app;
    auto tree = retention_cast(app);
    app.settings().four_eyes = true;
    introduce(app, "security", tree.city, {"retention.read", "retention.confirm"});
    introduce(app, "elsewhere", tree.north, {"retention.read", "retention.manage", "retention.confirm"});
    become_member(app, "诸葛二", "13912345678");
    leave(app, "13912345678");
    Json::Object shorter{{"name", "member.left"}, {"amount", 30}, {"basis", "市总工会规定"}};
    auto set = app.as("system").post("/api/rule-rows", shorter);
    REQUIRE(set.status == 201);
    CHECK(set.json().at("awaits_second").boolean());
    CHECK(app.as("security").get("/api/work-list").json().at("items").at(std::size_t{0}).at("kind").text() == "rules");
    auto path = "/api/rule-rows/" + set.text("id") + "/confirm";
    nights(app, shorter_notice_days + 3);
    CHECK(!places_of(app, "诸葛二").empty());  // nobody confirmed it
    CHECK(app.as("system").post(path).status == 403);
    auto confirmed = app.as("security").post(path);
    CHECK(confirmed.status == 200);
    CHECK_FALSE(confirmed.json().at("awaits_second").boolean());
    CHECK(confirmed.text("confirmed_by_name") == "security");
    CHECK(app.as("security").post(path).status == 409);
    CHECK(app.as("security").get("/api/work-list").count() == 0);
    nights(app, 2);
    CHECK(places_of(app, "诸葛二").empty());
    // One's own rule is not confirmed by oneself, whatever one may; nor one of another part of the tree.
    Json::Object north{
        {"name", "application.refused"}, {"unit_id", tree.north.id.text()}, {"amount", 10}, {"basis", "试"}};
    auto own = app.as("elsewhere").post("/api/rule-rows", north);
    REQUIRE(own.status == 201);
    CHECK(app.as("elsewhere").post("/api/rule-rows/" + own.text("id") + "/confirm").status == 403);
    north[1].second = tree.city.id.text();
    CHECK(app.as("elsewhere").post("/api/rule-rows", north).problems().find("unit_id") == 0);
    // A longer one takes nobody else.
    north[0].second = "member.left", north[2].second = 4000;
    CHECK_FALSE(app.as("system").post("/api/rule-rows", north).json().at("awaits_second").boolean());
}

TEST_CASE("lists, messages, codes and looks go when their time is over, and the figures of a list stay") {
    TestApp app;
    auto tree = retention_cast(app);
    auto list = app.as("secretary")
                    .upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=a.csv",
                            "姓名,手机号码\n诸葛三,13612345678\n诸葛四,13512345678\n");
    CHECK(step(app.as("secretary"), "/api/imports/" + list.text("id"), "commit").status == 200);
    CHECK(app.as_nobody()
              .post("/api/phone-codes", Json::Object{{"phone", "13612345678"}, {"purpose", "sign_in"}})
              .status == 201);
    nights(app, 179);
    CHECK(!places_of(app, "诸葛三").empty());
    nights(app, 3);
    CHECK(places_of(app, "诸葛三").empty());
    CHECK(places_of(app, "诸葛四").empty());
    CHECK(app.as("secretary").get("/api/imports/" + list.text("id")).number("rows_new") == 2);
    CHECK(row_of(app, "list.row").at("removed").integer() == 2);
    CHECK(row_of(app, "invitation.open").at("removed").integer() == 2);
    CHECK(row_of(app, "message.sent").at("removed").integer() == 1);
    CHECK(row_of(app, "code.sent").at("removed").integer() == 1);
}

TEST_CASE("the round takes many in bounded pieces, and a second round on the same night finds nothing") {
    TestApp app;
    auto tree = retention_cast(app);
    app.in_transaction([&](Context& context) {
        std::vector<Joined> all;
        for (int i = 0; i < 1200; ++i)
            all.push_back({.unit_id = tree.street.id.number,
                           .name = "诸葛五",
                           .phone = "+86138" + std::to_string(10000000 + i),
                           .joined_on = context.today});
        for (auto id : bring_members(context, all)) {
            auto member = member_of(context.tx, id).value();
            member.status = MemberStatus::left;
            left(context, member, "");
        }
    });
    app.work();
    nights(app, 732);
    CHECK(places_of(app, "诸葛五").empty());
    CHECK(row_of(app, "member.left").at("removed").integer() == 1200);
    app.work();
    CHECK(row_of(app, "member.left").at("removed").integer() == 1200);
    CHECK(app.counts_are_right());
}

}  // namespace unionhall::members
