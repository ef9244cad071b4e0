#include <doctest/doctest.h>

#include <set>

#include "members/joining.h"
#include "members/testing_stories.h"

namespace unionhall::members {

static std::string apply(TestApp& app, const std::string& name, const std::string& phone) {
    return worker(app, phone).post("/api/applications", request(name)).text("id");
}

TEST_CASE("the committee returns with a note, the worker corrects, and the committee refuses with a note") {
    TestApp app;
    cast(app);
    auto path = "/api/applications/" + apply(app, "张三丰", "13812345678");
    CHECK(step(app.as("committee"), path, "return").problems().find("note: 请写明原因") == 0);
    CHECK(step(app.as("committee"), path, "withdraw").status == 403);
    CHECK(step(app.as("committee"), path, "return", "请写明工作单位").text("status") == "returned");
    auto zhang = worker(app, "13812345678");
    auto mine = zhang.get("/api/my").json().at("application");
    CHECK(mine.at("decision_note").text() == "请写明工作单位");
    CHECK(mine.at("steps").size() == 2);
    auto again =
        zhang.post("/api/my/application/steps", Json::Object{{"step", "resubmit"}, {"employer_name", "某货运公司"}});
    CHECK(again.text("status") == "submitted");
    CHECK(again.text("employer_name") == "某货运公司");
    CHECK(step(app.as("committee"), path, "refuse", "不在本辖区工作").text("status") == "refused");
    CHECK(zhang.post("/api/my/application/steps", Json::Object{{"step", "resubmit"}}).status == 409);
    CHECK(zhang.post("/api/applications", request("张三丰")).status == 201);
}

TEST_CASE("two people deciding at once: the second is told where it stands") {
    TestApp app;
    cast(app);
    auto path = "/api/applications/" + apply(app, "张三丰", "13812345678");
    CHECK(step(app.as("committee"), path, "approve").status == 200);
    auto second = step(app.as("committee"), path, "refuse", "晚了一步");
    CHECK(second.status == 409);
    CHECK(second.title() == "现在是“已批准”，不能“不予批准”。");
    CHECK(app.as("committee").get("/api/members").count() == 1);
    app.in_transaction([&](Context& context) {
        auto application = context.tx.first<Application>("").value();
        auto stale = application;
        context.tx.update(application);
        CHECK_THROWS_AS(context.tx.update(stale), Refusal);
    });
}

TEST_CASE("whoever took an application on site does not decide on it, where four eyes are asked for") {
    TestApp app;
    auto tree = cast(app);
    introduce(app, "both", tree.street, {"members.read", "members.enrol", "members.decide"});
    auto taken = app.as("both").post("/api/applications/on-site", at_the_stand("李四", "13912345678"));
    REQUIRE(taken.status == 201);
    auto path = "/api/applications/" + taken.text("id");
    CHECK(step(app.as("both"), path, "approve").title() == "自己受理的入会申请由别人审批。");
    CHECK(step(app.as("both"), path, "return", "请补充工作单位").status == 200);
    // The holder of the phone says that it was not them.
    CHECK(worker(app, "13912345678").post("/api/my/application/steps", Json::Object{{"step", "withdraw"}}).status ==
          201);
    auto next = app.as("both").post("/api/applications/on-site", at_the_stand("王五", "13712345678"));
    CHECK(step(app.as("committee"), "/api/applications/" + next.text("id"), "approve").status == 200);
    CHECK(app.counts_are_right());
}

TEST_CASE("someone of another district neither sees nor decides") {
    TestApp app;
    cast(app);
    auto path = "/api/applications/" + apply(app, "张三丰", "13812345678");
    CHECK(app.as("southerner").get(path).status == 404);
    CHECK(step(app.as("southerner"), path, "approve").status == 404);
    CHECK(step(app.as("officer"), path, "approve").status == 404);
    CHECK(step(app.as("secretary"), path, "approve").status == 404);
}

TEST_CASE("many are decided at once, and each that could not be is named with its reason") {
    TestApp app;
    cast(app);
    Json::Array ids;
    for (int i = 0; i < 5; ++i) ids.emplace_back(apply(app, "张三丰", "1381234567" + std::to_string(i)));
    step(app.as("committee"), "/api/applications/" + ids[0].text(), "approve");
    ids.emplace_back("0000000000001");
    auto decide_as = [&](const char* who, const char* name, const char* note) {
        return app.as(who).post("/api/applications/decisions",
                                Json::Object{{"ids", ids}, {"step", name}, {"note", note}});
    };
    CHECK(decide_as("officer", "approve", "").status == 403);
    CHECK(decide_as("southerner", "approve", "").json().at("problems").size() == 6);
    CHECK(decide_as("committee", "refuse", "").problems().find("note") == 0);
    CHECK(decide_as("committee", "withdraw", "").problems().find("step") == 0);
    auto answer = decide_as("committee", "approve", "").json();
    CHECK(answer.at("done").size() == 4);
    REQUIRE(answer.at("problems").size() == 2);
    CHECK(answer.at("problems").at(std::size_t{0}).at("message").text() == "现在是“已批准”，不能“批准”。");
    CHECK(answer.at("problems").at(std::size_t{1}).at("message").text() == "没有找到这个入会申请。");
    CHECK(app.as("committee").get("/api/members").count() == 5);
    CHECK(app.counts_are_right());
    Json::Array too_many(501, Json("0000000000001"));
    CHECK(app.as("committee")
              .post("/api/applications/decisions", Json::Object{{"ids", too_many}, {"step", "approve"}})
              .problems()
              .find("ids") == 0);
}

TEST_CASE("withdrawn within seven days, even after approval, nothing remains but a count") {
    TestApp app;
    auto tree = cast(app);
    auto body = request("诸葛无踪");
    body.emplace_back("employer_name", "绝密货运公司");
    auto drive = plan_drive(app, tree);
    auto drive_id = parse_id(drive).value();
    body.emplace_back("drive_id", drive);
    auto zhuge = worker(app, "13800001111");
    auto id = zhuge.post("/api/applications", body).text("id");
    CHECK(step(app.as("committee"), "/api/applications/" + id, "approve").status == 200);
    auto member = app.as("secretary").get("/api/members").item(0).at("id").text();
    app.as("secretary").get("/api/members/" + member);
    app.as("committee")
        .post("/api/members/" + member + "/steps", Json::Object{{"step", "retain"}, {"note", "诸葛无踪休养"}});
    app.work();
    auto token = zhuge.get("/api/my").json().at("card").at("token").text();
    app.in_transaction([&](Context& context) { CHECK(total(context.tx, "drives.members", drive_id) == 1); });
    app.set_clock("2024-05-17T10:00:00Z");
    CHECK(zhuge.post("/api/my/application/steps", Json::Object{{"step", "withdraw"}}).text("status") == "withdrawn");
    app.work();
    CHECK(app.as("committee").get("/api/members").count() == 0);
    CHECK(app.as("secretary").get("/api/members/" + member).status == 404);
    CHECK(!app.as_nobody().get("/api/card-checks/" + token).json().at("valid").boolean());
    auto my = zhuge.get("/api/my").json();
    CHECK(my.at("person").is_null());
    CHECK(my.at("application").is_null());
    CHECK(app.as("committee").get("/api/applications?status=withdrawn").count() == 1);
    CHECK(app.as("committee").get("/api/applications?status=withdrawn").item(0).at("name").text().empty());
    app.in_transaction([&](Context& context) {
        auto& tx = context.tx;
        CHECK(total(tx, "members.active", tree.city.id.number) == 0);
        CHECK(total(tx, "members.joined", tree.city.id.number) == 0);
        CHECK(total(tx, "drives.members", drive_id) == 0);
        auto blinds = tx.blinds("phone", "+8613800001111");
        for (auto table : {"persons", "applications", "members", "invitations", "import_rows"})
            CHECK_MESSAGE(!tx.number("select 1 from " + std::string(table) + " where phone_index in ($1, $2)", blinds),
                          table);
    });
    for (std::string text : {"诸葛无踪", "13800001111", "绝密货运公司"}) {
        auto places = places_of(app, text);
        CHECK_MESSAGE(places.empty(), text << " still stands in " << (places.empty() ? "" : *places.begin()));
    }
    CHECK(app.counts_are_right());
    CHECK(zhuge.post("/api/applications", request("诸葛无踪")).status == 201);
}

TEST_CASE("after the cooling-off days one leaves instead, in one step, and may join again") {
    TestApp app;
    auto tree = cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    app.set_clock("2024-05-18T02:00:00Z");
    auto late = zhang.post("/api/my/application/steps", Json::Object{{"step", "withdraw"}});
    CHECK(late.status == 409);
    CHECK(late.title().find("冷静期已过") != std::string::npos);
    auto my = zhang.get("/api/my").json();
    auto member = my.at("member").at("id").text();
    CHECK(step(worker(app, "13912345678"), "/api/members/" + member, "leave").status == 404);
    CHECK(step(zhang, "/api/members/" + member, "retain").status == 403);
    CHECK(step(zhang, "/api/members/" + member, "leave").text("status") == "left");
    CHECK(step(zhang, "/api/members/" + member, "leave").status == 409);
    CHECK(!app.as_nobody().get("/api/card-checks/" + my.at("card").at("token").text()).json().at("valid").boolean());
    CHECK(!zhang.get("/api/my/consents").item(0).at("withdrawn_at").is_null());
    CHECK(zhang.get("/api/my").json().at("card").is_null());
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "members.active", tree.city.id.number) == 0);
        CHECK(total(context.tx, "members.joined", tree.city.id.number) == 1);
    });
    CHECK(app.counts_are_right());
    CHECK(zhang.post("/api/applications", request("张三丰")).status == 201);
}

