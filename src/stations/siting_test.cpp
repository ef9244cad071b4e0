#include <doctest/doctest.h>

#include "stations/siting_rules.h"
#include "stations/testing_stations.h"

namespace unionhall::stations {
namespace {

struct SitingStory : StationStory {
    SitingStory() {
        app.in_transaction([](Context& context) {
            context.tx.insert(divisions::Division{.code = "650203",
                                                  .name = "克拉玛依区",
                                                  .level = divisions::Level::county,
                                                  .parent_code = "6502",
                                                  .full_name = "克拉玛依市克拉玛依区"});
        });
    }
    std::string planned(std::int64_t sites_most, bool includes_planned = false) {
        auto made = app.as("officer").post("/api/sitings", Json::Object{{"unit_id", tree.street.id.text()},
                                                                        {"title", "银河路选址"},
                                                                        {"division_code", "650203"},
                                                                        {"sites_most", sites_most},
                                                                        {"includes_planned", includes_planned}});
        REQUIRE_MESSAGE(made.status == 201, made.body);
        return made.text("id");
    }
    Answer bring(const std::string& id, const std::string& table, const std::string& who = "officer") {
        return app.as(who).upload("/api/siting-tables?file_name=demand.csv&coordinate_system=gcj02&siting_id=" + id,
                                  table);
    }
    Answer step(const std::string& id, const std::string& name) {
        return app.as("officer").post("/api/sitings/" + id + "/steps", Json::Object{{"step", name}});
    }
    Answer rows(const std::string& id, const std::string& narrowed) {
        return app.as("officer").get("/api/siting-rows?siting_id=" + id + "&" + narrowed);
    }
};

const std::string heading = "类型,名称,街道,经度,纬度,人数\n";

}  // namespace

TEST_CASE("near enough on foot is as the crow flies times a factor that is said") {
    CHECK(straight_metres_of(Reach::m500) == doctest::Approx(384.615));
    // A degree of latitude is 111,195 m: 0.0034 are 378 m, 0.0035 are 389 m; at 45 degrees north one of longitude is less.
    PlacesNear near({{85.0, 45.0}, {85.0, 45.0034}, {85.0, 45.0035}, {85.0048, 45.0}, {85.0050, 45.0}});
    CHECK(near.of({85.0, 45.0}, straight_metres_of(Reach::m500)) == Sites{0, 1, 3});
    CHECK(near.of({85.0, 45.0}, straight_metres_of(Reach::m1000)) == Sites{0, 1, 2, 3, 4});
    CHECK(near.of({86.0, 45.0}, straight_metres_of(Reach::m1000)).empty());
}

TEST_CASE("a table of counts by street is read; what could be about one person is not") {
    struct Case {
        std::string table, says;
    };
    const std::vector<Case> refused{
        {"姓名,街道,经度,纬度,人数\n张三,银河路,84.87,45.6,9\n", "不收任何人的信息、时间、订单或行踪"},
        {"街道,经度,纬度,人数,订单号\n银河路,84.87,45.6,9,1\n", "“订单号”"},
        {"街道,经度,纬度,时间,人数\n银河路,84.87,45.6,8:00,9\n", "“时间”"},
        {"街道,人数\n银河路,9\n", "没有找到位置"},
        {"街道,经度,纬度\n银河路,84.87,45.6\n", "没有找到人数列"},
        {heading, "除了标题没有内容"},
    };
    SitingStory story;
    auto id = story.planned(1);
    for (auto& one : refused) {
        auto answer = story.bring(id, one.table);
        CHECK(answer.status == 422);
        CHECK_MESSAGE(answer.body.find(one.says) != std::string::npos, answer.body);
    }
    auto brought = story.bring(id,
                               "类型,名称,街道,经度,纬度,人数,天气\n"
                               "需求,,银河路街道,84.87,45.60,80,晴\n"
                               "需求,路口,650203004,84.871,45.60,4,晴\n"  // too few
                               "需求,路口,金山路,84.871,45.60,40,晴\n"    // of another county
                               "需求,路口,,2.1,45.60,40,晴\n"             // not in China
                               "需求,路口,,45.60,84.8705,60,晴\n"         // the other way round
                               "候选,广场,,84.8702,45.60,,晴\n"
                               "候选,,,84.8702,45.60,,晴\n"  // without a name
                               "别的,广场,,84.8702,45.60,,晴\n");
    REQUIRE_MESSAGE(brought.status == 201, brought.body);
    CHECK(brought.number("rows_unreadable") == 5);
    CHECK(brought.text("unused_columns") == "天气");
    CHECK(brought.text("problems").find("第 3 行：人数少于 5") != std::string::npos);
    CHECK(story.rows(id, "kind=demand").count() == 2);
    CHECK(story.rows(id, "kind=candidate").count() == 1);
    // Another table takes the place of this one; what was entered by hand stays.
    auto entered = story.app.as("officer").post(
        "/api/sitings/" + id + "/rows",
        Json::Object{{"kind", "candidate"}, {"name", "车站"}, {"lng", 84.88}, {"lat", 45.6}});
    REQUIRE_MESSAGE(entered.status == 200, entered.body);
    CHECK(story.bring(id, heading + "需求,,银河路,84.87,45.60,80\n").status == 201);
    CHECK(story.rows(id, "kind=demand").count() == 1);
    CHECK(story.rows(id, "kind=candidate").item(0).at("name").text() == "车站");
    CHECK(story.app.as("officer")
              .post("/api/sitings/" + id + "/rows",
                    Json::Object{{"kind", "demand"}, {"name", "少"}, {"lng", 84.88}, {"lat", 45.6}, {"amount", 3}})
              .status == 422);
    CHECK(story.bring(id, heading + "需求,,银河路,84.87,45.60,80\n", "southerner").status == 404);
}

TEST_CASE(
    "where next: what an open station serves is served, the sites that add most are chosen, and each figure opens") {
    SitingStory story;
    auto& app = story.app;
    story.opened("老站", 84.8000, 45.6000);
    auto future = app.as("officer").post("/api/stations", story.wanted("规划站", 84.9000, 45.6000));
    REQUIRE(future.status == 201);
    auto id = story.planned(2, true);
    CHECK(story.step(id, "solve").status == 422);
    REQUIRE(story
                .bring(id, heading + "需求,老站旁,银河路,84.8010,45.6000,100\n"
                                     "需求,东一,银河路,84.8500,45.6000,50\n"
                                     "需求,东二,银河路,84.8530,45.6000,60\n"
                                     "需求,规划旁,银河路,84.9005,45.6000,30\n"
                                     "需求,远处,银河路,84.9500,45.6000,20\n"
                                     "候选,两边都近,,84.8515,45.6000,\n"
                                     "候选,只近东二,,84.8560,45.6000,\n")
                .status == 201);
    auto begun = story.step(id, "solve");
    REQUIRE_MESSAGE(begun.text("status") == "solving", begun.body);
    CHECK(story.bring(id, heading + "需求,,银河路,84.87,45.60,80\n").status == 409);
    CHECK(app.as("officer").get("/api/sitings/" + id + "/explanation").status == 409);
    app.work();
    auto solved = app.as("officer").get("/api/sitings/" + id);
    CHECK(solved.text("status") == "solved");
    CHECK(solved.text("proof") == "by_bound");
    CHECK(solved.number("demand_total") == 260);
    CHECK(solved.number("served_before") == 100);
    CHECK(solved.number("served_after") == 240);
    CHECK(solved.number("served_at_most") == 240);
    CHECK(solved.number("out_of_reach") == 20);
    CHECK(solved.number("candidates") == 3);

    auto told = app.as("officer").get("/api/sitings/" + id + "/explanation");
    CHECK(told.text("definition").find("直线 384 米") != std::string::npos);
    CHECK(told.text("before") == "需求共 260 人，现有站点满足 100 人（38.5%）。");
    CHECK(told.text("after") == "新建 2 个站点后，满足 240 人（92.3%）。");
    CHECK(told.text("best") == "已证明是最好的选择：任何 2 个候选点都不会满足超过 240 人。");
    CHECK(told.text("beyond").find("20 人") != std::string::npos);
    auto sites = told.json().at("sites");
    REQUIRE(sites.size() == 2);
    CHECK(sites.at(0).at("name").text() == "两边都近");
    CHECK(sites.at(0).at("adds").integer() == 110);
    CHECK(sites.at(1).at("station_id").text() == future.text("id"));
    CHECK(sites.at(1).at("served_so_far").integer() == 240);

    CHECK(story.rows(id, "outcome=served_before").count() == 1);
    CHECK(story.rows(id, "outcome=served_new&place=1").count() == 2);
    CHECK(story.rows(id, "outcome=served_new&place=2").item(0).at("name").text() == "规划旁");
    CHECK(story.rows(id, "outcome=beyond").item(0).at("name").text() == "远处");
    CHECK(story.rows(id, "outcome=chosen&sort=place").item(0).at("name").text() == "两边都近");
    CHECK(story.rows(id, "outcome=not_chosen").count() == 1);

    // Changed and begun again, stopped before it was worked out: nothing of it is kept.
    CHECK(story.step(id, "revise").number("served_after") == 0);
    CHECK(story.rows(id, "outcome=waiting").count() == 7);
    CHECK(story.step(id, "solve").status == 200);
    CHECK(story.step(id, "cancel").text("status") == "draft");
    app.work();
    CHECK(app.as("officer").get("/api/sitings/" + id).text("status") == "draft");
    CHECK(app.as("southerner").get("/api/sitings/" + id).status == 404);
    CHECK(app.as("officer").remove("/api/sitings/" + id).status == 204);
    CHECK(app.as("officer").get("/api/siting-rows?siting_id=" + id).count() == 0);
}

}  // namespace unionhall::stations
