// A county with its union and people to run stations, for the stories of this room. Only tests include this.
#pragma once

#include "divisions/model.h"
#include "platform/testing_tree.h"
#include "stations/model.h"

namespace unionhall::stations {

struct StationStory {
    TestApp app;
    TestTree tree = plant_tree(app);

    StationStory() {
        introduce(app, "officer", tree.city, {"stations.read", "stations.manage", "stations.keep", "personal.see"});
        introduce(app, "keeper", tree.street, {"stations.read", "stations.keep"});
        introduce(app, "southerner", tree.south, {"stations.read", "stations.manage", "stations.keep"});
        division("650203004", "银河路街道");
        division("650202001", "金山路街道");
    }
    void division(const std::string& code, const std::string& name) {
        app.in_transaction([&](Context& context) {
            context.tx.insert(divisions::Division{.code = code,
                                                  .name = name,
                                                  .level = divisions::Level::street,
                                                  .parent_code = code.substr(0, 6),
                                                  .full_name = "克拉玛依市" + name});
        });
    }
    Json::Object wanted(const std::string& name, double lng, double lat, Json::Object more = {}) {
        Json::Object body{{"unit_id", tree.street.id.text()},
                          {"name", name},
                          {"division_code", "650203004"},
                          {"address", name + "门口"},
                          {"lng", lng},
                          {"lat", lat},
                          {"weekday_hours", "08:30-18:00"},
                          {"weekend_hours", "10:00-16:00"}};
        for (auto& [key, value] : more) {
            auto there = std::ranges::find(body, key, [](auto& pair) { return pair.first; });
            there == body.end() ? body.emplace_back(key, value) : * there = {key, value};
        }
        return body;
    }
    // Planned and opened by the officer; its path.
    std::string opened(const std::string& name, double lng, double lat, Json::Object more = {}) {
        auto planned = app.as("officer").post("/api/stations", wanted(name, lng, lat, std::move(more)));
        REQUIRE_MESSAGE(planned.status == 201, planned.body);
        auto path = "/api/stations/" + planned.text("id");
        auto answer = app.as("officer").post(path + "/steps", Json::Object{{"step", "open"}});
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        return path;
    }
    Answer near(const std::string& position, const std::string& query = "") {
        return app.call("GET", "/api/public/stations/nearest" + query, "", {{"position", position}});
    }
};

}  // namespace unionhall::stations
