// The whole job, over the API and by people: from a freight company's spreadsheet to a published figure (the Karamay
// story, AC-01 to AC-03). The same story is played in a browser by e2e/.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "accounts/model.h"
#include "platform/settings.h"
#include "platform/tables.h"
#include "platform/testing_tree.h"

namespace unionhall {
namespace {

constexpr int rows_in_list = 204, joining = 188, representatives = 49;

struct Karamay {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::string drive, notice;
    std::vector<std::string> events;
    int phones = 0;

    Karamay() {
        app.settings().is_demonstration = true;  // codes are told on the screen, as a phone would
        app.set_clock("2024-05-08T02:00:00Z");
        using accounts::Role;
        hire("region", tree.city, Role::regional_officer);
        hire("north", tree.north, Role::district_officer);
        hire("south", tree.south, Role::district_officer);
        hire("street", tree.street, Role::street_secretary);
        hire("stand", tree.street, Role::stand_cadre);
        hire("committee", tree.street, Role::committee_member);
        notice = app.as_nobody().get("/api/join/notice").text("version");
    }
    void hire(const std::string& login, const units::Unit& unit, accounts::Role role) {
        app.in_transaction([&](Context& context) {
            accounts::make_staff(context, {login, "干部" + login, "a long pass phrase", unit.id.number, {role}});
        });
    }
    // Signed in anew when the clock has moved on: an idle session has ended.
    TestApp::Client staff(const std::string& login) {
        auto& [token, since] = sessions[login];
        if (since != app.now()) {
            token = app.as_nobody()
                        .post("/api/sessions", Json::Object{{"login", login}, {"password", "a long pass phrase"}})
                        .text("token");
            since = app.now();
        }
        return app.with_token(token);
    }
    std::map<std::string, std::pair<std::string, Instant>> sessions;

    std::string next_phone() {
        auto digits = std::to_string(phones++);
        return "1390000" + std::string(4 - digits.size(), '0') + digits;
    }
    std::string code_for(const std::string& phone, const std::string& purpose) {
        return app.as_nobody()
            .post("/api/phone-codes", Json::Object{{"phone", phone}, {"purpose", purpose}})
            .text("demonstration_code");
    }
    TestApp::Client worker(const std::string& phone) {
        auto token = app.as_nobody()
                         .post("/api/phone-sessions",
                               Json::Object{{"phone", phone}, {"code", code_for(phone, "join")}, {"purpose", "join"}})
                         .text("token");
        return app.with_token(token);
    }
    Json::Object request(const std::string& name) {
        return {{"name", name},      {"occupation", "truck_driver"}, {"division_code", "650203004"},
                {"drive_id", drive}, {"notice_version", notice},     {"voluntary", true}};
    }
    std::string plan_event(const std::string& who, const units::Unit& unit, const std::string& kind,
                           const std::string& day) {
        auto made = staff(who).post("/api/events", Json::Object{{"unit_id", unit.id.text()},
                                                                {"drive_id", drive},
                                                                {"title", "集中入会 " + day},
                                                                {"kind", kind},
                                                                {"starts_at", day + "T02:00:00Z"},
                                                                {"ends_at", day + "T10:00:00Z"},
                                                                {"place", "克拉玛依"}});
        REQUIRE(made.status == 201);
        auto path = "/api/events/" + made.text("id");
        CHECK(staff(who).post(path + "/standard-agenda").status == 200);
        CHECK(staff(who).post(path + "/steps", Json::Object{{"step", "open"}}).status == 200);
        return made.text("id");
    }
};

// A name of two characters for each number.
std::string driver(int n) {
    static const char* const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄",
                                           "周", "吴", "徐", "孙", "胡", "朱", "高"};
    static const char* const given[] = {"伟", "芳", "敏", "静", "磊", "强", "洋", "勇",
                                        "艳", "杰", "涛", "明", "超", "霞", "平"};
    return std::string(surnames[n / 15 % 15]) + given[n % 15];
}

std::vector<std::vector<std::string>> freight_list() {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < rows_in_list; ++i) {
        auto digits = std::to_string(i);
        auto phone = "1390000" + std::string(4 - digits.size(), '0') + digits;
        if (i == 10) phone = "1390000";      // cut short: nobody can read it
        if (i == 20) phone = "13900000019";  // the same as the row before
        rows.push_back({driver(i), phone, "某", "货车司机"});
    }
    return rows;
}