TEST_CASE("withdrawing the consent withdraws the application, and later it ends the membership") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto consent_of = [](TestApp::Client client) {
        return "/api/my/consents/" + client.get("/api/my/consents").item(0).at("id").text();
    };
    app.set_clock("2024-06-01T02:00:00Z");
    CHECK(step(zhang, consent_of(zhang), "withdraw").status == 200);
    CHECK(zhang.get("/api/my").json().at("member").at("status").text() == "left");
    CHECK(step(zhang, consent_of(zhang), "withdraw").status == 409);
    auto li = worker(app, "13912345678");
    li.post("/api/applications", request("李四"));
    CHECK(step(li, consent_of(li), "withdraw").status == 200);
    CHECK(li.get("/api/my").json().at("person").is_null());
    CHECK(app.counts_are_right());
}

TEST_CASE("a membership is retained, returns, and moves only between units of one's own reach") {
    TestApp app;
    auto tree = cast(app);
    become_member(app, "张三丰", "13812345678");
    auto member = app.as("committee").get("/api/members").item(0).at("id").text();
    auto path = "/api/members/" + member;
    CHECK(step(app.as("committee"), path, "retain").text("status") == "retained");
    CHECK(app.counts_are_right());
    CHECK(step(app.as("committee"), path, "transfer").status == 409);
    CHECK(step(app.as("committee"), path, "return").text("status") == "active");
    auto move = [&](const char* who, const units::Unit& to) {
        return app.as(who).post(path + "/steps",
                                Json::Object{{"step", "transfer"}, {"unit_id", to.id.text()}, {"note", "换了工作"}});
    };
    CHECK(move("committee", tree.south).problems().find("unit_id: 那个工会不在您的管理范围") == 0);
    CHECK(move("district", tree.street).problems().find("unit_id") == 0);
    CHECK(move("district", tree.southern_committee).status == 200);
    CHECK(app.as("committee").get(path).status == 404);
    CHECK(app.as("southerner").get("/api/members").count() == 1);
    CHECK(app.as("southerner").get(path + "/changes").count() == 4);
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "members.active", tree.north.id.number) == 0);
        CHECK(total(context.tx, "members.active", tree.south.id.number) == 1);
        CHECK(total(context.tx, "members.joined", tree.north.id.number) == 1);
    });
    CHECK(app.counts_are_right());
}

