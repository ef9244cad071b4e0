#include <doctest/doctest.h>

#include "divisions/model.h"
#include "members/rights_model.h"
#include "members/rights_store.h"
#include "members/testing_stories.h"
#include "platform/settings.h"

namespace unionhall::members {

TEST_CASE("numbers of phones and papers are covered in free text, and ordinary figures stay") {
    for (auto& [given, kept] : std::vector<std::pair<std::string, std::string>>{
             {"核对13912345678", "核对***********"},
             {"139 1234 5678 来电", "*** **** **** 来电"},
             {"650203199003071237", "******************"},
             {"2024-05-10 共 320 人", "2024-05-10 共 320 人"},
             {"文号 20240510", "文号 20240510"},
             {"电话１３９１２３４５６７８。", "电话***********。"},
             {"139.1234.5678；139—1234　5678", "***.****.****；***—****　****"},
             {"第１２次，３．５ 元", "第１２次，３．５ 元"},
             {"", ""}})
        CHECK(without_numbers(given) == kept);
}

TEST_CASE("the number of a paper stays unless it can be a person's, and a name in free text gives way") {
    CHECK(without_personal_numbers("(2024)新02民初123号") == "(2024)新02民初123号");
    CHECK(without_personal_numbers("20240510001") == "20240510001");
    CHECK(without_personal_numbers("2024.05.01-2024.05.31 集中入会") == "2024.05.01-2024.05.31 集中入会");
    CHECK(without_personal_numbers("函 13912345678") == "函 ***********");
    CHECK(without_personal_numbers("+86 139-1234-5678") == "+** ***-****-****");
    CHECK(without_personal_numbers("65020319900307123X") == "*****************X");
    CHECK(without_person("张三丰要求给张三丰办理，电话13912345678", "张三丰") == "本人要求给本人办理，电话***********");
    CHECK(without_person("没有姓名", "") == "没有姓名");
}

TEST_CASE("my data is everything every room keeps of me, with what for, to read, to take away and to print") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    become_member(app, "李四光", "13912345678");
    auto zhang = worker(app, "13812345678");
    auto member = app.as("secretary").search("/api/members", "zsf").item(0).at("id").text();
    app.as("secretary").get("/api/members/" + member + "?reason=checking");
    auto data = zhang.get("/api/my/data");
    std::set<std::string> records;
    for (std::size_t i = 0; i < data.count(); ++i) {
        records.insert(data.item(i).at("record").text());
        CHECK(!data.item(i).at("purpose").text().empty());
    }
    for (auto* expected : {"职工资料", "入会申请", "会籍", "会员卡", "授权同意", "谁看过您的资料", "登录账号",
                           "对您的资料做过的操作", "您自己办理的操作"})
        CHECK_MESSAGE(records.contains(expected), expected);
    CHECK(data.body.find("李四光") == std::string::npos);
    auto file = zhang.get("/api/my/export");
    CHECK(file.header("content-disposition").find("attachment") == 0);
    CHECK(file.json().at("records").array().size() > 8);
    CHECK(file.body.find("张三丰") != std::string::npos);
    auto page = zhang.get("/api/my/export?format=html");
    CHECK(page.content_type.starts_with("text/html"));
    CHECK(page.body.find("<h2>会籍</h2>") != std::string::npos);
    CHECK(page.body.find("李四光") == std::string::npos);
    CHECK(app.as_nobody().get("/api/my/export").status == 401);
    CHECK(app.as("committee").get("/api/my/export").status == 403);
    // Whoever only has an account sees that account, and nothing else is there.
    CHECK(worker(app, "13712345678").get("/api/my/data").body.find("登录账号") != std::string::npos);
}

TEST_CASE("plain fields are corrected at once, and counted under the new occupation") {
    TestApp app;
    auto tree = cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto correct = [&](const char* field, const char* value) {
        return zhang.post("/api/my/corrections", Json::Object{{"field", field}, {"value", value}});
    };
    app.in_transaction([](Context& context) {
        context.tx.insert(divisions::Division{
            .code = "650203", .name = "克拉玛依区", .parent_code = "6502", .full_name = "克拉玛依市克拉玛依区"});
    });
    CHECK(correct("occupation", "courier").text("status") == "accepted");
    CHECK(correct("occupation", "astronaut").problems().find("value") != std::string::npos);
    CHECK(correct("employer_name", "中通快递").status == 201);
    CHECK(correct("division_code", "650203").status == 201);
    CHECK(correct("division_code", "000000000").problems() == "value: 没有这个区划。");
    CHECK(correct("employer_name", "甲\n\xe2\x80\xae公司").status == 201);
    CHECK(zhang.get("/api/my/data").body.find("甲公司") != std::string::npos);
    CHECK(correct("employer_name", "中通快递").status == 201);
    CHECK(correct("division_code", "here").problems().find("value") != std::string::npos);
    CHECK(correct("phone", "13912345678").problems().find("field") != std::string::npos);
    auto my = zhang.get("/api/my").json();
    CHECK(my.at("person").at("occupation").text() == "courier");
    CHECK(my.at("member").at("occupation").text() == "courier");
    CHECK(my.at("member").at("employer_name").text() == "中通快递");
    app.in_transaction([&](Context& context) { CHECK(total(context.tx, "members.joined", tree.city.id.number) == 1); });
    CHECK(app.counts_are_right());
    auto nobody =
        worker(app, "13712345678").post("/api/my/corrections", Json::Object{{"field", "name"}, {"value", "李四"}});
    CHECK(nobody.status == 409);
}