std::string as_csv(const std::vector<std::vector<std::string>>& rows) {
    CsvWriter csv;
    csv.append({"姓名", "手机号码", "民族", "岗位"});
    for (auto& row : rows) csv.append(row);
    return csv.take();
}

std::string as_xlsx(const std::vector<std::vector<std::string>>& rows) {
    std::size_t at = 0;
    return xlsx_of(std::filesystem::temp_directory_path(), {"姓名", "手机号码", "民族", "岗位"},
                   [&](std::vector<std::string>& row) {
                       if (at == rows.size()) return false;
                       row = rows[at++];
                       return true;
                   },
                   {});
}

}  // namespace

TEST_CASE("AC-01, AC-02, AC-03: a joining drive, from a spreadsheet to a published figure") {
    Karamay story;
    auto& app = story.app;

    // 1. The regional officer makes the drive and gives it to two district unions; four events are planned.
    auto made =
        story.staff("region").post("/api/drives", Json::Object{{"unit_id", story.tree.city.id.text()},
                                                               {"title", "新就业形态劳动者集中入会 · 2024年5月"},
                                                               {"division_code", "6502"},
                                                               {"starts_on", "2024-05-01"},
                                                               {"ends_on", "2024-05-31"}});
    REQUIRE(made.status == 201);
    story.drive = made.text("id");
    for (auto& [unit, planned] : {std::pair{&story.tree.north, 3}, std::pair{&story.tree.south, 1}})
        CHECK(story.staff("region")
                  .post("/api/drive-units",
                        Json::Object{
                            {"drive_id", story.drive}, {"unit_id", unit->id.text()}, {"events_planned", planned}})
                  .status == 201);
    CHECK(story.staff("region").post("/api/drives/" + story.drive + "/steps", Json::Object{{"step", "start"}}).status ==
          200);

    // 2. The street secretary uploads the list, sees before anything is written what will happen, corrects, commits,
    //    regrets, and commits again. Nobody is a member because of a list.
    for (auto& bytes : {as_csv(freight_list()), as_xlsx(freight_list())}) {
        auto brought = story.staff("street").upload("/api/imports?unit_id=" + story.tree.street.id.text() +
                                                        "&drive_id=" + story.drive +
                                                        "&employer_name=%E8%B4%A7%E8%BF%90&file_name=list",
                                                    bytes);
        REQUIRE(brought.status == 201);
        app.work();
        auto path = "/api/imports/" + brought.text("id");
        auto checked = story.staff("street").get(path);
        CHECK(checked.text("status") == "checked");
        CHECK(checked.number("rows_new") == rows_in_list - 2);
        CHECK(checked.number("rows_duplicate") == 1);
        CHECK(checked.number("rows_unreadable") == 1);
        CHECK(checked.text("dropped_columns").find("民族") != std::string::npos);
        CHECK(story.staff("street").get("/api/invitations").count() == 0);

        auto bad =
            story.staff("street").get("/api/import-rows?import_id=" + brought.text("id") + "&kind=unreadable").item(0);
        CHECK(bad.at("row_number").integer() == 12);
        CHECK(bad.at("note").text().find("手机") != std::string::npos);
        auto corrected =
            story.staff("street").patch("/api/import-rows/" + bad.at("id").text(),
                                        Json::Object{{"phone", "13911112222"}}, bad.at("version").integer());
        CHECK(corrected.text("kind") == "new");

        for (auto* step : {"commit", "undo", "commit"}) {
            CHECK(story.staff("street").post(path + "/steps", Json::Object{{"step", step}}).status == 200);
            app.work();
            CHECK(story.staff("street").get("/api/invitations?count=1").number("total") ==
                  (std::string(step) == "undo" ? 0 : rows_in_list - 1));
        }
        CHECK(story.staff("region").get("/api/members?count=1").number("total") == 0);
        CHECK(story.staff("street").post(path + "/steps", Json::Object{{"step", "undo"}}).status == 200);
        app.work();
    }

    // 3. Workers join by three channels at four events.
    app.set_clock("2024-05-11T03:00:00Z");
    story.events = {story.plan_event("north", story.tree.north, "talk", "2024-05-11"),
                    story.plan_event("north", story.tree.north, "ceremony", "2024-05-14"),
                    story.plan_event("north", story.tree.north, "site_stand", "2024-05-17"),
                    story.plan_event("south", story.tree.south, "site_stand", "2024-05-20")};
    std::vector<std::string> applications, phones;
    for (int i = 0; i < joining; ++i) {
        auto phone = story.next_phone();
        auto body = story.request(driver(i));
        Answer applied;
        if (i < 60) {
            applied = story.worker(phone).post("/api/applications", body);
        } else {
            body.emplace_back("phone", phone);
            bool is_on_site = i < 160;
            if (is_on_site) body.emplace_back("signature", "M10 10L40 80L90 20L140 90L200 40");
            applied =
                story.staff("stand").post(is_on_site ? "/api/applications/on-site" : "/api/applications/hotline", body);
            if (!is_on_site) {
                CHECK(applied.text("status") == "awaiting_code");
                auto text = story.staff("region").get("/api/outbox").item(0).at("text").text();
                auto code = text.substr(text.find_first_of("0123456789"), 6);
                CHECK(app.as_nobody()
                          .post("/api/applications/confirm-hotline", Json::Object{{"phone", phone}, {"code", code}})
                          .status == 201);
            }
        }
        REQUIRE_MESSAGE(applied.status == 201, applied.body);
        applications.push_back(applied.text("id"));
        phones.push_back(phone);
    }

    // 4. The committee decides, in bulk; a second membership is refused with a sentence; the card is checked by anyone.
    Json::Array ids;
    for (auto& id : applications) ids.emplace_back(id);
    auto decided =
        story.staff("committee").post("/api/applications/decisions", Json::Object{{"ids", ids}, {"step", "approve"}});
    CHECK(decided.json().at("done").size() == joining);
    app.pass_seconds(120);
    auto first = story.worker(phones[0]);
    CHECK(first.post("/api/applications", story.request(driver(0))).status == 409);
    auto card = first.get("/api/my").json().at("card");
    CHECK(app.as_nobody().get("/api/card-checks/" + card.at("token").text()).json().at("valid").boolean());

    // 5. Forty-nine representatives check in by code at the ceremony and take the oath; what they learned is on their page.
    app.set_clock("2024-05-14T03:00:00Z");
    auto code = story.staff("north").get("/api/events/" + story.events[1]).text("check_in_code");
    for (int i = 0; i < representatives; ++i)
        CHECK(
            story.worker(phones[static_cast<std::size_t>(i)])
                .post("/api/my/check-ins", Json::Object{{"code", code}, {"representative", true}, {"took_oath", true}})
                .status == 201);
    CHECK(story.staff("north").get("/api/events/" + story.events[1] + "/figures").number("took_oath") ==
          representatives);
    app.pass_seconds(120);
    CHECK(story.worker(phones[0]).get("/api/my/learning").count() == 7);
    app.set_clock("2024-05-20T11:00:00Z");
    for (std::size_t i = 0; i < story.events.size(); ++i)
        CHECK(story.staff(i == 3 ? "south" : "north")
                  .post("/api/events/" + story.events[i] + "/steps", Json::Object{{"step", "hold"}})
                  .status == 200);

    // 6. The regional officer opens the drive, opens a figure to its rows, and publishes; a correction is a new edition.
    auto region = story.staff("region");
    auto figures = region.get("/api/drives/" + story.drive + "/figures");
    CHECK(figures.number("events") == 4);
    CHECK(figures.number("members") == joining);
    auto online = figures.json().at("by_channel").at(std::size_t{0});
    CHECK(online.at("value").integer() == 60);
    auto rows = region.get("/api" + online.at("evidence").text() + "&count=1");
    CHECK(rows.number("total") == 60);
    CHECK(rows.item(0).at("name").text().find("*") != std::string::npos);  // masked by her grant

    auto drafted = region.post("/api/bulletins",
                               Json::Object{{"unit_id", story.tree.city.id.text()},
                                            {"drive_id", story.drive},
                                            {"title", "集中入会情况通报"},
                                            {"body", "举行活动{drives.events}场，{drives.members}人加入工会。"}});
    REQUIRE(drafted.status == 201);
    auto path = "/api/bulletins/" + drafted.text("id");
    for (auto* step : {"check", "publish"})
        CHECK(region.post(path + "/steps", Json::Object{{"step", step}}).status == 200);
    auto page = app.as_nobody().get("/bulletins/" + drafted.text("id"));
    CHECK(page.body.find("188") != std::string::npos);
    CHECK(app.as_nobody().get("/bulletins/" + drafted.text("id") + ".json").status == 200);
    CHECK(app.counts_are_right());
    CHECK(app.audit().find("staff application.approve application") != std::string::npos);
}

}  // namespace unionhall
