#include <doctest/doctest.h>

#include "employers/rules.h"
#include "platform/testing_tree.h"

namespace unionhall::employers {

static TestTree cast(TestApp& app) {
    auto tree = plant_tree(app);
    introduce(app, "district", tree.north, {"employers.read", "employers.manage"});
    introduce(app, "southerner", tree.south, {"employers.read", "employers.manage"});
    introduce(app, "reader", tree.city, {"employers.read"});
    return tree;
}

TEST_CASE("an employer is entered, found by part of its name, and changed") {
    TestApp app;
    auto tree = cast(app);
    auto body = Json::Object{{"unit_id", tree.north.id.text()},
                             {"name", "克拉玛依顺达货运（集团）有限公司"},
                             {"division_code", "650203"},
                             {"headcount", 204}};
    auto entered = app.as("district").post("/api/employers", body);
    REQUIRE(entered.status == 201);
    CHECK(app.as("reader").get("/api/employers?q=%E9%A1%BA%E8%BE%BE").count() == 1);
    CHECK(app.as("southerner").get("/api/employers").count() == 0);
    auto path = "/api/employers/" + entered.text("id");
    CHECK(app.as("southerner").get(path).status == 404);
    CHECK(app.as("reader").patch(path, Json::Object{{"headcount", 1}}, 1).status == 403);
    CHECK(app.as("district").patch(path, Json::Object{{"headcount", 205}}, 9).status == 412);
    CHECK(
        app.as("district").patch(path, Json::Object{{"own_unit_id", tree.committee.id.text()}}, 1).number("version") ==
        2);
    app.in_transaction([&](Context& context) {
        CHECK(employer_named(context.tx, "克拉玛依顺达货运(集团)有限公司")->own_unit_id == tree.committee.id);
        CHECK(!employer_named(context.tx, "别的公司"));
        CHECK(!employer_named(context.tx, " "));
    });
}

TEST_CASE("everything wrong with an employer is said at once, and no unit keeps it twice") {
    TestApp app;
    auto tree = cast(app);
    auto enter = [&](Json::Object body) { return app.as("district").post("/api/employers", body); };
    CHECK(enter({{"unit_id", tree.north.id.text()}, {"name", "甲（乙）公司"}}).status == 201);
    CHECK(enter({{"unit_id", tree.north.id.text()}, {"name", "甲(乙) 公司"}}).problems().find("name: 本工会已登记过") ==
          0);
    CHECK(enter({{"unit_id", tree.south.id.text()}, {"name", "丙公司"}}).status == 403);
    auto wrong = enter({{"unit_id", tree.north.id.text()},
                        {"name", "丁公司"},
                        {"credit_code", "123"},
                        {"division_code", "65020"},
                        {"own_unit_id", "0000000000001"}});
    CHECK(wrong.status == 422);
    CHECK(wrong.json().at("problems").size() == 3);
}

TEST_CASE("spellings of one name meet") {
    CHECK(name_key_of("甲（乙）公司") == name_key_of("甲(乙) 公司"));
    CHECK(name_key_of("ＡＢＣ Ltd") == name_key_of("abc ltd"));
    CHECK(name_key_of("甲公司") != name_key_of("乙公司"));
}

}  // namespace unionhall::employers
