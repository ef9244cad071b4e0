#include <doctest/doctest.h>

#include "members/stand_rules.h"
#include "members/testing_stand.h"

namespace unionhall::members {

TEST_CASE("what a stand took down without a network comes in once, with its time and its helper") {
    TestApp app;
    auto tree = cast(app);
    Device device(app, tree);
    CHECK(device.pass.at("expires_at").text() > device.pass.at("issued_at").text());
    auto signed_at = to_text(app.now());
    auto sending = device.sending("a1", signed_application(app, "李四", "139 1234 5678"));
    app.pass_seconds(2 * 24 * 3600);
    auto first = device.send(sending);
    REQUIRE_MESSAGE(first.status == 200, first.body);
    CHECK(first.text("status") == "settled");
    CHECK(!first.json().at("already_there").boolean());
    auto again = device.send(sending);
    CHECK(again.status == 200);
    CHECK(again.text("application_id") == first.text("application_id"));
    auto list = app.as("committee").get("/api/applications");
    REQUIRE(list.count() == 1);
    CHECK(list.item(0).at("channel").text() == "on_site");
    CHECK(places_of(app, a_signature).empty());
    CHECK(places_of(app, "+8613912345678").empty());
    auto entries = app.as("secretary").get("/api/stand-entries?application_id=" + first.text("application_id"));
    REQUIRE(entries.count() == 1);
    CHECK(entries.item(0).at("taken_at").text() == signed_at);
    CHECK(app.as("secretary").get("/api/stand-passes").item(0).at("entries").integer() == 1);
    CHECK(step(app.as("committee"), "/api/applications/" + first.text("application_id"), "approve").status == 200);
    CHECK(worker(app, "13912345678").get("/api/my/consents").item(0).at("given_at").text() == signed_at);
    CHECK(app.counts_are_right());
}

TEST_CASE("two devices and the same person: one application, and the second device is told") {
    TestApp app;
    auto tree = cast(app);
    Device one(app, tree), two(app, tree);
    auto first = one.send(one.sending("a1", signed_application(app, "李四", "13912345678")));
    REQUIRE_MESSAGE(first.status == 200, first.body);
    auto second = two.send(two.sending("b1", signed_application(app, "李四", "139-1234-5678")));
    REQUIRE_MESSAGE(second.status == 200, second.body);
    CHECK(second.json().at("already_there").boolean());
    CHECK(second.text("application_id").empty());
    CHECK(second.text("sentence").find("没有重复提交") != std::string::npos);
    CHECK(second.text("sentence").find("银河路") == std::string::npos);
    CHECK(app.as("committee").get("/api/applications").count() == 1);
    CHECK(step(app.as("committee"), "/api/applications/" + first.text("application_id"), "approve").status == 200);
    auto third = two.send(two.sending("b2", signed_application(app, "李四", "13912345678")));
    CHECK(third.json().at("already_there").boolean());
}

TEST_CASE("what cannot be carried out is refused with a sentence and keeps nothing") {
    TestApp app;
    auto tree = cast(app);
    Device device(app, tree);
    auto good = signed_application(app, "李四", "13912345678");
    struct Case {
        const char* field;
        Json value;
        const char* expected;
    };
    const Case cases[] = {
        {"phone", "1391234567", "phone: "},
        {"notice_version", "2019-01", "notice_version: 告知书已更新"},
        {"notice_hash", "abc", "notice_hash: "},
        {"voluntary", false, "voluntary: 入会须本人自愿"},
        {"signature", "M1 1L1 1", "signature: 没有本人的签名"},
        {"division_code", "650202", "unit_id: "},
        {"event_id", id_text(9), "event_id: "},
        {"occupation", nullptr, "occupation: "},
    };
    for (auto& one : cases) {
        auto answer = device.send(device.sending(one.field, with(good, one.field, one.value)));
        CHECK_MESSAGE(answer.status == 422, one.field << ": " << answer.body);
        CHECK_MESSAGE(answer.problems().find(one.expected) != std::string::npos, answer.problems());
    }
    auto damaged = device.sending("a", good);
    damaged = with(damaged, "entry_key", "b");
    CHECK(device.send(damaged).title().find("打不开") != std::string::npos);
    auto early = with(good, "taken_at", "2024-01-01T00:00:00Z"), late = with(good, "taken_at", "2024-12-01T00:00:00Z");
    CHECK(device.send(device.sending("c", early)).title().find("早于") != std::string::npos);
    CHECK(device.send(device.sending("d", late)).title().find("已过期") != std::string::npos);
    CHECK(device.send(device.sending("e", with(good, "unknown", "x"))).status == 422);
    CHECK(app.as("secretary").get("/api/stand-entries").count() == 0);
    CHECK(app.as("committee").get("/api/applications").count() == 0);
    // The same entry, put right by the cadre, comes in; what was put right is kept.
    auto wrong = device.sending("phone", with(good, "phone", "1391234567"));
    auto opened = device.send(wrong, "/opened-entries");
    REQUIRE_MESSAGE(opened.status == 200, opened.body);
    CHECK(opened.text("name") == "李四");
    CHECK(opened.text("phone") == "1391234567");
    CHECK(device.send(with(wrong, "phone", "13912345678")).status == 200);
    CHECK(app.as("secretary").get("/api/stand-entries").item(0).at("corrected").text() == "phone");
}

TEST_CASE("a pass is for its device and its unit, can be revoked and restored, and its key is destroyed in the end") {
    TestApp app;
    auto tree = cast(app);
    introduce(app, "stand in the south", tree.south, {"members.enrol"});
    introduce(app, "colleague", tree.street, {"members.enrol"});
    Json::Object asked{{"unit_id", tree.street.id.text()}, {"device", "手机"}};
    CHECK(app.as("stand in the south").post("/api/stand-passes", asked).status == 403);
    CHECK(app.as("committee").post("/api/stand-passes", asked).status == 403);
    Device device(app, tree);
    auto good = device.sending("a", signed_application(app, "李四", "13912345678"));
    CHECK(device.send(with(good, "token", "x")).status == 403);
    CHECK(app.as("stand in the south").post(device.path() + "/entries", good).status == 404);
    CHECK(app.as("colleague").post(device.path() + "/opened-entries", good).status == 403);
    CHECK(app.as("secretary").get("/api/stand-passes").body.find("private_key") == std::string::npos);
    CHECK(step(app.as("colleague"), device.path(), "revoke").text("status") == "revoked");
    CHECK(device.send(good).title().find("已停用") != std::string::npos);
    CHECK(device.send(good, "/handed-over-entries").title().find("已停用") != std::string::npos);
    CHECK(step(app.as("colleague"), device.path(), "restore").text("status") == "open");
    CHECK(device.send(good).status == 200);
    app.pass_seconds(9 * 24 * 3600);
    app.work();
    CHECK(app.as("secretary").get("/api/stand-passes").item(0).at("status").text() == "closed");
    CHECK(device.send(device.sending("b", signed_application(app, "王五", "13712345678"))).title().find("已结束") !=
          std::string::npos);
    CHECK(device.send(good).status == 200);  // what came in is still acknowledged
    CHECK(app.audit().find("stand_pass.ended") != std::string::npos);
}

TEST_CASE("what a device hands over waits at the union, and its content goes when it is settled") {
    TestApp app;
    auto tree = cast(app);
    Device device(app, tree);
    auto wrong = device.sending("a", signed_application(app, "李四", "1391234567"));
    auto over = device.send(with(wrong, "reason", "手机号码少一位"), "/handed-over-entries");
    REQUIRE_MESSAGE(over.status == 200, over.body);
    CHECK(over.text("status") == "handed_over");
    CHECK(device.send(wrong).text("status") == "handed_over");
    CHECK(places_of(app, "李四").empty());
    auto waiting = app.as("secretary").get("/api/stand-entries?status=handed_over");
    REQUIRE(waiting.count() == 1);
    CHECK(waiting.item(0).at("reason").text() == "手机号码少一位");
    auto path = "/api/stand-entries/" + waiting.item(0).at("id").text();
    CHECK(app.as("secretary").post(path + "/opened").text("phone") == "1391234567");
    CHECK(app.as("southerner").post(path + "/opened").status == 403);
    CHECK(step(app.as("secretary"), path, "carry_out").problems().find("phone") == 0);
    CHECK(step(app.as("secretary"), path, "close").problems().find("note") == 0);
    auto done =
        app.as("secretary").post(path + "/steps", Json::Object{{"step", "carry_out"}, {"phone", "13912345678"}});
    REQUIRE_MESSAGE(done.status == 200, done.body);
    CHECK(done.text("status") == "settled");
    CHECK(app.as("committee").get("/api/applications").count() == 1);
    CHECK(app.as("secretary").post(path + "/opened").status == 409);
    // One that nobody deals with is forgotten after a month.
    auto other = device.sending("b", signed_application(app, "王五", "1371234567"));
    CHECK(device.send(with(other, "reason", "x"), "/handed-over-entries").status == 200);
    app.pass_seconds(31 * 24 * 3600);
    app.work();
    CHECK(app.as("secretary").get("/api/stand-entries?status=closed").count() == 1);
}

TEST_CASE("members check in at a stand without a network, and twice is once") {
    TestApp app;
    auto tree = cast(app);
    introduce(app, "host", tree.street, {"events.read", "events.manage"});
    introduce(app, "door", tree.street, {"members.enrol", "events.check_in", "events.read"});
    become_member(app, "张三丰", "13812345678");
    auto card = app.as("committee").get("/api/members").item(0).at("card_number").text();
    Json::Object event{
        {"unit_id", tree.street.id.text()},    {"title", "驿站集中入会"},           {"kind", "site_stand"},
        {"starts_at", "2024-05-09T02:00:00Z"}, {"ends_at", "2024-05-12T04:00:00Z"}, {"place", "银河路驿站"}};
    auto planned = app.as("host").post("/api/events", event).text("id");
    Device device(app, tree, planned, "door"), second(app, tree, planned, "door");
    auto came = [&](const char* name, const std::string& by) {
        return Json::Object{{"kind", "check_in"}, {"taken_at", to_text(app.now())}, {name, by}, {"event_id", planned}};
    };
    auto first = device.sending("c1", came("card_number", card));
    CHECK(device.send(first).problems().find("event_id: 这个活动还没有开放") == 0);
    CHECK(step(app.as("host"), "/api/events/" + planned, "open").status == 200);
    auto at = to_text(app.now());
    app.pass_seconds(24 * 3600);
    CHECK(device.send(first).status == 200);
    CHECK(device.send(first).status == 200);
    CHECK(second.send(second.sending("c2", came("phone", "13812345678"))).status == 200);
    auto attendances = app.as("host").get("/api/attendances?event_id=" + planned);
    REQUIRE(attendances.count() == 1);
    CHECK(attendances.item(0).at("checked_in_at").text() == at);
    for (auto& nobody : {came("card_number", "000"), came("phone", "13512345678")})
        CHECK(device.send(device.sending("c3", nobody)).problems().find("card_number: 没有找到") == 0);
    CHECK(app.counts_are_right());
    // Who withdraws is mentioned nowhere.
    CHECK(step(worker(app, "13812345678"), "/api/my/application", "withdraw").status == 201);
    auto entries = app.as("secretary").get("/api/stand-entries").json();
    REQUIRE(entries.at("items").size() == 2);
    for (auto& entry : entries.at("items").array()) CHECK(entry.at("member_id").is_null());
    CHECK(app.counts_are_right());
}

TEST_CASE("a device takes with it which union covers which place and trade") {
    TestApp app;
    auto tree = cast(app);
    auto homes = app.as("secretary").get("/api/stand-homes?unit_id=" + tree.street.id.text());
    REQUIRE_MESSAGE(homes.count() >= 1, homes.body);
    CHECK(homes.item(0).at("division_code").text() == "650203004");
    CHECK(homes.item(0).at("unit_id").text() == tree.street.id.text());
    CHECK(app.as("committee").get("/api/stand-homes?unit_id=" + tree.street.id.text()).status == 403);
}

}  // namespace unionhall::members
