// What a device at a stand does without a network. Only tests include this.
#pragma once

#include <doctest/doctest.h>

#include "members/stand_rules.h"
#include "members/testing_stories.h"
#include "platform/crypto.h"
#include "platform/crypto_seal.h"

namespace unionhall::members {

// A device as the web makes it: it has a pass, seals what it takes down, and sends it when it can.
struct Device {
    TestApp& app;
    std::string by = "secretary";
    Json pass = {};

    Device(TestApp& app, const TestTree& tree, const std::string& event = "", std::string by = "secretary")
        : app(app), by(std::move(by)) {
        Json::Object asked{{"unit_id", tree.street.id.text()}, {"device", "绿色平板"}};
        if (!event.empty()) asked.emplace_back("event_id", event);
        auto issued = app.as(this->by).post("/api/stand-passes", asked);
        REQUIRE_MESSAGE(issued.status == 201, issued.body);
        pass = issued.json();
    }
    std::string path() const { return "/api/stand-passes/" + pass.at("id").text(); }
    Json::Object sending(const std::string& key, const Json::Object& content) const {
        auto public_key = from_base64url(pass.at("public_key").text()).value();
        auto sealed = seal_to(public_key, to_text(Json(content)), pass.at("id").text() + "|" + key);
        return {{"token", pass.at("token").text()}, {"entry_key", key}, {"sealed", base64url(sealed)}};
    }
    Answer send(const Json::Object& sending, const std::string& to = "/entries") {
        return app.as(by).post(path() + to, sending);
    }
};

inline Json::Object signed_application(TestApp& app, const std::string& name, const std::string& phone) {
    auto& newest = notices().back();
    return {
        {"kind", "application"},    {"taken_at", to_text(app.now())},   {"name", name},
        {"phone", phone},           {"occupation", "truck_driver"},     {"division_code", "650203004"},
        {"signature", a_signature}, {"notice_version", newest.version}, {"notice_hash", hash_of(newest, Language::zh)},
        {"voluntary", true}};
}

inline Json::Object with(Json::Object body, const std::string& name, Json value) {
    std::erase_if(body, [&](auto& pair) { return pair.first == name; });
    body.emplace_back(name, std::move(value));
    return body;
}

}  // namespace unionhall::members
