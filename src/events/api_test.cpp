#include <doctest/doctest.h>

#include "events/model.h"
#include "platform/testing_tree.h"

namespace unionhall::events {
namespace {

struct Story {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::vector<members::Member> members;  // w0, w1 … are their names at the door

    Story() {
        introduce(app, "officer", tree.north, {"events.read", "events.manage", "events.check_in", "members.read"});
        introduce(app, "cadre", tree.street, {"events.read", "events.check_in"});
        introduce(app, "southerner", tree.south, {"events.read", "events.manage", "events.check_in"});
    }

    void bring(const units::Unit& unit, int people) {
        std::vector<members::Joined> joined;
        for (int i = 0; i < people; ++i) {
            auto n = std::to_string(members.size() + joined.size());
            joined.push_back({.unit_id = unit.id.number,
                              .name = "工友" + n,
                              .phone = "1380000" + std::string(4 - n.size(), '0') + n,
                              .occupation = members::Occupation::truck_driver,
                              .division_code = "650203004",
                              .joined_on = *parse_date("2024-05-01")});
        }
        app.in_transaction([&](Context& context) {
            for (auto id : members::bring_members(context, joined)) {
                auto member = members::member_of(context.tx, id).value();
                app.person("w" + std::to_string(members.size()),
                           {.kind = Actor::Kind::worker, .person_id = member.person_id->number});
                members.push_back(member);
            }
        });
    }

    Answer plan(const std::string& kind, const std::string& who = "officer", Json::Object more = {}) {
        Json::Object wanted{{"unit_id", (who == "southerner" ? tree.south : tree.north).id.text()},
                            {"title", "克拉玛依区" + kind},
                            {"kind", kind},
                            {"starts_at", "2024-05-10T01:00:00Z"},
                            {"ends_at", "2024-05-10T05:00:00Z"},
                            {"place", "银河路街道会场"}};
        for (auto& pair : more) wanted.push_back(pair);
        return app.as(who).post("/api/events", wanted);
    }
    std::string opened(const std::string& kind, const std::string& who = "officer", Json::Object more = {}) {
        auto path = "/api/events/" + plan(kind, who, std::move(more)).text("id");
        REQUIRE(app.as(who).post(path + "/steps", Json::Object{{"step", "open"}}).status == 200);
        return path;
    }
    Answer check_in(const std::string& who, const std::string& code) {
        return app.as(who).post("/api/my/check-ins", Json::Object{{"code", code}});
    }
};

}  // namespace

TEST_CASE(
    "AC-03: forty-nine representatives check in by code and take the oath, and nobody becomes or stays a member by it") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 51);
    auto path = story.opened("ceremony");
    auto code = app.as("officer").get(path).text("check_in_code");
    CHECK(code.size() == 6);
    CHECK(app.as("officer").get(path).number("oath_version") == 1);
    for (int i = 0; i < 49; ++i) {
        auto answer =
            app.as("w" + std::to_string(i))
                .post("/api/my/check-ins", Json::Object{{"code", code}, {"representative", true}, {"took_oath", true}});
        REQUIRE(answer.status == 201);
        CHECK(answer.text("oath").find("我自愿加入中国工会") == 0);
    }
    CHECK(story.check_in("w49", code).status == 201);  // comes, and takes no oath; the last one does not come at all
    auto figures =
        app.call("GET", path + "/figures", "", {{"authorization", "Bearer cast:officer"}, {"accept-language", "en"}});
    CHECK(figures.number("attended") == 50);
    CHECK(figures.number("took_oath") == 49);
    CHECK(figures.text("sentence") == "49 representatives took the oath.");
    CHECK(figures.text("oath").find("I join the union of my own will") == 0);

    app.in_transaction([&](Context& context) {
        for (auto i : {48u, 49u, 50u})
            CHECK(members::member_of(context.tx, story.members[i].id)->status == members::MemberStatus::active);
    });
    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "hold"}}).text("status") == "held");
    app.work();
    CHECK(app.counts_are_right());
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "events.held", story.tree.city.id.number, "2024-05", "2024-05") == 1);
        CHECK(total(context.tx, "events.attendances", story.tree.north.id.number) == 50);
        CHECK(total(context.tx, "events.attendances", story.tree.south.id.number) == 0);
    });
}

