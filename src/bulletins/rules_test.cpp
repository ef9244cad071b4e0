#include "bulletins/rules.h"

#include <doctest/doctest.h>

#include "bulletins/breakdown.h"
#include "bulletins/page.h"

namespace unionhall::bulletins {

static std::string said(const std::vector<Problem>& problems) {
    std::string text;
    for (auto& p : problems) text += (text.empty() ? "" : "; ") + p.field + ": " + p.message.en;
    return text;
}

TEST_CASE("figures are named in braces, and each name is read in order") {
    auto names = named_in(
        "共{drives.events}场，{drives.members:wan}人，线上{drives.members/channel=online}人，{另一个}，{ }，{没完");
    REQUIRE(names.size() == 3);
    CHECK(names[0].key == "drives.events");
    CHECK(names[1].in_wan);
    CHECK(names[2].dimension == "channel");
    CHECK(names[2].part == "online");
    Bulletin bulletin{.body = "{drives.members} {drives.events} {drives.members/channel=online} {typed.kits}",
                      .figures = " members.joined , drives.events "};
    CHECK(keys_of(bulletin) == std::vector<std::string>{"drives.members", "drives.events", "members.joined"});
}

TEST_CASE("a name that nobody counts, an unreadable month and a backward period are said at once") {
    Bulletin bulletin{.body = "{drives.members} {members.rich} {typed.kits} {typed.lost}",
                      .figures = "weather",
                      .period_from = "2024-06",
                      .period_to = "2024-13"};
    CHECK(said(check(bulletin, {"drives.members"}, {"kits"})) ==
          "body: There is no figure \"members.rich\". Pick one of those offered.; "
          "body: There is no figure \"typed.lost\". Pick one of those offered.; "
          "figures: There is no figure \"weather\". Pick one of those offered.; "
          "period_to: Write a month as 2024-05.");
    bulletin = {.body = "好", .period_from = "2024-06", .period_to = "2024-05"};
    CHECK(check(bulletin, {}, {}).at(0).field == "period_to");
}

TEST_CASE("AC-07: a figure is printed exactly and in 万, and nothing exact is rounded") {
    CHECK(number_text(46000) == "46,000");
    CHECK(number_text(46000, true) == "4.6万");
    CHECK(number_text(66500, true) == "6.65万");
    CHECK(number_text(856500, true) == "85.65万");
    CHECK(number_text(188) == "188");
    CHECK(number_text(46.5) == "46.5");
    CHECK(number_text(3.333333) == "3.33");
}

TEST_CASE("the table of a bulletin's steps is sound, and publishing needs its own right") {
    auto& workflow = workflow_of(static_cast<const Bulletin*>(nullptr));
    CHECK(workflow.flaws().empty());
    CHECK(workflow.step(Status::checked, "publish").needs.name == "bulletins.publish");
    CHECK(workflow.step(Status::published, "correct").needs.name == "bulletins.publish");
    CHECK_THROWS_AS(workflow.step(Status::draft, "publish"), Refusal);
}

TEST_CASE("small counts are hidden, and so is whatever would give them away") {
    struct Case {
        std::vector<std::int64_t> values;
        std::string shown;
    };
    for (auto& [values, shown] : std::vector<Case>{
             {{50, 94, 44}, "50 94 44"},
             {{50, 94, 3}, "未列出 94 少于5"},    // 3 alone would follow from the total: the smallest other goes too
             {{50, 2, 3}, "50 少于5 少于5"},      // 5 in two parts: 2 and 3, 1 and 4, …
             {{50, 1, 1}, "未列出 少于5 少于5"},  // 2 in two parts can only be 1 and 1
             {{50, 4, 4}, "未列出 少于5 少于5"},  // 8 in two parts can only be 4 and 4
             {{3}, "少于5"},
             {{3, 0}, "少于5 0"},
             {{5, 4}, "未列出 少于5"},
             {{}, ""}}) {
        std::vector<ShownPart> parts;
        for (auto value : values) parts.push_back({"", same("x"), value, false});
        suppress(parts);
        std::string text;
        for (auto& part : parts) text += (text.empty() ? "" : " ") + shown_text(part).zh;
        CHECK(text == shown);
    }
}

TEST_CASE("a breakdown is kept as JSON and comes back as it was, and a hidden count is not in it") {
    std::vector<Breakdown> all{
        {"channel",
         {"按渠道", "By channel"},
         {{"online", {"线上", "Online"}, 50, false}, {"hotline", {"热线", "Hotline"}, 3, false}}}};
    suppress(all[0].parts);
    auto json = to_json(all);
    CHECK(json.find("3") == std::string::npos);
    auto back = breakdowns_from(json);
    REQUIRE(back.size() == 1);
    CHECK(back[0].parts[1].is_small);
    CHECK_FALSE(back[0].parts[0].value.has_value());
    CHECK(breakdowns_from("").empty());
}

TEST_CASE("paragraphs are parted by blank lines, and the language of a text is seen by its letters") {
    CHECK(paragraphs(" 一\n\n\n二\n三 \n\n") == std::vector<std::string>{"一", "二\n三"});
    CHECK(language_of_text("188 members joined") == Language::en);
    CHECK(language_of_text("188 名职工 joined") == Language::zh);
}

TEST_CASE("a period is said in words") {
    CHECK(period_words("", "").zh == "累计");
    CHECK(period_words("2024-05", "2024-05").zh == "2024年5月");
    CHECK(period_words("2024-05", "2024-12").zh == "2024年5月至2024年12月");
    CHECK(period_words("", "2023-12").en == "Up to 2023-12");
    CHECK(period_words("2024-05", "").en == "Since 2024-05");
}

TEST_CASE("what stands in a title, a label or a reason is text on the page, and no formula in the table") {
    Published p{.edition = {.edition = 1,
                            .number = 1,
                            .unit_name = "<u>",
                            .title = "<script>alert(1)</script>",
                            .body = "<img src=x onerror=alert(1)>\n\n& so on"}};
    p.editions = {p.edition};
    p.figures = {{.typed = true,
                  .label_zh = "=HYPERLINK(\"http://x\")",
                  .label_en = "@SUM(A1)",
                  .value = 5,
                  .unit_zh = "\"><b>",
                  .unit_en = "kits",
                  .definition_zh = "+cmd",
                  .definition_en = "-cmd"}};
    for (auto language : {Language::zh, Language::en}) {
        auto page = page_of(p, language);
        CHECK(page.find("<script") == std::string::npos);
        CHECK(page.find("<img") == std::string::npos);
        CHECK(page.find("<u>") == std::string::npos);
        CHECK(page.find("\"><b>") == std::string::npos);
        CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
        CHECK(page.find("style=") == std::string::npos);
    }
    auto csv = csv_of(p, Language::zh);
    CHECK(csv.find("\"'=HYPERLINK(\"\"http://x\"\")\"") != std::string::npos);
    CHECK(csv.find(",'+cmd,") != std::string::npos);
    CHECK(csv_of(p, Language::en).find(",'@SUM(A1),") != std::string::npos);
}

}  // namespace unionhall::bulletins
