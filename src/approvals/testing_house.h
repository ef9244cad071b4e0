// A house in which something takes two people: who asks, who approves, and whom it concerns. Only tests include this.
#pragma once

#include <algorithm>

#include "accounts/model.h"
#include "approvals/model.h"
#include "members/model.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"

namespace unionhall::approvals {

// Two security administrators, officers, and members of the street's union.
struct House {
    TestApp app;
    TestTree tree = plant_tree(app);

    House() {
        hire("reg", tree.city, accounts::Role::regional_officer);
        hire("sec", tree.city, accounts::Role::security_admin);
        hire("sec2", tree.city, accounts::Role::security_admin);
        hire("south", tree.south, accounts::Role::district_officer);
        hire("street", tree.street, accounts::Role::street_secretary);
        hire("nobody", tree.street, accounts::Role::stand_cadre);
        hire("north", tree.north, accounts::Role::district_officer);
    }
    void hire(const std::string& login, const units::Unit& unit, accounts::Role role) {
        app.in_transaction([&](Context& context) {
            accounts::make_staff(context, {login, "干部" + login, "a long pass phrase", unit.id.number, {role}});
        });
    }
    TestApp::Client staff(const std::string& login) {
        return app.with_token(
            app.as_nobody()
                .post("/api/sessions", Json::Object{{"login", login}, {"password", "a long pass phrase"}})
                .text("token"));
    }
    std::string account(const std::string& login) {
        return staff(login).get("/api/sessions/current").text("account_id");
    }
    void join(int from, int to) {
        app.in_transaction([&](Context& context) {
            std::vector<members::Joined> some;
            for (int i = from; i < to; ++i) {
                auto digits = std::to_string(i);
                some.push_back({.unit_id = tree.street.id.number,
                                .name = i % 2 ? "王小明" : "李大路",
                                .phone = "+861390000" + std::string(4 - digits.size(), '0') + digits,
                                .occupation = i % 4 ? members::Occupation::truck_driver : members::Occupation::courier,
                                .joined_on = *parse_date("2024-05-01")});
            }
            members::bring_members(context, some);
        });
    }
    TestApp::Client worker(int i) {
        auto digits = std::to_string(i);
        auto phone = "+861390000" + std::string(4 - digits.size(), '0') + digits;
        Actor actor{.kind = Actor::Kind::worker};
        app.in_transaction([&](Context& context) {
            actor.account_id = accounts::account_of_phone(context.tx, phone);
            if (!actor.account_id) actor.account_id = accounts::make_worker(context, phone).id.number;
        });
        app.person(phone, actor);
        return app.as(phone);
    }
    Json::Object wish(const std::string& kind, const units::Unit& unit) {
        return {{"kind", kind}, {"unit_id", unit.id.text()}, {"reason", "年度慰问核对名单"}};
    }
    Answer step(const std::string& who, const Answer& request, const std::string& name) {
        return staff(who).post("/api/approvals/" + request.text("id") + "/steps",
                               Json::Object{{"step", name}, {"payload_hash", request.text("payload_hash")}});
    }
    std::int64_t lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }
};

}  // namespace unionhall::approvals