TEST_CASE("a new wording of the oath is a new version, and a ceremony keeps the one it was opened with") {
    Story story;
    auto& app = story.app;
    introduce(app, "top", story.tree.city, {"events.manage", "events.read"});
    auto path = story.opened("ceremony");
    Json words = Json::Object{{"zh", "我自愿加入工会。"}, {"en", "I join of my own will."}};
    CHECK(app.as("officer").post("/api/oath-texts", words).status == 403);
    auto written = app.as("top").post("/api/oath-texts", words);
    CHECK(written.number("version") == 2);
    CHECK(app.as("top").post("/api/oath-texts", words).status == 422);
    CHECK(app.as("top").get("/api/oath-texts").count() == 2);
    CHECK(app.as("officer").get(path).number("oath_version") == 1);
    CHECK(app.as("officer").get(story.opened("ceremony")).number("oath_version") == 2);
}

TEST_CASE(
    "AC-02: what an event told is the learning record of those who came, on their own page and on the member's page") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 2);
    auto path = story.opened("talk");
    CHECK(app.as("officer").post(path + "/standard-agenda").status == 200);
    CHECK(app.as("officer").post(path + "/standard-agenda").status == 409);
    auto event_id = app.as("officer").get(path).text("id");
    auto agenda = app.as("officer").get("/api/agenda-items?event_id=" + event_id + "&sort=position");
    REQUIRE(agenda.count() == 7);
    CHECK(agenda.item(2).at("title").text() == "《中华人民共和国工会法》");
    CHECK(agenda.item(3).at("kind").text() == "safety");
    CHECK(app.as("w0").get("/api/my/events").item(0).at("agenda").size() == 7);
    CHECK(app.as("w0").get("/api/my/learning").count() == 0);

    story.check_in("w0", app.as("officer").get(path).text("check_in_code"));
    auto mine = app.as("w0").get("/api/my/learning");
    REQUIRE(mine.count() == 7);
    CHECK(mine.item(0).at("title").text() == "《中华人民共和国民法典》");
    CHECK(mine.item(0).at("day").text() == "2024-05-10");
    CHECK(mine.item(0).at("event_title").text() == "克拉玛依区talk");
    auto page = "/api/members/" + story.members[0].id.text() + "/learning";
    CHECK(app.as("officer").get(page).count() == 7);
    CHECK(app.audit().find("staff member.learning_seen member") != std::string::npos);
    CHECK(app.as("southerner").get(page).status == 403);
    CHECK(app.as("w1").get(page).status == 403);
    CHECK(app.as("w1").get("/api/my/learning").count() == 0);
}

TEST_CASE("a wrong code says so, five wrong codes make one wait, and waiting helps") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 2);
    auto code = app.as("officer").get(story.opened("talk")).text("check_in_code");
    std::string wrong = code == "123456" ? "654321" : "123456";
    for (int i = 0; i < 5; ++i) CHECK(story.check_in("w0", wrong).status == 404);
    auto later = story.check_in("w0", code);
    CHECK(later.status == 429);
    CHECK(later.header("retry-after") == "600");
    CHECK(story.check_in("w1", code).status == 201);  // nobody else has to wait
    app.pass_seconds(601);
    CHECK(story.check_in("w0", code).status == 201);
    CHECK(story.check_in("w0", "").status == 422);
}

TEST_CASE("a code that was changed, has expired, or belongs to somebody else's event opens nothing") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 1);
    auto path = story.opened("talk");
    auto first = app.as("officer").get(path).text("check_in_code");
    auto second = app.as("officer").post(path + "/check-in-code").text("check_in_code");
    CHECK(second != first);
    CHECK(story.check_in("w0", first).status == 404);

    auto foreign = app.as("southerner").get(story.opened("talk", "southerner")).text("check_in_code");
    auto stranger = story.check_in("w0", foreign);
    CHECK(stranger.status == 404);
    CHECK(stranger.title() == story.check_in("w0", first).title());  // says no more than a wrong code does

    app.set_clock("2024-05-10T07:00:01Z");
    CHECK(story.check_in("w0", second).status == 409);
    app.as("officer").post(path + "/steps", Json::Object{{"step", "hold"}});
    CHECK(story.check_in("w0", second).status == 404);
    CHECK(app.as("officer").post(path + "/check-in-code").status == 409);
}

