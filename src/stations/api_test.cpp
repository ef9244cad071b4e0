#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "platform/settings.h"
#include "stations/nearest_store.h"
#include "stations/testing_stations.h"

namespace unionhall::stations {

TEST_CASE("a station is planned, opened and found by anybody, changed, paused and closed") {
    StationStory story;
    auto& app = story.app;
    auto planned = app.as("officer").post(
        "/api/stations",
        story.wanted("银河驿站", 84.8739, 45.5959,
                     {{"coordinate_system", "wgs84"}, {"phone", "0990-6230000"}, {"keeper_name", "李春梅"}}));
    REQUIRE(planned.status == 201);
    CHECK(planned.json().at("steps").size() == 3);
    auto path = "/api/stations/" + planned.text("id");
    auto open_path = "/api/public/stations/" + planned.text("id");
    CHECK(app.as_nobody().get(open_path).status == 404);
    CHECK(app.as_nobody().get(path).status == 401);
    CHECK(app.as("southerner").get(path).status == 404);
    CHECK(app.as("keeper").post(path + "/steps", Json::Object{{"step", "open"}}).status == 404);

    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "open"}}).text("opened_on") == "2024-05-10");
    auto shown = app.as_nobody().get(open_path);
    CHECK(shown.status == 200);
    CHECK(std::abs(std::get<double>(shown.json().at("lng").value) - 84.876319) < 1e-6);
    CHECK(shown.text("kinds") == "station");
    CHECK(shown.text("verified_words") == "2024-05-10 核实过。");
    CHECK(shown.json().at("is_open_now").boolean());  // a Friday at ten
    CHECK(shown.body.find("李春梅") == std::string::npos);

    CHECK(story.near("84.8739,45.5959 wgs84").item(0).at("metres").integer() == 0);
    CHECK(story.near("84.8739,45.5959 wgs84", "?needs=microwave").count() == 0);
    auto changed = app.as("officer").patch(path, Json::Object{{"has_microwave", true}}, 2);
    CHECK(changed.status == 200);
    CHECK(story.near("84.8739,45.5959 wgs84", "?needs=microwave&open_now=true").count() == 1);
    app.set_clock("2024-05-11T00:00:00Z");  // a Saturday at eight
    CHECK(story.near("84.8739,45.5959 wgs84", "?open_now=true").count() == 0);

    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "pause"}}).status == 200);
    CHECK(story.near("84.8739,45.5959 wgs84").count() == 0);
    CHECK(app.as_nobody().get("/api/public/stations?division=650203").count() == 1);
    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "close"}}).text("closed_on") == "2024-05-11");
    CHECK(app.as_nobody().get(open_path).status == 404);
    CHECK(app.as("officer").patch(path, Json::Object{{"name", "x"}}, 5).problems() ==
          ": 已关闭的站点只作留存，不再修改。");
    app.work();
    CHECK(app.counts_are_right());
}

TEST_CASE("everything wrong with a station is said at once") {
    StationStory story;
    auto refused = story.app.as("officer").post(
        "/api/stations",
        story.wanted("驿站", 84.9, 45.6,
                     {{"division_code", "650299001"}, {"weekday_hours", "早上"}, {"is_station", false}}));
    CHECK(
        refused.problems() ==
        "is_station: 请至少选一种类型。; weekday_hours: 时间要写成 08:30-18:00 这样，多段用逗号隔开，不能重叠。; division_code: 没有这个区划，请重新选择。");
    CHECK(story.app.as("southerner").post("/api/stations", story.wanted("驿站", 84.9, 45.6)).status == 403);
}

