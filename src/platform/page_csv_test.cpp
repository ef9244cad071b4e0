// Lists as files: words in the asker's language where the API has codes and ids.
#include "platform/page_csv.h"

#include <doctest/doctest.h>

#include "divisions/model.h"
#include "employers/model.h"
#include "events/model.h"
#include "platform/testing_tree.h"

namespace unionhall {

static std::vector<std::vector<std::string>> rows_of(const Answer& answer) {
    REQUIRE(answer.status == 200);
    std::vector<std::vector<std::string>> rows;
    read_table("list.csv", answer.body, {}, [&](const TableRow& row) { rows.push_back(row.cells); });
    return rows;
}

static Answer in_english(TestApp& app, const std::string& name, const std::string& target) {
    auto headers = app.as(name).headers;
    headers["accept-language"] = "en";
    return app.call("GET", target, "", headers);
}

TEST_CASE("a file names units and divisions, says yes and no in words, and has its own id last") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"employers.read", "employers.manage"});
    app.in_transaction([](Context& context) {
        context.tx.insert(divisions::Division{
            .code = "650203", .name = "克拉玛依区", .parent_code = "6502", .full_name = "克拉玛依市克拉玛依区"});
    });
    auto entered = app.as("nora").post("/api/employers", Json::Object{{"unit_id", tree.north.id.text()},
                                                                      {"name", "=顺达货运"},
                                                                      {"division_code", "650203"},
                                                                      {"own_unit_id", tree.committee.id.text()},
                                                                      {"headcount", 204},
                                                                      {"platform", true}});
    REQUIRE(entered.status == 201);
    auto file = app.as("nora").get("/api/employers?format=csv");
    CHECK(file.body.starts_with("\xEF\xBB\xBF"));
    auto rows = rows_of(file);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == std::vector<std::string>{"建档工会", "名称", "统一社会信用代码", "所在区划代码",
                                              "所在区划代码（名称）", "行业", "本单位工会", "职工人数", "平台企业",
                                              "编号"});
    CHECK(rows[1] == std::vector<std::string>{tree.north.name, "'=顺达货运", "", "650203", "克拉玛依市克拉玛依区", "",
                                              tree.committee.name, "204", "是", entered.text("id")});
    auto english = rows_of(in_english(app, "nora", "/api/employers?format=csv"));
    CHECK(english.at(0).at(4) == "Division (name)");
    CHECK(english.at(1).at(8) == "Yes");
}

TEST_CASE("a file says choices in the asker's language and times by the clock of Beijing") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"events.read", "events.manage"});
    auto planned = app.as("nora").post("/api/events", Json::Object{{"unit_id", tree.north.id.text()},
                                                                   {"kind", "ceremony"},
                                                                   {"title", "入会仪式"},
                                                                   {"starts_at", "2024-05-20T18:30:00Z"},
                                                                   {"place", "文化馆"}});
    REQUIRE_MESSAGE(planned.status == 201, planned.body);
    auto zh = app.as("nora").get("/api/events?format=csv").body;
    CHECK(zh.find(label_of(events::Kind::ceremony).zh) != std::string::npos);
    CHECK(zh.find("2024-05-21 02:30:00") != std::string::npos);
    CHECK(zh.find("（北京时间）") != std::string::npos);
    CHECK(zh.find("ceremony") == std::string::npos);
    auto en = in_english(app, "nora", "/api/events?format=csv").body;
    CHECK(en.find(label_of(events::Kind::ceremony).en) != std::string::npos);
    CHECK(en.find("(Beijing time)") != std::string::npos);
}

TEST_CASE("a file names no record that its reader may not know of") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"employers.read", "employers.manage"});
    introduce(app, "sven", tree.south, {"employers.read"});
    auto entered =
        app.as("nora").post("/api/employers", Json::Object{{"unit_id", tree.north.id.text()}, {"name", "甲公司"}});
    auto id = Value{*parse_id(entered.text("id"))};
    app.in_transaction([&](Context& context) {
        auto& namings = context.services.namings;
        auto naming = std::ranges::find_if(
            namings, [](auto& each) { return each.fields == std::vector<std::string>{"employer_id"}; });
        REQUIRE(naming != namings.end());
        CHECK(naming->name_of(context, id) == "甲公司");
        Actor stranger{.kind = Actor::Kind::staff, .grants = {{"employers.read", tree.south.path}}};
        Context theirs{.tx = context.tx,
                       .actor = stranger,
                       .services = context.services,
                       .now = context.now,
                       .today = context.today};
        CHECK(naming->name_of(theirs, id).empty());
        CHECK(naming->name_of(theirs, Value{std::int64_t{1}}).empty());
    });
}

}  // namespace unionhall
