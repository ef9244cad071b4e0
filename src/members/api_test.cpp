#include <doctest/doctest.h>

#include "divisions/model.h"
#include "members/testing_stories.h"
#include "platform/outbox.h"
#include "platform/settings.h"

namespace unionhall::members {

TEST_CASE("a worker joins online, is approved, and holds a card that anybody can check") {
    TestApp app;
    auto tree = cast(app);
    auto zhang = worker(app, "13812345678");
    auto home = app.as_nobody().get("/api/join/home-unit?division_code=650203004&occupation=truck_driver");
    CHECK(home.text("unit_id") == tree.street.id.text());
    CHECK(home.text("reason").find("各行业") != std::string::npos);
    auto applied = zhang.post("/api/applications", request("张三丰"));
    REQUIRE(applied.status == 201);
    CHECK(applied.text("name") == "张三丰");
    CHECK(applied.text("status") == "submitted");
    CHECK(applied.text("cooling_ends_on") == "2024-05-17");
    auto path = "/api/applications/" + applied.text("id");

    auto waiting = app.as("committee").get("/api/applications?status=submitted");
    REQUIRE(waiting.count() == 1);
    CHECK(waiting.item(0).at("name").text() == "张三丰");
    CHECK(waiting.item(0).at("phone").text() == "138****5678");
    CHECK(app.as("officer").get("/api/applications").item(0).at("name").text() == "张**");
    CHECK(app.as("southerner").get("/api/applications").count() == 0);
    CHECK(step(app.as("committee"), path, "approve").text("status") == "approved");

    auto my = zhang.get("/api/my").json();
    CHECK(my.at("member").at("joined_on").text() == "2024-05-10");
    CHECK(my.at("member").at("unit_name").text() == "银河路街道工会联合会");
    CHECK(my.at("card").at("number") == my.at("member").at("card_number"));
    auto token = my.at("card").at("token").text();
    auto checked = app.as_nobody().get("/api/card-checks/" + token);
    CHECK(checked.json().at("valid").boolean());
    CHECK(checked.json().object().size() == 3);
    CHECK(app.as_nobody().get("/card/" + token).body.find("有效") != std::string::npos);
    CHECK(app.as_nobody().get("/card/" + token).body.find("张三丰") == std::string::npos);
    CHECK(app.as_nobody().get("/card/" + token).body.find(">2024年5月10日 10:00<") != std::string::npos);
    CHECK(app.call("GET", "/card/" + token, "", {{"accept-language", "en"}}).body.find(">2024-05-10 10:00 (UTC+8)<") !=
          std::string::npos);

    auto members = app.as("officer").get("/api/members");
    REQUIRE(members.count() == 1);
    CHECK(members.item(0).at("name").text() == "张**");
    CHECK(app.as("committee").search("/api/members", "zsf").count() == 1);
    CHECK(app.as("committee").search("/api/members", "13812345678").count() == 1);
    CHECK(app.as("committee").search("/api/members", "张三").count() == 1);
    CHECK(app.as("committee").search("/api/members", my.at("card").at("number").text()).count() == 1);
    CHECK(app.as("committee").search("/api/members", "1381234567").count() == 0);
    CHECK(app.counts_are_right());
}

TEST_CASE("a worker sees what is stored, what for, and who looked") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto member = app.as("secretary").get("/api/members").item(0).at("id").text();
    CHECK(app.as("secretary").get("/api/members/" + member + "?reason=checking").text("name") == "张三丰");
    CHECK(app.as("southerner").get("/api/members/" + member).status == 404);
    CHECK(app.as("committee")
              .post("/api/members/" + member + "/reveal", Json::Object{{"field", "phone"}, {"reason", "x"}})
              .status == 403);
    auto reveal = [&](const char* field, const char* reason) {
        return app.as("secretary")
            .post("/api/members/" + member + "/reveal", Json::Object{{"field", field}, {"reason", reason}});
    };
    CHECK(reveal("phone", "联系本人").text("value") == "138 1234 5678");
    CHECK(reveal("phone", "").problems().find("reason") != std::string::npos);
    CHECK(reveal("name", "看看").problems().find("field") != std::string::npos);
    auto looks = zhang.get("/api/my/looks");
    REQUIRE(looks.count() == 2);
    CHECK(looks.item(0).at("what").text() == "手机号码");
    CHECK(looks.item(0).at("reason").text() == "联系本人");
    CHECK(looks.item(1).at("who").text() == "secretary");
    CHECK(looks.item(1).at("unit_name").text() == "银河路街道工会联合会");
    CHECK(looks.item(1).at("reason").text() == "核对资料");
    app.in_transaction([](Context& context) {
        context.tx.insert(divisions::Division{.code = "650203004",
                                              .name = "银河路街道",
                                              .parent_code = "650203",
                                              .full_name = "新疆维吾尔自治区克拉玛依市克拉玛依区银河路街道"});
    });
    auto data = zhang.get("/api/my/data");
    CHECK(data.count() > 10);
    CHECK(data.body.find("138 1234 5678") != std::string::npos);
    CHECK(data.body.find("新疆维吾尔自治区克拉玛依市克拉玛依区银河路街道") != std::string::npos);
    CHECK(data.body.find("650203004") == std::string::npos);
    CHECK(data.body.find("2024-05-10 10:00") != std::string::npos);
    CHECK(data.body.find("T02:00") == std::string::npos);
    CHECK(zhang.get("/api/my/consents").item(0).at("text_version").text() == notices().back().version);
    auto li = worker(app, "13912345678");
    CHECK(li.get("/api/my").json().at("person").is_null());
    CHECK(li.get("/api/my/looks").count() == 0);
    auto consent = zhang.get("/api/my/consents").item(0).at("id").text();
    CHECK(step(li, "/api/my/consents/" + consent, "withdraw").status == 404);
}

