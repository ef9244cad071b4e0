// Lists as every room gets them: reach, filters, search, order, cursor, CSV; and what every route does with bad input.
#include <doctest/doctest.h>

#include <set>

#include "platform/testing_tree.h"

namespace unionhall {

TEST_CASE("a list goes on page by page, and every record comes once, in either direction and any order") {
    TestApp app;
    plant_tree(app);
    auto tree_size = 6u;
    introduce(app, "nora", units::Unit{.path = "/1/"}, {"units.read"});
    // Of most units nobody says when they were founded: they too have a place in that order.
    app.in_transaction([&](Context& context) {
        context.tx.run("update units set established_on = '2020-01-01' where id in (select min(id) from units)");
    });
    for (auto* order :
         {"", "&sort=name", "&sort=-name", "&sort=kind", "&sort=id", "&sort=established_on", "&sort=-established_on"}) {
        std::set<std::string> seen;
        std::string cursor;
        for (int pages = 0; pages < 10; ++pages) {
            auto page = app.as("nora").get("/api/units?limit=2" + std::string(order) +
                                           (cursor.empty() ? "" : "&cursor=" + cursor));
            REQUIRE(page.status == 200);
            for (std::size_t i = 0; i < page.count(); ++i) CHECK(seen.insert(page.item(i).at("id").text()).second);
            cursor = page.text("next");
            if (cursor.empty()) break;
        }
        CHECK(seen.size() == tree_size);
    }
}

TEST_CASE("a filter, an order, a limit or a place that does not exist is named, all at once") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"units.read"});
    auto refused = app.as("nora").get("/api/units?colour=red&kind=castle");
    CHECK(refused.status == 422);
    CHECK(refused.json().at("problems").size() == 2);
    for (auto* bad : {"sort=colour", "limit=0", "limit=201", "limit=x", "cursor=zzz", "cursor=e30", "parent_id=1"})
        CHECK_MESSAGE(app.as("nora").get(std::string("/api/units?") + bad).status == 422, bad);
}

TEST_CASE("a list is counted when asked, and comes as CSV that no spreadsheet executes") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"units.read", "units.manage"});
    app.as("nora").post(
        "/api/units",
        Json::Object{{"parent_id", tree.street.id.text()}, {"name", "=cmd|' /C calc'!A0"}, {"kind", "joint_union"}});
    CHECK(app.as("nora").get("/api/units?count=1&limit=1").number("total") == 7);
    auto csv = app.as("nora").get("/api/units?format=csv&q=cmd");
    CHECK(csv.content_type == "text/csv; charset=utf-8");
    CHECK(csv.body.find("'=cmd") != std::string::npos);
}

TEST_CASE("a search takes what people type as text, not as a pattern") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"units.read"});
    CHECK(app.as("nora").get("/api/units?q=%25").count() == 0);
    CHECK(app.as("nora").get("/api/units?q=_").count() == 0);
    CHECK(app.as("nora").get("/api/units?q='%20or%201=1--").count() == 0);
    CHECK(app.as("nora").get("/api/units?q=%E9%93%B6%E6%B2%B3").count() == 2);
}

TEST_CASE("who is sought comes in a header, never in the address, where it would be kept") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "nora", tree.city, {"members.read", "members.import", "accounts.read", "units.read"});
    for (auto* list : {"/api/members", "/api/applications", "/api/invitations", "/api/accounts"}) {
        auto answer = app.as("nora").get(std::string(list) + "?q=13812345678");
        CHECK_MESSAGE(answer.status == 422, list);
        CHECK(answer.problems() == "q: 这里查的是个人信息，不能写在网址里：请放在请求头 Search 中。");
        CHECK(answer.body.find("13812345678") == std::string::npos);
        CHECK(app.as("nora").search(list, "13812345678").status == 200);
    }
    CHECK(app.as("nora").search("/api/units", "银河").count() == 2);
    auto headers = app.as("nora").headers;
    for (auto* bad : {"%zz", "a&b=c", "%00", "\xE7\x8E\x8B"}) {
        headers["search"] = bad;
        CHECK_MESSAGE(app.call("GET", "/api/members", "", headers).status == 422, bad);
    }
}

TEST_CASE("what is no route is not found, and a wrong method says which are possible") {
    TestApp app;
    CHECK(app.as_nobody().get("/api/castles").status == 404);
    CHECK(app.as_nobody().get("/api/units/notanid").status == 404);
    CHECK(app.as_nobody().remove("/api/units").title().find("GET") != std::string::npos);
    CHECK(app.call("POST", "/api/sessions", "[]", {}).status == 400);
    CHECK(app.call("POST", "/api/sessions", "{\"login\":", {}).status == 400);
    CHECK(app.call("POST", "/api/sessions", "x=1", {{"content-type", "application/x-www-form-urlencoded"}}).status ==
          400);
    auto english = app.call("GET", "/api/castles", "", {{"accept-language", "en-GB,en;q=0.9"}});
    CHECK(english.title() == "There is no such page.");
}

}  // namespace unionhall
