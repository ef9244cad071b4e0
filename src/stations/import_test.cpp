#include <doctest/doctest.h>

#include "stations/import_likeness.h"
#include "stations/import_rules.h"
#include "stations/testing_stations.h"

namespace unionhall::stations {
namespace {

struct ImportStory : StationStory {
    ImportStory() {
        app.in_transaction([](Context& context) {
            context.tx.insert(divisions::Division{.code = "650203",
                                                  .name = "克拉玛依区",
                                                  .level = divisions::Level::county,
                                                  .parent_code = "6502",
                                                  .full_name = "克拉玛依市克拉玛依区"});
        });
    }
    Answer bring(const std::string& rows, const std::string& who = "officer") {
        return app.as(who).upload(
            "/api/station-imports?file_name=stations.csv&county_code=650203&coordinate_system=wgs84&unit_id=" +
                tree.street.id.text(),
            "站点名称,类型,街道,详细地址,经度,纬度,开放时间,联系电话,微波炉,设施,备注栏\n" + rows);
    }
    Answer rows(const std::string& import) {
        return app.as("officer").get("/api/station-import-rows?sort=row_number&import_id=" + import);
    }
    Answer step(const std::string& import, const std::string& name) {
        return app.as("officer").post("/api/station-imports/" + import + "/steps", Json::Object{{"step", name}});
    }
};

}  // namespace

TEST_CASE(
    "a city's list is looked through before anything is written: new, another kind, doubtful, there already, unreadable") {
    ImportStory story;
    auto& app = story.app;
    auto there =
        story.opened("银河驿站", 84.8739, 45.5959, {{"coordinate_system", "wgs84"}, {"address", "银河路12号"}});
    auto made = story.bring(
        "友谊驿站,驿站,银河路街道,友谊路 8 号,84.88,45.60,08:30—20:00,0990-6230001,有,\"桌椅、饮水机\",x\n"
        "银河家,职工之家,银河路街道,银河路 12 号,84.8739,45.5959,全天,,,,\n"
        "银河户外劳动者驿站,驿站,,银河路13号,84.8742,45.5960,,,,,\n"
        "友谊驿站,驿站,银河路,友谊路8号,84.88,45.60,,,,,\n"
        "远方驿站,驿站,,远方路 1 号,87.6,43.8,,,,,\n"
        "反了驿站,驿站,,前进路 1 号,45.61,84.86,早八点,13812345678,无,,\n"
        ",驿站,,无名路,,,,,,,\n"
        "外区驿站,驿站,金山路街道,金山路 1 号,,,,,,,\n");
    REQUIRE_MESSAGE(made.status == 201, made.body);
    CHECK(made.text("unused_columns") == "备注栏");
    auto id = made.text("id");
    auto rows = story.rows(id);
    std::string results;
    for (std::size_t i = 0; i < rows.count(); ++i) results += rows.item(i).at("result").text() + " ";
    CHECK(results == "fresh merge doubtful duplicate doubtful fresh unreadable unreadable ");
    CHECK(rows.item(0).at("facilities").text() == "seats,water,microwave");
    CHECK(rows.item(0).at("weekend_hours").text() == "08:30-20:00");
    CHECK(rows.item(2).at("note").text().find("可能就是“银河驿站”：离它") != std::string::npos);
    CHECK(rows.item(4).at("note").text().find("系统没有行政边界数据") != std::string::npos);
    CHECK(rows.item(5).at("note").text().find("已对调") != std::string::npos);
    CHECK(rows.item(5).at("phone").text().empty());
    CHECK(rows.body.find("13812345678") == std::string::npos);
    CHECK(app.as("officer").get("/api/stations").count() == 1);

    CHECK(app.as("officer")
              .patch("/api/station-import-rows/" + rows.item(2).at("id").text(), Json::Object{{"is_taken", true}}, 1)
              .status == 200);
    CHECK(app.as("officer")
              .patch("/api/station-import-rows/" + rows.item(3).at("id").text(), Json::Object{{"is_taken", true}}, 1)
              .status == 422);
    CHECK(story.step(id, "commit").text("status") == "committed");
    CHECK(app.as("officer").get("/api/stations").count() == 4);
    CHECK(app.as("officer").get(there).json().at("is_workers_home").boolean());
    auto shown = app.as_nobody().get("/api/public/stations?division=650203");
    CHECK(shown.item(1).at("verified_words").text() == "信息还没有全部核实，出发前请先打电话问一下。");
    app.work();
    CHECK(app.counts_are_right());
}

TEST_CASE("a list is undone as a whole, and what somebody used since stays") {
    ImportStory story;
    auto& app = story.app;
    auto there =
        story.opened("银河驿站", 84.8739, 45.5959, {{"coordinate_system", "wgs84"}, {"address", "银河路12号"}});
    auto id =
        story
            .bring(
                "一号站,,,一路 1 号,84.90,45.60,24小时,,,,\n二号站,,,二路 1 号,84.91,45.61,24小时,,,,\n银河家,职工之家,,银河路12号,,,,,,,\n")
            .text("id");
    CHECK(story.step(id, "commit").status == 200);
    app.pass_seconds(3600);
    auto near = story.near("84.90,45.60 wgs84", "?limit=1");
    REQUIRE(near.count() == 1);
    app.as_nobody().post("/api/public/stations/" + near.item(0).at("id").text() + "/reports",
                         Json::Object{{"kind", "locked"}});
    auto pack = app.as_nobody().get("/api/public/stations/pack?county=650203");
    CHECK(pack.json().at("stations").size() == 3);
    app.pass_seconds(3600);
    auto undone = story.step(id, "undo");
    CHECK(undone.number("kept") == 1);
    CHECK(app.as("officer").get("/api/stations").count() == 2);
    CHECK_FALSE(app.as("officer").get(there).json().at("is_workers_home").boolean());
    CHECK(app.as_nobody()
              .get("/api/public/stations/pack?county=650203&since=" + pack.text("version"))
              .json()
              .at("removed")
              .size() == 1);
    app.work();
    CHECK(app.counts_are_right());
    CHECK(story.bring("x,,,y,,,,,,,\n", "southerner").status == 422);
}

TEST_CASE("entries are one by name, address, telephone and distance together, and not by one of them alone") {
    Place here{84.8739, 45.5959}, across{84.8743, 45.5959}, street_on{84.8785, 45.5959}, elsewhere{84.95, 45.62};
    ComparedStation ours{"银河路户外劳动者服务站点", "银河路12号", "0990-6230001", here};
    struct Case {
        ComparedStation other;
        bool is_doubtful;
        const char* says;
    };
    const std::vector<Case> cases{
        {{"银河路工会驿站", "银河路13号", "", across}, true, "名称相同，地址有些像"},
        {{"银河路驿站", "银河大厦一层", "", across}, true, "名称相同"},
        {{"友谊驿站", "友谊路 8 号", "", across}, false, ""},                    // next door, and nothing else
        {{"友谊驿站", "友谊路 8 号", "09906230001", across}, true, "电话相同"},  // renamed
        {{"银河路驿站", "友谊路 8 号", "", street_on}, false, ""},               // the next of one street
        {{"银河路驿站", "友谊路 8 号", "", elsewhere}, false, ""},
        {{"银河路驿站", "银河路12号一层", "", {}}, true, "名称相同，地址相近"},  // without a place
        {{"友谊驿站", "银河路12号一层", "0990-6230009", {}}, false, ""},
    };
    for (auto& one : cases) {
        CAPTURE(one.other.name);
        CAPTURE(one.other.address);
        std::vector<ComparedStation> both{ours, one.other};
        auto found = alike_stations(both, 1);
        REQUIRE(found.size() == (one.is_doubtful ? 1 : 0));
        if (!one.is_doubtful) continue;
        CHECK(found[0].says.zh == one.says);
        CHECK(found[0].metres.has_value() == one.other.place.has_value());
        CHECK(alike_stations(both, 2).empty());
    }
    CHECK(own_name_of("银河路户外劳动者服务站点") == own_name_of("银河路工会驿站"));
}

}  // namespace unionhall::stations
