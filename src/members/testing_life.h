// The life of one worker with the union, through every door of the house: whatever it can come to know of a person, it
// knows of her. Only tests include this.
#pragma once

#include "accounts/model.h"
#include "divisions/model.h"
#include "members/testing_stand.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/totp.h"

namespace unionhall::members {

inline const std::string name_of_hers = "欧阳无痕", phone_of_hers = "13947261853", second_phone = "15863920417";
inline const std::string id_of_hers = "650203198802294619";
// She is her own employer, under her own name, as many who drive are.
inline const std::string employer_of_hers = name_of_hers + "货运部";
inline const std::string her_signature = "M11 12L43 87L91 23L147 93L203 41L233 77";

// Another number of a paper, right in itself, which she says is hers.
inline const std::string corrected_id = "650203198802294635";

inline std::string code_sent_to(TestApp& app, const std::string& canonical) {
    std::string code;
    app.in_transaction([&](Context& context) {
        for (auto& message : newest_messages(context, 50))
            if (code.empty() && message.recipient == canonical)
                for (std::size_t i = 0; i + 6 <= message.content.size() && code.empty(); ++i)
                    if (std::ranges::all_of(message.content.substr(i, 6), [](char c) { return c >= '0' && c <= '9'; }))
                        code = message.content.substr(i, 6);
    });
    return code;
}

// Signs in as workers do; the token is real, so there are sessions and codes.
inline TestApp::Client signed_in(TestApp& app, const std::string& phone) {
    Json::Object asked{{"phone", phone}, {"purpose", "sign_in"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    Json::Object given{{"phone", phone}, {"code", code_sent_to(app, "+86" + phone)}};
    auto opened = app.as_nobody().post("/api/phone-sessions", given);
    REQUIRE(opened.status == 201);
    return app.with_token(opened.text("token"));
}

// Everything this house can come to know of one person, through its own doors.
inline TestApp::Client live_a_whole_life(TestApp& app, const TestTree& tree) {
    introduce(app, "organiser", tree.street, {"events.read", "events.manage", "events.check_in", "members.read"});
    Json::Object event{{"unit_id", tree.street.id.text()},    {"title", "宣讲 " + phone_of_hers},  {"kind", "talk"},
                       {"starts_at", "2024-05-10T01:00:00Z"}, {"ends_at", "2024-05-10T09:00:00Z"}, {"place", "物流园"}};
    auto held = app.as("organiser").post("/api/events", event);
    REQUIRE(held.status == 201);
    CHECK(step(app.as("organiser"), "/api/events/" + held.text("id"), "open").status == 200);
    // First by telephone, and she withdraws before she has confirmed.
    auto body = request(name_of_hers);
    body.emplace_back("phone", phone_of_hers);
    auto by_phone = app.as("secretary").post("/api/applications/hotline", body);
    REQUIRE(by_phone.status == 201);
    app.pass_seconds(120);
    auto her = signed_in(app, phone_of_hers);
    CHECK(her.post("/api/my/application/steps", Json::Object{{"step", "withdraw"}}).status == 201);
    app.pass_seconds(120);
    // Then her employer hands in a list, with a number in the wrong column, and the stand takes her application.
    auto list = app.as("secretary")
                    .upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=" + phone_of_hers +
                                ".csv&employer_name=%E9%A1%BA%E8%BE%BE" + phone_of_hers,
                            "姓名,手机号码,工作单位\n" + name_of_hers + "," + phone_of_hers + ",顺达货运 " +
                                phone_of_hers + "\n" + phone_of_hers + "," + name_of_hers + ",写反了\n" + name_of_hers +
                                "," + phone_of_hers.substr(0, 10) + ",少一位\n");
    REQUIRE(list.status == 201);
    CHECK(step(app.as("secretary"), "/api/imports/" + list.text("id"), "commit").status == 200);
    body = at_the_stand(name_of_hers, phone_of_hers);
    for (auto& [key, value] : body)
        if (key == "signature") value = her_signature;
    body.emplace_back("id_number", id_of_hers);
    body.emplace_back("event_id", held.text("id"));
    body.emplace_back("employer_name", employer_of_hers);
    auto applied = app.as("secretary").post("/api/applications/on-site", body);
    REQUIRE(applied.status == 201);
    CHECK(app.as("secretary").post("/api/applications/on-site", body, "again").status == 409);
    auto path = "/api/applications/" + applied.text("id");
    CHECK(step(app.as("committee"), path, "return", name_of_hers + " 电话 " + phone_of_hers + " 请核对").status == 200);
    CHECK(her.post("/api/my/application/steps", Json::Object{{"step", "resubmit"}}).status == 201);
    CHECK(step(app.as("committee"), path, "approve").status == 200);
    auto member = app.as("secretary").search("/api/members", phone_of_hers).item(0).at("id").text();
    CHECK(app.as("secretary").get("/api/members/" + member + "?reason=" + phone_of_hers).status == 422);
    CHECK(app.as("secretary").get("/api/members/" + member + "?reason=contacting").status == 200);
    CHECK(app.as("secretary").search("/api/members", "oywh").count() == 1);
    for (auto* field : {"phone", "id_number"})
        CHECK(app.as("secretary")
                  .post("/api/members/" + member + "/reveal",
                        Json::Object{{"field", field}, {"reason", "核对" + name_of_hers + " " + id_of_hers}})
                  .status == 200);
    CHECK(her.post("/api/my/check-ins",
                   Json::Object{
                       {"code", app.as("organiser").get("/api/events/" + held.text("id")).text("check_in_code")}})
              .status < 300);
    Json::Object out{{"recipient", "人社局"},
                     {"purpose", "给" + name_of_hers + "补缴社保 " + phone_of_hers},
                     {"basis", "consent"},
                     {"document_number", "函 " + phone_of_hers},
                     {"fields", "姓名、手机号码"}};
    app.settings().four_eyes = false;
    CHECK(app.as("committee").post("/api/members/" + member + "/disclosures", out).status == 200);
    Json::Object wrong{
        {"field", "name"}, {"value", name_of_hers + "二"}, {"reason", name_of_hers + "登记错了 " + phone_of_hers}};
    CHECK(her.post("/api/my/corrections", wrong).status == 201);
    Json::Object employer{{"field", "employer_name"}, {"value", employer_of_hers}};
    CHECK(her.post("/api/my/corrections", employer).status == 201);
    CHECK(her.post("/api/totp").status == 201);  // a secret for one-time codes, not yet confirmed
    CHECK(her.get("/api/my/data").count() > 40);
    CHECK(her.get("/api/my/export?format=html").status == 200);
    return her;
}

// A round of wishes at a station: hers is among them, and she takes up somebody else's.
inline void wish_and_give(TestApp& app, const TestTree& tree, TestApp::Client& her) {
    introduce(app, "host", tree.street,
              {"wishes.read", "wishes.manage", "wishes.keep", "stations.read", "stations.manage", "stations.keep"});
    app.in_transaction([](Context& context) {
        context.tx.insert(divisions::Division{.code = "650203004",
                                              .name = "银河路街道",
                                              .level = divisions::Level::street,
                                              .parent_code = "650203",
                                              .full_name = "克拉玛依区银河路街道"});
    });
    auto host = app.as("host");
    auto station = host.post("/api/stations", Json::Object{{"unit_id", tree.street.id.text()},
                                                           {"name", "银河驿站"},
                                                           {"division_code", "650203004"},
                                                           {"address", "银河路 1 号"},
                                                           {"lng", 84.87},
                                                           {"lat", 45.59},
                                                           {"is_open_24h", true},
                                                           {"note", "找 " + phone_of_hers}});
    REQUIRE_MESSAGE(station.status == 201, station.body);
    CHECK(step(host, "/api/stations/" + station.text("id"), "open").status == 200);
    auto round = host.post("/api/wish-rounds", Json::Object{{"unit_id", tree.street.id.text()},
                                                            {"station_id", station.text("id")},
                                                            {"title", "微心愿 " + phone_of_hers},
                                                            {"opens_on", to_text(day_at(app.now()))},
                                                            {"closes_on", to_text(plus_days(day_at(app.now()), 20))}});
    REQUIRE_MESSAGE(round.status == 201, round.body);
    CHECK(step(host, "/api/wish-rounds/" + round.text("id"), "open").status == 200);
    auto wished = [&](TestApp::Client by, const std::string& text) {
        auto wish = by.post("/api/my/wishes", Json::Object{{"round_id", round.text("id")}, {"text", text}});
        REQUIRE_MESSAGE(wish.status == 201, wish.body);
        return wish.text("id");
    };
    wished(her, name_of_hers + "要一副手套");
    auto other = wished(worker(app, "13712345678"), "一副手套");
    CHECK(step(host, "/api/wishes/" + other, "publish").status == 200);
    CHECK(her.post("/api/my/gifts", Json::Object{{"wish_id", other}}).status == 201);
}

inline const std::string a_pass_phrase = "a long pass phrase";

inline void hire(TestApp& app, const std::string& login, const units::Unit& unit, accounts::Role role) {
    app.in_transaction([&](Context& context) {
        accounts::make_staff(context, {login, "干部" + login, a_pass_phrase, unit.id.number, {role}});
    });
}

inline TestApp::Client at_desk(TestApp& app, const std::string& login) {
    auto opened = app.as_nobody().post("/api/sessions", Json::Object{{"login", login}, {"password", a_pass_phrase}});
    REQUIRE_MESSAGE(opened.status == 201, opened.body);
    return app.with_token(opened.text("token"));
}

// A law holds her data for a while: asked by one, approved by another, who both say more than they should.
inline void be_held_by_two(TestApp& app, const TestTree& tree, const std::string& member) {
    const auto too_much = name_of_hers + " " + phone_of_hers + "、" + id_of_hers;
    hire(app, "keeper", tree.city, accounts::Role::district_officer);
    hire(app, "guard", tree.city, accounts::Role::security_admin);
    auto keeper = at_desk(app, "keeper"), guard = at_desk(app, "guard");
    app.settings().four_eyes = true;
    auto asked = keeper.post("/api/approvals", Json::Object{{"kind", "legal_hold"},
                                                            {"unit_id", tree.street.id.text()},
                                                            {"member_id", member},
                                                            {"reason", "诉讼 " + too_much},
                                                            {"document_number", "法 " + phone_of_hers},
                                                            {"told", true}});
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    auto done = guard.post(
        "/api/approvals/" + asked.text("id") + "/steps",
        Json::Object{{"step", "approve"}, {"payload_hash", asked.text("payload_hash")}, {"note", "同意 " + too_much}});
    REQUIRE_MESSAGE(done.text("status") == "executed", done.body);
    app.settings().four_eyes = false;
    auto hold = keeper.get("/api/legal-holds").item(0).at("id").text();
    CHECK(step(keeper, "/api/legal-holds/" + hold, "release").status == 200);
}

// What a device could not send is handed over with a sentence, and carried out or closed with another.
inline void hand_over(TestApp& app, Device& device, const Json::Object& content) {
    for (auto* key : {"h1", "h2"}) {
        auto sending = device.sending(key, with(content, "phone", phone_of_hers.substr(0, 10)));
        auto over =
            device.send(with(sending, "reason", name_of_hers + "的号码不对 " + phone_of_hers), "/handed-over-entries");
        REQUIRE_MESSAGE(over.status == 200, over.body);
        auto entries = app.as("cadre").get("/api/stand-entries?status=handed_over");
        REQUIRE(entries.count() == 1);
        auto path = "/api/stand-entries/" + entries.item(0).at("id").text() + "/steps";
        Json::Object mended{{"step", "carry_out"}, {"phone", phone_of_hers}};
        Json::Object closed{{"step", "close"}, {"note", name_of_hers + "不来了 " + phone_of_hers}};
        auto done = app.as("cadre").post(path, key[1] == '1' ? mended : closed);
        CHECK_MESSAGE(done.status == 200, done.body);
    }
}

// What else can happen to somebody, beside the ordinary.
inline void meet_everything_else(TestApp& app, const TestTree& tree, TestApp::Client& her) {
    auto found = app.as("secretary").search("/api/members", phone_of_hers);
    REQUIRE(found.count() == 1);
    auto member = found.item(0).at("id").text();
    // One-time codes, and the app is lost.
    auto secret = from_base32(her.post("/api/totp").text("secret")).value();
    auto code = totp_code(secret, app.now().us / 1000000 / totp_step_s);
    CHECK(her.post("/api/totp/confirm", Json::Object{{"code", code}}).status == 201);
    CHECK(her.post("/api/my/totp/lost").status == 201);
    CHECK(her.post("/api/my/check-ins", Json::Object{{"code", "000000"}}).status >= 400);
    become_member(app, "李四光", "13712345678");
    wish_and_give(app, tree, her);
    be_held_by_two(app, tree, member);
    // Another list with her in it, which was a mistake.
    auto list = app.as("secretary")
                    .upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=again.csv",
                            "姓名,手机号码\n" + name_of_hers + "," + second_phone + "\n");
    REQUIRE(list.status == 201);
    auto path = "/api/imports/" + list.text("id");
    CHECK(step(app.as("secretary"), path, "commit").status == 200);
    CHECK(step(app.as("secretary"), path, "undo").status == 200);
    CHECK(her.post("/api/my/corrections", Json::Object{{"field", "id_number"},
                                                       {"value", corrected_id},
                                                       {"reason", name_of_hers + "的号码 " + corrected_id}})
              .status == 201);
    // A stand without a network checks her in, and she moves to another union.
    introduce(app, "cadre", tree.street, {"members.enrol", "members.read", "events.read", "events.check_in"});
    auto event = app.as("organiser").get("/api/events").item(0).at("id").text();
    Device device(app, tree, event, "cadre");
    Json::Object content{{"kind", "check_in"},   {"taken_at", to_text(app.now())},
                         {"name", name_of_hers}, {"phone", phone_of_hers},
                         {"event_id", event},    {"voluntary", true}};
    auto sent = device.send(device.sending("c1", content));
    CHECK_MESSAGE(sent.text("status") == "settled", sent.body);
    // Another entry of that device has a wrong number, so the union puts it right; a third nobody can mend.
    hand_over(app, device, content);
    auto moved = app.as("district")
                     .post("/api/members/" + member + "/steps",
                           Json::Object{{"step", "transfer"},
                                        {"unit_id", tree.committee.id.text()},
                                        {"note", name_of_hers + "换了工作，电话 " + phone_of_hers}});
    CHECK_MESSAGE(moved.status == 200, moved.body);
    app.in_transaction([&](Context& context) {
        auto& tx = context.tx;
        auto other = member_of_person(tx, person_by_phone(tx, "+8613712345678")->id.number)->id.number;
        auto pair = [&](std::int64_t one, std::int64_t two) {
            tx.run(
                "insert into duplicate_pairs (id, unit_id, unit_path, member_id, other_member_id, weight_hundredths, "
                "grounds, status, decided_by, note, found_at, decided_at, version) values ($1, $2, $3, $4, $5, 900, "
                "'name/equal:14.09', 'open', '', '', $6, 0, 1)",
                {context.services.ids.next(), tree.street.id.number, tree.street.path, one, two, context.now.us});
        };
        auto hers = parse_id(member).value();
        pair(hers, other), pair(other, hers);
    });
}

// She is in the books once more, under another phone, and both entries become one.
inline void be_entered_twice(TestApp& app, const TestTree& tree) {
    Device device(app, tree);
    auto applied = device.send(device.sending("a1", signed_application(app, name_of_hers, second_phone)));
    REQUIRE_MESSAGE(applied.status == 200, applied.body);
    CHECK(step(app.as("committee"), "/api/applications/" + applied.text("application_id"), "approve").status == 200);
    app.pass_seconds(120);
    auto other = signed_in(app, second_phone);
    CHECK(other.get("/api/my").json().at("member").is_object());
    app.pass_seconds(10 * 24 * 3600);  // the cooling-off days are over
    app.in_transaction([&](Context& context) {
        auto id_of = [&](const std::string& phone) {
            return member_of_person(context.tx, person_by_phone(context.tx, "+86" + phone)->id.number)->id;
        };
        auto plan = plan_merge(context, id_of(phone_of_hers), id_of(second_phone));
        CHECK(plan.obstacles.empty());
        merge_members(context, {plan.kept_id, plan.other_id, plan.kept_version, plan.other_version,
                                name_of_hers + "登记了两次 " + second_phone});
    });
    CHECK(other.get("/api/my").json().at("person").is_null());
}

}  // namespace unionhall::members
