#include <doctest/doctest.h>

#include "bulletins/model.h"
#include "platform/testing_tree.h"
#include "worklist/rules.h"

namespace unionhall::worklist {

TEST_CASE("a work list holds what the asker may deal with, within reach, in the asked language") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "north", tree.north, {"events.read", "events.manage", "bulletins.read", "bulletins.write"});
    introduce(app, "south", tree.south, {"events.manage", "bulletins.publish"});
    introduce(app, "officer", tree.city, {"drives.read", "drives.manage"});
    CHECK(app.as("north").get("/api/work-list").count() == 0);

    auto path = "/api/events/" +
                app.as("north")
                    .post("/api/events", Json::Object{{"unit_id", tree.north.id.text()},
                                                      {"title", "宣讲"},
                                                      {"starts_at", "2024-05-10T01:00:00Z"},
                                                      {"place", "会场"}})
                    .text("id") +
                "/steps";
    for (auto* step : {"open", "hold"}) app.as("north").post(path, Json::Object{{"step", step}});
    app.as("north").post("/api/bulletins",
                         Json::Object{{"unit_id", tree.north.id.text()}, {"title", "通报"}, {"body", "本月无数字。"}});
    auto drive = app.as("officer")
                     .post("/api/drives", Json::Object{{"unit_id", tree.city.id.text()},
                                                       {"title", "行动"},
                                                       {"starts_on", "2024-05-01"},
                                                       {"ends_on", "2024-05-09"}})
                     .text("id");
    app.as("officer").post("/api/drives/" + drive + "/steps", Json::Object{{"step", "start"}});

    auto work = app.as("north").get("/api/work-list");
    REQUIRE(work.count() == 2);
    CHECK(work.item(0).at("title").text() == "已办完、等待上报的活动");
    CHECK(work.item(0).at("count").integer() == 1);
    CHECK(work.item(1).at("kind").text() == "drafts");
    CHECK(app.as("south").get("/api/work-list").count() == 0);
    auto over =
        app.call("GET", "/api/work-list", "", {{"authorization", "Bearer cast:officer"}, {"accept-language", "en"}});
    CHECK(over.item(0).at("title").text() == "Drives that are over and not closed");
    app.person("worker", {.kind = Actor::Kind::worker});
    CHECK(app.as("worker").get("/api/work-list").status == 403);
    CHECK(app.as_nobody().get("/api/work-list").status == 401);

    app.as("north").post(path, Json::Object{{"step", "report"}});
    CHECK(app.as("north").get("/api/work-list").count() == 1);
}

TEST_CASE("every kind of work has its words, its right and its page, once") {
    std::vector<std::string> seen;
    for (auto& kind : kinds()) {
        CHECK_FALSE(kind.title.zh.empty());
        CHECK_FALSE(kind.title.en.empty());
        CHECK(kind.link.starts_with("/"));
        CHECK(std::ranges::find(seen, kind.name) == seen.end());
        seen.push_back(kind.name);
    }
}

}  // namespace unionhall::worklist
