// What was approved is carried out only while it is still what was approved, by those who still may.
#include <doctest/doctest.h>

#include "approvals/testing_house.h"
#include "units/store.h"

namespace unionhall::approvals {
namespace {

struct ExportAsked : House {
    Answer request;
    ExportAsked() {
        join(0, 4);
        request = staff("reg").post("/api/approvals", wish("member_export", tree.street));
        REQUIRE(request.status == 201);
    }
    Answer download() { return staff("reg").post("/api/approvals/" + request.text("id") + "/download"); }
    void lose_role(const std::string& login) {
        auto id = parse_id(account(login)).value();
        app.in_transaction([&](Context& context) {
            context.tx.run("update role_grants set ends_on = '2024-05-01' where account_id = $1", {id});
        });
    }
};

}  // namespace

TEST_CASE("an export of so many is not one of more, whoever came under the unit since") {
    ExportAsked house;
    CHECK(house.step("sec", house.request, "approve").status == 200);
    CHECK(house.step("sec2", house.request, "approve").text("status") == "approved");
    house.app.in_transaction([&](Context& context) {
        auto elsewhere = house.tree.south;
        members::bring_members(context, {{.unit_id = elsewhere.id.number,
                                          .name = "赵六",
                                          .phone = "+8613911112222",
                                          .joined_on = *parse_date("2024-05-01")}});
        // Older than the request, as the members of a unit are that is moved.
        context.tx.run("update members set id = 5 where unit_path = $1", {elsewhere.path});
    });
    house.app.in_transaction([&](Context& context) {
        auto south = units::unit_of(context.tx, house.tree.south.id).value();
        units::move_unit(context, south, units::unit_of(context.tx, house.tree.street.id).value(), context.today);
    });
    auto refused = house.download();
    CHECK(refused.status == 409);
    CHECK(refused.title() == "批准的是 4 人，现在涉及 5 人，不能执行。请重新申请。");
}

TEST_CASE("invitations are deleted only while they are no more than were approved") {
    House house;
    auto bring = [&](const std::string& login, const units::Unit& unit, const std::string& rows) {
        auto list = house.staff(login).upload("/api/imports?unit_id=" + unit.id.text() + "&file_name=list.csv",
                                              "姓名,手机号码\n" + rows);
        REQUIRE_MESSAGE(list.status == 201, list.body);
        CHECK(house.staff(login)
                  .post("/api/imports/" + list.text("id") + "/steps", Json::Object{{"step", "commit"}})
                  .status == 200);
        house.app.work();
    };
    bring("street", house.tree.street, "赵一,13911110001\n");
    auto wish = house.wish("invitation_erasure", house.tree.street);
    wish.emplace_back("before", "2024-05-11");
    auto asked = house.staff("street").post("/api/approvals", wish);
    REQUIRE(asked.number("people") == 1);
    bring("south", house.tree.south, "钱二,13911110002\n孙三,13911110003\n");
    house.app.in_transaction([&](Context& context) {
        auto south = units::unit_of(context.tx, house.tree.south.id).value();
        units::move_unit(context, south, units::unit_of(context.tx, house.tree.street.id).value(), context.today);
    });
    CHECK(house.step("sec", asked, "approve").title() == "批准的是 1 人，现在涉及 3 人，不能执行。请重新申请。");
    house.app.work();
    CHECK(house.staff("street").get("/api/invitations").count() == 3);
}

TEST_CASE("nothing is carried out for who lost the role to ask, nor on the word of who lost the role to approve") {
    ExportAsked house;
    CHECK(house.step("sec", house.request, "approve").status == 200);
    SUBCASE("who approved") {
        house.lose_role("sec");
        CHECK(house.step("sec2", house.request, "approve").status == 200);
        CHECK(house.download().title().find("已经不再担任") != std::string::npos);
    }
    SUBCASE("who asked") {
        CHECK(house.step("sec2", house.request, "approve").status == 200);
        house.lose_role("reg");
        CHECK(house.download().status >= 400);
    }
    SUBCASE("who asked for what is carried out at once") {
        auto grant = house.wish("role_grant", house.tree.city);
        grant.emplace_back("account_id", house.account("nobody"));
        grant.emplace_back("role", "regional_officer");
        auto asked = house.staff("sec").post("/api/approvals", grant);
        REQUIRE_MESSAGE(asked.status == 201, asked.body);
        house.lose_role("sec");
        CHECK(house.step("sec2", asked, "approve").title().find("已经不再担任") != std::string::npos);
    }
}

TEST_CASE("who gave somebody a first password does not decide beside them for a week") {
    ExportAsked house;
    auto sec2 = house.account("sec2");
    auto reset = house.staff("sec").post("/api/accounts/" + sec2 + "/reset");
    REQUIRE_MESSAGE(reset.status == 200, reset.body);
    auto sec = house.account("sec");
    house.app.in_transaction([&](Context& context) {  // it is taken on, as its owner or whoever has it does
        context.tx.run(
            "update credentials set first_until = 0, password_hash = (select password_hash from credentials "
            "where account_id = $2) where account_id = $1",
            {parse_id(sec2).value(), parse_id(sec).value()});
    });
    CHECK(house.step("sec", house.request, "approve").status == 200);
    auto refused = house.step("sec2", house.request, "approve");
    CHECK(refused.status == 409);
    CHECK(refused.title() == "七天内一方重置过另一方的密码，请由别人批准。");
    house.app.pass_seconds(accounts::reset_counts_s + 1);
    auto anew = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    CHECK(house.step("sec", anew, "approve").status == 200);
    CHECK(house.step("sec2", anew, "approve").text("status") == "approved");
}

}  // namespace unionhall::approvals
