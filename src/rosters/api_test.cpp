#include <doctest/doctest.h>

#include "platform/testing_tree.h"
#include "rosters/model.h"

namespace unionhall::rosters {

namespace {

TestTree cast(TestApp& app) {
    auto tree = plant_tree(app);
    const std::vector<std::string> all{"rosters.read", "rosters.manage", "rosters.duplicates", "employers.read",
                                       "members.read", "members.reveal", "personal.see"};
    introduce(app, "secretary", tree.street, all);
    introduce(app, "reader", tree.city, {"rosters.read"});
    introduce(app, "southerner", tree.south, all);
    app.in_transaction([&](Context& context) {
        for (auto& [name, code] : std::vector<std::pair<std::string, std::string>>{
                 {"克拉玛依市云途运输有限公司", "91650203MA7ABCDE9E"}, {"蓝鲸快递有限公司", ""}, {"红柳餐饮店", ""}}) {
            employers::Employer employer{
                .unit_id = tree.street.id, .name = name, .credit_code = code, .division_code = "650203"};
            employers::keep_employer(context, employer);
        }
    });
    return tree;
}

Answer bring(TestApp& app, const units::Unit& unit, const std::string& csv, const std::string& more = "",
             const char* who = "secretary") {
    return app.as(who).upload("/api/rosters?source=tax_office&file_name=list.csv&unit_id=" + unit.id.text() + more,
                              csv);
}

Answer step(TestApp& app, const std::string& path, const std::string& name, const char* who = "secretary") {
    return app.as(who).post(path + "/steps", Json::Object{{"step", name}});
}

std::string counts(const Answer& roster) {
    std::string text = roster.text("status");
    for (auto* name : {"rows_total", "rows_ours", "rows_look", "rows_not_ours", "rows_unreadable", "rows_repeated",
                       "rows_decided_before"})
        text += " " + std::to_string(roster.number(name));
    return text;
}

}  // namespace

TEST_CASE("a list is checked, compared in the background, worked on, and what was decided outlasts it") {
    TestApp app;
    auto tree = cast(app);
    auto roster = bring(app, tree.street,
                        "名称,信用代码,从业人数,负责人\n"
                        "云途运输有限责任公司,91650203MA7ABCDE9E,80,某\n"
                        "蓝鲸配送,,30,某\n"
                        "天山物流集团,,200,某\n"
                        "天山物流集团,,200,某\n"
                        ",,,\n,,3,\n",
                        "&as_of_on=2024-04-01");
    REQUIRE_MESSAGE(roster.status == 201, roster.body);
    CHECK(counts(roster) == "received 4 0 0 0 1 0 0");
    CHECK(roster.text("unused_columns") == "负责人");
    CHECK(roster.text("problems").find("没有单位名称") != std::string::npos);
    auto path = "/api/rosters/" + roster.text("id");
    CHECK(app.as("secretary").get("/api/listed-employers").count() == 0);
    CHECK(step(app, path, "match", "reader").status == 404);
    CHECK(step(app, path, "match", "southerner").status == 404);
    REQUIRE(step(app, path, "match").text("status") == "matching");
    auto stream = app.as("secretary").get(path + "/progress");
    bool is_done = false;
    CHECK(stream.stream(is_done).find("event: progress\ndata: {\"status\":\"matching\",\"rows_total\":4") == 0);
    CHECK(!is_done);
    CHECK(app.as("southerner").get(path + "/progress").status == 404);
    app.work();
    CHECK(counts(app.as("secretary").get(path)) == "matched 4 1 1 1 1 1 0");

    auto entry = [&](const std::string& state) {
        return app.as("secretary").get("/api/listed-employers?state=" + state).item(0);
    };
    auto at = [&](const std::string& state) { return "/api/listed-employers/" + entry(state).at("id").text(); };
    CHECK(entry("ours").at("name").text() == "云途运输有限责任公司");
    auto look = at("look"), uncovered = at("not_ours");
    CHECK(app.as("secretary").get(look + "/why").json().at("grounds").size() >= 1);
    CHECK(app.as("secretary").get(uncovered + "/why").status == 409);
    CHECK(step(app, look, "visit").status == 409);
    CHECK(step(app, path, "settle").status == 409);
    auto decide = [&](const std::string& which, const std::string& decision, const char* who = "secretary") {
        return app.as(who).post(which + "/decision", Json::Object{{"decision", decision}});
    };
    CHECK(decide(look, "perhaps").status == 422);
    CHECK(decide(look, "same", "reader").status == 403);
    CHECK(decide(look, "same", "southerner").status == 404);
    CHECK(decide(look, "different").text("state") == "not_ours");
    CHECK(decide(look, "undo").text("state") == "look");
    CHECK(decide(look, "same").text("state") == "ours");
    CHECK(decide(uncovered, "different").status == 409);
    CHECK(step(app, uncovered, "visit").text("status") == "visiting");
    CHECK(step(app, uncovered, "cover").text("status") == "covered");
    CHECK(step(app, uncovered, "reopen").text("status") == "open");
    CHECK(step(app, uncovered, "visit").text("status") == "visiting");
    CHECK(step(app, path, "settle").text("status") == "settled");

    // Next month: one has its code now, one is new, what was decided and begun stands.
    auto next = bring(app, tree.street,
                      "名称,信用代码\n蓝鲸配送,91650203MA7ABCDF79\n天山物流（集团）,\n云途运输公司,91650203MA7ABCDE9E\n"
                      "沙海装卸队,\n",
                      "&as_of_on=2024-05-01");
    auto next_path = "/api/rosters/" + next.text("id");
    REQUIRE(step(app, next_path, "match").status == 200);
    app.work();
    auto compared = app.as("secretary").get(next_path);
    CHECK(compared.text("status") == "matched");
    CHECK(compared.number("rows_decided_before") == 1);
    CHECK(app.as("secretary").get("/api/listed-employers").count() == 4);
    auto kept = app.as("secretary").get(look);
    CHECK(kept.text("state") == "ours");
    CHECK(kept.text("credit_code") == "91650203MA7ABCDF79");
    CHECK(kept.number("times_listed") == 2);
    CHECK(kept.text("first_listed_on") == "2024-04-01");
    CHECK(app.as("secretary").get(uncovered).text("status") == "visiting");
    CHECK(app.as("reader").get("/api/listed-employers").count() == 4);
    CHECK(app.as("southerner").get("/api/listed-employers").count() == 0);

    // An employer entered meanwhile is found when the list is compared again.
    app.in_transaction([&](Context& context) {
        employers::Employer employer{.unit_id = tree.street.id, .name = "沙海装卸队", .division_code = "650203"};
        employers::keep_employer(context, employer);
    });
    auto before = compared.number("rows_ours");
    CHECK(step(app, next_path, "match").status == 409);
    REQUIRE(step(app, next_path, "rematch").status == 200);
    app.work();
    CHECK(app.as("secretary").get(next_path).number("rows_ours") == before + 1);

    auto other = bring(app, tree.street, "名称\n某公司\n");
    CHECK(step(app, "/api/rosters/" + other.text("id"), "withdraw").text("status") == "withdrawn");
    app.in_transaction([&](Context& context) { CHECK(context.tx.number("select count(*) from roster_pieces") == 0); });
}

TEST_CASE("of workers only a number is kept, and only where each of them agreed") {
    TestApp app;
    auto tree = cast(app);
    auto refused = bring(app, tree.street, "姓名,手机\n张三丰,13812345678\n");
    CHECK(refused.status == 422);
    CHECK(refused.problems().find("本人授权编号") != std::string::npos);
    auto counted =
        bring(app, tree.street, "姓名,手机,本人授权编号\n张三丰,13812345678,GR-0001\n李四光,13812345679,GR-0002\n");
    REQUIRE_MESSAGE(counted.status == 201, counted.body);
    CHECK(counts(counted) == "settled 2 0 0 0 0 0 0");
    CHECK(step(app, "/api/rosters/" + counted.text("id"), "rematch").status == 409);
    CHECK(bring(app, tree.street, "名称\n某公司\n", "&as_of_on=2999-01-01").status == 422);
    CHECK(bring(app, tree.street, "名称\n某公司\n", "", "reader").status == 403);
    CHECK(bring(app, tree.street, "名称\n某公司\n", "", "southerner").status == 422);
    app.in_transaction([&](Context& context) {
        for (auto* table : {"roster_pieces", "listed_employers"})
            CHECK(context.tx.number(std::string("select count(*) from ") + table) == 0);
    });
}

TEST_CASE("members who may be one person are found, decided about, found again, and forgotten with either") {
    TestApp app;
    auto tree = cast(app);
    std::vector<Id<members::Member>> ids;
    app.in_transaction([&](Context& context) {
        std::vector<members::Joined> joined;
        for (auto& [name, phone, employer] :
             std::vector<std::array<const char*, 3>>{{"欧阳天山", "13811110001", "云途运输有限公司"},
                                                     {"欧阳天山", "13811110002", "克拉玛依市云途运输有限公司"},
                                                     {"上官雪莲", "13811110003", "蓝鲸快递"},
                                                     {"司马胡杨", "13811110004", "红柳餐饮店"},
                                                     {"诸葛戈壁", "13811110005", ""}})
            joined.push_back({.unit_id = tree.committee.id.number,
                              .name = name,
                              .phone = "+86" + std::string(phone),
                              .employer_name = employer,
                              .division_code = "650203004",
                              .joined_on = *parse_date("2024-05-01")});
        ids = members::bring_members(context, joined);
    });
    auto search = [&](const char* who) {
        auto begun = app.as(who).post("/api/duplicate-searches", Json::Object{{"unit_id", tree.street.id.text()}});
        app.work();
        return begun.status == 201 ? app.as(who).get("/api/duplicate-searches/" + begun.text("id")) : begun;
    };
    CHECK(search("reader").status == 403);
    CHECK(search("southerner").status == 403);
    auto done = search("secretary");
    CHECK(done.text("status") == "done");
    CHECK(done.number("people") == 5);
    REQUIRE(done.number("pairs_new") == 1);
    auto pair = app.as("secretary").get("/api/duplicate-pairs").item(0);
    CHECK(pair.at("member_id").text() == ids[0].text());
    CHECK(pair.at("other_member_id").text() == ids[1].text());
    auto path = "/api/duplicate-pairs/" + pair.at("id").text();
    auto why = app.as("secretary").get(path + "/why");
    CHECK(why.body.find("姓名完全相同。") != std::string::npos);
    for (auto* data : {"欧阳", "1381111", "云途"}) CHECK(why.body.find(data) == std::string::npos);
    CHECK(app.as("southerner").get("/api/duplicate-pairs").count() == 0);
    CHECK(app.as("southerner").get(path + "/why").status == 404);
    CHECK(step(app, path, "different").text("status") == "different");
    CHECK(step(app, path, "undo").text("decided_by").empty());
    CHECK(step(app, path, "unsure").text("status") == "unsure");
    auto same =
        app.as("secretary")
            .post(path + "/steps", Json::Object{{"step", "same"}, {"note", "欧阳天山（13811112222）说是一个人"}});
    CHECK(same.text("status") == "same");
    for (auto* data : {"欧阳", "138"}) CHECK(same.text("note").find(data) == std::string::npos);
    CHECK(search("secretary").number("pairs_new") == 0);
    CHECK(app.as("secretary").get(path).text("status") == "same");
    app.in_transaction([&](Context& context) {
        context.happened.push_back({.verb = members::member_erased, .subject = "member", .subject_id = ids[1].number});
    });
    CHECK(app.as("secretary").get(path).status == 404);
}

}  // namespace unionhall::rosters
