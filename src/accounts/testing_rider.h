// A worker with a phone, and with an app of one-time codes once it is turned on. Only tests include this.
#pragma once

#include <doctest/doctest.h>

#include "accounts/worker_codes_api.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"
#include "platform/totp.h"

namespace unionhall::accounts {

inline const std::string phone = "13812345678";

struct Rider {
    TestApp app;
    std::string secret;

    Rider() { app.settings().is_demonstration = true; }

    std::string texted(const std::string& purpose = "sign_in", const std::string& to = phone) {
        app.pass_seconds(code_resend_s);
        auto sent = app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", to}, {"purpose", purpose}});
        return sent.text("demonstration_code");
    }
    std::string app_shows() const { return totp_code(secret, app.now().us / 1000000 / totp_step_s); }
    std::string app_showed() const { return totp_code(secret, app.now().us / 1000000 / totp_step_s - 100); }
    Answer open(const std::string& code, const std::string& one_time_code = "", const std::string& to = phone) {
        return app.as_nobody().post(
            "/api/phone-sessions",
            Json::Object{{"phone", to}, {"code", code}, {"purpose", "sign_in"}, {"one_time_code", one_time_code}});
    }
    TestApp::Client in() {
        auto code = texted();  // takes a minute: only then what the app shows
        auto opened = open(code, secret.empty() ? "" : app_shows());
        REQUIRE(opened.status == 201);
        return app.with_token(opened.text("token"));
    }
    // Somebody else, signed in with another phone.
    struct Other {
        Rider& rider;
        std::string number;
        TestApp::Client client;
        Other(Rider& to, std::string with)
            : rider(to),
              number(std::move(with)),
              client(rider.app.with_token(rider.open(rider.texted("sign_in", number), "", number).text("token"))) {}
        void prove() { CHECK(rider.prove(client).status == 201); }
    };
    TestApp::Client turn_on() {
        auto her = in();
        turn_on(her);
        return her;
    }
    void turn_on(TestApp::Client& her) {
        secret = from_base32(her.post("/api/totp").text("secret")).value();
        CHECK(her.post("/api/totp/confirm", Json::Object{{"code", app_shows()}}).status == 201);
    }
    // A new code by text message to the phone that is signed in: what sensitive acts want after a while.
    Answer prove(TestApp::Client& her) {
        app.pass_seconds(code_resend_s);
        auto sent = her.post("/api/my/phone-codes");
        REQUIRE(sent.status == 201);
        return her.post("/api/my/proof", Json::Object{{"code", sent.text("demonstration_code")}});
    }
    void let_the_proof_grow_old() { app.pass_seconds(app.settings().proof_minutes * 60 + 1); }
    Answer lost_at_door(const std::string& code, const std::string& to = phone) {
        return app.as_nobody().post("/api/totp/lost",
                                    Json::Object{{"phone", to}, {"code", code}, {"purpose", "sign_in"}});
    }
    std::string newest_text_to_her() {
        std::string text;
        app.in_transaction([&](Context& context) {
            for (auto& message : newest_messages(context, 20))
                if (text.empty() && message.recipient == "+86" + phone) text = message.content;
        });
        return text;
    }
    bool says_on(TestApp::Client& her) { return her.get("/api/sessions/current").json().at("totp_enabled").boolean(); }
    std::int64_t lines(const std::string& verb) {
        std::int64_t count = 0;
        app.in_transaction([&](Context& context) {
            count = context.tx.number("select count(*) from audit_lines where verb = $1", {verb}).value_or(0);
        });
        return count;
    }
};

inline const std::string ask_for_it = "one_time_code: 请输入验证器里的动态口令。";

}  // namespace unionhall::accounts
