// One-time codes of workers: asked for once they are on, and what happens when the app is lost.
#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <thread>

#include "accounts/model.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"
#include "platform/totp.h"

namespace unionhall::accounts {
namespace {

const std::string phone = "13812345678";

// A worker with a phone, and with an app of one-time codes once it is turned on.
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
    TestApp::Client turn_on() {
        auto her = in();
        secret = from_base32(her.post("/api/totp").text("secret")).value();
        CHECK(her.post("/api/totp/confirm", Json::Object{{"code", app_shows()}}).status == 201);
        return her;
    }
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

// The same request from several at once; how many were answered with each status.
std::map<int, int> all_at_once(TestApp& app, const std::string& path, const Json& body, int times) {
    std::map<int, int> seen;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int i = 0; i < times; ++i)
        threads.emplace_back([&, i] {
            Request request{.method = "POST", .path = path, .body = to_text(body), .peer = "127.0.0.1"};
            request.request_id = "at once " + std::to_string(i);
            request.headers["idempotency-key"] = request.request_id + path;
            request.headers["content-type"] = "application/json";
            auto status = app.application().answer_now(request).status;
            std::scoped_lock lock(mutex);
            ++seen[status];
        });
    for (auto& thread : threads) thread.join();
    return seen;
}

const std::string ask_for_it = "one_time_code: 请输入验证器里的动态口令。";

}  // namespace

TEST_CASE("a worker who turned one-time codes on signs in by text message and code together, by neither alone") {
    Rider rider;
    auto her = rider.in();
    CHECK_FALSE(rider.says_on(her));
    auto offer = her.post("/api/totp");
    CHECK(offer.text("uri").find("5678") != std::string::npos);  // she tells two phones apart in the app
    CHECK(offer.text("uri").find(phone) == std::string::npos);   // and whoever looks over her shoulder learns no number
    CHECK(rider.open(rider.texted()).status == 201);             // offered is not on
    rider.secret = from_base32(offer.text("secret")).value();
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", "000000"}}).status == 422);
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", rider.app_shows()}}).status == 201);
    CHECK(rider.says_on(her));
    CHECK(rider.newest_text_to_her().find("已启用动态口令") != std::string::npos);
    CHECK(her.post("/api/totp").status == 409);

    auto code = rider.texted();
    auto without = rider.open(code);
    CHECK(without.status == 422);
    CHECK(without.problems() == ask_for_it);
    // The wrong text message is refused in the same words as of anybody: nothing is learnt of the codes of the app.
    auto guessed = rider.open(code == "111111" ? "222222" : "111111", rider.app_shows());
    CHECK(guessed.status == 401);
    CHECK(guessed.body.find("one_time_code") == std::string::npos);
    // The text message is still good after the question, and used up with the answer.
    auto shown = rider.app_shows();
    CHECK(rider.open(code, shown).status == 201);
    CHECK(rider.open(code, shown).status == 401);
    CHECK(rider.open(rider.texted(), shown).status == 422);  // each opens once
}

TEST_CASE("wrong one-time codes are counted, lock the account for a while, and end the code by text message") {
    Rider rider;
    rider.turn_on();
    auto code = rider.texted();
    for (int i = 0; i < code_tries_max - 1; ++i) { CHECK(rider.open(code, rider.app_showed()).status == 422); }
    auto fifth = rider.open(code, rider.app_showed());
    CHECK(fifth.status == 422);
    CHECK(rider.open(code, rider.app_shows()).status == 401);  // five tries, each code is gone after them
    code = rider.texted();
    auto rests = rider.open(code, rider.app_shows());
    CHECK(rests.status == 429);
    CHECK(!rests.header("retry-after").empty());
    rider.app.pass_seconds(rider.app.settings().lock_minutes * 60);
    code = rider.texted();
    CHECK(rider.open(code, rider.app_shows()).status == 201);
}

TEST_CASE("of several who come with the same codes at the same moment, one is let in") {
    Rider rider;
    auto body = [&](const std::string& code, const std::string& one_time_code) {
        return Json(
            Json::Object{{"phone", phone}, {"code", code}, {"purpose", "sign_in"}, {"one_time_code", one_time_code}});
    };
    rider.in();
    auto code = rider.texted();
    auto seen = all_at_once(rider.app, "/api/phone-sessions", body(code, ""), 6);
    CHECK(seen[201] == 1);
    CHECK(seen[401] == 5);
    rider.turn_on();
    code = rider.texted();
    seen = all_at_once(rider.app, "/api/phone-sessions", body(code, rider.app_shows()), 4);
    CHECK(seen[201] == 1);
    // And of several who guess at the same moment each is counted.
    code = rider.texted();
    auto wrong = body(code == "111111" ? "222222" : "111111", "");
    seen = all_at_once(rider.app, "/api/phone-sessions", wrong, static_cast<int>(code_tries_max));
    CHECK(seen[401] == code_tries_max);
    CHECK(rider.open(code, rider.app_shows()).status == 401);
}

TEST_CASE("one-time codes go off at once by one of them, and on again with a new secret") {
    Rider rider;
    auto her = rider.turn_on();
    rider.app.pass_seconds(60);
    CHECK(her.post("/api/my/totp/off", Json::Object{{"one_time_code", rider.app_showed()}}).status == 422);
    CHECK(rider.says_on(her));
    auto off = her.post("/api/my/totp/off", Json::Object{{"one_time_code", rider.app_shows()}});
    CHECK(off.status == 201);
    CHECK_FALSE(rider.says_on(her));
    CHECK(rider.newest_text_to_her().find("已停用") != std::string::npos);
    CHECK(her.post("/api/my/totp/off", Json::Object{{"one_time_code", rider.app_shows()}}).status == 409);
    CHECK(rider.open(rider.texted()).status == 201);
    auto old = rider.secret;
    rider.turn_on();
    CHECK(rider.secret != old);
}

