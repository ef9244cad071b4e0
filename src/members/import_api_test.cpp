#include <doctest/doctest.h>

#include <set>

#include "members/store_lists.h"
#include "members/testing_stories.h"
#include "platform/encoding.h"

namespace unionhall::members {

static Answer bring(TestApp& app, const TestTree& tree, const std::string& bytes, const std::string& more = "",
                    const char* who = "secretary") {
    return app.as(who).upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=list.csv" + more, bytes);
}
static std::string counts(const Answer& import) {
    std::string text = import.text("status");
    for (auto name : {"rows_new", "rows_member", "rows_duplicate", "rows_unreadable"})
        text += " " + std::to_string(import.number(name));
    return text;
}
// Those that anybody can see; a list itself stops counting early.
static std::int64_t invitations(TestApp& app) {
    std::int64_t sum = 0;
    app.in_transaction([&](Context& context) {
        sum = context.tx.number("select count(*) from invitations where " + only_committed().sql).value_or(0);
    });
    CHECK((sum == 0) == (app.as("secretary").get("/api/invitations").count() == 0));
    return sum;
}

// A list as a freight company hands it over: `people` good rows, each with a phone of its own.
static std::string rows_of(int people, int first = 0) {
    std::string csv;
    for (int i = first; i < first + people; ++i)
        csv += std::to_string(i + 1) + ",张三丰,138" + std::to_string(10000000 + i) + ",货车司机,某族\r\n";
    return csv;
}
static std::string list_of(int people, int first = 0) {
    return "序号,姓名,手机号码,岗位,民族\r\n" + rows_of(people, first);
}

TEST_CASE("while the scanner for viruses does not answer, no list is read, and nobody outside makes it look") {
    TestApp app;
    auto tree = cast(app);
    app.settings().virus_scanner = "/no/such/clamd.ctl";
    auto refused = bring(app, tree, list_of(2));
    CHECK(refused.status == 503);
    CHECK(refused.title() == "杀毒程序现在没有检查这个文件，所以没有读取。请稍后再试；一直这样请告诉系统管理员。");
    CHECK(bring(app, tree, list_of(2), "", "committee").status == 403);
    CHECK(app.as("secretary").get("/api/imports").count() == 0);
    app.settings().virus_scanner = "";
    CHECK(bring(app, tree, list_of(2)).status == 201);
}

TEST_CASE(
    "a list is checked before anything is written: new, member, duplicate, unreadable, and what is never stored") {
    TestApp app;
    auto tree = cast(app);
    become_member(app, "张三丰", "13812345678");
    auto csv =
        list_of(5) +
        "6,张三山,138 1234 5678,快递员,某族\r\n7,李四,13810000001,货车司机,某族\r\n8,王五,1381,货车司机,某族\r\n9,,13899999999,装卸工,某族\r\n";
    auto import = bring(app, tree, csv, "&employer_name=%E6%9F%90%E8%B4%A7%E8%BF%90");
    REQUIRE(import.status == 201);
    CHECK(counts(import) == "checked 5 1 1 2");
    CHECK(import.text("dropped_columns") == "民族");
    CHECK(import.text("unused_columns") == "序号");
    CHECK(places_of(app, "某族").empty());
    auto rows = [&](const std::string& kind) {
        return app.as("secretary")
            .get("/api/import-rows?sort=row_number&import_id=" + import.text("id") + "&kind=" + kind);
    };
    CHECK(rows("new").item(0).at("employer_name").text() == "某货运");
    CHECK(rows("member").item(0).at("differences").text() ==
          "姓名：张三丰 → 张三山；从事的工作：货车司机 → 快递员；工作单位： → 某货运");
    CHECK(rows("duplicate").item(0).at("note").text() == "与第 3 行的手机号码相同。");
    CHECK(rows("unreadable").item(0).at("note").text().find("第 9 行") == 0);
    CHECK(rows("unreadable").item(1).at("note").text() == "第 10 行：没有姓名。");
    CHECK(rows("new").item(0).at("phone").text() == "138****0000");
    CHECK(places_of(app, "13810000001").empty());
    CHECK(invitations(app) == 0);
    CHECK(app.as("southerner").get("/api/imports").count() == 0);
    CHECK(app.as("southerner").get("/api/import-rows").count() == 0);
    CHECK(bring(app, tree, csv, "", "southerner").status == 422);
    CHECK(bring(app, tree, csv, "", "committee").status == 403);
}

TEST_CASE("a row is corrected, and every row that hangs on it is looked at again") {
    TestApp app;
    auto tree = cast(app);
    auto import = bring(app, tree, "姓名,手机\n张三,13810000001\n李四,13810000001\n王五,13810000001\n赵六,1381\n");
    CHECK(counts(import) == "checked 1 0 2 1");
    auto path = "/api/imports/" + import.text("id");
    auto row = [&](std::size_t i) {
        return app.as("secretary").get("/api/import-rows?sort=row_number&import_id=" + import.text("id")).item(i);
    };
    auto correct = [&](std::size_t i, Json::Object change) {
        auto before = row(i);
        return app.as("secretary")
            .patch("/api/import-rows/" + before.at("id").text(), change, before.at("version").integer());
    };
    CHECK(correct(3, {{"phone", "13810000004"}}).text("kind") == "new");
    CHECK(correct(0, {{"phone", "139 1000 0001"}}).text("kind") == "new");
    CHECK(row(1).at("kind").text() == "new");
    CHECK(row(2).at("note").text() == "与第 3 行的手机号码相同。");
    CHECK(counts(app.as("secretary").get(path)) == "checked 3 0 1 0");
    CHECK(correct(1, {{"phone", "13910000001"}}).text("kind") == "duplicate");
    CHECK(row(2).at("kind").text() == "new");
    CHECK(correct(2, {{"phone", "nothing"}}).text("kind") == "unreadable");
    CHECK(counts(app.as("secretary").get(path)) == "checked 2 0 1 1");
    CHECK(app.as("secretary")
              .patch("/api/import-rows/" + row(0).at("id").text(), Json::Object{{"name", "张三三"}}, 99)
              .status == 412);
    CHECK(app.as("southerner")
              .patch("/api/import-rows/" + row(0).at("id").text(), Json::Object{{"name", "张三三"}}, 1)
              .status == 404);
    CHECK(step(app.as("secretary"), path, "commit").text("status") == "committed");
    CHECK(correct(0, {{"name", "张三三"}}).status == 409);
}

TEST_CASE("a list makes invitations and never members; it is undone as a whole, and committed again") {
    TestApp app;
    auto tree = cast(app);
    auto drive = plan_drive(app, tree);
    auto import = bring(app, tree, list_of(204), "&drive_id=" + drive);
    CHECK(counts(import) == "checked 204 0 0 0");
    auto path = "/api/imports/" + import.text("id");
    CHECK(step(app.as("secretary"), path, "undo").status == 409);
    CHECK(step(app.as("southerner"), path, "commit").status == 404);
    CHECK(step(app.as("secretary"), path, "commit").text("status") == "committed");
    CHECK(step(app.as("secretary"), path, "commit").status == 409);
    CHECK(invitations(app) == 204);
    CHECK(app.as("committee").get("/api/members").count() == 0);
    CHECK(app.as("committee").get("/api/applications").count() == 0);

    auto zhang = worker(app, "13810000007");
    auto invitation = zhang.get("/api/my").json().at("invitation");
    CHECK(invitation.at("occupation").text() == "truck_driver");
    CHECK(invitation.at("drive_id").text() == drive);
    CHECK(worker(app, "13900000000").get("/api/my").json().at("invitation").is_null());
    auto body = request("张三丰");
    body.emplace_back("invitation_id", invitation.at("id").text());
    CHECK(worker(app, "13900000000").post("/api/applications", body).problems().find("invitation_id") == 0);
    auto applied = zhang.post("/api/applications", body);
    CHECK(applied.status == 201);
    CHECK(zhang.get("/api/my").json().at("invitation").is_null());
    CHECK(app.as("committee").get("/api/applications?drive_id=" + drive).count() == 1);
    CHECK(app.as("secretary").get("/api/invitations?status=accepted").count() == 1);

    auto undone = step(app.as("secretary"), path, "undo");
    CHECK(undone.text("status") == "undone");
    CHECK(undone.number("accepted") == 1);
    CHECK(invitations(app) == 0);
    CHECK(worker(app, "13810000008").get("/api/my").json().at("invitation").is_null());
    auto again = step(app.as("secretary"), path, "commit");
    CHECK(counts(again) == "committed 203 1 0 0");
    CHECK(invitations(app) == 204);
    CHECK(app.audit().find("import.undo") != std::string::npos);
}

TEST_CASE("a list with thousands of rows is done in pieces in the background, and survives being repeated") {
    TestApp app;
    auto tree = cast(app);
    auto import = bring(app, tree, list_of(5001) + rows_of(10));
    CHECK(import.text("status") == "reading");
    CHECK(import.number("rows_total") == 5011);
    auto path = "/api/imports/" + import.text("id");
    CHECK(step(app.as("secretary"), path, "commit").status == 409);
    CHECK(app.application().run_a_job());
    CHECK(app.as("secretary").get(path).number("rows_done") == 2000);
    CHECK(places_of(app, "13810002001").empty());
    app.work();
    CHECK(counts(app.as("secretary").get(path)) == "checked 5001 0 10 0");
    CHECK(step(app.as("secretary"), path, "commit").text("status") == "committing");
    CHECK(app.application().run_a_job());
    CHECK(app.application().run_a_job());
    CHECK_MESSAGE(invitations(app) == 0, "half a commit is seen by nobody");
    app.work();
    CHECK(counts(app.as("secretary").get(path)) == "committed 5001 0 10 0");
    CHECK(invitations(app) == 5001);
    CHECK(step(app.as("secretary"), path, "undo").text("status") == "undone");
    CHECK(invitations(app) == 0);
    CHECK(step(app.as("secretary"), path, "commit").text("status") == "committing");
    app.work();
    CHECK(invitations(app) == 5001);
    auto stream = app.as("secretary").get(path + "/progress");
    bool done = false;
    auto piece = stream.stream(done);
    CHECK(done);
    CHECK(piece.find("event: progress\ndata: {\"status\":\"committed\"") == 0);
    CHECK(app.as("southerner").get(path + "/progress").status == 404);
}

TEST_CASE("the same people handed over twice are not invited twice") {
    TestApp app;
    auto tree = cast(app);
    auto first = bring(app, tree, list_of(20)), second = bring(app, tree, list_of(20, 10));
    step(app.as("secretary"), "/api/imports/" + first.text("id"), "commit");
    auto committed = step(app.as("secretary"), "/api/imports/" + second.text("id"), "commit");
    CHECK(counts(committed) == "committed 10 0 10 0");
    CHECK(invitations(app) == 30);
    auto third = bring(app, tree, list_of(1));
    CHECK(counts(third) == "checked 0 0 1 0");
    CHECK(app.as("secretary").get("/api/import-rows?import_id=" + third.text("id")).item(0).at("note").text() ==
          "已在另一份名单中受邀。");
}

TEST_CASE("a member of another union is not described to whoever brings a list") {
    TestApp app;
    auto tree = cast(app);
    become_member(app, "张三丰", "13812345678");
    auto import = app.as("southerner")
                      .upload("/api/imports?unit_id=" + tree.south.id.text() + "&file_name=a.csv",
                              "姓名,手机\n李四,13812345678\n");
    auto row = app.as("southerner").get("/api/import-rows?import_id=" + import.text("id")).item(0);
    CHECK(row.at("kind").text() == "member");
    CHECK(row.at("differences").text().empty());
}

TEST_CASE("who withdraws is no longer mentioned in any list") {
    TestApp app;
    auto tree = cast(app);
    auto import = bring(app, tree, "姓名,手机\n诸葛无踪,13812345678\n诸葛无踪,13812345678\n诸葛无踪,1381234\n");
    step(app.as("secretary"), "/api/imports/" + import.text("id"), "commit");
    auto zhuge = worker(app, "13812345678");
    zhuge.post("/api/applications", request("诸葛无踪"));
    CHECK(zhuge.post("/api/my/application/steps", Json::Object{{"step", "withdraw"}}).status == 201);
    CHECK(places_of(app, "诸葛无踪").empty());
    CHECK(invitations(app) == 1);
    for (auto* name : {"undo", "commit"}) {
        auto done = step(app.as("secretary"), "/api/imports/" + import.text("id"), name);
        CHECK_MESSAGE(done.status == 200, done.body);
    }
}

TEST_CASE("a file in GB 18030 reads like the same file in UTF-8") {
    TestApp app;
    auto tree = cast(app);
    // 姓名,手机 / 张三,13810000001 in GB 18030
    std::string gb = "\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\r\n\xD5\xC5\xC8\xFD,13810000001\r\n";
    auto import = bring(app, tree, gb);
    CHECK(counts(import) == "checked 1 0 0 0");
    CHECK(app.as("secretary").get("/api/import-rows?import_id=" + import.text("id")).item(0).at("name").text() ==
          "张三");
}

TEST_CASE("a file that is no list is refused with a sentence, and nothing is kept of it") {
    TestApp app;
    auto tree = cast(app);
    struct Case {
        std::string bytes, problem;
    };
    for (auto& [bytes, problem] : std::vector<Case>{
             {"", ""},
             {"姓名,年龄\n张三,30\n", "phone: 没有找到手机号码列"},
             {"a,b\n1,2\n", "name: 没有找到姓名列"},
             {"姓名,手机\n", "file: 文件里除了标题没有内容。"},
             {std::string("PK\x03\x04 broken", 11), ""},
         }) {
        auto refused = bring(app, tree, bytes);
        CHECK_MESSAGE((refused.status == 422 || refused.status == 413), bytes);
        CHECK(!refused.title().empty());
        if (!problem.empty()) CHECK_MESSAGE(refused.problems().find(problem) == 0, refused.problems());
    }
    CHECK(app.as("secretary").get("/api/imports").count() == 0);
    CHECK(bring(app, tree, list_of(1), "&drive_id=" + id_text(9)).problems().find("drive_id") == 0);
    CHECK(app.as("secretary").get("/api/imports").count() == 0);
    CHECK(app.as("secretary")
              .upload("/api/imports?unit_id=" + tree.street.id.text() + "&file_name=a.csv&colour=red", list_of(1))
              .status == 422);
}

}  // namespace unionhall::members
