// What lies on the disk: nothing secret in any shape while a person is here, and nothing of them at all once forgotten.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "members/rights_testing.h"
#include "members/testing_stories.h"
#include "platform/backup.h"
#include "platform/log.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/testing_card.h"
#include "platform/vault.h"

namespace unionhall::members {
namespace {

namespace fs = std::filesystem;

const std::string name_of_hers = "欧阳无痕", phone_of_hers = "13987654321", second_phone = "15812340987";
const std::string id_of_hers = "650203199003071237";
const std::string her_signature = "M11 12L43 87L91 23L147 93L203 41L233 77";

// A house whose whole disk can be read: the database with its log, the program's own diary, and a backup.
struct Disk {
    TestApp app;
    fs::path diary_file = fs::temp_directory_path() / ("diary_" + hex(random_bytes(8)));
    int diary_handle = ::open(diary_file.c_str(), O_CREAT | O_RDWR, 0600);
    std::unique_ptr<Log> diary = std::make_unique<Log>(Level::debug, diary_handle);

    Disk() { app.services().log = diary.get(); }
    ~Disk() {
        app.services().log = nullptr;
        diary.reset();
        ::close(diary_handle);
        fs::remove(diary_file);
    }

    std::vector<OnDisk> files() {
        std::vector<OnDisk> all;
        auto add = [&](const fs::path& path) { all.push_back({path.filename().string(), bytes_of(path)}); };
        diary->flush();
        add(diary_file);
        if (app.services().database->is_postgres()) return all;
        std::string database;
        app.in_transaction([&](Context& context) {
            for (auto& row : context.tx.rows("pragma database_list")) database = std::get<std::string>(row[2]);
        });
        for (auto* tail : {"", "-wal", "-shm"})
            if (fs::exists(database + tail)) add(database + tail);
        auto copy = fs::temp_directory_path() / ("copy_" + hex(random_bytes(8)));
        app.services().database->copy_to(copy.string());
        auto backup = copy.string() + ".backup";
        back_up(*app.services().database, app.services().vault, {}, "master.key", backup);
        add(copy), add(backup);
        fs::remove(copy), fs::remove(backup);
        return all;
    }
};

std::string code_sent_to(TestApp& app, const std::string& canonical) {
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
TestApp::Client signed_in(TestApp& app, const std::string& phone) {
    Json::Object asked{{"phone", phone}, {"purpose", "sign_in"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    Json::Object given{{"phone", phone}, {"code", code_sent_to(app, "+86" + phone)}};
    auto opened = app.as_nobody().post("/api/phone-sessions", given);
    REQUIRE(opened.status == 201);
    return app.with_token(opened.text("token"));
}

// Everything this house can come to know of one person, through its own doors.
TestApp::Client live_a_whole_life(TestApp& app, const TestTree& tree) {
    introduce(app, "organiser", tree.street, {"events.read", "events.manage", "events.check_in", "members.read"});
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
                                ".csv&employer_name=%E9%A1%BA%E8%BE%BE",
                            "姓名,手机号码,工作单位\n" + name_of_hers + "," + phone_of_hers + ",顺达货运 " +
                                phone_of_hers + "\n" + phone_of_hers + "," + name_of_hers + ",写反了\n");
    REQUIRE(list.status == 201);
    CHECK(step(app.as("secretary"), "/api/imports/" + list.text("id"), "commit").status == 200);
    body = at_the_stand(name_of_hers, phone_of_hers);
    for (auto& [key, value] : body)
        if (key == "signature") value = her_signature;
    body.emplace_back("id_number", id_of_hers);
    body.emplace_back("employer_name", "顺达货运");
    auto applied = app.as("secretary").post("/api/applications/on-site", body);
    REQUIRE(applied.status == 201);
    CHECK(app.as("secretary").post("/api/applications/on-site", body, "again").status == 409);
    auto path = "/api/applications/" + applied.text("id");
    CHECK(step(app.as("committee"), path, "return", "电话 " + phone_of_hers + " 请核对").status == 200);
    CHECK(her.post("/api/my/application/steps", Json::Object{{"step", "resubmit"}}).status == 201);
    CHECK(step(app.as("committee"), path, "approve").status == 200);
    auto member = app.as("secretary").search("/api/members", phone_of_hers).item(0).at("id").text();
    CHECK(app.as("secretary").get("/api/members/" + member + "?reason=" + phone_of_hers).status == 422);
    CHECK(app.as("secretary").get("/api/members/" + member + "?reason=contacting").status == 200);
    CHECK(app.as("secretary").search("/api/members", "oywh").count() == 1);
    for (auto* field : {"phone", "id_number"})
        CHECK(app.as("secretary")
                  .post("/api/members/" + member + "/reveal",
                        Json::Object{{"field", field}, {"reason", "核对 " + id_of_hers}})
                  .status == 200);
    Json::Object event{{"unit_id", tree.street.id.text()},
                       {"title", "宣讲"},
                       {"kind", "talk"},
                       {"starts_at", "2024-05-10T01:00:00Z"},
                       {"ends_at", "2024-05-10T09:00:00Z"},
                       {"place", "物流园"}};
    auto held = app.as("organiser").post("/api/events", event);
    REQUIRE(held.status == 201);
    CHECK(step(app.as("organiser"), "/api/events/" + held.text("id"), "open").status == 200);
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
    Json::Object wrong{{"field", "name"}, {"value", name_of_hers + "二"}, {"reason", "登记错了 " + phone_of_hers}};
    CHECK(her.post("/api/my/corrections", wrong).status == 201);
    CHECK(her.post("/api/totp").status == 201);  // a secret for one-time codes, not yet confirmed
    CHECK(her.get("/api/my/data").count() > 40);
    CHECK(her.get("/api/my/export?format=html").status == 200);
    return her;
}

// She is in the books once more, under another phone, and both entries become one.
void be_entered_twice(TestApp& app) {
    auto body = at_the_stand(name_of_hers, second_phone);
    auto applied = app.as("secretary").post("/api/applications/on-site", body);
    REQUIRE(applied.status == 201);
    CHECK(step(app.as("committee"), "/api/applications/" + applied.text("id"), "approve").status == 200);
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
                                "登记了两次 " + second_phone});
    });
    CHECK(other.get("/api/my").json().at("person").is_null());
}

}  // namespace

