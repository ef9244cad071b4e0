#include <doctest/doctest.h>

#include <algorithm>

#include "platform/migrations.h"
#include "platform/testing_tree.h"
#include "units/store.h"

namespace unionhall::units {

TEST_CASE("a unit is founded under its parent, found by name, and its kind must fit") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.north, {"units.manage"});
    Json wanted =
        Json::Object{{"parent_id", tree.street.id.text()}, {"name", "银河路快递员联合工会"}, {"kind", "joint_union"}};
    auto made = app.as("nora").post("/api/units", wanted);
    CHECK(made.status == 201);
    CHECK(app.as("nora").get("/api/units?q=%E5%BF%AB%E9%80%92%E5%91%98").count() == 1);
    CHECK(
        app.as("nora")
            .post("/api/units", Json::Object{{"parent_id", made.text("id")}, {"name", "下级"}, {"kind", "federation"}})
            .problems() == "kind: 联合基层工会下面不能设工会联合会。");
    CHECK(app.as("nora")
              .post("/api/units",
                    Json::Object{{"parent_id", tree.south.id.text()}, {"name", "别处"}, {"kind", "joint_union"}})
              .status == 404);
    CHECK(app.as_nobody().post("/api/units", wanted).status == 401);
}

TEST_CASE("a change must say which version it changes, and loses nothing of another's") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.north, {"units.manage"});
    auto path = "/api/units/" + tree.street.id.text();
    CHECK(app.as("nora").patch(path, Json::Object{{"address", "一号"}}, 0).status == 428);
    auto changed = app.as("nora").patch(path, Json::Object{{"address", "一号"}}, tree.street.version);
    CHECK(changed.status == 200);
    CHECK(changed.header("etag") == "\"v2\"");
    CHECK(app.as("nora").patch(path, Json::Object{{"address", "二号"}}, tree.street.version).status == 412);
    CHECK(app.as("nora").patch(path, Json::Object{{"status", "merged"}, {"colour", "red"}}, 2).problems() ==
          "status: 状态由系统填写，不能修改。; colour: 没有“colour”这一项。");
}

TEST_CASE("a moved unit takes everything below with it, from a day on, and its past stays") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "ada", tree.city, {"units.manage", "units.read"});
    auto path = "/api/units/" + tree.street.id.text() + "/move";
    CHECK(app.as("ada").post(path, Json::Object{{"parent_id", tree.committee.id.text()}}).status == 422);
    CHECK(
        app.as("ada").post(path, Json::Object{{"parent_id", tree.south.id.text()}, {"from_on", "2019-01-01"}}).status ==
        422);
    CHECK(
        app.as("ada").post(path, Json::Object{{"parent_id", tree.south.id.text()}, {"from_on", "2024-05-01"}}).status ==
        200);
    auto parents = app.as("ada").get("/api/unit-parents?unit_id=" + tree.street.id.text());
    REQUIRE(parents.count() == 2);
    CHECK(parents.item(0).at("valid_to").text() == "2024-05-01");
    CHECK(parents.item(1).at("parent_name").text() == "独山子区总工会");
    auto below = app.as("ada").get("/api/unit-tree?root=" + tree.south.id.text() + "&depth=3");
    CHECK(below.count() == 4);
    CHECK(app.as("ada").get("/api/unit-tree").count() > 1);
}

TEST_CASE("a move reaches every table whose rows carry the path of a unit") {
    for (auto& migration : embedded_migrations()) {
        std::string table;
        for (std::size_t at = 0; at < migration.sql.size();) {
            auto end = std::min(migration.sql.find('\n', at), migration.sql.size());
            auto line = migration.sql.substr(at, end - at);
            at = end + 1;
            if (line.starts_with("create table ")) table = line.substr(13, line.find(' ', 13) - 13);
            // What cannot be changed in place is made anew beside it and takes its name.
            if (table.ends_with("_made_anew")) table.resize(table.size() - std::string_view("_made_anew").size());
            // The audit keeps where something stood when it was done; counts keep where it was counted.
            if (line.starts_with("    unit_path ") && table != "audit_lines" && table != "measure_deltas")
                CHECK_MESSAGE(std::ranges::find(tables_with_paths(), table) != tables_with_paths().end(),
                              table << " is left behind");
        }
    }
}

TEST_CASE("a repeated POST with the same key is done once") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.north, {"units.manage"});
    Json wanted = Json::Object{{"parent_id", tree.street.id.text()}, {"name", "双击工会"}, {"kind", "joint_union"}};
    auto first = app.as("nora").post("/api/units", wanted, "double click");
    auto second = app.as("nora").post("/api/units", wanted, "double click");
    CHECK(first.status == 201);
    CHECK(second.body == first.body);
    CHECK(app.as("nora").get("/api/units?q=%E5%8F%8C%E5%87%BB").count() == 1);
    CHECK(app.as("nora").post("/api/units", Json::Object{{"name", "别的"}}, "double click").status == 409);
    CHECK(
        app.call("POST", "/api/units", "{}", {{"authorization", "Bearer cast:nora"}, {"idempotency-key", ""}}).status ==
        400);
}

}  // namespace unionhall::units
