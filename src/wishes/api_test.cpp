#include <doctest/doctest.h>

#include "divisions/model.h"
#include "platform/testing_tree.h"
#include "wishes/store.h"

namespace unionhall::wishes {
namespace {

struct Story {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::string station;

    Story() {
        introduce(app, "officer", tree.north, {"wishes.read", "wishes.manage"});
        introduce(app, "keeper", tree.street, {"wishes.read", "wishes.keep"});
        introduce(app, "southerner", tree.south, {"wishes.read", "wishes.manage", "wishes.keep"});
        app.in_transaction([&](Context& context) {
            stations::Station made{.unit_id = tree.street.id,
                                   .name = "新华商圈驿站",
                                   .division_code = "650203004",
                                   .address = "银河路 1 号",
                                   .lng = 84.87,
                                   .lat = 45.59,
                                   .is_open_24h = true};
            context.tx.insert(divisions_row());
            station = stations::open_station(context, stations::plan_station(context, made)).id.text();
            std::vector<members::Joined> joined;
            for (auto* name : {"马福来", "丁秀兰"})
                joined.push_back({.unit_id = tree.committee.id.number,
                                  .name = name,
                                  .phone = "1380000000" + std::to_string(joined.size()),
                                  .occupation = members::Occupation::delivery_rider,
                                  .division_code = "650203004",
                                  .joined_on = *parse_date("2024-05-01")});
            std::int64_t account = 9001;
            for (auto id : members::bring_members(context, joined)) {
                auto member = *members::member_of(context.tx, id);
                app.person(account == 9001 ? "rider" : "giver",
                           {.kind = Actor::Kind::worker, .account_id = account, .person_id = member.person_id->number});
                ++account;
            }
        });
    }
    static divisions::Division divisions_row() {
        return {.code = "650203004",
                .name = "银河路街道",
                .level = divisions::Level::street,
                .parent_code = "650203",
                .full_name = "克拉玛依区银河路街道"};
    }
    std::string opened_round(const std::string& title) {
        auto made = app.as("officer").post("/api/wish-rounds", Json::Object{{"unit_id", tree.street.id.text()},
                                                                            {"station_id", station},
                                                                            {"title", title},
                                                                            {"opens_on", "2024-05-10"},
                                                                            {"closes_on", "2024-06-10"}});
        REQUIRE_MESSAGE(made.status == 201, made.body);
        CHECK(app.as("officer")
                  .post("/api/wish-rounds/" + made.text("id") + "/steps", Json::Object{{"step", "open"}})
                  .status == 200);
        return made.text("id");
    }
    Answer wish(const std::string& round, const std::string& text, const std::string& who = "rider") {
        return app.as(who).post("/api/my/wishes", Json::Object{{"round_id", round}, {"text", text}});
    }
    Answer step(const std::string& who, const std::string& wish, const std::string& name) {
        return app.as(who).post("/api/wishes/" + wish + "/steps", Json::Object{{"step", name}});
    }
    Answer mine(const std::string& who, const std::string& path, const std::string& wish) {
        return app.as(who).post("/api/my/" + path, Json::Object{{"wish_id", wish}});
    }
};

}  // namespace

TEST_CASE(
    "AC-16: a rider's eight rounds of wishes, each published, claimed, fulfilled and confirmed, and the giver learns only what to bring where") {
    Story story;
    auto& app = story.app;
    for (int n = 1; n <= 8; ++n) {
        auto round = story.opened_round("第 " + std::to_string(n) + " 轮工友微心愿");
        auto wished = story.wish(round, "第 " + std::to_string(n) + " 个心愿：一副手套");
        REQUIRE_MESSAGE(wished.status == 201, wished.body);
        auto id = wished.text("id");
        CHECK(app.as("giver").get("/api/my/open-wishes").count() == 0);
        CHECK(story.mine("giver", "gifts", id).status == 404);
        CHECK(story.step("officer", id, "publish").status == 200);
        auto open = app.as("giver").get("/api/my/open-wishes");
        REQUIRE(open.count() == 1);
        auto gift = story.mine("giver", "gifts", id);
        CHECK(gift.text("bring_by") == "2024-05-24");
        CHECK(gift.text("station_name") == "新华商圈驿站");
        // Nothing of who wished, in any answer that the giver gets; nor for the keeper and the officer.
        auto member_id = std::string("member_id");
        for (auto& answer : {open, gift, app.as("giver").get("/api/my/gifts"), app.as("keeper").get("/api/wishes"),
                             app.as("officer").get("/api/wishes?format=csv")})
            for (auto& secret : {std::string("马福来"), std::string("13800000000"), member_id,
                                 std::string("giver_account_id"), std::string("货运司机联合工会")})
                CHECK_MESSAGE(answer.body.find(secret) == std::string::npos, secret);
        CHECK(story.mine("rider", "wishes/confirm", id).status == 409);
        CHECK(story.step("keeper", id, "receive").text("status") == "fulfilled");
        CHECK(app.as("rider").get("/api/my/wishes").body.find("丁秀兰") == std::string::npos);
        CHECK(story.mine("giver", "wishes/confirm", id).status == 404);
        CHECK(story.mine("rider", "wishes/confirm", id).text("status") == "confirmed");
    }
    auto all = app.as("rider").get("/api/my/wishes");
    REQUIRE(all.count() == 8);
    for (std::size_t i = 0; i < 8; ++i) CHECK(all.item(i).at("status").text() == "confirmed");
    app.in_transaction(
        [&](Context& context) { CHECK(total(context.tx, "wishes.confirmed", story.tree.city.id.number) == 8); });
    app.work();
    CHECK(app.counts_are_right());
    CHECK(app.audit().find("马福来") == std::string::npos);
}

TEST_CASE("a wish is one a round, never one's own gift, and is taken back, given back, freed and expired") {
    Story story;
    auto& app = story.app;
    auto round = story.opened_round("第一轮");
    CHECK(story.wish(round, "请打 13812345678").problems().find("text: 请不要写电话") == 0);
    auto id = story.wish(round, "一副手套").text("id");
    CHECK(story.wish(round, "再来一副").status == 409);
    CHECK(story.mine("rider", "wishes/withdraw", id).text("status") == "withdrawn");
    id = story.wish(round, "雨靴").text("id");
    CHECK(story.step("southerner", id, "publish").status == 404);
    CHECK(story.step("officer", id, "publish").status == 200);
    CHECK(story.mine("rider", "gifts", id).status == 409);
    CHECK(story.mine("giver", "gifts", id).status == 201);
    CHECK(story.mine("giver", "gifts", id).status == 409);
    CHECK(story.mine("rider", "gifts/release", id).status == 404);
    CHECK(story.mine("giver", "gifts/release", id).text("status") == "published");
    CHECK(story.mine("giver", "gifts", id).status == 201);
    app.set_clock("2024-05-26T02:00:00Z");
    app.work();
    CHECK(app.as("giver").get("/api/my/gifts").count() == 0);
    CHECK(app.as("giver").get("/api/my/open-wishes").count() == 1);
    app.set_clock("2024-06-12T02:00:00Z");
    app.work();
    CHECK(app.as("rider").get("/api/my/wishes").item(0).at("status").text() == "expired");
    CHECK(app.as("rider").get("/api/my/wish-rounds").count() == 0);
    app.set_clock("2025-06-14T02:00:00Z");
    app.work();
    CHECK(app.as("officer").get("/api/wishes").body.find("雨靴") == std::string::npos);
    CHECK(app.as("rider").get("/api/my/wishes").count() == 0);
}

TEST_CASE("whoever withdraws from joining leaves no wish behind, and whoever took it on is free") {
    Story story;
    auto& app = story.app;
    auto id = story.wish(story.opened_round("第一轮"), "一副手套").text("id");
    REQUIRE(story.step("officer", id, "publish").status == 200);
    REQUIRE(story.mine("giver", "gifts", id).status == 201);
    app.in_transaction([](Context& context) {  // the audit stays for good, so it never had the words
        CHECK(context.tx.number("select count(*) from audit_lines where subject = 'wish'").value_or(0) > 0);
        CHECK(context.tx.number("select count(*) from audit_lines where changes like '%手套%'").value_or(0) == 0);
    });
    app.in_transaction([](Context& context) {
        auto rider = context.tx.select<members::Member>("order by id").at(0);
        context.happened.push_back({.verb = members::member_erased,
                                    .subject = "member",
                                    .subject_id = rider.id.number,
                                    .unit_path = rider.unit_path,
                                    .changes = "{}"});
    });
    CHECK(app.as("giver").get("/api/my/gifts").count() == 0);
    CHECK(app.as("rider").get("/api/my/wishes").count() == 0);
    auto left = app.as("officer").get("/api/wishes");
    CHECK(left.item(0).at("status").text() == "withdrawn");
    CHECK(left.body.find("手套") == std::string::npos);
}

TEST_CASE("wishes are those of the membership that stays when two become one, and go back when that is undone") {
    Story story;
    auto& app = story.app;
    auto wished = story.wish(story.opened_round("第一轮"), "一副手套");
    REQUIRE(wished.status == 201);
    Id<members::MemberMerge> merge;
    app.in_transaction([&](Context& context) {
        auto both = context.tx.select<members::Member>("order by id");
        auto& rider = both.at(0);
        auto& giver = both.at(1);
        merge = members::merge_members(context, {giver.id, rider.id, giver.version, rider.version, "登记了两次"});
    });
    CHECK(app.as("giver").get("/api/my/wishes").count() == 1);
    app.in_transaction([&](Context& context) { members::undo_merge(context, merge, "是两个人"); });
    CHECK(app.as("giver").get("/api/my/wishes").count() == 0);
    CHECK(app.as("rider").get("/api/my/wishes").count() == 1);
}

}  // namespace unionhall::wishes
