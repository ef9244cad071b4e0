// The app of one-time codes is lost: the wait, who is told, and how its owner stops it.
#include <doctest/doctest.h>

#include "accounts/testing_rider.h"

namespace unionhall::accounts {

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
    CHECK(rider.lines("account.codes_ended") == 1);
    CHECK(rider.lines("account.codes_removed") == 0);  // that is what two people do
    rider.secret.clear();
    auto anew = rider.turn_on();  // with another app
    CHECK(rider.says_on(anew));
    CHECK(anew.get("/api/sessions/current").json().at("codes_end_at").is_null());
    CHECK(rider.open(rider.texted()).problems() == ask_for_it);
}

TEST_CASE(
    "a lost app that was not lost: its owner keeps the codes by one of them, at the door or on a signed-in phone") {
    Rider rider;
    auto her = rider.turn_on();
    auto waits = [&] { return !her.get("/api/sessions/current").json().at("codes_end_at").is_null(); };
    auto keep = [&](const std::string& code) {
        return her.post("/api/my/totp/keep", Json::Object{{"one_time_code", code}});
    };
    CHECK_FALSE(waits());
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    CHECK(waits());  // every device that is signed in says so
    // A device alone keeps nothing: it may be the one that was stolen.
    CHECK(keep("").status == 422);
    CHECK(keep(rider.app_showed()).status == 422);
    CHECK(waits());
    CHECK(keep(rider.app_shows()).status == 201);
    CHECK_FALSE(waits());
    CHECK(rider.newest_text_to_her().find("动态口令保留") != std::string::npos);
    CHECK(rider.lines("account.codes_kept") == 1);
    rider.app.pass_seconds(lost_again_s);
    CHECK(rider.prove(her).status == 201);
    CHECK(her.post("/api/my/totp/lost").status == 201);
    CHECK(waits());
    auto code = rider.texted();
    CHECK(rider.open(code, rider.app_shows()).status == 201);
    CHECK_FALSE(waits());
    CHECK(rider.newest_text_to_her().find("动态口令保留") != std::string::npos);
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    CHECK(rider.open(rider.texted()).problems() == ask_for_it);
}

TEST_CASE("a phone that stayed signed in is told that the codes ended, until somebody has seen it") {
    Rider rider;
    auto her = rider.turn_on();
    auto told = [&] { return !her.get("/api/sessions/current").json().at("codes_end_at").is_null(); };
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    CHECK(her.post("/api/my/totp/seen").status == 201);  // too early: the codes are on
    CHECK(told());
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    CHECK(told());
    CHECK_FALSE(rider.says_on(her));
    CHECK(her.post("/api/my/totp/keep", Json::Object{{"one_time_code", rider.app_shows()}}).status == 409);  // too late
    // Also after somebody else came in by text message alone.
    auto since = rider.app.with_token(rider.open(rider.texted()).text("token"));
    CHECK(since.post("/api/my/totp/seen").json().at("codes_end_at").is_null());
    CHECK(told());  // who came since does not read it for the others
    auto seen = her.post("/api/my/totp/seen");
    CHECK(seen.status == 201);
    CHECK(seen.json().at("codes_end_at").is_null());
    CHECK_FALSE(told());
    CHECK(rider.prove(her).status == 201);
    CHECK(her.post("/api/totp").status == 201);
}

TEST_CASE("who has the number alone cannot keep the owner out until the wait is over: guessing begins it anew") {
    Rider rider;
    auto her = rider.turn_on();
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    rider.app.pass_seconds(70 * 3600);
    auto code = rider.texted();
    for (int i = 0; i < code_tries_max; ++i) CHECK(rider.open(code, rider.app_showed()).status == 422);
    CHECK(rider.lines("account.locked") == 1);
    rider.app.pass_seconds(3 * 3600);
    CHECK(rider.says_on(her));
    code = rider.texted();
    for (int i = 0; i < code_tries_max; ++i) CHECK(rider.open(code, rider.app_showed()).status == 422);
    // Locked at the door, and still the one who has the app stops it on a phone that is signed in.
    CHECK(her.post("/api/my/totp/keep", Json::Object{{"one_time_code", rider.app_shows()}}).status == 201);
    CHECK(her.get("/api/sessions/current").json().at("codes_end_at").is_null());
}

TEST_CASE("codes that their owner turns off while they wait are told to be off, and not first to stay") {
    Rider rider;
    auto her = rider.turn_on();
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    CHECK(her.post("/api/my/totp/off", Json::Object{{"one_time_code", rider.app_shows()}}).status == 201);
    CHECK_FALSE(rider.says_on(her));
    CHECK(her.get("/api/sessions/current").json().at("codes_end_at").is_null());
    CHECK(rider.lines("account.codes_ended") == 1);
    CHECK(rider.lines("account.codes_kept") == 0);
}

TEST_CASE("that the app is lost is said once an hour at most, however often it is taken back") {
    Rider rider;
    auto her = rider.turn_on();
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    rider.app.pass_seconds(totp_step_s);
    CHECK(her.post("/api/my/totp/keep", Json::Object{{"one_time_code", rider.app_shows()}}).status == 201);
    auto again = rider.lost_at_door(rider.texted());
    CHECK(again.status == 429);
    CHECK(!again.header("retry-after").empty());
    CHECK(rider.prove(her).status == 201);
    CHECK(her.post("/api/my/totp/lost").status == 429);
    CHECK(rider.lines("account.codes_lost") == 1);
    rider.app.pass_seconds(lost_again_s);
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
}

TEST_CASE("where no one-time codes are on, losing the app is answered, and the text message still opens") {
    Rider rider;
    auto her = rider.in();
    auto code = rider.texted();
    CHECK(rider.lost_at_door(code).status == 409);
    CHECK(rider.open(code).status == 201);
    CHECK(her.post("/api/my/totp/lost").status == 409);
    CHECK(her.post("/api/my/totp/keep", Json::Object{{"one_time_code", "123456"}}).status == 409);
    CHECK(her.post("/api/my/totp/seen").status == 201);
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

}  // namespace unionhall::accounts
