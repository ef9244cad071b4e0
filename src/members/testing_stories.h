// What several stories of this room begin with: a tree, a committee, a stand, and a worker with a phone. Only tests include this.
#pragma once

#include <set>

#include "members/notice.h"
#include "members/store.h"
#include "platform/testing_tree.h"

namespace unionhall::members {

inline TestTree cast(TestApp& app) {
    auto tree = plant_tree(app);
    introduce(app, "committee", tree.street, {"members.read", "members.decide", "members.manage", "personal.see"});
    introduce(app, "secretary", tree.street,
              {"members.read", "members.enrol", "members.import", "members.reveal", "personal.see"});
    introduce(app, "officer", tree.city, {"members.read"});
    introduce(app, "district", tree.city, {"members.read", "members.manage", "members.import", "personal.see"});
    introduce(app, "southerner", tree.south,
              {"members.read", "members.decide", "members.manage", "members.reveal", "members.import", "personal.see"});
    return tree;
}

// A worker who has proved their phone.
inline TestApp::Client worker(TestApp& app, const std::string& phone) {
    auto name = "worker " + phone;
    Actor actor{.kind = Actor::Kind::worker};
    app.in_transaction([&](Context& context) {
        actor.account_id = accounts::account_of_phone(context.tx, "+86" + phone);
        if (!actor.account_id) actor.account_id = accounts::make_worker(context, "+86" + phone).id.number;
    });
    app.person(name, actor);
    return app.as(name);
}

inline Json::Object request(const std::string& name) {
    return {{"name", name},
            {"occupation", "truck_driver"},
            {"division_code", "650203004"},
            {"notice_version", notices().back().version},
            {"voluntary", true}};
}

inline const std::string a_signature = "M10 10L40 80L90 20L140 90L200 40";

inline Json::Object at_the_stand(const std::string& name, const std::string& phone) {
    auto body = request(name);
    body.emplace_back("phone", phone);
    body.emplace_back("signature", a_signature);
    return body;
}

inline Answer step(TestApp::Client by, const std::string& path, const std::string& name, const std::string& note = "") {
    Json::Object body{{"step", name}};
    if (!note.empty()) body.emplace_back("note", note);
    return by.post(path + "/steps", body);
}

// Applies and is approved; the application's id.
inline std::string become_member(TestApp& app, const std::string& name, const std::string& phone) {
    auto id = worker(app, phone).post("/api/applications", request(name)).text("id");
    CHECK(step(app.as("committee"), "/api/applications/" + id, "approve").status == 200);
    return id;
}

// A drive of the city, as text of its id.
inline std::string plan_drive(TestApp& app, const TestTree& tree) {
    introduce(app, "planner", tree.city, {"drives.read", "drives.manage"});
    Json::Object drive{{"unit_id", tree.city.id.text()},
                       {"title", "集中入会"},
                       {"division_code", "6502"},
                       {"starts_on", "2024-05-01"},
                       {"ends_on", "2024-05-31"}};
    return app.as("planner").post("/api/drives", drive).text("id");
}

// Every table in which the text stands, readable.
inline std::set<std::string> places_of(TestApp& app, const std::string& text) {
    std::set<std::string> places;
    app.in_transaction([&](Context& context) {
        auto& tx = context.tx;
        auto tables = tx.rows(
            tx.is_postgres()
                ? "select cast(table_name as text) from information_schema.tables where table_schema = current_schema()"
                : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'");
        for (auto& table : tables) {
            auto name = std::get<std::string>(table[0]);
            for (auto& row : tx.rows("select * from " + name))
                for (auto& value : row) {
                    auto* plain = std::get_if<std::string>(&value);
                    auto* bytes = std::get_if<Bytes>(&value);
                    bool is_there = (plain && plain->find(text) != std::string::npos) ||
                                    (bytes && bytes->data.find(text) != std::string::npos);
                    if (is_there) places.insert(name);
                }
        }
    });
    return places;
}

}  // namespace unionhall::members