TEST_CASE("who lost the app waits, is told, and then signs in by text message alone") {
    Rider rider;
    rider.turn_on();
    CHECK(rider.lost_at_door("000000").status == 401);
    auto began = rider.lost_at_door(rider.texted());
    CHECK(began.status == 201);
    auto ends_at = began.text("ends_at");
    CHECK(rider.newest_text_to_her().find("验证器丢了") != std::string::npos);
    CHECK(rider.open(rider.texted()).problems() == ask_for_it);
    // Said again, the wait is not longer for it, and no second message is sent.
    rider.app.pass_seconds(3600);
    CHECK(rider.lost_at_door(rider.texted()).text("ends_at") == ends_at);
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600);
    auto opened = rider.open(rider.texted());
    CHECK(opened.status == 201);
    auto her = rider.app.with_token(opened.text("token"));
    CHECK_FALSE(rider.says_on(her));
    CHECK(rider.newest_text_to_her().find("已停用") != std::string::npos);
    CHECK(rider.lines("account.codes_lost") == 1);
    CHECK(rider.lines("account.codes_removed") == 1);
    rider.turn_on();  // with another app
}

TEST_CASE("a lost app that was not lost: its owner keeps the codes, by signing in or on a phone that is signed in") {
    Rider rider;
    auto her = rider.turn_on();
    auto waits = [&] { return !her.get("/api/sessions/current").json().at("codes_end_at").is_null(); };
    CHECK_FALSE(waits());
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    CHECK(waits());  // every device that is signed in says so
    CHECK(her.post("/api/my/totp/keep").status == 201);
    CHECK_FALSE(waits());
    CHECK(her.post("/api/my/totp/lost").status == 201);
    CHECK(waits());
    auto code = rider.texted();
    CHECK(rider.open(code, rider.app_shows()).status == 201);
    CHECK_FALSE(waits());
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    CHECK(rider.open(rider.texted()).problems() == ask_for_it);
    // Too late, it is said so.
    CHECK(her.post("/api/my/totp/lost").status == 201);
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    CHECK(her.post("/api/my/totp/keep").status == 409);
    // From then on a phone that stayed signed in is told that they are off, and can turn them on anew.
    CHECK_FALSE(waits());
    CHECK_FALSE(rider.says_on(her));
    CHECK(her.post("/api/totp").status == 201);
}

TEST_CASE("where no one-time codes are on, losing the app is answered, and the text message still opens") {
    Rider rider;
    auto her = rider.in();
    auto code = rider.texted();
    CHECK(rider.lost_at_door(code).status == 409);
    CHECK(rider.open(code).status == 201);
    CHECK(her.post("/api/my/totp/lost").status == 409);
    CHECK(her.post("/api/my/totp/keep").status == 409);
    // Nor is a phone that nobody uses another answer.
    CHECK(rider.lost_at_door(rider.texted("sign_in", "13900001111"), "13900001111").status == 409);
    CHECK(rider.lost_at_door("000000", "13900001112").status == 401);
}

TEST_CASE("the wait for a lost app that a wrong clock began is no longer than the wait") {
    constexpr std::int64_t leap_s = 400 * 86400;
    Rider rider;
    auto her = rider.turn_on();
    rider.app.pass_seconds(leap_s);
    rider.app.in_transaction([&](Context& context) {
        context.tx.run("update credentials set codes_end_at = $1",
                       {plus_seconds(context.now, context.services.settings.lost_codes_hours * 3600).us});
    });
    rider.app.pass_seconds(-leap_s);
    CHECK(her.get("/api/sessions/current").json().at("codes_end_at").is_null());
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    CHECK(rider.open(rider.texted()).status == 201);
}

TEST_CASE("another phone takes a one-time code, too, and the codes go along") {
    Rider rider;
    auto her = rider.turn_on();
    const std::string another = "15812340987";
    auto change = [&](const std::string& code, const std::string& one_time_code) {
        return her.post("/api/my/phone",
                        Json::Object{{"phone", another}, {"code", code}, {"one_time_code", one_time_code}});
    };
    auto code = rider.texted("change_phone", another);
    CHECK(change(code, "").problems() == ask_for_it);
    CHECK(change(code, rider.app_showed()).status == 422);
    CHECK(change(code, rider.app_shows()).status == 201);
    auto to_new = rider.texted("sign_in", another);
    CHECK(rider.open(to_new, "", another).problems() == ask_for_it);
    CHECK(rider.open(to_new, rider.app_shows(), another).status == 201);
}

TEST_CASE("who is forgotten leaves no secret of an app behind") {
    Rider rider;
    auto her = rider.turn_on();
    auto data = her.get("/api/my/data");
    CHECK(data.body.find("动态口令（密钥不显示") != std::string::npos);
    CHECK(data.body.find(base32(rider.secret)) == std::string::npos);
    CHECK(her.post("/api/my/erasure", Json::Object{{"confirm", true}}).status == 201);
    rider.app.in_transaction(
        [&](Context& context) { CHECK(context.tx.number("select count(*) from credentials", {}).value_or(-1) == 0); });
    rider.secret.clear();
    rider.in();
}

}  // namespace unionhall::accounts
