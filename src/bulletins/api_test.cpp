#include <doctest/doctest.h>

#include "bulletins/model.h"
#include "platform/testing_tree.h"

namespace unionhall::bulletins {
namespace {

struct Story {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::string drive_id, id, path;
    int people = 0;

    Story() {
        introduce(app, "officer", tree.city,
                  {"drives.read", "drives.manage", "bulletins.read", "bulletins.write", "bulletins.publish"});
        introduce(app, "writer", tree.city, {"drives.read", "bulletins.read", "bulletins.write"});
        introduce(app, "southerner", tree.south, {"bulletins.read", "bulletins.write", "bulletins.publish"});
        drive_id = app.as("officer")
                       .post("/api/drives", Json::Object{{"unit_id", tree.city.id.text()},
                                                         {"title", "集中入会"},
                                                         {"starts_on", "2024-05-11"},
                                                         {"ends_on", "2024-05-20"}})
                       .text("id");
    }
    void join(const units::Unit& unit, int count, members::Channel channel) {
        std::vector<members::Joined> all;
        for (int i = 0; i < count; ++i) {
            auto n = std::to_string(people++);
            all.push_back({.unit_id = unit.id.number,
                           .name = "工友" + n,
                           .phone = "1370000" + std::string(4 - n.size(), '0') + n,
                           .channel = channel,
                           .occupation = members::Occupation::truck_driver,
                           .division_code = "650203004",
                           .drive_id = parse_id(drive_id).value(),
                           .joined_on = *parse_date("2024-05-14")});
        }
        app.in_transaction([&](Context& context) { members::bring_members(context, all); });
    }
    void draft(const std::string& body, const std::string& title = "集中入会情况通报") {
        auto made = app.as("writer").post(
            "/api/bulletins",
            Json::Object{{"unit_id", tree.city.id.text()}, {"drive_id", drive_id}, {"title", title}, {"body", body}});
        REQUIRE(made.status == 201);
        id = made.text("id");
        path = "/api/bulletins/" + id;
    }
    Answer step(const std::string& who, const std::string& name, const std::string& note = "") {
        return app.as(who).post(path + "/steps", Json::Object{{"step", name}, {"note", note}});
    }
    void publish() {
        REQUIRE(step("writer", "check").status == 200);
        REQUIRE(step("officer", "publish").status == 200);
    }
    Answer read(const std::string& query = "", const std::string& ending = "", const std::string& language = "zh-CN") {
        return app.call("GET", "/bulletins/" + id + ending + query, "", {{"accept-language", language}});
    }
};

bool has(const Answer& answer, const std::string& text) { return answer.body.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a bulletin is drafted, checked and published, and its figures stay as they were") {
    Story story;
    auto& app = story.app;
    story.join(story.tree.committee, 150, members::Channel::online);
    story.join(story.tree.southern_committee, 38, members::Channel::on_site);
    story.draft("本次行动发展会员 {drives.members} 人，其中线上 {drives.members/channel=online} 人。");
    CHECK(story.read().status == 404);  // a draft is nobody's to read
    CHECK(app.as("writer").get(story.path + "/preview").text("body") == "本次行动发展会员 188 人，其中线上 150 人。");
    story.publish();

    story.join(story.tree.committee, 10, members::Channel::hotline);
    app.work();
    auto page = story.read();
    CHECK(page.status == 200);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(has(page, "本次行动发展会员 188 人，其中线上 150 人。"));
    CHECK(has(page, "克拉玛依市总工会 · 第 1 期"));
    CHECK(has(page, "在这次行动中获批准入会的人"));  // the definition stands beside the figure
    CHECK(has(page, "2024-05-11 至 2024-05-20"));    // and its period
    CHECK(has(page, "2024-05-10 10:00"));            // and when it was counted, in Beijing time
    CHECK(has(page, "准确数"));
    CHECK_FALSE(has(page, "<script"));

    auto figures = app.as("officer").get(story.path + "/figures");
    CHECK(figures.number("edition") == 1);
    auto members = figures.item(0);
    CHECK(members.at("value").integer() == 188);
    CHECK(members.at("evidence").text() == "/members?drive_id=" + story.drive_id);
    CHECK(members.at("breakdown").at(0).at("parts").at(0).at("value").integer() == 150);
    CHECK(app.as("officer").get("/api/drives/" + story.drive_id + "/figures").number("members") == 198);
    CHECK(app.as("writer").patch(story.path, Json::Object{{"body", "改了"}}, 3).status == 409);
    CHECK(app.counts_are_right());
}

TEST_CASE("a frozen figure equals the recount at the time it was frozen") {
    Story story;
    story.join(story.tree.committee, 61, members::Channel::online);
    story.draft("{drives.members}");
    story.app.work();
    CHECK(story.app.counts_are_right());
    story.publish();
    CHECK(story.app.as("officer").get(story.path + "/figures").item(0).at("value").integer() == 61);
}

TEST_CASE("a correction is a numbered new edition with its reason, and the old one is word for word what it was") {
    Story story;
    auto& app = story.app;
    story.join(story.tree.committee, 60, members::Channel::online);
    story.draft("共 {drives.members} 人。");
    story.publish();
    auto first = story.read("?edition=1").body;
    auto first_csv = story.read("?edition=1", ".csv").body;
    app.pass_seconds(86400);
    story.join(story.tree.committee, 7, members::Channel::online);

    CHECK(story.step("officer", "correct").problems() == "note: 请写明更正原因，它会显示在新的一版上。");
    CHECK(story.step("writer", "correct", "漏报七人").status == 403);
    CHECK(story.step("officer", "correct", "漏报七人 <b>").status == 200);
    CHECK(has(story.read(), "共 60 人。"));  // until the correction is out, the first edition stands
    auto version = app.as("writer").get(story.path).number("version");
    CHECK(
        app.as("writer").patch(story.path, Json::Object{{"body", "更正：共 {drives.members} 人。"}}, version).status ==
        200);
    story.publish();

    auto second = story.read();
    CHECK(has(second, "更正：共 67 人。"));
    CHECK(has(second, "更正原因：漏报七人 &lt;b&gt;"));
    CHECK(has(second, "第 2 版"));
    auto old = story.read("?edition=1");
    CHECK(has(old, "共 60 人。"));
    CHECK(has(old, "这一版已经更正"));
    CHECK_FALSE(has(old, "67 人"));
    CHECK(story.read("?edition=1", ".csv").body == first_csv);
    CHECK(first.find("共 60 人。") != std::string::npos);
    CHECK(app.as("officer").get(story.path).number("number") == 1);  // still the same bulletin
    CHECK(app.as("officer").get(story.path + "/editions").count() == 2);
    CHECK(story.read("?edition=3").status == 404);
    CHECK(story.read("?edition=0x1").status == 404);
    CHECK(story.read("?edition=-1").status == 404);
}

TEST_CASE("nobody publishes without the right to, nor what is not theirs, nor what was not checked") {
    Story story;
    auto& app = story.app;
    story.draft("无数字。");
    CHECK(story.step("officer", "publish").status == 409);
    CHECK(story.step("writer", "check").status == 200);
    CHECK(story.step("writer", "publish").status == 403);
    CHECK(story.step("southerner", "publish").status == 404);
    CHECK(app.as_nobody().post(story.path + "/steps", Json::Object{{"step", "publish"}}).status == 401);
    CHECK(story.read().status == 404);
    CHECK(story.step("writer", "return").text("status") == "draft");
    CHECK(app.as("southerner").get(story.path).status == 404);
    CHECK(app.as("southerner")
              .post("/api/bulletins",
                    Json::Object{{"unit_id", story.tree.city.id.text()}, {"title", "别处"}, {"body", "。"}})
              .status == 403);
    CHECK(app.as("writer").patch(story.path, Json::Object{{"title", "甲"}}, 3).status == 200);
    CHECK(app.as("writer").patch(story.path, Json::Object{{"title", "乙"}}, 3).status == 412);
}

TEST_CASE(
    "AC-38: a figure typed by hand carries source, date and qualifier, and is shown apart from what was counted") {
    Story story;
    auto& app = story.app;
    story.join(story.tree.committee, 20, members::Channel::online);
    story.draft("共 {drives.members} 人。");
    auto bare = app.as("writer").post(
        "/api/typed-figures",
        Json::Object{{"bulletin_id", story.id}, {"key", "leaflets"}, {"label", "宣传单"}, {"unit_of_count", "份"}});
    CHECK(bare.status == 422);
    Json::Object whole{{"bulletin_id", story.id},
                       {"key", "leaflets"},
                       {"label", "宣传单"},
                       {"value", 1200},
                       {"unit_of_count", "份"},
                       {"qualifier", "more_than"},
                       {"source", "街道工会活动记录"},
                       {"as_of_on", "2024-05-20"}};
    for (auto* missing : {"value", "qualifier", "source", "as_of_on"}) {
        auto part = whole;
        std::erase_if(part, [&](auto& pair) { return pair.first == missing; });
        CHECK_MESSAGE(app.as("writer").post("/api/typed-figures", part).problems().starts_with(missing), missing);
    }
    CHECK(app.as("writer").post("/api/typed-figures", whole).status == 201);
    CHECK(app.as("writer").post("/api/typed-figures", whole).status == 422);  // the name is taken
    app.as("writer").patch(story.path, Json::Object{{"body", "共 {drives.members} 人，发放 {typed.leaflets}。"}}, 1);
    story.publish();
    CHECK(app.as("writer").post("/api/typed-figures", whole).status == 409);  // published: closed

    auto page = story.read();
    CHECK(has(page, "共 20 人，发放 1200余份。"));
    auto counted = page.body.find("统计得出的数字"), typed = page.body.find("手工填写的数字");
    REQUIRE(counted != std::string::npos);
    REQUIRE(typed != std::string::npos);
    CHECK(page.body.find("街道工会活动记录") > typed);
    CHECK(page.body.find("宣传单", counted) > typed);
    auto figures = app.as("officer").get(story.path + "/figures");
    CHECK_FALSE(figures.item(0).at("typed").boolean());
    CHECK(figures.item(1).at("typed").boolean());
    CHECK(figures.item(1).at("source").text() == "街道工会活动记录");
}

TEST_CASE("parts of fewer than five people are on no page, in no table and in no data") {
    Story story;
    story.join(story.tree.committee, 60, members::Channel::online);
    story.join(story.tree.committee, 30, members::Channel::on_site);
    story.join(story.tree.committee, 3, members::Channel::hotline);
    story.draft("共 {drives.members} 人，热线 {drives.members/channel=hotline} 人。");
    story.publish();
    auto page = story.read();
    CHECK(has(page, "共 93 人，热线 少于5 人。"));
    CHECK_FALSE(has(page, ">30<"));  // it would tell the three
    CHECK(has(page, ">60<"));
    CHECK(has(page, "未列出"));
    for (auto* ending : {".csv", ".json"}) {
        auto file = story.read("", ending);
        CHECK(file.status == 200);
        CHECK_FALSE(has(file, "\"value\":3,"));
        CHECK_FALSE(has(file, ",热线,3,"));
        CHECK_FALSE(has(file, ",现场,30,"));
    }
    CHECK(has(story.read("", ".csv"), "少于5"));
}

TEST_CASE("titles and labels are text, whatever they contain, on the page and in the files") {
    Story story;
    story.draft("<script>alert(1)</script>", "<img src=x onerror=alert(1)>");
    story.app.as("writer").post("/api/typed-figures", Json::Object{{"bulletin_id", story.id},
                                                                   {"key", "evil"},
                                                                   {"label", "=1+1"},
                                                                   {"value", 1},
                                                                   {"unit_of_count", "</td>"},
                                                                   {"qualifier", "exact"},
                                                                   {"source", "@SUM(A1)"},
                                                                   {"as_of_on", "2024-05-20"}});
    story.publish();
    auto page = story.read();
    CHECK_FALSE(has(page, "<script>"));
    CHECK_FALSE(has(page, "<img"));
    CHECK(has(page, "&lt;/td&gt;"));
    CHECK(has(story.app.as_nobody().get("/bulletins"), "&lt;img src=x"));
    CHECK(has(story.read("", ".csv"), "'=1+1"));
    CHECK(has(story.read("", ".csv"), "'@SUM(A1)"));
    CHECK(parse_json(story.read("", ".json").body).at("title").text() == "<img src=x onerror=alert(1)>");
}

TEST_CASE("anybody reads what is published, in Chinese or in English") {
    Story story;
    story.join(story.tree.committee, 46, members::Channel::online);
    story.draft("共 {drives.members} 人。");
    CHECK(has(story.app.as_nobody().get("/bulletins"), "还没有发布过通报。"));
    story.publish();
    CHECK(has(story.read("", "", "en"), "Figures that were counted"));
    CHECK(has(story.read("?language=en"), "How exact"));
    CHECK(has(story.read("?language=zh", "", "en"), "统计得出的数字"));
    CHECK(story.read("?language=en").header("content-language") == "en");
    CHECK(has(story.read("?language=en", ".csv"), "Definition or source"));
    CHECK(has(story.app.as_nobody().get("/bulletins?language=en"), "href=\"/bulletins/" + story.id + "?language=en\""));
    CHECK(story.app.as_nobody().get("/bulletins/0000000000000").status == 404);
}

TEST_CASE("a figure of the tree is counted for the bulletin's unit and months; what nobody counts is refused") {
    Story story;
    auto& app = story.app;
    story.join(story.tree.committee, 40, members::Channel::online);
    auto write = [&](const std::string& body, Json::Object more = {}) {
        Json::Object wanted{{"unit_id", story.tree.north.id.text()}, {"title", "五月增长"}, {"body", body}};
        for (auto& pair : more) wanted.push_back(pair);
        return app.as("writer").post("/api/bulletins", wanted);
    };
    auto made = write("新入会 {members.joined} 人。",
                      {{"period_from", "2024-05"}, {"period_to", "2024-05"}, {"figures", "members.active"}});
    REQUIRE(made.status == 201);
    auto preview = app.as("officer").get("/api/bulletins/" + made.text("id") + "/preview");
    CHECK(preview.text("body") == "新入会 40 人。");
    CHECK(preview.json().at("figures").at(0).at("period").text() == "2024年5月");
    CHECK(preview.json().at("figures").at(0).at("evidence").text() ==
          "/members?unit_id=" + story.tree.north.id.text() + "&joined_on_from=2024-05-01&joined_on_to=2024-05-31");
    CHECK(preview.json().at("figures").at(1).at("period").text() == "截至2024年5月");  // a stock has no beginning
    CHECK(write("{members.rich}").problems() == "body: 没有“members.rich”这个数字，请从可选数字里挑选。");
    CHECK(write("好", {{"drive_id", "0000000000001"}}).status == 404);

    auto lone = write("{drives.members}");  // no drive chosen yet: said when it is checked
    CHECK(app.as("writer")
              .post("/api/bulletins/" + lone.text("id") + "/steps", Json::Object{{"step", "check"}})
              .problems() == "drive_id: 有的数字属于一次集中入会行动，请先选择行动。");
    CHECK(app.as("writer").get("/api/bulletins/choices").count() >= 5);
}

TEST_CASE("AC-01: a drive's bulletin can say how many joined at each event") {
    Story story;
    introduce(story.app, "north", story.tree.north, {"events.read", "events.manage"});
    for (auto* day : {"2024-05-11", "2024-05-14"}) {
        auto event = story.app.as("north")
                         .post("/api/events", Json::Object{{"unit_id", story.tree.north.id.text()},
                                                           {"drive_id", story.drive_id},
                                                           {"title", day},
                                                           {"starts_at", std::string(day) + "T01:00:00Z"},
                                                           {"place", "会场"}})
                         .text("id");
        story.app.set_clock(std::string(day) + "T02:00:00Z");
        for (auto* step : {"open", "hold"})
            story.app.as("north").post("/api/events/" + event + "/steps", Json::Object{{"step", step}});
    }
    story.join(story.tree.committee, 94, members::Channel::online);
    story.draft("{drives.events} 场，{drives.members} 人，场均 {drives.members_per_event} 人。");
    story.publish();
    CHECK(has(story.read(), "2 场，94 人，场均 47 人。"));
}

}  // namespace unionhall::bulletins