TEST_CASE("the nearest are exact, whatever lies how far away, and nobody's place is kept") {
    StationStory story;
    auto& app = story.app;
    std::vector<std::pair<std::int64_t, Place>> all;
    std::uint64_t state = 11;
    auto next = [&] {
        return double((state = state * 6364136223846793005u + 1442695040888963407u) >> 11) / 9007199254740992.0;
    };
    app.in_transaction([&](Context& context) {
        for (int i = 0; i < 300; ++i) {  // thick in a town, thin around it
            double spread = i % 3 ? 0.02 : 1.5;
            Station station{.unit_id = story.tree.street.id,
                            .name = "驿站" + std::to_string(i),
                            .division_code = "650203004",
                            .address = "路 " + std::to_string(i) + " 号",
                            .lng = 84.87 + (next() - 0.5) * spread,
                            .lat = 45.59 + (next() - 0.5) * spread,
                            .is_open_24h = true};
            station = open_station(context, plan_station(context, station));
            all.emplace_back(station.id.number, Place{*station.map_lng, *station.map_lat});
        }
    });
    app.in_transaction([&](Context& context) {
        for (int i = 0; i < 60; ++i) {
            Place from{84.87 + (next() - 0.5) * 3, 45.59 + (next() - 0.5) * 3};
            std::vector<std::pair<double, std::int64_t>> expected;
            for (auto& [id, place] : all)
                if (auto metres = metres_between(from, place); metres <= double(nearest_metres_max))
                    expected.emplace_back(metres, id);
            std::ranges::sort(expected);
            auto found = nearest(context.tx, {.from = from, .limit = 7});
            REQUIRE(found.size() == std::min<std::size_t>(7, expected.size()));
            for (std::size_t n = 0; n < found.size(); ++n) CHECK(found[n].station_id == expected[n].second);
        }
    });
    auto answer = story.near("84.87,45.59", "?limit=5");
    CHECK(answer.count() == 5);
    CHECK(answer.header("Cache-Control") == "no-store");
    CHECK(app.as_nobody().get("/api/public/stations/nearest?lng=84.87&lat=45.59").status == 422);
    CHECK(story.near("45.59,84.87").problems().find("Position: 请在请求头 Position 中写明位置") == 0);
    CHECK(app.audit().find("84.87") == std::string::npos);
}