TEST_CASE("forged, cut and foreign card tokens get the answer an unknown card gets") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    auto token = worker(app, "13812345678").get("/api/my").json().at("card").at("token").text();
    auto unknown = app.as_nobody().get("/api/card-checks/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    CHECK(unknown.status == 200);
    CHECK(!unknown.json().at("valid").boolean());
    auto altered = (token.front() == 'B' ? "C" : "B") + token.substr(1);
    for (auto& forged : {token.substr(0, 20), token + "A", altered, std::string("13812345678"), std::string("%2e%2e")})
        CHECK(app.as_nobody().get("/api/card-checks/" + forged).body == unknown.body);
    CHECK(app.as_nobody().get("/card/x").body.find("无效") != std::string::npos);
}

TEST_CASE("members brought in as they are count like any others") {
    TestApp app;
    auto tree = cast(app);
    app.in_transaction([&](Context& context) {
        std::vector<Joined> all;
        for (int i = 0; i < 120; ++i)
            all.push_back({.unit_id = tree.street.id.number,
                           .name = "张三丰",
                           .phone = "+86138" + std::to_string(10000000 + i),
                           .channel = Channel::on_site,
                           .occupation = Occupation::courier,
                           .drive_id = 5,
                           .joined_on = *parse_date("2024-05-12")});
        CHECK(bring_members(context, all).size() == 120);
        CHECK(total(context.tx, "drives.members", 5) == 120);
        CHECK(total(context.tx, "members.active", tree.city.id.number) == 120);
    });
    CHECK(app.counts_are_right());
    CHECK(app.as("committee").get("/api/members?drive_id=" + id_text(5) + "&channel=on_site&count=1").number("total") ==
          120);
}

}  // namespace unionhall::members