TEST_CASE("nobody joins without saying that it is of their own will, having read the newest notice") {
    TestApp app;
    cast(app);
    auto zhang = worker(app, "13812345678");
    auto with = [&](const char* name, Json value) {
        auto body = request("张三丰");
        for (auto& [key, old] : body)
            if (key == name) old = value;
        return zhang.post("/api/applications", body);
    };
    CHECK(with("voluntary", false).problems().find("voluntary: 入会须本人自愿") == 0);
    CHECK(with("voluntary", nullptr).problems().find("voluntary") == 0);
    CHECK(with("notice_version", "2019-01").problems().find("notice_version: 告知书已更新") == 0);
    CHECK(with("occupation", "astronaut").problems().find("occupation") == 0);
    CHECK(with("division_code", "11").problems().find("division_code: 那里还没有工会") == 0);
    CHECK(zhang.post("/api/applications", Json::Object{{"nickname", "x"}}).problems().find("nickname") == 0);
    auto nothing = zhang.post("/api/applications", Json::Object{});
    CHECK(nothing.status == 422);
    CHECK(nothing.json().at("problems").size() == 5);
    CHECK(app.as_nobody().post("/api/applications", request("张三丰")).status == 401);
    CHECK(app.as("committee").post("/api/applications", request("张三丰")).status == 403);
    CHECK(zhang.get("/api/my").json().at("application").is_null());
}

TEST_CASE("a second application and a second membership are refused with a kind sentence") {
    TestApp app;
    cast(app);
    auto zhang = worker(app, "13812345678");
    auto first = zhang.post("/api/applications", request("张三丰"), "once");
    CHECK(zhang.post("/api/applications", request("张三丰"), "once").text("id") == first.text("id"));
    CHECK(app.as("committee").get("/api/applications").count() == 1);
    auto second = zhang.post("/api/applications", request("张三丰"));
    CHECK(second.status == 409);
    CHECK(second.title().find("您已向“银河路街道工会联合会”提交过入会申请") == 0);
    CHECK(step(app.as("committee"), "/api/applications/" + first.text("id"), "approve").status == 200);
    auto third = zhang.post("/api/applications", request("张三丰"));
    CHECK(third.status == 409);
    CHECK(third.title().find("您已经是“银河路街道工会联合会”的会员") == 0);
    auto by_cadre = app.as("secretary").post("/api/applications/on-site", at_the_stand("张三丰", "13812345678"));
    CHECK(by_cadre.status == 409);
    CHECK(by_cadre.title().find("银河路") == std::string::npos);
    CHECK(app.counts_are_right());
}

TEST_CASE("on site the worker signs, and the signature is kept sealed") {
    TestApp app;
    auto tree = cast(app);
    auto body = at_the_stand("李四", "139 1234 5678");
    auto joined = app.as("secretary").post("/api/applications/on-site", body);
    REQUIRE(joined.status == 201);
    CHECK(joined.text("channel") == "on_site");
    CHECK(joined.text("unit_id") == tree.street.id.text());
    CHECK(places_of(app, a_signature).empty());
    auto unsigned_one = at_the_stand("王五", "13712345678");
    for (auto& [key, value] : unsigned_one)
        if (key == "signature") value = "M1 1L1 1";
    CHECK(
        app.as("secretary").post("/api/applications/on-site", unsigned_one).problems().find("signature: 请职工本人") ==
        0);
    CHECK(app.as("committee").post("/api/applications/on-site", body).status == 403);
    introduce(app, "stand in the south", tree.south, {"members.enrol"});
    CHECK(app.as("stand in the south")
              .post("/api/applications/on-site", at_the_stand("王五", "13712345678"))
              .problems()
              .find("unit_id") == 0);
    CHECK(step(app.as("committee"), "/api/applications/" + joined.text("id"), "approve").status == 200);
    app.in_transaction([](Context& context) {
        auto told = newest_messages(context, 1).at(0);
        CHECK(told.recipient == "+8613912345678");
        CHECK(told.content.starts_with("“银河路街道工会联合会”批准了在现场提出、留这个手机号码的入会申请。"));
    });
    // Signing in later with that phone finds the membership.
    CHECK(worker(app, "13912345678").get("/api/my").json().at("member").at("name").text() == "李四");
}