TEST_CASE("phone, id number and signature lie on the disk in no shape and under no plain hash") {
    Disk disk;
    auto& app = disk.app;
    auto her = live_a_whole_life(app, cast(app));
    std::vector<Shaped> secret = shapes_of_phone(phone_of_hers);
    for (auto& text : {id_of_hers, her_signature})
        for (auto& shaped : shapes_of(text)) secret.push_back({text + " as " + shaped.how, shaped.bytes});
    CHECK(secret.size() > 500);
    auto found = found_in(disk.files(), secret);
    for (auto& where : found) FAIL_CHECK(where);
    count_for_card("C6", "hits", static_cast<std::int64_t>(found.size()));
    count_for_card("C6", "encodings", static_cast<std::int64_t>(shapes_of(id_of_hers).size()));
    // The looking itself finds what is there: a name is kept as it is written.
    if (!app.services().database->is_postgres()) CHECK(!found_in(disk.files(), shapes_of(name_of_hers)).empty());
    app.in_transaction([&](Context& context) {
        for (auto& message : newest_messages(context, 50))
            CHECK(message.content.find(phone_of_hers) == std::string::npos);
    });
}

TEST_CASE("my data speaks in words: no code of ours stands in it, in either language") {
    TestApp app;
    auto her = live_a_whole_life(app, cast(app));
    app.work();
    for (auto* language : {"zh-CN", "en"}) {
        her.headers["accept-language"] = language;
        auto data = her.get("/api/my/data");
        REQUIRE(data.status == 200);
        bool is_chinese = language[0] == 'z';
        for (std::size_t i = 0; i < data.count(); ++i) {
            auto value = data.item(i).at("value").text();
            auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; };
            bool is_code =
                std::ranges::all_of(value, is_letter) && (is_chinese || value.find_first_of("_.") != std::string::npos);
            if (value == "secretary" || value == "committee") continue;  // what somebody of this story is called
            CHECK_MESSAGE(!is_code, data.item(i).at("record").text()
                                        << ", " << data.item(i).at("label").text() << ": " << value);
            auto label = data.item(i).at("label").text();
            CHECK(value != (is_chinese ? "其他操作" : "Another act"));
            if (label == (is_chinese ? "对象" : "To what")) CHECK(value != (is_chinese ? "其他" : "Something else"));
        }
    }
}

