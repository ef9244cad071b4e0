#include <doctest/doctest.h>

#include "drives/model.h"
#include "platform/testing_tree.h"

namespace unionhall::drives {
namespace {

struct Story {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::string drive_id, path;
    int people = 0;

    Story() {
        introduce(app, "officer", tree.city, {"drives.read", "drives.manage", "events.read", "members.read"});
        introduce(app, "north", tree.north, {"drives.read", "events.read", "events.manage"});
        introduce(app, "south", tree.south, {"drives.read", "events.read", "events.manage"});
        introduce(app, "street", tree.street, {"drives.read"});
        auto made = app.as("officer").post("/api/drives", wanted());
        REQUIRE(made.status == 201);
        drive_id = made.text("id");
        path = "/api/drives/" + drive_id;
    }
    Json::Object wanted() const {
        return {{"unit_id", tree.city.id.text()}, {"title", "新就业形态劳动者集中入会 · 2024年5月"},
                {"division_code", "6502"},        {"starts_on", "2024-05-11"},
                {"ends_on", "2024-05-20"},        {"groups", "货车司机、快递员、外卖配送员"}};
    }
    Answer give(const units::Unit& unit, int events) {
        return app.as("officer").post(
            "/api/drive-units",
            Json::Object{{"drive_id", drive_id}, {"unit_id", unit.id.text()}, {"events_planned", events}});
    }
    Answer plan(const std::string& who, const std::string& kind, const std::string& day) {
        return app.as(who).post("/api/events",
                                Json::Object{{"unit_id", (who == "south" ? tree.south : tree.north).id.text()},
                                             {"drive_id", drive_id},
                                             {"title", kind + " " + day},
                                             {"kind", kind},
                                             {"starts_at", day + "T02:00:00Z"},
                                             {"place", "会场"}});
    }
    // Holds an event and brings in the members who joined at it that day.
    std::string hold(const std::string& who, const std::string& kind, const std::string& day, int joined,
                     members::Channel channel, members::Occupation occupation) {
        auto id = plan(who, kind, day).text("id");
        app.set_clock(day + "T03:00:00Z");
        for (auto* step : {"open", "hold"})
            REQUIRE(app.as(who).post("/api/events/" + id + "/steps", Json::Object{{"step", step}}).status == 200);
        join(who == "south" ? tree.southern_committee : tree.committee, day, joined, channel, occupation,
             parse_id(id).value());
        return id;
    }
    void join(const units::Unit& unit, const std::string& day, int count, members::Channel channel,
              members::Occupation occupation, std::int64_t event = 0) {
        std::vector<members::Joined> all;
        for (int i = 0; i < count; ++i) {
            auto n = std::to_string(people++);
            all.push_back({.unit_id = unit.id.number,
                           .name = "工友" + n,
                           .phone = "1390000" + std::string(4 - n.size(), '0') + n,
                           .channel = channel,
                           .occupation = occupation,
                           .division_code = "650203004",
                           .drive_id = parse_id(drive_id).value(),
                           .event_id = event,
                           .joined_on = *parse_date(day)});
        }
        app.in_transaction([&](Context& context) { members::bring_members(context, all); });
    }
};

std::string rows(const Json& parts) {
    std::string text;
    for (auto& part : parts.array())
        text += (text.empty() ? "" : "; ") + part.at("label").text() + " " + std::to_string(part.at("value").integer());
    return text;
}

}  // namespace

TEST_CASE("AC-01: four events in ten days, 188 members, 47 each, and nobody counted twice") {
    using enum members::Channel;
    using enum members::Occupation;
    Story story;
    auto& app = story.app;
    CHECK(story.give(story.tree.north, 3).status == 201);
    CHECK(story.give(story.tree.south, 1).status == 201);
    CHECK(app.as("officer").post(story.path + "/steps", Json::Object{{"step", "start"}}).text("status") == "running");
    story.hold("north", "talk", "2024-05-11", 50, online, truck_driver);
    story.hold("north", "ceremony", "2024-05-14", 46, on_site, truck_driver);
    story.hold("north", "site_stand", "2024-05-17", 48, on_site, courier);
    auto last = story.hold("south", "site_stand", "2024-05-20", 44, hotline, delivery_rider);

    for (bool is_folded : {false, true}) {  // the figures are the same before the counts are folded and after
        if (is_folded) app.work();
        auto figures = app.as("officer").get(story.path + "/figures");
        CHECK(figures.number("events") == 4);
        CHECK(figures.number("members") == 188);
        CHECK(to_text(figures.json().at("mean_per_event")) == "47");
        CHECK(figures.text("as_of") == "2024-05-20T03:00:00Z");
        CHECK(rows(figures.json().at("by_channel")) == "网上入会 50; 现场入会 94; 热线入会 44");
        CHECK(rows(figures.json().at("by_unit")) == "克拉玛依区总工会 144; 独山子区总工会 44");
        CHECK(rows(figures.json().at("by_occupation")) == "货车司机 96; 快递员 48; 外卖配送员 44");
        CHECK(rows(figures.json().at("by_day")) == "2024-05-11 50; 2024-05-14 46; 2024-05-17 48; 2024-05-20 44");
        CHECK(rows(figures.json().at("by_event")) ==
              "talk 2024-05-11 50; ceremony 2024-05-14 46; site_stand 2024-05-17 48; site_stand 2024-05-20 44");
    }
    auto figures = app.as("officer").get(story.path + "/figures");
    CHECK(figures.json().at("by_channel").at(0).at("evidence").text() ==
          "/members?drive_id=" + story.drive_id + "&channel=online");
    CHECK(figures.json().at("by_event").at(3).at("evidence").text() ==
          "/members?drive_id=" + story.drive_id + "&event_id=" + last);
    CHECK(app.as("officer")
              .get("/api" + figures.json().at("by_event").at(3).at("evidence").text() + "&count=1&limit=1")
              .number("total") == 44);
    CHECK(app.counts_are_right());
}

TEST_CASE("who joined in a drive but at none of its events has a row of their own") {
    Story story;
    story.join(story.tree.committee, "2024-05-12", 6, members::Channel::online, members::Occupation::courier);
    auto figures = story.app.as("officer").get(story.path + "/figures");
    CHECK(rows(figures.json().at("by_event")) == "不在活动现场 6");
    CHECK(figures.json().at("mean_per_event").is_null());
}

TEST_CASE("a drive is seen by those it concerns, and changed by those who lead it") {
    Story story;
    auto& app = story.app;
    CHECK(app.as("street").get(story.path).status == 200);  // given to nobody yet: for everybody below
    story.give(story.tree.north, 3);
    CHECK(app.as("north").get(story.path).status == 200);
    CHECK(app.as("street").get(story.path + "/figures").status == 200);
    CHECK(app.as("south").get(story.path).status == 404);
    CHECK(app.as("south").get(story.path + "/figures").status == 404);
    CHECK(app.as("south").get("/api/drive-units?drive_id=" + story.drive_id).status == 404);
    for (auto& [who, drives] :
         std::vector<std::pair<std::string, std::size_t>>{{"officer", 1}, {"north", 1}, {"street", 1}, {"south", 0}})
        CHECK_MESSAGE(app.as(who).get("/api/drives").count() == drives, who);
    CHECK(app.as("north").get("/api/drive-units?drive_id=" + story.drive_id).item(0).at("unit_name").text() ==
          "克拉玛依区总工会");

    CHECK(app.as("north").post(story.path + "/steps", Json::Object{{"step", "start"}}).status == 404);
    CHECK(app.as("north").post("/api/drives", story.wanted()).status == 403);
    CHECK(app.as_nobody().get("/api/drives").status == 401);
    CHECK(app.as("officer").patch(story.path, Json::Object{{"note", "第一次修改"}}, 1).status == 200);
    CHECK(app.as("officer").patch(story.path, Json::Object{{"note", "同时的修改"}}, 1).status == 412);
}

TEST_CASE("a drive is given once to each unit, and only below the one that leads it") {
    Story story;
    CHECK(story.give(story.tree.north, 3).status == 201);
    CHECK(story.give(story.tree.north, 1).status == 409);
    CHECK(story.give(story.tree.city, 1).status == 422);
    auto wanted = story.wanted();
    wanted[3].second = "2024-06-01";
    wanted[4].second = "2024-05-01";
    CHECK(story.app.as("officer").post("/api/drives", wanted).problems() == "ends_on: 结束日期不能早于开始日期。");
    CHECK(story.app.as("officer")
              .post("/api/drives", Json::Object{{"unit_id", story.tree.city.id.text()}, {"title", "没有日期"}})
              .json()
              .at("problems")
              .size() == 2);
}

TEST_CASE("an event belongs to a drive only where its unit has a part in it") {
    Story story;
    story.give(story.tree.north, 3);
    CHECK(story.plan("north", "talk", "2024-05-11").status == 201);
    auto refused = story.plan("south", "talk", "2024-05-11");
    CHECK(refused.status == 422);
    CHECK(refused.problems() == "drive_id: 没有这次行动，或它没有交给主办工会。");
    CHECK(story.app.as("officer").get("/api/events?drive_id=" + story.drive_id).count() ==
          1);  // nothing of it was kept
}

TEST_CASE("units are ranked by a measure, ties share a rank, and no person is named") {
    using enum members::Channel;
    Story story;
    auto& app = story.app;
    for (auto* day : {"2024-05-11", "2024-05-14"})
        story.hold("north", "talk", day, 1, online, members::Occupation::courier);
    story.hold("south", "talk", "2024-06-01", 1, online, members::Occupation::courier);
    auto ask = "/api/measures/ranking?measure=events.held&unit_id=" + story.tree.city.id.text();
    for (bool is_folded : {false, true}) {
        if (is_folded) app.work();
        auto ranking = app.as("officer").get(ask);
        CHECK(ranking.number("total") == 3);
        CHECK(ranking.item(0).at("unit_name").text() == "克拉玛依区总工会");
        CHECK(ranking.item(0).at("value").integer() == 2);
        CHECK(app.as("officer").get(ask + "&from=2024-06").item(0).at("unit_name").text() == "独山子区总工会");
        auto tied = app.as("officer").get(ask + "&from=2024-07");
        CHECK(tied.item(1).at("rank").integer() == 1);
    }
    CHECK(app.as("officer").get(ask + "&from=May").status == 422);
    CHECK(app.as("officer")
              .get("/api/measures/ranking?measure=drives.events&unit_id=" + story.tree.city.id.text())
              .status == 422);
    CHECK(app.as("north").get(ask).status == 404);
    CHECK(app.as("officer").get("/api/measures").count() >= 3);
}

}  // namespace unionhall::drives