TEST_CASE("who signs at an event joins in the drive of that event, and counts there") {
    TestApp app;
    auto tree = cast(app);
    auto drive = plan_drive(app, tree);
    introduce(app, "host", tree.street, {"events.read", "events.manage"});
    Json::Object event{{"unit_id", tree.street.id.text()},
                       {"drive_id", drive},
                       {"title", "驿站集中入会"},
                       {"kind", "site_stand"},
                       {"starts_at", "2024-05-12T02:00:00Z"},
                       {"ends_at", "2024-05-12T04:00:00Z"},
                       {"place", "银河路驿站"}};
    auto planned = app.as("host").post("/api/events", event);
    REQUIRE_MESSAGE(planned.status == 201, planned.body);
    auto body = at_the_stand("李四", "13912345678");
    body.emplace_back("event_id", planned.text("id"));
    auto joined = app.as("secretary").post("/api/applications/on-site", body);
    REQUIRE_MESSAGE(joined.status == 201, joined.body);
    CHECK(step(app.as("committee"), "/api/applications/" + joined.text("id"), "approve").text("drive_id") == drive);
    CHECK(app.as("committee").get("/api/members?drive_id=" + drive + "&event_id=" + planned.text("id")).count() == 1);
    app.in_transaction(
        [&](Context& context) { CHECK(total(context.tx, "drives.members", parse_id(drive).value()) == 1); });
    body = at_the_stand("王五", "13712345678");
    body.emplace_back("event_id", id_text(9));
    CHECK(app.as("secretary").post("/api/applications/on-site", body).problems().find("event_id") == 0);
    CHECK(app.counts_are_right());
}

TEST_CASE("by telephone nothing stands until the worker confirms with the code sent to their phone") {
    TestApp app;
    cast(app);
    auto body = request("李四");
    body.emplace_back("phone", "13912345678");
    auto made = app.as("secretary").post("/api/applications/hotline", body);
    REQUIRE(made.status == 201);
    CHECK(made.text("status") == "awaiting_code");
    CHECK(step(app.as("committee"), "/api/applications/" + made.text("id"), "approve").status == 409);
    std::string code;
    app.in_transaction([&](Context& context) {
        for (auto& message : newest_messages(context, 1))
            for (std::size_t i = 0; i + 6 <= message.content.size() && code.empty(); ++i)
                if (message.content.substr(i, 6).find_first_not_of("0123456789") == std::string::npos)
                    code = message.content.substr(i, 6);
    });
    REQUIRE(code.size() == 6);
    auto confirm = [&](const std::string& phone, const std::string& given) {
        return app.as_nobody().post("/api/applications/confirm-hotline",
                                    Json::Object{{"phone", phone}, {"code", given}});
    };
    auto wrong = confirm("13912345678", code == "000000" ? "000001" : "000000");
    CHECK(wrong.status == 422);
    CHECK(wrong.problems() == confirm("13700000000", code).problems());
    CHECK(confirm("139 1234 5678", code).text("status") == "submitted");
    CHECK(confirm("13912345678", code).status == 422);
    CHECK(step(app.as("committee"), "/api/applications/" + made.text("id"), "approve").status == 200);
    CHECK(app.counts_are_right());
}

TEST_CASE("a code that has run out confirms nothing") {
    TestApp app;
    cast(app);
    auto body = request("李四");
    body.emplace_back("phone", "13912345678");
    app.as("secretary").post("/api/applications/hotline", body);
    std::string content;
    app.in_transaction([&](Context& context) { content = newest_messages(context, 1).at(0).content; });
    auto at = content.find_first_of("0123456789");
    app.pass_seconds(accounts::code_lives_s + 1);
    CHECK(app.as_nobody()
              .post("/api/applications/confirm-hotline",
                    Json::Object{{"phone", "13912345678"}, {"code", content.substr(at, 6)}})
              .status == 422);
}

}  // namespace unionhall::members