TEST_CASE("a phone keeps the list of a county and its neighbours, and then asks for what changed, removals too") {
    StationStory story;
    auto& app = story.app;
    auto first = story.opened("一号驿站", 84.87, 45.59);
    auto second = story.opened("二号驿站", 84.88, 45.59);
    auto neighbour = story.opened("邻区驿站", 84.90, 45.58, {{"division_code", "650202001"}, {"is_open_24h", true}});
    auto pack = app.as_nobody().get("/api/public/stations/pack?county=650203");
    REQUIRE(pack.status == 200);
    CHECK(pack.json().at("stations").size() == 2);
    CHECK(pack.json().at("fields").size() == pack.json().at("stations").at(0).size());
    CHECK(pack.json().at("hours").at(0).at(0).text() == "08:30-18:00");
    auto wide = app.as_nobody().get("/api/public/stations/pack?county=650203&neighbours=true");
    CHECK(wide.json().at("counties").size() == 2);
    CHECK(wide.json().at("stations").size() == 3);
    auto again =
        app.call("GET", "/api/public/stations/pack?county=650203", "", {{"if-none-match", pack.header("ETag")}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());

    app.pass_seconds(3600);
    auto since = "/api/public/stations/pack?county=650203&since=" + pack.text("version");
    app.as("officer").patch(first, Json::Object{{"has_toilet", true}}, 2);
    app.as("officer").post(second + "/steps", Json::Object{{"step", "close"}});
    auto news = app.as_nobody().get(since);
    CHECK(news.json().at("stations").size() == 1);
    CHECK(news.json().at("removed").size() == 1);
    app.as("officer").patch(first, Json::Object{{"division_code", "650202001"}}, 3);
    CHECK(app.as_nobody().get(since).json().at("removed").size() == 2);
    CHECK(app.as_nobody().get("/api/public/stations/pack?county=650202").json().at("stations").size() == 2);
    CHECK(app.as_nobody().get("/api/public/stations/pack?county=65").status == 422);
}

TEST_CASE("AC-24: 178 stations and 146 homes by kind; one address may be both, so addresses are counted apart") {
    StationStory story;
    auto& app = story.app;
    constexpr int stations = 178, homes = 146, both = 96;
    app.in_transaction([&](Context& context) {
        for (int i = 0; i < stations + homes - both; ++i)
            open_station(context, plan_station(context, {.unit_id = story.tree.street.id,
                                                         .name = "站点" + std::to_string(i),
                                                         .is_station = i < stations,
                                                         .is_workers_home = i >= stations - both,
                                                         .division_code = "650203004",
                                                         .address = "路 " + std::to_string(i) + " 号",
                                                         .lng = 84.87,
                                                         .lat = 45.59,
                                                         .is_open_24h = true}));
    });
    auto figures = app.as("officer").get("/api/stations/figures?unit_id=" + story.tree.city.id.text());
    REQUIRE(figures.status == 200);
    CHECK(figures.json().at("by_kind").at(0).at("count").integer() == stations);
    CHECK(figures.json().at("by_kind").at(1).at("count").integer() == homes);
    CHECK(figures.number("kinds_total") == 324);
    CHECK(figures.number("addresses") == 228);
    CHECK(figures.text("sentence") == "户外劳动者驿站 178 个，职工之家 146 个；合计 324 个，分布在 228 个地址。");
    CHECK(app.as("southerner").get("/api/stations/figures?unit_id=" + story.tree.city.id.text()).status == 404);
    app.work();
    CHECK(app.counts_are_right());
}

TEST_CASE("a fact that nobody verified for long waits in the work list until a keeper says it is so") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    auto waiting = [&] {
        auto answer = app.as("keeper").get("/api/work-list");
        std::int64_t count = 0;
        for (std::size_t i = 0; i < answer.count(); ++i)
            if (answer.item(i).at("kind").text() == "stations") count = answer.item(i).at("count").integer();
        return count;
    };
    auto words = [&] { return app.as_nobody().get("/api/public" + path.substr(4)).text("verified_words"); };
    CHECK(waiting() == 0);
    app.set_clock("2024-08-09T02:00:00Z");
    CHECK(waiting() == 1);
    CHECK(words() == "上次核实是 2024-05-10，可能有变化。");
    CHECK(app.as("keeper").post(path + "/verifications").status == 422);
    CHECK(app.as("keeper").post(path + "/verifications", Json::Object{{"place", true}, {"hours", true}}).status == 200);
    CHECK(waiting() == 1);
    auto longest_first = "/api/stations?status=open,rectifying,paused&sort=verified_on";
    CHECK(app.as("keeper").get(longest_first).item(0).at("verified_on").text() == "2024-05-10");
    CHECK(
        app.as("keeper").post(path + "/verifications", Json::Object{{"facilities", true}, {"contact", true}}).status ==
        200);
    CHECK(waiting() == 0);
    CHECK(app.as("keeper").get(longest_first).item(0).at("verified_on").text() == "2024-08-09");
    CHECK(words() == "2024-08-09 核实过。");
    CHECK(app.audit().find("station.verified station") != std::string::npos);
}

TEST_CASE("the map is what the settings say, with its review number, and none by default") {
    StationStory story;
    CHECK(story.app.as_nobody().get("/api/public/map").text("tiles").empty());
    auto& settings = story.app.settings();
    settings.map_tiles = "https://tiles.example.cn/{z}/{x}/{y}.png";
    settings.map_attribution = "示例地图";
    settings.map_review_number = "GS(2024)0001号";
    auto shown = story.app.as_nobody().get("/api/public/map");
    CHECK(shown.text("tiles") == settings.map_tiles);
    CHECK(shown.text("system") == "wgs84");
    CHECK(shown.text("review_number") == "GS(2024)0001号");
}

}  // namespace unionhall::stations
