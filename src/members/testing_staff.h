// What staff do and write around one worker's life: they look, ask two others, type her numbers where none belong, and
// bring lists that nobody has read yet. Only tests include this.
#pragma once

#include "members/import_run.h"
#include "members/testing_life.h"
#include "members/voluntary.h"
#include "platform/jobs.h"

namespace unionhall::members {

inline const std::string covered_phone(11, '*');

// A list that leaves the house as a file, and one that is shown uncovered for some hours: asked for and approved.
inline void take_lists_out(TestApp& app, const TestTree& tree) {
    hire(app, "reg", tree.city, accounts::Role::regional_officer);
    for (auto* login : {"sec", "sec2"}) hire(app, login, tree.city, accounts::Role::security_admin);
    auto asked = [&](Json::Object more) {
        more.emplace_back("unit_id", tree.city.id.text());
        more.emplace_back("reason", "核对名单 " + phone_of_hers);
        auto answer = at_desk(app, "reg").post("/api/approvals", more);
        REQUIRE_MESSAGE(answer.status == 201, answer.body);
        for (auto* login : {"sec", "sec2"}) {
            Json::Object taken{{"step", "approve"}, {"payload_hash", answer.text("payload_hash")}};
            taken.emplace_back("note", "同意，电话 " + phone_of_hers);
            auto done = at_desk(app, login).post("/api/approvals/" + answer.text("id") + "/steps", taken);
            if (done.text("status") == "approved") break;
        }
        return answer;
    };
    auto exported = asked({{"kind", "member_export"}, {"with_phones", true}});
    auto file = at_desk(app, "reg").post("/api/approvals/" + exported.text("id") + "/download");
    CHECK(file.body.find(name_of_hers) != std::string::npos);
    auto lent = asked({{"kind", "list_unmasking"}});
    Json::Object begun{{"step", "execute"}, {"payload_hash", lent.text("payload_hash")}};
    CHECK(at_desk(app, "reg").post("/api/approvals/" + lent.text("id") + "/steps", begun).text("status") == "executed");
    CHECK(at_desk(app, "reg").get("/api/members").body.find(name_of_hers) != std::string::npos);
    CHECK(app.as("committee").get("/api/members?format=csv").body.find("欧阳") != std::string::npos);
}

// Somebody looks at more people than is usual; who asks why writes down her phone.
inline void raise_an_alarm(TestApp& app, const TestTree& tree) {
    auto usual = app.settings().looks_an_hour;
    app.settings().looks_an_hour = 1;
    hire(app, "curious", tree.street, accounts::Role::street_secretary);
    auto curious = at_desk(app, "curious");
    auto members = curious.get("/api/members").json();
    for (auto& m : members.at("items").array()) curious.get("/api/members/" + m.at("id").text());
    app.pass_seconds(61);
    app.work();
    auto alarms = at_desk(app, "sec").get("/api/alarms");
    REQUIRE(alarms.count() >= 1);
    for (std::size_t i = 0; i < alarms.count(); ++i) {
        auto path = "/api/alarms/" + alarms.item(i).at("id").text() + "/deal";
        CHECK(at_desk(app, "sec").post(path, Json::Object{{"note", "已问 " + phone_of_hers}}).status == 200);
    }
    app.settings().looks_an_hour = usual;
}

// An employer whose staff applied within an hour: what was found out.
inline void warn_of_pressure(TestApp& app, const TestTree& tree) {
    app.in_transaction([&](Context& context) {
        JoiningWarning warning{.id = context.new_id<JoiningWarning>(),
                               .unit_id = tree.street.id,
                               .stand_unit_id = tree.street.id,
                               .employer_name = "顺达货运",
                               .began_at = context.now,
                               .newest_at = context.now,
                               .joined = 30};
        context.insert(warning);
    });
    auto warning = app.as("committee").get("/api/joining-warnings").item(0).at("id").text();
    CHECK(step(app.as("committee"), "/api/joining-warnings/" + warning, "settle", "已问 " + phone_of_hers).status ==
          200);
}

// A station is inspected, its faults are put right, and a report is answered.
inline void keep_the_station(TestApp& app) {
    auto host = app.as("host");
    auto path = "/api/stations/" + host.get("/api/stations").item(0).at("id").text();
    Json::Object found{{"inspected_on", to_text(day_at(app.now()))}, {"note", "问 " + phone_of_hers}};
    CHECK(host.post(path + "/inspections", found).status == 200);
    auto fault = host.get("/api/deficiencies").item(0).at("id").text();
    CHECK(step(host, "/api/deficiencies/" + fault, "fix", "已修 " + phone_of_hers).status == 200);
    auto report = app.as_nobody().post("/api/public" + path.substr(4) + "/reports", Json::Object{{"kind", "locked"}});
    REQUIRE_MESSAGE(report.status == 200, report.body);
    CHECK(step(host, "/api/station-reports/" + report.text("id"), "fix", "已开，找 " + phone_of_hers).status == 200);
}

inline void plan_what_else(TestApp& app, const TestTree& tree) {
    introduce(app, "planner", tree.city, {"drives.read", "drives.manage"});
    Json::Object drive{{"unit_id", tree.city.id.text()}, {"title", "集中入会 " + phone_of_hers},
                       {"division_code", "6502"},        {"starts_on", "2024-05-01"},
                       {"ends_on", "2024-05-31"},        {"note", "联系人 " + phone_of_hers}};
    CHECK(app.as("planner").post("/api/drives", drive).status == 201);
    auto event = app.as("organiser").get("/api/events").item(0).at("id").text();
    Json::Object item{{"event_id", event}, {"position", 1}, {"kind", "other"}, {"title", "主讲 " + phone_of_hers}};
    auto added = app.as("organiser").post("/api/agenda-items", item);
    CHECK_MESSAGE(added.status == 201, added.body);
}

// A piece of work about her that nobody can do: tried five times, and left to be seen.
inline void leave_a_failed_job(TestApp& app, std::int64_t member) {
    app.in_transaction([&](Context& context) { add_job(context, "of.yesterday", member); });
    for (int i = 0; i < 6; ++i) app.pass_seconds(60), app.work();
    app.in_transaction([&](Context& context) {
        CHECK(context.tx.number("select count(*) from jobs where status = 'failed' and subject = $1", {member}) == 1);
    });
}

inline void staff_go_about_it(TestApp& app, const TestTree& tree) {
    auto member = app.as("district").search("/api/members", phone_of_hers).item(0).at("id").text();
    take_lists_out(app, tree);
    raise_an_alarm(app, tree);
    warn_of_pressure(app, tree);
    keep_the_station(app);
    plan_what_else(app, tree);
    leave_a_failed_job(app, parse_id(member).value());
}

// A list so long that it is looked at behind the answer, and a message that has not gone yet.
inline void bring_a_long_list(TestApp& app, const TestTree& tree) {
    std::string list = "姓名,手机号码,工作单位\n";
    for (std::size_t i = 0; i <= rows_per_piece; ++i)
        list += name_of_hers + "," + phone_of_hers + ",货运 " + id_of_hers + "\n";
    auto brought =
        app.as("secretary").upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=long.csv", list);
    REQUIRE_MESSAGE(brought.status == 201, brought.body);
    app.in_transaction(
        [](Context& context) { CHECK(context.tx.number("select count(*) from import_pieces").value_or(0) > 0); });
    CHECK(app.as_nobody()
              .post("/api/phone-codes", Json::Object{{"phone", phone_of_hers}, {"purpose", "sign_in"}})
              .status == 201);
}

}  // namespace unionhall::members
