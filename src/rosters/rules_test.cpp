#include "rosters/rules.h"

#include <doctest/doctest.h>

#include "platform/testing.h"
#include "platform/text.h"

namespace unionhall::rosters {

namespace {

RosterReader read_csv(const std::string& csv) {
    RosterReader reader;
    read_table("list.csv", csv, {}, [&](const TableRow& row) { reader.take(row); });
    reader.finish();
    return reader;
}

std::string refusal_of(const std::string& csv) {
    try {
        read_csv(csv);
    } catch (const Refusal& refusal) { return refusal.problems.at(0).message.zh; }
    return "";
}

Candidate candidate(std::int64_t employer, double weight, const char* code = "equal") {
    return {employer, weight, "prior:-10.00 name/core:+3.00 code/" + std::string(code) + ":1.00"};
}

}  // namespace

TEST_CASE("a list of employers is read by its headings, and only what is needed is kept") {
    auto reader = read_csv(
        "序号,纳税人名称,统一社会信用代码（18位）,行政区划代码,从业人数,法定代表人,联系电话\n"
        "1,克拉玛依市某某运输有限公司,91650203MA7ABCDE9E,650203,120,某某,13812345678\n"
        "2,某某快递,,650203004,12人,某某,\n"
        "3,,,650203,1,,\n");
    CHECK_FALSE(reader.is_of_workers());
    CHECK(join(reader.unused(), ",") == "序号,法定代表人,联系电话");
    REQUIRE(reader.rows().size() == 2);
    CHECK(reader.rows()[0].headcount == 120);
    CHECK(reader.rows()[0].division_code == "650203");
    CHECK(reader.rows()[1].name == "某某快递");
    CHECK_FALSE(reader.rows()[1].headcount);
    CHECK(reader.unreadable() == 1);
    CHECK(reader.problems()[0].zh == "第 4 行：没有单位名称。");
    auto again = unpacked(packed(reader.rows(), 0, 10));
    REQUIRE(again.size() == 2);
    CHECK(again[0].name == reader.rows()[0].name);
    CHECK(again[0].headcount == 120);
    CHECK(unpacked(packed(reader.rows(), 1, 10)).size() == 1);
}

TEST_CASE("a list of workers is refused unless each of them has agreed, and then only counted") {
    struct Case {
        const char *csv, *says;
    };
    for (auto& [csv, says] :
         std::vector<Case>{{"姓名,手机号码\n张三,13812345678\n", "其中 1 行没有本人授权编号（如第 2 行）"},
                           {"单位名称,姓名\n某公司,张三\n某公司,李四\n", "其中 2 行没有本人授权编号（如第 2, 3 行）"},
                           {"姓名,本人授权编号\n张三,GR-2026-0001\n李四,\n", "其中 1 行没有本人授权编号（如第 3 行）"},
                           {"身份证号,单位名称\n110105199001010010,某公司\n", "没有本人授权编号"},
                           {"姓名【必填】,单位名称\n张三,某公司\n", "没有本人授权编号"},
                           {"地址,电话\n某路,1\n", "没有找到单位名称列"},
                           {"单位名称\n", "没有内容"}})
        CHECK_MESSAGE(refusal_of(csv).find(says) != std::string::npos, refusal_of(csv));
    auto reader = read_csv("姓名,本人授权编号\n张三,GR-2026-0001\n李四,GR-2026-0002\n");
    CHECK(reader.is_of_workers());
    CHECK(reader.rows_total() == 2);
    CHECK(reader.rows().empty());
}

TEST_CASE("who is ours is said only with good reason, and nobody is not ours who may be") {
    struct Case {
        std::vector<Candidate> candidates;
        State state;
    };
    for (auto& [candidates, state] : std::vector<Case>{{{}, State::not_ours},
                                                       {{candidate(1, 6)}, State::ours},
                                                       {{candidate(1, 5.9)}, State::look},
                                                       {{candidate(1, -2)}, State::look},
                                                       {{candidate(1, 12, "else")}, State::look},
                                                       {{candidate(1, 12), candidate(2, 9)}, State::look},
                                                       {{candidate(1, 12), candidate(2, 8)}, State::ours}}) {
        ListedEmployer entry;
        settle_state(entry, candidates);
        CHECK(entry.state == state);
        CHECK(entry.employer_id.has_value() == !candidates.empty());
    }
}

TEST_CASE("what a person decided stands when the list is compared again, until it is taken back") {
    ListedEmployer entry;
    settle_state(entry, {candidate(1, 3)});
    decide_different(entry);
    CHECK(entry.state == State::not_ours);
    settle_state(entry, {candidate(1, 30)});
    CHECK(entry.state == State::not_ours);
    CHECK(entry.decision == Decision::different);
    CHECK_THROWS_AS(decide_different(entry), Refusal);
    SUBCASE("taken back, the question stands as it did") {
        undo_decision(entry);
        CHECK(entry.state == State::look);
        CHECK(entry.employer_id == Id<employers::Employer>{1});
        CHECK_FALSE(told(entry.grounds).grounds.empty());
        CHECK_THROWS_AS(undo_decision(entry), Refusal);
    }
    SUBCASE("another employer of ours is a new question") {
        settle_state(entry, {candidate(1, 30), candidate(2, 4)});
        CHECK(entry.state == State::look);
        CHECK(entry.employer_id == Id<employers::Employer>{2});
        decide_same(entry, {2});
        settle_state(entry, {candidate(3, 30)});
        CHECK(entry.state == State::ours);
        CHECK(entry.employer_id == Id<employers::Employer>{2});
        undo_decision(entry);
        settle_state(entry, {candidate(1, 30)});
        CHECK(entry.state == State::not_ours);
    }
}

TEST_CASE("employers are found under the names that offices give them, and the reasons are whole sentences") {
    std::vector<ComparedEmployer> ours{{"克拉玛依市云途运输有限公司", "91650203MA7ABCDE9E", "650203"},
                                       {"独山子区蓝鲸快递有限公司", "", "650202"},
                                       {"克拉玛依市红柳餐饮店", "", "650203"}};
    for (int i = 0; i < 200; ++i) ours.push_back({"克拉玛依市第" + std::to_string(i) + "商贸有限公司", "", "650203"});
    std::vector<ComparedEmployer> listed{{"云途运输有限责任公司", "91650203MA7ABCDE9E", "650203"},
                                         {"蓝鲸快递有限责任公司", "", "650202"},
                                         {"新疆天山物流集团", "", "650203"}};
    auto found = likenesses(listed, ours);
    REQUIRE(found.size() >= 2);
    CHECK(found[0].left == 0);
    CHECK(found[0].right == 0);
    CHECK(found[0].weight > sure_from);
    CHECK(std::ranges::count(found, std::size_t{1}, &Likeness::left) >= 1);
    CHECK(std::ranges::count(found, std::size_t{2}, &Likeness::left) == 0);
    auto why = told(found[0].grounds);
    CHECK(why.weight == doctest::Approx(found[0].weight).epsilon(0.01));
    REQUIRE(why.grounds.size() == 3);
    CHECK(why.grounds[1].says.zh == "统一社会信用代码相同。");
    CHECK(why.grounds.back().running == doctest::Approx(why.weight));
    CHECK(why.probability > 0.98);
    CHECK(likenesses({}, ours).empty());
    CHECK(likenesses(listed, {}).empty());
}

TEST_CASE("members who may be one person are found, in a small union and in a large one, and strangers are not") {
    for (std::size_t people : {40u, 2'500u}) {
        std::vector<ComparedPerson> all;
        for (std::size_t i = 0; i < people; ++i) {
            auto n = std::to_string(100000 + i * 7919 % 90000);
            std::string name;
            for (auto c : {i % 40, i / 40 % 40, (i * 7 + i / 3) % 40})
                append_character(
                    name, U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"[c]);
            all.push_back({.name = name,
                           .phone = "+86138" + n + "00",
                           .employer_name = "某" + std::to_string(i % 9) + "运输公司"});
        }
        auto first = all.size();
        all.push_back({.name = "买买提·艾力", .phone = "+8613911112222", .employer_name = "云途运输有限公司"});
        all.push_back({.name = "买买提艾力", .phone = "+8613711112222", .employer_name = "克拉玛依市云途运输有限公司"});
        all.push_back({.name = "欧阳天山", .id_number = "11010519491231002X", .phone = "+8613955556666"});
        all.push_back({.name = "欧阳天山", .id_number = "110105194912310021", .phone = "+8613755556677"});
        auto found = likely_duplicates(all);
        auto has = [&](std::size_t a, std::size_t b) {
            return std::ranges::any_of(found, [&](auto& one) { return one.left == a && one.right == b; });
        };
        CHECK_MESSAGE(has(first, first + 1), people);
        CHECK_MESSAGE(has(first + 2, first + 3), people);
        CHECK(found.size() < 20);
        for (auto& one : found)
            for (auto* data : {"欧阳", "139", "云途"}) CHECK(one.grounds.find(data) == std::string::npos);
    }
}

TEST_CASE("every outcome that can be weighed has its sentence") {
    for (auto& grounds : {"prior:-10 name/else:-5 code/body:9 district/prefecture:1",
                          "prior:-10 name/trade:-5 code/else:9 district/else:1",
                          "prior:-10 name/similar_0.92:-5 code/equal:9 district/equal:1",
                          "prior:-10 name/alias:1 id/typo_2:1 phone/typo_1:1 employer/similar_0.9:1",
                          "prior:-10 name/parts:1 id/else:1 phone/else:1 employer/else:1"})
        CHECK_MESSAGE(
            told(grounds).grounds.size() == std::size_t(std::string(grounds).find("code") != std::string::npos ? 3 : 4),
            grounds);
    CHECK(told("").grounds.empty());
    CHECK(told("nonsense prior: x/y:abc").grounds.empty());
    CHECK(sureness_of(12).zh == "几乎可以肯定");
    CHECK(sureness_of(-5).en == "Hardly");
}

}  // namespace unionhall::rosters