TEST_CASE("whoever checks in twice came once, and a cadre at the door may add them by member or by card") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 2);
    story.bring(story.tree.southern_committee, 1);
    introduce(app, "doorkeeper", story.tree.north, {"events.read", "events.check_in", "personal.see"});
    auto path = story.opened("ceremony");
    auto code = app.as("officer").get(path).text("check_in_code");
    CHECK(story.check_in("w0", code).status == 201);
    CHECK(app.as("w0")
              .post("/api/my/check-ins", Json::Object{{"code", code}, {"representative", true}, {"took_oath", true}})
              .status == 201);
    auto again = app.as("officer").post(path + "/check-ins", Json::Object{{"member_id", story.members[0].id.text()}});
    CHECK(again.json().at("took_oath").boolean());
    CHECK(app.as("officer")
              .post(path + "/check-ins", Json::Object{{"card_number", story.members[1].card_number}})
              .status == 200);
    CHECK(app.as("officer").get(path).number("attended") == 2);

    CHECK(app.as("officer").post(path + "/check-ins").status == 422);
    CHECK(app.as("officer").post(path + "/check-ins", Json::Object{{"member_id", story.members[2].id.text()}}).status ==
          404);  // of another union
    CHECK(app.as("cadre").post(path + "/check-ins", Json::Object{{"member_id", story.members[1].id.text()}}).status ==
          404);  // the event is not theirs
    auto event_id = app.as("officer").get(path).text("id");
    auto masked = app.as("officer").get("/api/attendances?event_id=" + event_id);
    REQUIRE(masked.count() == 2);
    CHECK(masked.item(0).at("name").text() == "工**");
    CHECK(app.as("doorkeeper").get("/api/attendances?event_id=" + event_id).item(0).at("name").text() == "工友1");
    CHECK(app.as("southerner").get("/api/attendances?event_id=" + event_id).count() == 0);

    CHECK(app.as("doorkeeper").remove("/api/attendances/" + masked.item(0).at("id").text()).status == 204);
    CHECK(app.as("officer").get(path).number("attended") == 1);
    app.work();
    CHECK(app.counts_are_right());
}

TEST_CASE("a full event takes nobody more, and one without an oath counts none") {
    Story story;
    story.bring(story.tree.committee, 2);
    auto path = story.opened("talk", "officer", {{"capacity", 1}});
    auto code = story.app.as("officer").get(path).text("check_in_code");
    CHECK(story.app.as("w0").post("/api/my/check-ins", Json::Object{{"code", code}, {"took_oath", true}}).status ==
          422);
    CHECK(story.check_in("w0", code).status == 201);
    CHECK(story.check_in("w0", code).status == 201);
    CHECK(story.check_in("w1", code).status == 409);
}

TEST_CASE("two people who change one event at once are told, and check-ins disturb neither") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 1);
    auto path = story.opened("talk");
    auto seen = app.as("officer").get(path);
    story.check_in("w0", seen.text("check_in_code"));
    CHECK(app.as("officer").patch(path, Json::Object{{"place", "新会场"}}, 0).status == 428);
    CHECK(app.as("officer").patch(path, Json::Object{{"place", "新会场"}}, seen.number("version")).status == 200);
    CHECK(app.as("officer").patch(path, Json::Object{{"place", "旧会场"}}, seen.number("version")).status == 412);
    auto now = app.as("officer").get(path);
    CHECK(now.text("place") == "新会场");
    CHECK(now.number("attended") == 1);
}

TEST_CASE("an event is planned where one may, everything wrong is said at once, and it is not held before it begins") {
    Story story;
    auto& app = story.app;
    CHECK(app.as_nobody().get("/api/events").status == 401);
    CHECK(app.as("cadre").post("/api/events", Json::Object{{"unit_id", story.tree.street.id.text()}}).status == 403);
    CHECK(app.as("officer")
              .post("/api/events", Json::Object{{"unit_id", story.tree.south.id.text()}, {"title", "别处"}})
              .status == 403);
    auto wrong = app.as("officer").post(
        "/api/events", Json::Object{{"unit_id", story.tree.north.id.text()}, {"capacity", -1}, {"attended", 9}});
    CHECK(wrong.status == 422);
    CHECK(wrong.json().at("problems").size() >= 1);
    auto path = "/api/events/" + story.plan("talk", "officer").text("id");
    CHECK(app.as("southerner").get(path).status == 404);
    app.as("officer").post(path + "/steps", Json::Object{{"step", "open"}});
    app.set_clock("2024-05-10T00:00:00Z");
    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "hold"}}).status == 409);
    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "cancel"}}).text("status") == "cancelled");
    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "open"}}).status == 409);
    CHECK(app.as("officer")
              .post("/api/events/" + story.plan("talk").text("id") + "/steps", Json::Object{{"step", "dance"}})
              .status == 409);
}

TEST_CASE("who withdraws in the cooling-off days was never there") {
    Story story;
    auto& app = story.app;
    story.bring(story.tree.committee, 2);
    auto path = story.opened("talk");
    auto code = app.as("officer").get(path).text("check_in_code");
    story.check_in("w0", code);
    story.check_in("w1", code);
    app.in_transaction([&](Context& context) {
        context.happened.push_back(
            {.verb = members::member_erased, .subject = "member", .subject_id = story.members[0].id.number});
    });
    CHECK(app.as("officer").get(path).number("attended") == 1);
    app.work();
    CHECK(app.counts_are_right());
}

}  // namespace unionhall::events
