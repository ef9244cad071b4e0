// Legal holds and data for outsiders, which take a second person.
#include <doctest/doctest.h>

#include "approvals/testing_house.h"

namespace unionhall::approvals {
namespace {

struct Rights : House {
    Rights() { join(0, 2); }
    std::string member() { return staff("north").get("/api/members").item(0).at("id").text(); }
    Json::Object hold() {
        auto wish = House::wish("legal_hold", tree.street);
        wish.emplace_back("document_number", "克劳仲〔2024〕7号");
        return wish;
    }
    Json::Object disclosure() {
        auto wish = House::wish("disclosure", tree.street);
        wish.emplace_back("member_id", member());
        wish.emplace_back("recipient", "区人社局");
        wish.emplace_back("purpose", "核对工伤保险");
        wish.emplace_back("basis", "consent");
        wish.emplace_back("document_number", "同意书 7 号");
        wish.emplace_back("fields", "姓名");
        return wish;
    }
};

}  // namespace

TEST_CASE("a legal hold is placed and released by two, and by neither alone") {
    Rights house;
    auto direct = house.staff("north").post(
        "/api/legal-holds",
        Json::Object{{"unit_id", house.tree.street.id.text()}, {"reason", "仲裁"}, {"document_number", "7"}});
    CHECK(direct.status == 409);
    CHECK(direct.title().find("两个人") != std::string::npos);
    CHECK(house.staff("street").post("/api/approvals", house.hold()).status == 403);
    CHECK(house.staff("south").post("/api/approvals", house.hold()).status == 422);
    auto asked = house.staff("north").post("/api/approvals", house.hold());
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    CHECK(asked.text("plain").find("直到解除，停止删除") != std::string::npos);
    CHECK(house.staff("north").get("/api/legal-holds").count() == 0);
    CHECK(house.step("sec", asked, "approve").text("status") == "executed");
    auto holds = house.staff("north").get("/api/legal-holds");
    REQUIRE(holds.count() == 1);
    CHECK(holds.item(0).at("set_by").text() == "干部north、干部sec");
    CHECK(holds.item(0).at("reason").text() == "年度慰问核对名单");

    auto path = "/api/legal-holds/" + holds.item(0).at("id").text();
    CHECK(house.staff("north").post(path + "/steps", Json::Object{{"step", "release"}}).status == 409);
    auto wish = house.wish("hold_release", house.tree.street);
    CHECK(house.staff("north").post("/api/approvals", wish).status == 422);
    wish.emplace_back("hold_id", holds.item(0).at("id").text());
    CHECK(house.staff("south").post("/api/approvals", wish).status == 422);
    auto release = house.staff("north").post("/api/approvals", wish);
    REQUIRE_MESSAGE(release.status == 201, release.body);
    CHECK(release.text("plain").find("克劳仲〔2024〕7号") != std::string::npos);
    CHECK(house.step("sec2", release, "approve").text("status") == "executed");
    CHECK(house.staff("north").get(path).text("released_by") == "干部north、干部sec2");
    CHECK(house.staff("north").post("/api/approvals", wish).status == 422);  // released already
    auto audit = house.app.audit();
    for (auto* line : {"legal_hold.placed legal_hold", "legal_hold.release legal_hold"})
        CHECK_MESSAGE(audit.find(line) != std::string::npos, line);
}

TEST_CASE("a hold that makes no sense is refused before anybody reads it") {
    Rights house;
    auto none = house.staff("north").post("/api/approvals", house.wish("legal_hold", house.tree.street));
    CHECK(none.problems().find("document_number") != std::string::npos);
    auto wish = house.hold();
    wish.emplace_back("ends_on", "2024-01-01");
    CHECK(house.staff("north").post("/api/approvals", wish).problems().find("ends_on") != std::string::npos);
    auto stranger = house.hold();
    stranger.emplace_back("member_id", "0000000000007");
    CHECK(house.staff("north").post("/api/approvals", stranger).problems().find("member_id") != std::string::npos);
}

TEST_CASE("a hold of one member is theirs only, and the law may forbid to tell them") {
    Rights house;
    auto wish = house.hold();
    wish.emplace_back("member_id", house.member());
    wish.emplace_back("told", false);
    auto asked = house.staff("north").post("/api/approvals", wish);
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    CHECK(asked.number("people") == 1);
    CHECK(asked.text("plain").find("依法不告知本人") != std::string::npos);
    // Whoever approves reads no name of a member.
    for (auto* name : {"王小明", "李大路", "139 0000", "1390000"}) CHECK(asked.body.find(name) == std::string::npos);
    CHECK(house.step("sec", asked, "approve").text("status") == "executed");
    auto held = house.staff("north").get("/api/legal-holds").item(0);
    CHECK(held.at("member_id").text() == house.member());
    CHECK_FALSE(held.at("told").boolean());
}

TEST_CASE("data is given to somebody outside only when a second person agreed, and the person sees both names") {
    Rights house;
    auto alone = house.staff("north").post("/api/members/" + house.member() + "/disclosures",
                                           Json::Object{{"recipient", "区人社局"},
                                                        {"purpose", "核对"},
                                                        {"basis", "law"},
                                                        {"document_number", "7"},
                                                        {"fields", "姓名"}});
    CHECK(alone.status == 409);
    auto nothing = house.staff("north").post("/api/approvals", house.wish("disclosure", house.tree.street)).problems();
    for (auto* field : {"member_id", "recipient", "purpose", "basis", "document_number", "fields"})
        CHECK_MESSAGE(nothing.find(field) != std::string::npos, field);
    CHECK(house.staff("south").post("/api/approvals", house.disclosure()).status == 422);
    CHECK(house.staff("reg").post("/api/approvals", house.disclosure()).status == 403);
    auto asked = house.staff("north").post("/api/approvals", house.disclosure());
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    CHECK(asked.text("plain").find("提供给“区人社局”：姓名。用于：核对工伤保险。") != std::string::npos);
    auto mine = [&] {
        auto both = house.worker(0).get("/api/my/disclosures").json(),
             other = house.worker(1).get("/api/my/disclosures").json();
        return both.at("items").size() ? both : other;
    };
    CHECK(mine().at("items").size() == 0);
    CHECK(house.step("sec", asked, "approve").text("status") == "executed");
    auto seen = mine();
    REQUIRE(seen.at("items").size() == 1);
    CHECK(seen.at("items").at(std::size_t{0}).at("given_by").text() == "干部north、干部sec");
    CHECK(house.app.audit().find("member.disclosed member") != std::string::npos);
}

TEST_CASE(
    "what is typed into a request about somebody, and what is said on it, keeps neither their name nor their numbers") {
    Rights house;
    std::string name, member = house.member();
    house.app.in_transaction(
        [&](Context& context) { name = context.find(Id<members::Member>{*parse_id(member)}).name; });
    const std::string phone = "13900000001", id_number = "650203199003071237";
    auto all = name + " " + phone + " " + id_number;
    auto wish = house.disclosure();
    for (auto& [key, value] : wish)
        for (auto* text : {"reason", "recipient", "purpose", "fields", "document_number"})
            if (key == text) value = key == "document_number" ? "函 " + phone + "、" + id_number : "给" + all;
    auto asked = house.staff("north").post("/api/approvals", wish);
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    auto done = house.staff("sec").post(
        "/api/approvals/" + asked.text("id") + "/steps",
        Json::Object{{"step", "approve"}, {"payload_hash", asked.text("payload_hash")}, {"note", "已核对" + all}});
    REQUIRE_MESSAGE(done.text("status") == "executed", done.body);
    house.app.in_transaction([&](Context& context) {
        for (auto* question : {"select payload || plain_zh || plain_en || reason || decision_note from approvals",
                               "select note from approval_votes",
                               "select recipient || purpose || document_number || fields from disclosures",
                               "select changes from audit_lines"})
            for (auto& row : context.tx.rows(question)) {
                auto& kept = std::get<std::string>(row[0]);
                for (auto& text : {name, phone, id_number})
                    CHECK_MESSAGE(kept.find(text) == std::string::npos, question << ": " << kept);
            }
    });
}

}  // namespace unionhall::approvals