TEST_CASE("a member's name and id number are corrected after the committee has compared a paper") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto ask = [&](const char* field, const char* value) {
        return zhang.post("/api/my/corrections",
                          Json::Object{{"field", field}, {"value", value}, {"reason", "登记时写错了"}});
    };
    auto asked = ask("name", "张三峰");
    CHECK(asked.text("status") == "asked");
    CHECK(ask("name", "张三风").status == 409);
    CHECK(ask("id_number", "123").problems().find("value") != std::string::npos);
    CHECK(ask("id_number", "650203199003071237").status == 201);
    CHECK(zhang.get("/api/my").json().at("person").at("name").text() == "张三丰");
    CHECK(app.as("committee").get("/api/work-list").body.find("/corrections?status=asked") != std::string::npos);
    auto waiting = app.as("committee").get("/api/corrections?status=asked");
    REQUIRE(waiting.count() == 2);
    CHECK(waiting.body.find("650203199003071237") == std::string::npos);
    CHECK(app.as("officer").get("/api/corrections").body.find("张三峰") == std::string::npos);
    CHECK(app.as("southerner").get("/api/corrections").count() == 0);
    auto path = "/api/corrections/" + asked.text("id");
    CHECK(step(app.as("secretary"), path, "accept").status == 404);
    CHECK(step(app.as("committee"), path, "refuse").problems().find("note") != std::string::npos);
    CHECK(step(app.as("committee"), path, "accept", "已核对身份证").text("status") == "accepted");
    CHECK(zhang.get("/api/my").json().at("member").at("name").text() == "张三峰");
    CHECK(app.as("committee").search("/api/members", "张三峰").count() == 1);
    auto mine = zhang.get("/api/my/corrections");
    REQUIRE(mine.count() == 2);
    auto other = "/api/my/corrections/" + mine.item(0).at("id").text() + "/steps";
    CHECK(worker(app, "13912345678").post(other, Json::Object{{"step", "withdraw"}}).status == 404);
    CHECK(zhang.post(other, Json::Object{{"step", "accept"}}).status == 403);
    CHECK(zhang.post(other, Json::Object{{"step", "withdraw"}}).text("status") == "withdrawn");
    CHECK(app.audit().find("correction.accept correction") != std::string::npos);
}

TEST_CASE("nobody finds out by corrections who has which number: ten a day, and no more") {
    TestApp app;
    cast(app);
    auto zhang = worker(app, "13812345678");
    REQUIRE(zhang.post("/api/applications", request("张三丰")).status == 201);
    auto guess = [&](int i) {
        // The name, not the paper: what is counted is that somebody tries.
        return zhang.post("/api/my/corrections", Json::Object{{"field", "name"}, {"value", i % 2 ? "张三" : "张四"}});
    };
    for (int i = 0; i < corrections_a_day_max; ++i) CHECK(guess(i).status == 201);
    auto refused = guess(0);
    CHECK(refused.status == 429);
    CHECK(refused.title() == "今天更正的次数太多，请明天再试，或请工会办理。");
    app.pass_seconds(24 * 3600 + 1);
    CHECK(guess(0).status == 201);
}

TEST_CASE("whoever is given something of a person outside the union is shown to that person") {
    TestApp app;
    cast(app);
    app.settings().four_eyes = false;  // that it takes two people is told where requests are (approvals)
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto member = zhang.get("/api/my").json().at("member").at("id").text();
    Json::Object given{{"recipient", "区人社局"},
                       {"purpose", "核对工伤保险"},
                       {"basis", "consent"},
                       {"document_number", "同意书 7 号"},
                       {"fields", "姓名、手机号码"}};
    CHECK(app.as("secretary").post("/api/members/" + member + "/disclosures", given).status == 403);
    CHECK(app.as("southerner").post("/api/members/" + member + "/disclosures", given).status == 404);
    CHECK(app.as("committee").post("/api/members/" + member + "/disclosures", given).status == 200);
    CHECK(app.as("committee")
              .post("/api/members/" + member + "/disclosures", Json::Object{})
              .problems()
              .find("recipient") != std::string::npos);
    auto mine = zhang.get("/api/my/disclosures");
    REQUIRE(mine.count() == 1);
    CHECK(mine.item(0).at("recipient").text() == "区人社局");
    CHECK(mine.item(0).at("given_by").text() == "committee");
    CHECK(worker(app, "13912345678").get("/api/my/disclosures").count() == 0);
}

TEST_CASE("what follows from withdrawing a consent stands beside it before anybody does it") {
    TestApp app;
    cast(app);
    become_member(app, "张三丰", "13812345678");
    auto zhang = worker(app, "13812345678");
    auto follows = [&] { return zhang.get("/api/my/consents").item(0).at("follows").text(); };
    CHECK(follows().find("申请随之撤回") != std::string::npos);
    app.pass_seconds(10 * 24 * 3600);
    CHECK(follows().find("退会") != std::string::npos);
}

TEST_CASE("an account without a membership can be erased, and an application in its first days goes without a trace") {
    TestApp app;
    auto tree = cast(app);
    auto li = worker(app, "13912345678");
    CHECK(li.post("/api/my/erasure", Json::Object{{"confirm", true}}).status == 201);
    app.in_transaction([&](Context& context) { CHECK(!accounts::account_of_phone(context.tx, "+8613912345678")); });
    become_member(app, "诸葛一", "13812345678");
    auto zhuge = worker(app, "13812345678");
    CHECK(zhuge.get("/api/my/erasure").json().at("withdraws_application").boolean());
    CHECK(zhuge.post("/api/my/erasure", Json::Object{{"confirm", true}}).status == 201);
    CHECK(places_of(app, "诸葛一").empty());
    app.in_transaction([&](Context& context) { CHECK(total(context.tx, "members.joined", tree.city.id.number) == 0); });
    CHECK(app.counts_are_right());
}

}  // namespace unionhall::members