TEST_CASE("who is forgotten leaves nothing in any table, file, index, log or new backup, and every count stays right") {
    Disk disk;
    auto& app = disk.app;
    auto tree = cast(app);
    auto her = live_a_whole_life(app, tree);
    become_member(app, "李四光", "13712345678");
    be_entered_twice(app);
    auto plan = her.get("/api/my/erasure").json();
    CHECK(plan.at("ends_membership").boolean());
    CHECK(plan.at("lines").array().size() > 8);
    CHECK(her.post("/api/my/erasure", Json::Object{{"confirm", false}}).status == 422);
    auto done = her.post("/api/my/erasure", Json::Object{{"confirm", true}});
    CHECK(done.status == 201);
    CHECK(!done.json().at("done_at").is_null());
    CHECK(her.get("/api/my").status == 401);
    app.work();
    app.pass_seconds(2 * 24 * 3600);  // answers given once are forgotten after a day, pages are cleared at night
    app.work();
    app.work();
    auto shapes = shapes_of_phone(phone_of_hers);
    for (auto& shaped : shapes_of_phone(second_phone)) shapes.push_back(shaped);
    for (auto& text : {name_of_hers, id_of_hers, her_signature})
        for (auto& shaped : shapes_of(text)) shapes.push_back({text + " as " + shaped.how, shaped.bytes});
    for (auto& where : found_in(disk.files(), shapes)) FAIL_CHECK(where);
    for (auto& text : {name_of_hers, std::string("oywh"), std::string("ouyang")}) {
        auto places = places_of(app, text);
        CHECK_MESSAGE(places.empty(), text << " still stands in " << (places.empty() ? "" : *places.begin()));
    }
    for (auto& phone : {phone_of_hers, second_phone})
        for (auto& blind : app.services().vault.blinds("phone", "+86" + phone)) CHECK(places_of(app, blind).empty());
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "members.joined", tree.city.id.number) == 2);
        CHECK(total(context.tx, "members.active", tree.city.id.number) == 1);
    });
    CHECK(app.counts_are_right());
    // She may come back, as somebody nobody has seen.
    app.pass_seconds(120);
    auto again = signed_in(app, phone_of_hers);
    CHECK(again.get("/api/my").json().at("person").is_null());
    CHECK(again.post("/api/applications", request(name_of_hers)).status == 201);
}

TEST_CASE("a new phone takes the place of the old one everywhere, by a code sent to the new one") {
    Disk disk;
    auto& app = disk.app;
    auto her = live_a_whole_life(app, cast(app));
    auto other = signed_in(app, "13712345678");
    CHECK(her.post("/api/my/phone", Json::Object{{"phone", second_phone}, {"code", "000000"}}).status == 422);
    app.pass_seconds(120);
    Json::Object asked{{"phone", second_phone}, {"purpose", "change_phone"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    auto code = code_sent_to(app, "+86" + second_phone);
    auto changed = her.post("/api/my/phone", Json::Object{{"phone", second_phone}, {"code", code}});
    CHECK(changed.status == 201);
    CHECK(her.get("/api/my").json().at("person").at("phone").text() == "158****0987");
    CHECK(app.as("secretary").search("/api/members", second_phone).count() == 1);
    CHECK(app.as("secretary").search("/api/members", phone_of_hers).count() == 0);
    app.pass_seconds(120);
    CHECK(signed_in(app, second_phone).get("/api/my").json().at("person").at("name").text() == name_of_hers);
    CHECK(signed_in(app, phone_of_hers).get("/api/my").json().at("person").is_null());
    // What belongs to a membership is not taken by who changes to its phone.
    app.pass_seconds(120);
    asked = {{"phone", second_phone}, {"purpose", "change_phone"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    auto taken = other.post("/api/my/phone",
                            Json::Object{{"phone", second_phone}, {"code", code_sent_to(app, "+86" + second_phone)}});
    CHECK(taken.status == 409);
}

}  // namespace unionhall::members
