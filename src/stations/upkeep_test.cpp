#include <doctest/doctest.h>

#include "stations/testing_stations.h"
#include "stations/upkeep_rules.h"

namespace unionhall::stations {
namespace {

Answer report(StationStory& story, const std::string& path, Json::Object body, const std::string& key = "") {
    return story.app.as_nobody().post("/api/public" + path.substr(4) + "/reports", std::move(body), key);
}

std::int64_t waiting(StationStory& story, const std::string& kind) {
    auto answer = story.app.as("keeper").get("/api/work-list");
    for (std::size_t i = 0; i < answer.count(); ++i)
        if (answer.item(i).at("kind").text() == kind) return answer.item(i).at("count").integer();
    return 0;
}

}  // namespace

TEST_CASE("a passer-by reports in two taps without an account, and is told by when somebody answers") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    auto sent = report(story, path, {{"kind", "broken"}, {"facility", "microwave"}});
    REQUIRE_MESSAGE(sent.status == 200, sent.body);
    CHECK(sent.text("due_on") == "2024-05-14");  // a Friday; of the weekend after it the Saturday is a working day
    CHECK(sent.text("sentence") == "谢谢您！站点负责人最晚 2024-05-14 答复。");
    CHECK(waiting(story, "station_reports") == 1);
    auto shown = app.as_nobody().get("/api/public" + path.substr(4));
    CHECK(shown.number("open_reports") == 1);
    CHECK(shown.text("verified_words") == "有人反映与实际不符，正在核实。");

    auto second = report(story, path, {{"kind", "broken"}, {"facility", "microwave"}});
    CHECK(second.text("id") == sent.text("id"));
    CHECK(app.as("keeper").get("/api/station-reports").item(0).at("times").integer() == 2);
    CHECK(app.as_nobody().get("/api/public" + path.substr(4)).number("open_reports") == 1);

    auto steps = "/api/station-reports/" + sent.text("id") + "/steps";
    CHECK(app.as("southerner").post(steps, Json::Object{{"step", "fix"}}).status == 404);
    CHECK(app.as("keeper").post(steps, Json::Object{{"step", "fix"}, {"note", "微波炉已换新"}}).text("status") ==
          "fixed");
    auto answered = app.as_nobody().get("/api/public/station-reports/" + sent.text("id"));
    CHECK(answered.text("answer") == "微波炉已换新");
    CHECK(waiting(story, "station_reports") == 0);
    CHECK(app.as_nobody().get("/api/public" + path.substr(4)).number("open_reports") == 0);
    CHECK(app.audit().find("nobody station_report.received station_report") != std::string::npos);
}

TEST_CASE("a phone that was offline sends its report later and twice, and it is one") {
    StationStory story;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    Json::Object body{{"kind", "locked"}, {"observed_at", "2024-05-07T12:00:00Z"}};
    auto first = report(story, path, body, "phone-1");
    CHECK(first.text("observed_at") == "2024-05-07T12:00:00Z");
    story.app.pass_seconds(3 * 24 * 3600);
    story.app.work();
    CHECK(report(story, path, body, "phone-1").text("id") == first.text("id"));
    CHECK(story.app.as("keeper").get("/api/station-reports").item(0).at("times").integer() == 1);
    story.app.set_clock("2024-05-21T12:00:01Z");
    CHECK(report(story, path, body, "phone-2").problems() == "observed_at: 已经过去两周以上，请再去看一次。");
    CHECK(report(story, path, {{"kind", "locked"}, {"facility", "microwave"}}).status == 422);
    CHECK(report(story, path, {{"kind", "broken"}, {"facility", "sauna"}}).status == 422);
    CHECK(report(story, path, {{"kind", "locked"}, {"note", "张三"}}).status == 422);
}

TEST_CASE("much from one address must wait, and of the address nothing is left after the hour") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    for (std::int64_t i = 0; i < reports_by_station_max; ++i)
        CHECK(report(story, path, {{"kind", "locked"}}).status == 200);
    auto refused = report(story, path, {{"kind", "locked"}});
    CHECK(refused.status == 429);
    CHECK(refused.header("Retry-After") == "3600");
    auto kept = [&] {
        std::int64_t rows = 0;
        app.in_transaction([&](Context& c) { rows = c.tx.number("select count(*) from station_tries").value_or(0); });
        return rows;
    };
    CHECK(kept() == 2);
    app.pass_seconds(2 * tries_window_s);
    app.work();
    CHECK(kept() == 0);
    CHECK(report(story, path, {{"kind", "locked"}}).status == 200);
}

TEST_CASE("what an inspection finds has its day, is put right and accepted") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    Json::Object found{{"inspected_on", "2024-05-10"},
                       {"has_sign", true},
                       {"has_place", true},
                       {"has_facilities", true},
                       {"has_rules", true},
                       {"has_people", true},
                       {"is_on_map", true}};
    CHECK(app.as("keeper").post(path + "/inspections", found).status == 403);
    auto made = app.as("officer").post(path + "/inspections", found);
    REQUIRE_MESSAGE(made.status == 200, made.body);
    CHECK(made.number("deficiencies") == 2);
    auto list = app.as("keeper").get("/api/deficiencies?status=found&sort=due_on");
    REQUIRE(list.count() == 2);
    CHECK(list.item(0).at("due_on").text() == "2024-05-30");
    CHECK(waiting(story, "deficiencies") == 2);
    auto steps = "/api/deficiencies/" + list.item(0).at("id").text() + "/steps";
    CHECK(app.as("officer").post(steps, Json::Object{{"step", "accept"}}).status == 409);
    CHECK(app.as("keeper").post(steps, Json::Object{{"step", "fix"}}).text("fixed_on") == "2024-05-10");
    CHECK(app.as("keeper").post(steps, Json::Object{{"step", "accept"}}).status == 403);
    CHECK(app.as("officer").post(steps, Json::Object{{"step", "accept"}}).text("status") == "accepted");
    CHECK(waiting(story, "deficiencies") == 1);
}

TEST_CASE("visits are counts and nothing else, entered or tapped, and add up the tree") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    auto enter = [&](std::int64_t visits) {
        return app.as("keeper").post(path + "/tallies", Json::Object{{"day", "2024-05-09"}, {"visits", visits}});
    };
    CHECK(enter(40).number("visits") == 40);
    CHECK(enter(35).number("visits") == 35);
    auto tapped = app.as_nobody().post("/api/public" + path.substr(4) + "/visits");
    CHECK(tapped.text("sentence") == "欢迎！已记一次到访，不记录是谁。");
    CHECK(app.as("keeper").post(path + "/tallies", Json::Object{{"day", "2024-05-11"}, {"visits", 1}}).status == 422);
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "stations.visits", story.tree.city.id.number, "2024-05", "2024-05") == 36);
    });
    // The station goes to another unit: what is to be done goes with it, what was counted stays.
    report(story, path, {{"kind", "locked"}});
    auto version = app.as("officer").get(path).number("version");
    CHECK(app.as("officer").patch(path, Json::Object{{"unit_id", story.tree.committee.id.text()}}, version).status ==
          200);
    app.work();
    CHECK(app.counts_are_right());
}

}  // namespace unionhall::stations
