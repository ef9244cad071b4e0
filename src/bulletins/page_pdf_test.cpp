#include <doctest/doctest.h>

#include "bulletins/model.h"
#include "platform/document_signer.h"
#include "platform/pdf_sign.h"
#include "platform/settings.h"
#include "platform/testing_pdf.h"
#include "platform/testing_tree.h"

namespace unionhall::bulletins {
namespace {

// A published bulletin about a drive in which 48 people joined, 45 of them on site.
struct Paper {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::filesystem::path signer =
        std::filesystem::temp_directory_path() / ("unionhall-paper-" + std::to_string(::getpid()) + ".pem");
    std::string id;

    Paper() {
        app.settings().document_signer = signer.string();
        introduce(app, "officer", tree.city,
                  {"drives.read", "drives.manage", "bulletins.read", "bulletins.write", "bulletins.publish"});
        auto drive = app.as("officer")
                         .post("/api/drives", Json::Object{{"unit_id", tree.city.id.text()},
                                                           {"title", "集中入会"},
                                                           {"starts_on", "2024-05-11"},
                                                           {"ends_on", "2024-05-20"}})
                         .text("id");
        std::vector<members::Joined> all;
        for (int i = 0; i < 48; ++i)
            all.push_back({.unit_id = tree.street.id.number,
                           .name = "工友" + std::to_string(i),
                           .phone = "137000000" + std::to_string(10 + i),
                           .channel = i < 45 ? members::Channel::on_site : members::Channel::online,
                           .occupation = members::Occupation::truck_driver,
                           .division_code = "650203004",
                           .drive_id = parse_id(drive).value(),
                           .joined_on = *parse_date("2024-05-14")});
        app.in_transaction([&](Context& context) { members::bring_members(context, all); });
        id = app.as("officer")
                 .post("/api/bulletins", Json::Object{{"unit_id", tree.city.id.text()},
                                                      {"drive_id", drive},
                                                      {"title", "集中入会情况通报"},
                                                      {"body", "共有{drives.members}名货车司机加入工会。\n\n第二段。"}})
                 .text("id");
        step("check");
        step("publish");
    }
    ~Paper() { std::filesystem::remove(signer); }
    void step(const std::string& name, const std::string& note = "") {
        auto taken =
            app.as("officer").post("/api/bulletins/" + id + "/steps", Json::Object{{"step", name}, {"note", note}});
        REQUIRE_MESSAGE(taken.status == 200, taken.body);
    }
    Answer read(const std::string& ending, const std::string& query = "") {
        return app.as_nobody().get("/bulletins/" + id + ending + query);
    }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an edition on paper has the figures of the edition, with what is needed to judge them, and is signed") {
    Paper paper;
    auto pdf = paper.read(".pdf");
    REQUIRE_MESSAGE(pdf.status == 200, pdf.body);
    CHECK(pdf.content_type == "application/pdf");
    CHECK(has(pdf.header("Content-Disposition"), "bulletin-1-edition-1.pdf"));
    auto text = text_in(pdf.body);
    auto data = paper.read(".json").json();
    REQUIRE(data.at("figures").size() >= 1);
    auto squeezed = [](std::string words) { return std::erase(words, ' '), words; };
    for (auto& figure : data.at("figures").array())
        for (auto name : {"label_zh", "unit_zh", "definition_zh", "period_zh"})
            CHECK_MESSAGE(has(text, squeezed(figure.at(name).text())), figure.at(name).text() << " is not in " << text);
    for (auto expected : {"集中入会情况通报", "共有48名货车司机加入工会。", "第二段。", "第1页，共1页", "第1版", "准确",
                          "少于5", "以公开页面上的最新一版为准"})
        CHECK_MESSAGE(has(text, expected), expected << " is not in " << text);
    CHECK(!has(text, "工友"));
    CHECK(has(structure_in(pdf.body), "H1 (block)\n    \"集中入会情况通报\""));
    CHECK(has(signature_in(pdf.body), "Signature is Valid."));
    auto signer = document_signer(paper.signer, "Unionhall", paper.app.now());
    CHECK(pdf_signature_holds(pdf.body, signer));
    CHECK(paper.read(".pdf").body == pdf.body);
    CHECK(has(paper.read("").body, ".pdf?edition=1"));
}

TEST_CASE("a correction is another paper, and the first edition's stays as it was, byte by byte") {
    Paper paper;
    auto first = paper.read(".pdf").body;
    paper.app.pass_seconds(3600);
    paper.step("correct", "地名有误");
    paper.step("check");
    paper.step("publish");
    CHECK(paper.read(".pdf", "?edition=1").body == first);
    auto second = text_in(paper.read(".pdf").body);
    CHECK(has(second, "更正原因：地名有误"));
    CHECK(has(second, "第2版"));
    auto english = text_in(paper.read(".pdf", "?language=en").body);
    CHECK(has(english, "Figuresthatwerecounted"));
    CHECK(has(english, "page1of"));
    CHECK(paper.read(".pdf", "?edition=9").status == 404);
    CHECK(paper.app.as_nobody().get("/bulletins/" + id_text(7) + ".pdf").status == 404);
}

}  // namespace unionhall::bulletins
