#include "members/voluntary.h"

#include <doctest/doctest.h>

#include "accounts/rules.h"
#include "capabilities.h"
#include "members/testing_stories.h"

namespace unionhall::members {

TEST_CASE("many of one employer's staff within an hour are striking, by number or by share") {
    struct Case {
        std::int64_t joined;
        std::optional<std::int64_t> headcount;
        bool is_striking;
    };
    for (auto& [joined, headcount, expected] : std::vector<Case>{{20, {}, false},
                                                                 {21, {}, true},
                                                                 {21, 100'000, true},
                                                                 {6, 19, true},
                                                                 {6, 20, false},
                                                                 {4, 5, false},
                                                                 {5, 10, true},
                                                                 {5, 0, false}}) {
        CHECK_MESSAGE(is_striking(joined, headcount, 20, 30) == expected, joined << " of " << headcount.value_or(-1));
        CHECK(!is_striking(joined, headcount, 0, 0));
    }
}

static TestTree stand_cast(TestApp& app) {
    auto tree = cast(app);
    introduce(app, "other stand", tree.street, {"members.read", "members.enrol", "personal.see"});
    return tree;
}

static int signed_at_stand(TestApp& app, const char* cadre, const std::string& employer, int i) {
    auto body = at_the_stand(i % 2 ? "王小二" : "李小三", "138" + std::to_string(10000000 + i));
    body.emplace_back("employer_name", employer);
    return app.as(cadre).post("/api/applications/on-site", body).status;
}

TEST_CASE("the union above is told of the employer and the stand, never of a person, and nobody else is") {
    TestApp app;
    auto tree = stand_cast(app);
    int i = 0;
    for (; i < 20; ++i) CHECK(signed_at_stand(app, "secretary", "顺达货运有限公司", i) == 201);
    CHECK(app.as("district").get("/api/joining-warnings").count() == 0);
    for (; i < 24; ++i)
        CHECK(signed_at_stand(app, "secretary", i % 2 ? "顺达货运有限公司" : " 顺达货运有限公司 ", i) == 201);
    auto warnings = app.as("district").get("/api/joining-warnings");
    REQUIRE(warnings.count() == 1);
    auto warning = warnings.item(0);
    CHECK(warning.at("employer_name").text() == "顺达货运有限公司");
    CHECK(warning.at("stand_unit_id").text() == tree.street.id.text());
    CHECK(warning.at("unit_id").text() == tree.north.id.text());
    CHECK(warning.at("joined").integer() == 24);
    CHECK(warnings.body.find("王小二") == std::string::npos);
    CHECK(warnings.body.find("1381") == std::string::npos);
    CHECK(app.audit().find("joining.warned joining_warning") != std::string::npos);
    // The committee of the stand's own unit, and neighbours, hear nothing.
    CHECK(app.as("committee").get("/api/joining-warnings").count() == 0);
    CHECK(app.as("southerner").get("/api/joining-warnings").count() == 0);
    CHECK(app.as("secretary").get("/api/joining-warnings").status == 403);
    auto work = app.as("district").get("/api/work-list");
    CHECK(work.body.find("/joining-warnings?status=fresh") != std::string::npos);
    auto path = "/api/joining-warnings/" + warning.at("id").text();
    CHECK(step(app.as("district"), path, "settle").problems().find("note") != std::string::npos);
    CHECK(step(app.as("district"), path, "settle", "已电话核实，均为本人自愿").text("status") == "settled");
    CHECK(app.as("district").get("/api/work-list").body.find("joining-warnings") == std::string::npos);
}

TEST_CASE("an ordinary day at a stand warns nobody: many employers, many hours, people on their own phones") {
    TestApp app;
    stand_cast(app);
    for (int i = 0; i < 30; ++i) {
        CHECK(signed_at_stand(app, "secretary", "顺达货运", i) == 201);
        if (i % 10 == 9) app.pass_seconds(3601);
    }
    for (int i = 30; i < 60; ++i) CHECK(signed_at_stand(app, "other stand", "公司" + std::to_string(i), i) == 201);
    for (int i = 60; i < 85; ++i) {
        auto body = request("王小二");
        body.emplace_back("employer_name", "顺达货运");
        CHECK(worker(app, "138" + std::to_string(10000000 + i)).post("/api/applications", body).status == 201);
    }
    CHECK(app.as("district").get("/api/joining-warnings").count() == 0);
}

TEST_CASE(
    "employers have no way in: no role, no permission and no question of theirs leads to who joined or declined") {
    for (auto& role : choices_of<accounts::Role>()) {
        CHECK_MESSAGE(role.value.find("employer") == std::string::npos, role.value);
        CHECK_MESSAGE(role.value.find("company") == std::string::npos, role.value);
        CHECK_MESSAGE(role.value.find("platform") == std::string::npos, role.value);
    }
    // Who keeps the directory of employers sees no member by that; who sees members is staff of a union, by a grant.
    const std::set<std::string> about_people{"application", "member",     "invitation", "import_row",
                                             "attendance",  "correction", "disclosure"};
    for (auto* route : every_route()) {
        if (!route->lists || !about_people.contains(route->lists->name)) continue;
        CHECK_MESSAGE(route->door.kind == Door::Kind::permitted,
                      route->path << " is open to more than the union's own");
        CHECK_MESSAGE(!route->door.permission.name.starts_with("employers."), route->path);
        for (auto& f : route->lists->fields) {
            bool is_of_employer = f.name.starts_with("employer");
            CHECK_MESSAGE(!(is_of_employer && f.is_filterable && f.name != "employer_id"),
                          route->path << " can be asked by " << f.name);
            CHECK_MESSAGE(!(is_of_employer && (f.is_sortable || f.match != Match::none)),
                          route->path << " can be searched by " << f.name);
        }
        CHECK_MESSAGE(!(route->lists->name == "member" && route->lists->field("employer_id")),
                      "members are not known by an employer's id");
    }
}

TEST_CASE("no figure is counted by employer, so that none of a few people can be read off") {
    TestApp app;
    for (auto& measure : app.application().all_measures()) CHECK(measure.name.find("employer") == std::string::npos);
    cast(app);
    auto body = request("王小二");
    body.emplace_back("employer_name", "顺达货运");
    auto id = worker(app, "13812345678").post("/api/applications", body).text("id");
    CHECK(step(app.as("committee"), "/api/applications/" + id, "approve").status == 200);
    app.in_transaction([&](Context& context) {
        for (auto& row : context.tx.rows("select parts from measure_deltas")) {
            auto parts = std::get<std::string>(row[0]);
            CHECK(parts.find("employer") == std::string::npos);
            CHECK(parts.find("顺达") == std::string::npos);
        }
    });
}

}  // namespace unionhall::members
