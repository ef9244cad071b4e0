#include <doctest/doctest.h>

#include "stations/testing_stations.h"

namespace unionhall::stations {

TEST_CASE("AC-31: the service card of an area prints exactly its 23 stations, with name, address, hours and phone") {
    StationStory story;
    auto& app = story.app;
    story.division("110107003", "八角街道");
    story.division("110107004", "古城街道");
    app.in_transaction([&](Context& context) {
        auto put = [&](const std::string& name, const std::string& division) {
            return open_station(context,
                                plan_station(context, {.unit_id = story.tree.street.id,
                                                       .name = name,
                                                       .division_code = division,
                                                       .address = name + "一层",
                                                       .lng = 116.2,
                                                       .lat = 39.91,
                                                       .phone = "010-6886" + std::to_string(1000 + name.size()),
                                                       .weekday_hours = "09:00-18:00"}));
        };
        for (int i = 1; i <= 23; ++i) put("八角社区驿站" + std::to_string(i), "110107003");
        put("古城驿站", "110107004");
    });
    auto paused = story.opened("停用驿站", 116.2, 39.91, {{"division_code", "110107003"}});
    app.as("officer").post(paused + "/steps", Json::Object{{"step", "pause"}});

    auto card = app.as_nobody().get("/api/public/service-card?division=110107003");
    REQUIRE_MESSAGE(card.status == 200, card.body);
    CHECK(card.number("count") == 23);
    auto json = card.json();
    CHECK(json.at("stations").size() == 23);
    for (auto& station : json.at("stations").array()) {
        CHECK(station.at("name").text().starts_with("八角社区驿站"));
        CHECK(station.at("address").text().ends_with("一层"));
        CHECK(station.at("hours_words").text() == "工作日 09:00-18:00；周末不开放");
        CHECK(station.at("phone").text().starts_with("010-6886"));
    }
    CHECK(card.text("title") == "八角街道暖心服务卡");
    CHECK(card.text("qr_svg").starts_with("<svg"));
    CHECK(card.text("qr_url").ends_with("/stations?division=110107003"));
    CHECK(app.as_nobody().get("/api/public/service-card?division=11").status == 422);
}

TEST_CASE("open data says each station in CSV, GeoJSON in WGS-84, and the words of schema.org") {
    StationStory story;
    auto& app = story.app;
    story.opened(
        "=银河驿站", 84.8739, 45.5959,
        {{"coordinate_system", "wgs84"}, {"keeper_name", "李春梅"}, {"has_water", true}, {"is_step_free", true}});
    auto csv = app.as_nobody().get("/api/public/stations.csv?division=650203");
    CHECK(csv.body.find("'=银河驿站") != std::string::npos);
    CHECK(csv.body.find("84.873900,45.595900") != std::string::npos);
    auto geo = app.as_nobody().get("/api/public/stations.geojson?division=650203").json();
    auto point = geo.at("features").at(0).at("geometry").at("coordinates");
    CHECK(to_text(point) == "[84.8739,45.5959]");
    auto linked = app.as_nobody().get("/api/public/stations.jsonld?division=650203").json();
    auto place = linked.at("hasPart").at(0);
    CHECK(place.at("@type").text() == "Place");
    CHECK(place.at("openingHoursSpecification").size() == 2);
    CHECK(to_text(place.at("amenityFeature")).find("step_free") != std::string::npos);
    for (auto* ending : {"csv", "geojson", "jsonld"})
        CHECK(app.as_nobody()
                  .get("/api/public/stations." + std::string(ending) + "?division=650203")
                  .body.find("李春梅") == std::string::npos);
}

}  // namespace unionhall::stations
