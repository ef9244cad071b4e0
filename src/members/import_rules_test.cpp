#include "members/import_rules.h"

#include <doctest/doctest.h>

namespace unionhall::members {

static TableRow heading(std::vector<std::string> cells) { return {.number = 1, .cells = std::move(cells)}; }

TEST_CASE("columns are found by their headings, in either language and any dress") {
    struct Case {
        std::vector<std::string> cells;
        int name, phone, occupation, employer;
        std::string dropped, unused;
    };
    auto joined = [](const std::vector<std::string>& all) {
        std::string text;
        for (auto& one : all) text += (text.empty() ? "" : "|") + one;
        return text;
    };
    for (auto& [cells, name, phone, occupation, employer, dropped, unused] : std::vector<Case>{
             {{"序号", "姓名", "手机号码", "岗位", "民族", "身份证号"}, 1, 2, 3, -1, "民族", "序号|身份证号"},
             {{" 姓 名*", "联系电话（必填）", "工作单位"}, 0, 1, -1, 2, "", ""},
             {{"Name", "Mobile Phone", "Occupation", "Employer", "Religion", "Remarks"},
              0,
              1,
              2,
              3,
              "Religion",
              "Remarks"},
             {{"电话", "手机", "姓名"}, 2, 1, -1, -1, "", "电话"},
             {{"姓名", "手机号", "政治面貌", "户籍所在地", "血型", "银行卡号", "车牌号"},
              0,
              1,
              -1,
              -1,
              "政治面貌|户籍所在地|血型|银行卡号",
              "车牌号"},
         }) {
        auto columns = columns_of(heading(cells));
        CHECK(columns.name == name);
        CHECK(columns.phone == phone);
        CHECK(columns.occupation == occupation);
        CHECK(columns.employer_name == employer);
        CHECK(joined(columns.dropped) == dropped);
        CHECK(joined(columns.unused) == unused);
    }
    CHECK_THROWS_AS(columns_of(heading({"姓名", "年龄"})), Refusal);
    CHECK_THROWS_AS(columns_of(heading({"", ""})), Refusal);
}

TEST_CASE("a row is read, or says in which row what is wrong") {
    struct Case {
        ListedRow row;
        std::string phone, problem, remark;
    };
    for (auto& [row, phone, problem, remark] : std::vector<Case>{
             {{2, "张三", "138-1234-5678", "货车司机", "", false}, "+8613812345678", "", ""},
             {{3, "李四", "１３９１２３４５６７８", "装卸工", "", false}, "+8613912345678", "", "“装卸工”"},
             {{4, "", "13812345678", "", "", false}, "+8613812345678", "第 4 行：没有姓名。", ""},
             {{5, "王五", "", "", "", false}, "", "第 5 行：没有手机号码。", ""},
             {{6, "王五", "1.38123E+10", "", "", true}, "1.38123E+10", "丢了位数", ""},
             {{7, "王五", "1381234", "", "", false}, "1381234", "第 7 行：", ""},
         }) {
        auto read = read_row(row);
        CHECK(read.phone == phone);
        CHECK_MESSAGE(read.problem.zh.find(problem) != std::string::npos, read.problem.zh);
        CHECK(read.problem.empty() == problem.empty());
        CHECK(read.remark.zh.find(remark) != std::string::npos);
        CHECK(read.problem.en.empty() == read.problem.zh.empty());
    }
}

TEST_CASE("occupations are known by their code, their name and usual synonyms") {
    for (auto& choice : choices_of<Occupation>()) {
        auto by_label = occupation_named(choice.label.zh);
        REQUIRE_MESSAGE(by_label, choice.label.zh);
        CHECK(name_of(*by_label) == choice.value);
    }
    CHECK(occupation_named("truck_driver") == Occupation::truck_driver);
    CHECK(occupation_named("骑手") == Occupation::delivery_rider);
    CHECK(!occupation_named("装卸工"));
}

TEST_CASE("rows survive being packed, whatever they hold") {
    std::vector<ListedRow> rows{{2, "张三", "13812345678", "货车司机", "某公司", false},
                                {200'001, std::string(300, 'x'), "", "", "a\nb;c", true}};
    auto again = unpacked(packed(rows));
    REQUIRE(again.size() == 2);
    CHECK(again[0].name == "张三");
    CHECK(again[0].employer_name == "某公司");
    CHECK(again[1].number == 200'001);
    CHECK(again[1].name.size() == 300);
    CHECK(again[1].is_phone_lossy);
    CHECK(unpacked(packed(std::vector<ListedRow>{})).empty());
    auto contents = unpacked_contents(packed(Contents{"xlsx", "民族", "", rows}));
    CHECK(contents.format == "xlsx");
    CHECK(contents.dropped == "民族");
    CHECK(contents.rows.size() == 2);
}

TEST_CASE("differences are told field by field, and spelling is no difference") {
    auto differences = differences_of({"张三", "货车司机", "甲公司"}, {"张山", "快递员", "甲公司 "});
    CHECK(differences.zh == "姓名：张三 → 张山；从事的工作：货车司机 → 快递员");
    CHECK(differences_of({"张三", "货车司机", "甲公司"}, {"张三", "", ""}).empty());
}

}  // namespace unionhall::members
