#include <doctest/doctest.h>

#include <map>

#include "approvals/testing_house.h"
#include "platform/encoding.h"
#include "platform/http_problem.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/totp.h"

namespace unionhall::approvals {
TEST_CASE("an export is approved by two, downloaded once, bears their names, and everybody in it can see so") {
    House house;
    house.join(0, 12);
    auto wish = house.wish("member_export", house.tree.street);
    wish.emplace_back("with_phones", true);
    wish.emplace_back("occupation", "truck_driver");
    auto asked = house.staff("reg").post("/api/approvals", wish);
    REQUIRE(asked.status == 201);
    CHECK(asked.number("people") == 9);
    CHECK(asked.text("plain").find("9 名在册会员") != std::string::npos);
    CHECK(asked.text("plain").find("手机号码") != std::string::npos);
    auto path = "/api/approvals/" + asked.text("id");
    CHECK(house.staff("reg").post(path + "/download").status == 409);  // not approved yet
    CHECK(house.staff("sec").get("/api/approvals?view=waiting").count() == 1);
    CHECK(asked.text("missing") == "还差 2 人批准：可由干部sec、干部sec2批准。");
    auto first = house.step("sec", asked, "approve");
    CHECK(first.text("status") == "asked");
    CHECK(first.text("missing") == "还差 1 人批准：可由干部sec2批准。");
    CHECK(first.json().at("approvals").at(std::size_t{0}).at("name").text() == "干部sec");
    CHECK(first.json().at("steps").size() == 1);  // may still refuse
    CHECK(house.staff("reg").post(path + "/download").status == 409);
    CHECK(house.staff("sec").get("/api/approvals?view=waiting").count() == 0);
    CHECK(house.staff("sec2").get("/api/approvals?view=waiting").count() == 1);
    CHECK(house.staff("sec").get("/api/work-list").count() == 0);
    auto twice = house.step("sec", asked, "approve");
    CHECK(twice.status == 409);
    CHECK(twice.title().find("还要等另一个人") != std::string::npos);
    auto both = house.step("sec2", asked, "approve");
    CHECK(both.text("status") == "approved");
    CHECK(both.text("missing").empty());
    CHECK(both.json().at("approvals").size() == 2);
    CHECK(house.staff("sec").post(path + "/download").status == 403);  // only whoever asked
    house.join(12, 20);                                                // whoever joins later was not approved

    auto file = house.staff("reg").post(path + "/download");
    REQUIRE(file.status == 200);
    CHECK(house.lines_of(file.body) == 10);
    CHECK(file.body.find("139 0000 0001") != std::string::npos);
    CHECK(file.body.find(asked.text("id") + " 干部reg/干部sec/干部sec2") != std::string::npos);
    CHECK(file.body.find("13900000013") == std::string::npos);
    auto again = house.staff("reg").post(path + "/download");
    CHECK(again.status == 409);
    CHECK(again.title().find("已经下载过一次") != std::string::npos);

    auto looks = house.worker(1).get("/api/my/looks");
    REQUIRE(looks.count() == 1);
    CHECK(looks.item(0).at("reason").text() == "年度慰问核对名单");
    CHECK(looks.item(0).at("what").text().find("批量导出（申请 " + asked.text("id") + "）") != std::string::npos);
    CHECK(house.worker(0).get("/api/my/looks").count() == 0);  // a courier was not in it
    auto audit = house.app.audit();
    for (auto* verb : {"approval.asked", "approval.approve", "approval.executed"})
        CHECK(audit.find("staff " + std::string(verb) + " approval") != std::string::npos);
}

TEST_CASE("nobody approves what they asked themselves, nor what they did not read, nor outside their reach") {
    House house;
    house.join(0, 2);
    CHECK(house.staff("street").post("/api/approvals", house.wish("member_export", house.tree.street)).status == 403);
    CHECK(house.staff("south").post("/api/approvals", house.wish("member_export", house.tree.street)).status == 422);
    auto turn = house.staff("sec").post("/api/approvals", house.wish("key_rotation", house.tree.city));
    REQUIRE(turn.status == 201);
    CHECK(house.step("sec", turn, "approve").status == 409);
    auto unread = house.staff("sec2").post("/api/approvals/" + turn.text("id") + "/steps",
                                           Json::Object{{"step", "approve"}, {"payload_hash", std::string(64, '0')}});
    CHECK(unread.status == 409);
    CHECK(house.staff("reg").get("/api/approvals/" + turn.text("id")).status == 404);
    CHECK(house.staff("nobody").get("/api/approvals").count() == 0);
    CHECK(house.app.as_nobody().get("/api/approvals").status == 401);
    CHECK(house.step("sec2", turn, "refuse").text("status") == "refused");
    CHECK(house.step("sec2", turn, "approve").status == 409);
}

TEST_CASE("the database itself refuses an approval by whoever asked") {
    House house;
    auto turn = house.staff("sec").post("/api/approvals", house.wish("key_rotation", house.tree.city));
    CHECK_THROWS_AS(house.app.in_transaction([&](Context& context) {
        context.tx.run("update approvals set status = 'approved', decided_by = asked_by");
    }),
                    DbError);
    CHECK_THROWS_AS(
        house.app.in_transaction([&](Context& context) { context.tx.run("update approvals set status = 'approved'"); }),
        DbError);
    CHECK(house.staff("sec").get("/api/approvals/" + turn.text("id")).text("status") == "asked");
}

TEST_CASE("the database itself refuses a second vote of the same person, and one of whoever asked") {
    House house;
    house.join(0, 2);
    auto asked = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    house.step("sec", asked, "approve");
    auto vote = [&](const std::string& whose) {
        house.app.in_transaction([&](Context& context) {
            context.tx.run(
                "insert into approval_votes (id, approval_id, asked_by, account_id, name, note, at) "
                "select cast($1 as bigint), approval_id, asked_by, " +
                    whose + ", 'x', '', 0 from approval_votes",
                {context.services.ids.next()});
        });
    };
    CHECK_THROWS_AS(vote("account_id"), DbError);
    CHECK_THROWS_AS(vote("asked_by"), DbError);
}

TEST_CASE("an export whose status says approved without two approvals is not executed") {
    House house;
    house.join(0, 2);
    auto asked = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    house.step("sec", asked, "approve");
    house.app.in_transaction([&](Context& context) {
        context.tx.run("update approvals set status = 'approved', decided_by = 1 where kind = 'member_export'");
    });
    auto file = house.staff("reg").post("/api/approvals/" + asked.text("id") + "/download");
    CHECK(file.status == 409);
    CHECK(file.title() == "批准的人数还不够，不能执行。");
    CHECK(house.worker(0).get("/api/my/looks").count() == 0);
}

TEST_CASE("one of two may still refuse, and then nothing is given out") {
    House house;
    house.join(0, 2);
    auto asked = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    house.step("sec", asked, "approve");
    CHECK(house.step("sec2", asked, "refuse").text("status") == "refused");
    CHECK(house.step("sec2", asked, "approve").status == 409);
    CHECK(house.staff("reg").post("/api/approvals/" + asked.text("id") + "/download").status == 409);
}

TEST_CASE("one-time codes of a lost phone come off by two people, neither of whom they belong to") {
    House house;
    auto street = house.staff("street");
    auto secret = from_base32(street.post("/api/totp").text("secret")).value();
    auto code = [&] { return totp_code(secret, house.app.now().us / 1000000 / totp_step_s); };
    REQUIRE(street.post("/api/totp/confirm", Json::Object{{"code", code()}}).status == 201);
    auto owner = street.get("/api/sessions/current").text("account_id");
    auto wish = house.wish("code_removal", house.tree.city);
    CHECK(house.staff("sec").post("/api/approvals", wish).status == 422);  // whose?
    wish.emplace_back("account_id", owner);
    CHECK(house.staff("reg").post("/api/approvals", wish).status == 403);
    auto asked = house.staff("sec").post("/api/approvals", wish);
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    CHECK(asked.text("plain").find("干部street") != std::string::npos);
    CHECK(house.step("sec", asked, "approve").status == 409);
    CHECK(street.get("/api/sessions/current").json().at("totp_enabled").boolean());
    CHECK(house.step("sec2", asked, "approve").text("status") == "executed");
    CHECK(street.get("/api/sessions").status == 401);
    CHECK_FALSE(house.staff("street").get("/api/sessions/current").json().at("totp_enabled").boolean());
    CHECK(house.app.audit().find("account.codes_removed account") != std::string::npos);
    CHECK(house.staff("sec").post("/api/approvals", wish).status == 422);  // there are none any more
}

TEST_CASE("one-time codes of a member who came in person come off by two people, and the phone is told") {
    House house;
    house.app.settings().is_demonstration = true;
    house.join(0, 2);
    auto sign_in = [&](const std::string& phone) {
        house.app.pass_seconds(accounts::code_resend_s);
        auto code = house.app.as_nobody()
                        .post("/api/phone-codes", Json::Object{{"phone", phone}, {"purpose", "sign_in"}})
                        .text("demonstration_code");
        return house.app.as_nobody().post("/api/phone-sessions",
                                          Json::Object{{"phone", phone}, {"code", code}, {"purpose", "sign_in"}});
    };
    auto her = house.app.with_token(sign_in("13900000001").text("token"));
    auto secret = from_base32(her.post("/api/totp").text("secret")).value();
    auto code = totp_code(secret, house.app.now().us / 1000000 / totp_step_s);
    REQUIRE(her.post("/api/totp/confirm", Json::Object{{"code", code}}).status == 201);
    std::map<std::string, std::string> member;  // by whether codes are on
    house.app.in_transaction([&](Context& context) {
        for (auto& m : context.tx.select<members::Member>(""))
            member[m.phone->plain == "+8613900000001" ? "on" : "off"] = m.id.text();
    });
    auto wish = [&](const std::string& whose) {
        auto made = house.wish("code_removal", house.tree.street);
        if (!whose.empty()) made.emplace_back("member_id", member[whose]);
        return made;
    };
    CHECK(house.staff("north").post("/api/approvals", wish("")).status == 403);  // of staff: another asks
    auto none = house.staff("north").post("/api/approvals", wish("off"));
    CHECK(none.problems() == "member_id: 这位会员没有启用动态口令。");
    CHECK(house.staff("south").post("/api/approvals", wish("on")).status == 422);   // not hers
    CHECK(house.staff("street").post("/api/approvals", wish("on")).status == 403);  // may not change members
    CHECK(house.staff("sec").post("/api/approvals", wish("on")).status == 403);     // approves, and sees no members
    auto asked = house.staff("north").post("/api/approvals", wish("on"));
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    CHECK(asked.text("plain").find("核对身份证件") != std::string::npos);
    CHECK(asked.body.find("13900000001") == std::string::npos);
    CHECK(house.step("north", asked, "approve").status == 409);
    CHECK(sign_in("13900000001").status == 422);  // until then the app is asked for
    CHECK(house.step("sec", asked, "approve").text("status") == "executed");
    CHECK(her.get("/api/sessions").status == 401);
    CHECK(sign_in("13900000001").status == 201);
    CHECK(house.app.audit().find("account.codes_removed account") != std::string::npos);
    house.app.in_transaction([&](Context& context) {
        bool is_told = false;
        for (auto& message : newest_messages(context, 20))
            is_told |= message.content.find("工会已为您停用动态口令") != std::string::npos;
        CHECK(is_told);
    });
}

TEST_CASE("a decision wants a fresh proof of the password") {
    House house;
    auto turn = house.staff("sec").post("/api/approvals", house.wish("key_rotation", house.tree.city));
    auto sec2 = house.staff("sec2");
    house.app.pass_seconds(house.app.settings().proof_minutes * 60 + 1);
    auto path = "/api/approvals/" + turn.text("id") + "/steps";
    auto approve = Json(Json::Object{{"step", "approve"}, {"payload_hash", turn.text("payload_hash")}});
    CHECK(sec2.post(path, approve).text("type") == unproved_type);
    CHECK(sec2.post("/api/sessions/proof", Json::Object{{"password", "a long pass phrase"}}).status == 201);
    CHECK(sec2.post(path, approve).text("status") == "executed");
}

TEST_CASE("what was changed after it was asked is never executed, even by who can write its hash") {
    House house;
    house.join(0, 4);
    auto asked = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    house.step("sec", asked, "approve");
    house.step("sec2", asked, "approve");
    auto path = "/api/approvals/" + asked.text("id") + "/download";
    house.app.in_transaction([&](Context& context) {
        context.tx.run("update approvals set payload = '{\"with_phones\":true,\"up_to_member\":\"7ZZZZZZZZZZZZ\"}'");
    });
    auto changed = house.staff("reg").post(path);
    CHECK(changed.status == 409);
    CHECK(changed.title().find("被改动过") != std::string::npos);
    // With a hash to match: the audit remembers the one that was asked.
    house.app.in_transaction([&](Context& context) {
        auto a = context.find(Id<Approval>{*parse_id(asked.text("id"))});
        a.payload_hash = std::string(64, 'a');
        context.tx.update(a);
    });
    CHECK(house.staff("reg").post(path).status == 409);
    CHECK(house.worker(0).get("/api/my/looks").count() == 0);
}

TEST_CASE("a request that nobody decides or uses expires, and one may cancel what one asked") {
    House house;
    house.join(0, 2);
    auto first = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    auto second = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    CHECK(house.step("sec", second, "cancel").status == 403);
    CHECK(house.step("reg", second, "cancel").text("status") == "cancelled");
    house.app.pass_seconds(house.app.settings().request_hours * 3600 + 1);
    CHECK(house.staff("reg").get("/api/approvals/" + first.text("id")).text("status") == "expired");
    CHECK(house.step("sec", first, "approve").status == 409);
    CHECK(house.staff("sec").get("/api/approvals?view=waiting").count() == 0);
    house.app.work();
    CHECK(house.app.audit().find("approval.expired") != std::string::npos);
}

TEST_CASE("an unmasked list is lent for some hours, and the people on it see that it was") {
    House house;
    house.join(0, 3);
    auto names = [&] { return house.staff("reg").get("/api/members").item(0).at("name").text(); };
    auto covered = names();
    auto asked = house.staff("reg").post("/api/approvals", house.wish("list_unmasking", house.tree.street));
    house.step("sec", asked, "approve");
    CHECK(names() == covered);
    CHECK(house.step("reg", asked, "execute").text("status") == "executed");
    CHECK(names() != covered);
    CHECK(house.step("reg", asked, "execute").status == 409);
    CHECK(house.worker(0).get("/api/my/looks").count() == 1);
    house.app.pass_seconds(house.app.settings().unmasked_hours * 3600 + 1);
    CHECK(names() == covered);
}

TEST_CASE("a role is granted by two, once, and by neither to themselves") {
    House house;
    auto wanted = [&](const std::string& login, const std::string& role) {
        auto wish = house.wish("role_grant", house.tree.city);
        wish.emplace_back("account_id", house.account(login));
        wish.emplace_back("role", role);
        return wish;
    };
    auto direct = house.staff("sec").post("/api/role-grants", Json::Object{{"account_id", house.account("nobody")},
                                                                           {"role", "district_officer"},
                                                                           {"unit_id", house.tree.city.id.text()}});
    CHECK(direct.status == 409);
    CHECK(direct.title().find("两个人") != std::string::npos);
    CHECK(house.staff("sec").post("/api/approvals", wanted("sec", "regional_officer")).status == 422);
    CHECK(house.staff("sec").post("/api/approvals", wanted("reg", "audit_admin")).status == 422);
    auto asked = house.staff("sec").post("/api/approvals", wanted("nobody", "district_officer"));
    REQUIRE(asked.status == 201);
    CHECK(asked.text("plain").find("干部nobody") != std::string::npos);
    CHECK(house.step("sec2", asked, "approve").text("status") == "executed");
    CHECK(house.step("sec2", asked, "approve").status == 409);
    CHECK(house.staff("nobody").get("/api/sessions/current").json().at("roles").size() == 2);
    CHECK(house.app.audit().find("staff role.granted role_grant") != std::string::npos);
}

TEST_CASE("stale invitations are deleted by two, those taken up stay") {
    House house;
    auto street = house.staff("street");
    auto list = street.upload("/api/imports?unit_id=" + house.tree.street.id.text() + "&file_name=list.csv",
                              "姓名,手机号码\n赵一,13911110001\n赵二,13911110002\n赵三,13911110003\n");
    REQUIRE(list.status == 201);
    house.app.work();
    CHECK(street.post("/api/imports/" + list.text("id") + "/steps", Json::Object{{"step", "commit"}}).status == 200);
    house.app.work();
    CHECK(street.get("/api/invitations").count() == 3);
    auto wish = house.wish("invitation_erasure", house.tree.street);
    CHECK(street.post("/api/approvals", wish).status == 422);
    wish.emplace_back("before", "2024-05-10");
    CHECK(street.post("/api/approvals", wish).number("people") == 0);
    wish.back().second = "2024-05-11";
    auto asked = street.post("/api/approvals", wish);
    CHECK(asked.number("people") == 3);
    CHECK(house.step("sec", asked, "approve").text("status") == "approved");
    house.app.work();
    CHECK(street.get("/api/invitations").count() == 0);
    CHECK(street.get("/api/import-rows").count() == 0);
    auto done = street.get("/api/approvals/" + asked.text("id"));
    CHECK(done.text("status") == "executed");
    CHECK(done.number("affected") == 6);
}

TEST_CASE("who looks at very many people raises an alarm, and an approved export does not") {
    House house;
    house.app.settings().looks_an_hour = 3;
    house.join(0, 6);
    auto asked = house.staff("reg").post("/api/approvals", house.wish("member_export", house.tree.street));
    house.step("sec", asked, "approve");
    house.step("sec2", asked, "approve");
    house.staff("reg").post("/api/approvals/" + asked.text("id") + "/download");
    house.app.work();
    CHECK(house.staff("sec").get("/api/alarms").count() == 0);
    auto street = house.staff("street");
    auto members = street.get("/api/members").json();
    for (auto& m : members.at("items").array()) street.get("/api/members/" + m.at("id").text());
    house.app.pass_seconds(61);
    house.app.work();
    auto alarms = house.staff("sec").get("/api/alarms");
    REQUIRE(alarms.count() == 1);
    CHECK(alarms.item(0).at("amount").integer() == 6);
    CHECK(alarms.item(0).at("who").text() == "干部street");
    house.app.pass_seconds(61);
    house.app.work();
    CHECK(house.staff("sec").get("/api/alarms").count() == 1);
    CHECK(house.staff("sec").get("/api/work-list").item(0).at("kind").text() == "alarms");
    auto path = "/api/alarms/" + alarms.item(0).at("id").text() + "/deal";
    CHECK(house.staff("sec").post(path).status == 422);
    CHECK(house.staff("sec").post(path, Json::Object{{"note", "与本人核实，正在打慰问电话"}}).status == 200);
    CHECK(house.staff("sec").post(path, Json::Object{{"note", "再来"}}).status == 409);
    CHECK(house.staff("reg").get("/api/alarms").status == 403);
}

}  // namespace unionhall::approvals
