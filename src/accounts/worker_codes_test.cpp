// One-time codes of workers: turned on, asked for from then on, and turned off.
#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <thread>

#include "accounts/testing_rider.h"
#include "platform/http_problem.h"

namespace unionhall::accounts {
namespace {

struct Posted {
    std::string path;
    Json body;
    Headers headers;  // of who is signed in
};

// All of them at the same moment; how many were answered with each status.
std::map<int, int> all_at_once(TestApp& app, const std::vector<Posted>& all) {
    std::map<int, int> seen;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (auto& one : all)
        threads.emplace_back([&, i = threads.size()] {
            Request request{.method = "POST", .path = one.path, .body = to_text(one.body), .peer = "127.0.0.1"};
            request.request_id = "at once " + std::to_string(i);
            request.headers["idempotency-key"] = request.request_id + one.path;
            request.headers["content-type"] = "application/json";
            for (auto& [name, value] : one.headers) request.headers[name] = value;
            auto status = app.application().answer_now(request).status;
            std::scoped_lock lock(mutex);
            ++seen[status];
        });
    for (auto& thread : threads) thread.join();
    return seen;
}
std::map<int, int> all_at_once(TestApp& app, const std::string& path, const Json& body, int times) {
    return all_at_once(app, std::vector<Posted>(static_cast<std::size_t>(times), {path, body, {}}));
}

}  // namespace

TEST_CASE("a worker who turned one-time codes on signs in by text message and code together, by neither alone") {
    Rider rider;
    auto her = rider.in(), elsewhere = rider.in();
    CHECK_FALSE(rider.says_on(her));
    auto offer = her.post("/api/totp");
    CHECK(offer.text("uri").find("5678") != std::string::npos);  // she tells two phones apart in the app
    CHECK(offer.text("uri").find(phone) == std::string::npos);   // and whoever looks over her shoulder learns no number
    CHECK(rider.open(rider.texted()).status == 201);             // offered is not on
    rider.secret = from_base32(offer.text("secret")).value();
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", "000000"}}).status == 422);
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", rider.app_shows()}}).status == 201);
    CHECK(rider.says_on(her));
    CHECK(elsewhere.get("/api/sessions").status == 401);  // other devices are signed out
    auto told = rider.newest_text_to_her();
    CHECK(told.find("已启用动态口令") != std::string::npos);
    CHECK(told.find("One-time codes are on") != std::string::npos);  // whoever asked: nobody knows who reads it
    CHECK(rider.prove(her).status == 201);
    CHECK(her.post("/api/totp").status == 409);
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", rider.app_shows()}}).status == 409);

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
    auto again = her.post("/api/totp");  // each time is a text message
    CHECK(again.status == 429);
    CHECK(again.title() == "动态口令刚刚启用过又停用了，请过一会儿再启用。");
    rider.app.pass_seconds(on_again_s);
    rider.turn_on();
    CHECK(rider.secret != old);
}

TEST_CASE("a session alone turns no codes on, says no app lost and takes no other phone: it wants a new text message") {
    Rider rider;
    auto her = rider.in();
    rider.let_the_proof_grow_old();
    auto asked = her.post("/api/totp");
    CHECK(asked.status == 403);
    CHECK(asked.text("type") == unproved_type);
    CHECK(asked.title() == "这是一件重要的事，请先用一个新的短信验证码，确认是您本人。");
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", "000000"}}).text("type") == unproved_type);
    CHECK(her.post("/api/my/totp/lost").text("type") == unproved_type);
    CHECK(her.post("/api/my/phone", Json::Object{{"phone", "15812340987"}, {"code", "000000"}}).text("type") ==
          unproved_type);
    CHECK(her.get("/api/my/data").status == 200);  // everything else goes on
    auto wrong = her.post("/api/my/proof", Json::Object{{"code", "000000"}});
    CHECK(wrong.status == 422);
    CHECK(wrong.problems().find("code: 验证码不对") == 0);
    // A code sent for something else is not one, nor does this one open the door.
    CHECK(her.post("/api/my/proof", Json::Object{{"code", rider.texted()}}).status == 422);
    rider.app.pass_seconds(code_resend_s);
    auto code = her.post("/api/my/phone-codes").text("demonstration_code");
    CHECK(rider.app.as_nobody()
              .post("/api/phone-sessions", Json::Object{{"phone", phone}, {"code", code}, {"purpose", "prove"}})
              .status == 401);
    auto proved = her.post("/api/my/proof", Json::Object{{"code", code}});
    CHECK(proved.status == 201);
    CHECK(parse_instant(proved.text("until")).value() ==
          plus_seconds(rider.app.now(), rider.app.settings().proof_minutes * 60));
    CHECK(her.post("/api/my/proof", Json::Object{{"code", code}}).status == 422);  // once
    CHECK(her.post("/api/totp").status == 201);
    CHECK(rider.app.audit().find("worker session.proved proved") != std::string::npos);
    // It is of that session, and five guesses end a code, also where a session may guess more often.
    rider.app.settings().failures_max = 2 * code_tries_max;
    auto elsewhere = rider.in();
    rider.let_the_proof_grow_old();
    CHECK(rider.prove(her).status == 201);
    CHECK(elsewhere.post("/api/totp").text("type") == unproved_type);
    rider.app.pass_seconds(code_resend_s);
    code = elsewhere.post("/api/my/phone-codes").text("demonstration_code");
    for (int i = 0; i < code_tries_max; ++i)
        CHECK(elsewhere.post("/api/my/proof", Json::Object{{"code", code == "111111" ? "222222" : "111111"}}).status ==
              422);
    CHECK(elsewhere.post("/api/my/proof", Json::Object{{"code", code}}).status == 422);
}

TEST_CASE("who has the app and gets no text messages proves by the app, and ends a session that is not theirs") {
    Rider rider;
    auto her = rider.in();
    auto prove = [&](const std::string& code) {
        return her.post("/api/my/proof", Json::Object{{"one_time_code", code}});
    };
    CHECK(prove("123456").problems() == "one_time_code: 这个账号没有启用动态口令，请用短信验证码。");
    rider.turn_on(her);
    auto code = rider.texted();
    auto strange = rider.open(code, rider.app_shows());
    rider.let_the_proof_grow_old();
    std::string id;
    auto sessions = her.get("/api/sessions").json();
    for (auto& session : sessions.at("items").array())
        if (!session.at("current").boolean()) id = session.at("id").text();
    REQUIRE(!id.empty());
    CHECK(her.remove("/api/sessions/" + id).text("type") == unproved_type);
    CHECK(prove(rider.app_showed()).status == 422);
    auto shown = rider.app_shows();
    CHECK(prove(shown).status == 201);
    CHECK(prove(shown).status == 422);  // once
    CHECK(her.remove("/api/sessions/" + id).status == 204);
    CHECK(rider.app.with_token(strange.text("token")).get("/api/sessions").status == 401);
}

TEST_CASE(
    "who guesses at a code by text message on a phone that is signed in is signed out, and the owner's door stays open") {
    Rider rider;
    auto her = rider.in();
    auto guess = [&] { return her.post("/api/my/proof", Json::Object{{"code", "000000"}}).status; };
    for (int i = 1; i < rider.app.settings().failures_max - 1; ++i) CHECK(guess() == 422);
    // One that is right ends the counting.
    CHECK(rider.prove(her).status == 201);
    for (int i = 1; i < rider.app.settings().failures_max; ++i) CHECK(guess() == 422);
    CHECK(guess() == 401);
    CHECK(her.get("/api/sessions").status == 401);
    CHECK(rider.open(rider.texted()).status == 201);
}

TEST_CASE("a code that confirms something else opens no session") {
    Rider rider;
    rider.in();
    auto refused = rider.app.as_nobody().post("/api/phone-codes", Json::Object{{"phone", phone}, {"purpose", "prove"}});
    CHECK(refused.problems().find("purpose: ") == 0);  // only who is signed in asks for that, on that phone
    for (auto* purpose : {"confirm", "change_phone"}) {
        auto code = rider.texted(purpose);
        auto opened = rider.app.as_nobody().post("/api/phone-sessions",
                                                 Json::Object{{"phone", phone}, {"code", code}, {"purpose", purpose}});
        CHECK_MESSAGE(opened.status == 401, purpose);
    }
    auto code = rider.texted("join");
    CHECK(rider.app.as_nobody()
              .post("/api/phone-sessions", Json::Object{{"phone", phone}, {"code", code}, {"purpose", "join"}})
              .status == 201);
}

TEST_CASE("a page that is loaded anew shows the same secret for a while, another session another one") {
    Rider rider;
    auto her = rider.in();
    auto first = her.post("/api/totp").text("secret");
    CHECK(her.post("/api/totp").text("secret") == first);
    auto elsewhere = rider.in();
    auto other = elsewhere.post("/api/totp").text("secret");
    CHECK(other != first);
    CHECK(her.post("/api/totp").text("secret") != other);
    first = her.post("/api/totp").text("secret");
    rider.let_the_proof_grow_old();
    rider.let_the_proof_grow_old();
    CHECK(rider.prove(her).status == 201);
    CHECK(her.post("/api/totp").text("secret") != first);
}

TEST_CASE(
    "one code of the app passes one door, of several that are tried at the same moment, and each wrong one counts") {
    Rider rider;
    auto her = rider.turn_on();
    auto for_join = rider.texted("join");
    auto for_sign_in = rider.texted();
    auto shown = rider.app_shows();
    auto at_door = [&](const std::string& purpose, const std::string& code, const std::string& one_time_code) {
        return Posted{
            "/api/phone-sessions",
            Json::Object{{"phone", phone}, {"code", code}, {"purpose", purpose}, {"one_time_code", one_time_code}},
            {}};
    };
    auto seen = all_at_once(rider.app, {at_door("join", for_join, shown), at_door("sign_in", for_sign_in, shown)});
    CHECK(seen[201] == 1);
    CHECK(seen[422] == 1);
    // The door and a signed-in phone.
    auto code = rider.texted();
    shown = rider.app_shows();
    seen = all_at_once(rider.app, {at_door("sign_in", code, shown),
                                   {"/api/my/totp/keep", Json::Object{{"one_time_code", shown}}, her.headers}});
    CHECK(seen[201] == 1);
    CHECK(seen[422] == 1);
    // Wrong ones side by side are all counted: the session ends, and its owner comes in at the door.
    auto more = rider.app.settings().failures_max;
    seen = all_at_once(
        rider.app,
        std::vector<Posted>(static_cast<std::size_t>(more),
                            {"/api/my/totp/off", Json::Object{{"one_time_code", rider.app_showed()}}, her.headers}));
    CHECK(seen[401] >= 1);
    CHECK(seen[401] + seen[422] == more);
    CHECK(her.get("/api/sessions").status == 401);
    code = rider.texted();
    CHECK(rider.open(code, rider.app_shows()).status == 201);
    CHECK(rider.lines("account.locked") == 0);
}

TEST_CASE("who guesses at a phone with codes that was sent one learns and opens nothing") {
    Rider rider;
    rider.turn_on();
    auto code = rider.texted();
    for (int i = 0; i < code_tries_max; ++i) {
        auto guessed = rider.open(code == "111111" ? "222222" : "111111", rider.app_shows());
        CHECK(guessed.status == 401);
        CHECK(guessed.body.find("one_time_code") == std::string::npos);
    }
    CHECK(rider.open(code, rider.app_shows()).status == 401);
    CHECK(rider.lines("account.locked") == 0);  // a stranger locks nobody out
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

TEST_CASE("an account with one-time codes on is not given up by lending its phone for a text message") {
    Rider rider;
    rider.turn_on();
    Rider::Other other(rider, "15812340987");
    auto take = [&] {
        return other.client.post("/api/my/phone",
                                 Json::Object{{"phone", phone}, {"code", rider.texted("change_phone", phone)}});
    };
    auto refused = take();
    CHECK(refused.status == 409);
    CHECK(refused.title().find("启用了动态口令的账号") != std::string::npos);
    CHECK(rider.open(rider.texted()).problems() == ask_for_it);
    // Once it has none, its number is another's to take, as before.
    CHECK(rider.lost_at_door(rider.texted()).status == 201);
    rider.app.pass_seconds(rider.app.settings().lost_codes_hours * 3600 + 1);
    other.prove();
    CHECK(take().status == 201);
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
