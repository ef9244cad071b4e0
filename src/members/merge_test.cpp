// Two entries of one person: found, decided, shown beforehand, made one, and two again. Through the doors of every room.
#include <doctest/doctest.h>

#include "members/merge_model.h"
#include "members/testing_stories.h"
#include "platform/settings.h"

namespace unionhall::members {
namespace {

constexpr const char *phone_of_one = "13811110001", *phone_of_other = "13811110002";
constexpr std::int64_t day_s = 24 * 3600;

TestTree people_of(TestApp& app) {
    auto tree = cast(app);
    const std::vector<std::string> merging{"rosters.read",   "rosters.duplicates", "members.read",
                                           "members.manage", "members.hold",       "personal.see",
                                           "events.read",    "events.manage",      "events.check_in"};
    introduce(app, "district", tree.north, merging);
    introduce(app, "finder", tree.north, {"rosters.duplicates", "members.read", "personal.see"});
    introduce(app, "elsewhere", tree.south, merging);
    return tree;
}

std::string member_id(TestApp& app, const std::string& phone) {
    return app.as("district").search("/api/members", phone).item(0).at("id").text();
}

std::string join(TestApp& app, const std::string& phone, const char* id_number = nullptr) {
    auto body = request("欧阳天山");
    body.emplace_back("employer_name", "云途运输有限公司");
    if (id_number) body.emplace_back("id_number", id_number);
    auto applied = worker(app, phone).post("/api/applications", body);
    REQUIRE_MESSAGE(applied.status == 201, applied.body);
    CHECK(step(app.as("committee"), "/api/applications/" + applied.text("id"), "approve").status == 200);
    return member_id(app, phone);
}

// The path of the pair that the search finds.
std::string pair_of(TestApp& app, const TestTree& tree) {
    app.as("district").post("/api/duplicate-searches", Json::Object{{"unit_id", tree.north.id.text()}});
    app.work();
    auto pairs = app.as("district").get("/api/duplicate-pairs?status=open");
    REQUIRE(pairs.count() >= 1);
    return "/api/duplicate-pairs/" + pairs.item(0).at("id").text();
}

Answer plan_of(TestApp& app, const std::string& pair, const std::string& keep, const char* who = "district") {
    return app.as(who).get(pair + "/merge-plan?keep=" + keep);
}

Answer merge(TestApp& app, const std::string& pair, const Answer& plan, const char* who = "district") {
    return app.as(who).post(pair + "/merge", Json::Object{{"keep", plan.text("kept_id")},
                                                          {"kept_version", plan.number("kept_version")},
                                                          {"other_version", plan.number("other_version")},
                                                          {"reason", "换过手机，登记了两次 13811110001"}});
}

Answer unmerge(TestApp& app, const std::string& pair, const char* who = "district") {
    return app.as(who).post(pair + "/unmerge", Json::Object{{"reason", "不是同一人"}});
}

// Everything kept of somebody, as they see it themselves, but for what was done and said about it meanwhile.
std::string life_of(TestApp::Client somebody) {
    std::string text;
    auto data = somebody.get("/api/my/data");
    for (std::size_t i = 0; i < data.count(); ++i) {
        auto row = data.item(i);
        auto& record = row.at("record").text();
        bool is_about_acts = record.find("操作") != std::string::npos || record == "发给您的短信和消息" ||
                             record == "会籍合并记录" || record == "谁看过您的资料" || record == "疑似重复的核对";
        if (!is_about_acts)
            text += record + "|" + std::to_string(row.at("row").integer()) + "|" + row.at("label").text() + "|" +
                    row.at("value").text() + "\n";
    }
    return text;
}

std::int64_t counted(TestApp& app, const char* measure, const units::Unit& unit) {
    std::int64_t amount = 0;
    app.in_transaction([&](Context& context) { amount = total(context.tx, measure, unit.id.number); });
    return amount;
}

std::string value_of(const Answer& plan, const std::string& label, const char* which) {
    auto json = plan.json();
    for (auto& line : json.at("lines").array())
        if (line.at("label").text() == label) return line.at(which).text();
    return "no such line";
}

// An event that began already; whoever is named by their phones was there.
std::string event_with(TestApp& app, const TestTree& tree, const std::vector<std::string>& members) {
    Json::Object event{{"unit_id", tree.street.id.text()},
                       {"title", "宣讲"},
                       {"kind", "talk"},
                       {"starts_at", to_text(app.now())},
                       {"ends_at", to_text(plus_seconds(app.now(), 7200))},
                       {"place", "物流园"}};
    auto planned = app.as("district").post("/api/events", event);
    REQUIRE_MESSAGE(planned.status == 201, planned.body);
    auto path = "/api/events/" + planned.text("id");
    CHECK(step(app.as("district"), path, "open").status == 200);
    for (auto& member : members)
        CHECK(app.as("district").post(path + "/check-ins", Json::Object{{"member_id", member}}).status < 300);
    return path;
}

// Whether any room still keeps something under the numbers of the one that went.
std::set<std::string> left_behind(TestApp& app, const std::string& member) {
    std::set<std::string> tables;
    app.in_transaction([&](Context& context) {
        auto merge = context.tx.first<MemberMerge>("where other_member_id = $1", {parse_id(member).value()});
        REQUIRE(merge);
        HeldUnder who{.person_id = merge->other_person_id.number,
                      .account_id = 0,
                      .member_ids = {merge->other_member_id.number},
                      .application_ids = {},
                      .phones = {}};
        for (auto& holding : context.services.holdings)
            if (count_held(context.tx, holding, who)) tables.insert(holding.table);
    });
    return tables;
}

}  // namespace

TEST_CASE("two entries of one person become one membership as it was shown beforehand, and two again as they were") {
    TestApp app;
    auto tree = people_of(app);
    auto first = join(app, phone_of_one);
    app.pass_seconds(3 * day_s);
    auto second = join(app, phone_of_other, "650203199003071237");
    auto her = worker(app, phone_of_one), other = worker(app, phone_of_other);
    auto pair = pair_of(app, tree);
    CHECK(merge(app, pair, plan_of(app, pair, first)).status == 409);  // nobody said that they are one
    CHECK(step(app.as("finder"), pair, "same").status == 200);
    auto early = merge(app, pair, plan_of(app, pair, first));
    CHECK(early.status == 409);
    CHECK(early.title().find("不留痕迹") != std::string::npos);  // the second can be withdrawn for some days still
    app.pass_seconds(8 * day_s);

    auto both_there = event_with(app, tree, {first, second}), only_second = event_with(app, tree, {second});
    CHECK(app.as("secretary").get("/api/members/" + second).status == 200);
    auto card = other.get("/api/my").json().at("card");
    auto token = card.at("token").text(), number = card.at("number").text();
    auto before = life_of(her), other_before = life_of(other);

    auto plan = plan_of(app, pair, first);
    REQUIRE_MESSAGE(plan.status == 200, plan.body);
    CHECK(plan.text("obstacles").empty());
    CHECK(value_of(plan, "入会日期", "after") == "2024-05-10");
    CHECK(value_of(plan, "身份证件号码", "kept").empty());
    CHECK(value_of(plan, "身份证件号码", "after").find("19900307") == std::string::npos);
    CHECK(!value_of(plan, "身份证件号码", "after").empty());
    CHECK(value_of(plan, "会员卡号", "after") == value_of(plan, "会员卡号", "kept"));
    CHECK(plan.body.find(phone_of_other) == std::string::npos);
    CHECK(plan.body.find("签到记录") != std::string::npos);
    CHECK(plan_of(app, pair, first, "finder").text("obstacles").find("共同的上级工会") != std::string::npos);
    CHECK(merge(app, pair, plan, "finder").status == 409);
    CHECK(plan_of(app, pair, first, "elsewhere").status == 404);
    CHECK(merge(app, pair, plan, "elsewhere").status == 404);
    CHECK(plan_of(app, pair, tree.city.id.text()).status == 422);
    CHECK(life_of(her) == before);

    auto done = merge(app, pair, plan);
    REQUIRE_MESSAGE(done.status == 200, done.body);
    CHECK(done.text("kept_member_id") == first);
    CHECK(merge(app, pair, plan).status == 409);
    CHECK(step(app.as("district"), pair, "undo").status == 409);
    CHECK(app.as("district").get("/api/members/" + second).status == 404);
    CHECK(app.as("district").get("/api/members/" + first).text("status") == "active");
    CHECK(app.as("district").search("/api/members", phone_of_other).count() == 0);
    CHECK(app.as_nobody().get("/api/card-checks/" + token).body.find("\"valid\":false") != std::string::npos);
    CHECK(other.get("/api/my").json().at("person").is_null());
    auto again = other.post("/api/applications", request("欧阳天山"));
    CHECK(again.status == 409);
    CHECK(again.title().find("并入") != std::string::npos);
    CHECK(app.as("district").get(both_there).number("attended") == 1);
    CHECK(app.as("district").get(only_second).number("attended") == 1);
    CHECK(app.as("district").get("/api/members/" + first + "/learning").status == 200);
    CHECK(counted(app, "members.active", tree.city) == 1);
    CHECK(counted(app, "members.joined", tree.city) == 1);
    CHECK(counted(app, "events.attendances", tree.city) == 2);
    CHECK(app.counts_are_right());
    CHECK(left_behind(app, second) == std::set<std::string>{"audit_lines", "duplicate_pairs", "member_merges"});
    auto data = her.get("/api/my/data").body;
    for (auto* told : {"会籍合并记录", "换过手机，登记了两次 ***********", "district", "2024-08-19"})
        CHECK_MESSAGE(data.find(told) != std::string::npos, told);
    CHECK(other.get("/api/my/data").body.find("会籍合并记录") != std::string::npos);
    CHECK(app.as("district").get("/api/members/" + first + "/merges").item(0).at("other_card_number").text() == number);
    auto later = event_with(app, tree, {});
    CHECK(app.as("district").post(later + "/check-ins", Json::Object{{"card_number", number}}).text("member_id") ==
          first);
    for (auto* verb : {"member.merged member", "member.merged_away member", "duplicate_pair.merged"})
        CHECK_MESSAGE(app.audit().find(verb) != std::string::npos, verb);

    CHECK(unmerge(app, pair, "elsewhere").status == 404);
    CHECK(unmerge(app, pair, "finder").status == 409);
    CHECK(app.as("district")
              .remove("/api/attendances/" +
                      app.as("district").get("/api/attendances?event_id=" + later.substr(12)).item(0).at("id").text())
              .status < 300);
    auto undone = unmerge(app, pair);
    REQUIRE_MESSAGE(undone.status == 200, undone.body);
    CHECK(life_of(her) == before);
    CHECK(life_of(other) == other_before);
    CHECK(app.as_nobody().get("/api/card-checks/" + token).body.find("\"valid\":true") != std::string::npos);
    CHECK(app.as("district").get(both_there).number("attended") == 2);
    CHECK(counted(app, "members.active", tree.city) == 2);
    CHECK(app.counts_are_right());
    CHECK(unmerge(app, pair).status == 409);
    CHECK(her.get("/api/my/data").body.find("撤销原因") != std::string::npos);
}

TEST_CASE("the joining that counts is the first, whichever is kept; what was done since is never undone along") {
    TestApp app;
    auto tree = people_of(app);
    std::vector<Id<Member>> ids;
    auto day = [](const char* text) { return *parse_date(text); };
    app.in_transaction([&](Context& context) {
        Joined one{.unit_id = tree.committee.id.number,
                   .name = "欧阳天山",
                   .phone = "+8613811110001",
                   .employer_name = "云途运输有限公司",
                   .division_code = "650203004",
                   .joined_on = day("2024-01-05")};
        auto later = one, third = one;
        later.phone = "+8613811110002", later.joined_on = day("2024-04-01"), later.unit_id = tree.street.id.number;
        third.phone = "+8613811110003", third.joined_on = day("2024-05-02");
        ids = bring_members(context, {one, later, third});
    });
    auto merge_directly = [&](std::size_t kept, std::size_t other) {
        Id<MemberMerge> id;
        app.in_transaction([&](Context& context) {
            auto plan = plan_merge(context, ids[kept], ids[other]);
            id = merge_members(context, {ids[kept], ids[other], plan.kept_version, plan.other_version, "登记了两次"});
        });
        return id;
    };
    auto undo = [&](Id<MemberMerge> id) {
        std::string refused;
        try {
            app.in_transaction([&](Context& context) { undo_merge(context, id, "试一试"); });
        } catch (const Refusal& refusal) { refused = refusal.title.zh; }
        return refused;
    };
    auto active = [&](const units::Unit& unit) { return counted(app, "members.active", unit); };
    auto at = [&](std::size_t n) { return app.as("district").get("/api/members/" + ids[n].text()); };

    // The later one is kept: it joined when the first did, and came over from the first one's unit today.
    auto merged = merge_directly(1, 0);
    CHECK(at(1).text("joined_on") == "2024-01-05");
    CHECK(at(1).text("joined_unit_id") == tree.committee.id.text());
    CHECK(at(1).text("unit_id") == tree.street.id.text());
    CHECK(app.as("district").get("/api/members/" + ids[1].text() + "/changes").count() == 2);
    CHECK(active(tree.street) == 2);
    CHECK(active(tree.committee) == 1);  // the third
    CHECK(counted(app, "members.joined", tree.city) == 2);
    CHECK(app.counts_are_right());

    // Once more: the newer merge is undone first, then the older one; everything is counted as in the beginning.
    auto once_more = merge_directly(1, 2);
    CHECK(active(tree.city) == 1);
    CHECK(undo(merged).find("后一次") != std::string::npos);
    CHECK(undo(once_more).empty());
    CHECK(undo(merged).empty());
    CHECK(at(1).text("joined_on") == "2024-04-01");
    CHECK(active(tree.city) == 3);
    CHECK(active(tree.committee) == 2);
    CHECK(counted(app, "members.joined", tree.city) == 3);
    CHECK(app.counts_are_right());
    CHECK(undo(merged).find("已经撤销") != std::string::npos);

    // Changed since, or the phone taken since: said in sentences, and nothing is done.
    auto again = merge_directly(1, 0);
    CHECK(step(app.as("district"), "/api/members/" + ids[1].text(), "retain").status == 200);
    app.in_transaction([&](Context& context) {
        Joined somebody{.unit_id = tree.street.id.number,
                        .name = "司马胡杨",
                        .phone = "+8613811110001",
                        .division_code = "650203004",
                        .joined_on = day("2024-05-09")};
        bring_members(context, {somebody});
    });
    auto refused = undo(again);
    CHECK(refused.find("改动过") != std::string::npos);
    CHECK(refused.find("另有会籍") != std::string::npos);
    CHECK(app.as("district").get("/api/members/" + ids[0].text()).status == 404);
    CHECK(app.counts_are_right());

    // After its time a merge stays, and what undoing needs is erased by the nightly round.
    auto last = merge_directly(1, 2);
    for (auto days : {92, 2}) {  // a round that comes very late leaves it to the next one
        app.pass_seconds(days * day_s);
        app.work();
    }
    CHECK(undo(last).find("已过") != std::string::npos);
    app.in_transaction([&](Context& context) {
        CHECK(context.tx.number("select count(*) from member_merges where content is not null") == 0);
        CHECK(context.tx.number("select count(*) from member_merges") == 4);
    });
    CHECK(app.counts_are_right());
}

TEST_CASE("two are not merged where one has left, is held, or where both are plainly two people") {
    TestApp app;
    auto tree = people_of(app);
    auto first = join(app, phone_of_one, "110105199001010010"),
         second = join(app, phone_of_other, "640104198807150023");
    app.pass_seconds(9 * day_s);
    auto obstacles = [&] {
        std::string all;
        app.in_transaction([&](Context& context) {
            all = plan_merge(context, {parse_id(first).value()}, {parse_id(second).value()}).obstacles;
        });
        return all;
    };
    auto merge_anyway = [&](const std::string& kept, const std::string& other) {
        try {
            app.in_transaction([&](Context& context) {
                auto version = [&](const std::string& id) {
                    return context.tx.number("select version from members where id = $1", {parse_id(id).value()})
                        .value_or(0);
                };
                merge_members(context,
                              {{parse_id(kept).value()}, {parse_id(other).value()}, version(kept), version(other), ""});
            });
        } catch (const Refusal& refusal) { return refusal.reason; }
        return Refusal::Reason::malformed;  // nothing was refused
    };
    CHECK(obstacles().find("应当是两个人") != std::string::npos);
    CHECK(merge_anyway(first, second) == Refusal::Reason::conflict);
    CHECK(merge_anyway(first, first) == Refusal::Reason::conflict);
    CHECK(merge_anyway(first, tree.city.id.text()) == Refusal::Reason::not_found);
    app.settings().four_eyes = false;
    Json::Object hold{
        {"unit_id", tree.north.id.text()}, {"member_id", second}, {"reason", "法院通知"}, {"document_number", "7"}};
    CHECK(app.as("district").post("/api/legal-holds", hold).status == 201);
    CHECK(obstacles().find("依法留存") != std::string::npos);
    CHECK(step(app.as("district"), "/api/members/" + first, "leave").status == 200);
    CHECK(obstacles().find("已经退会") != std::string::npos);
    CHECK(merge_anyway(second, first) == Refusal::Reason::conflict);
    CHECK(app.counts_are_right());
}

}  // namespace unionhall::members
