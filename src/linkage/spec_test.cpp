#include "linkage/spec.h"

#include <doctest/doctest.h>

#include "linkage/refused.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

TEST_CASE("the specs that are built in can be used") {
    for (auto name : builtin_names()) {
        auto spec = parse_spec(builtin_spec(name));
        CHECK_MESSAGE(spec.rules.size() >= 5, name);
        CHECK_MESSAGE(spec.trains.size() >= 2, name);
        CHECK(!spec.title.empty());
    }
    CHECK(builtin_spec("nothing").empty());
}

TEST_CASE("everything that is wrong with a spec is said at once, by line") {
    try {
        parse_spec(R"(field name person-name = name
field name text = other
field x strange = x
field birth date from name = dob
feld y text = y
compare nobody
  level equal
compare name
  level typo 1
  level similar 7
  level similar
  level similar 0.9
  level equal by-frequency
block name.core
block
set threshold high
)");
        FAIL("it was accepted");
    } catch (const Refused& refused) {
        std::vector<std::size_t> lines;
        for (auto& c : refused.complaints()) {
            lines.push_back(c.line);
            CHECK(!c.zh.empty());
            CHECK(!c.en.empty());
        }
        CHECK(lines == std::vector<std::size_t>{2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 0});
        CHECK(std::string(refused.what()).find("line 5: \"feld\" begins no line") != std::string::npos);
    }
}

TEST_CASE("a spec reads its levels, rules and settings") {
    auto spec = parse_spec(
        "field a person-name = A, name of a\nfield i id-number = i\nfield d date from i = d\nfield p phone = p # a remark\n"
        "compare a\nlevel equal by-frequency\nlevel similar 0.85\ncompare i\nlevel last 4\nblock a.pinyin d.month\nblock p.first(7) i.last(11)\n"
        "set threshold -2.5\nset block-pairs-max 1000\n");
    CHECK(spec.fields[0].columns == std::vector<std::string>{"A", "name of a"});
    CHECK(spec.comparisons[0].levels[0].by_frequency);
    CHECK(spec.comparisons[0].levels[1].number == 0.85);
    CHECK(spec.rules[0].parts[0].test == Test::pinyin);
    CHECK(spec.rules[1].parts[1].digits == 11);
    CHECK(spec.threshold == -2.5);
    CHECK(spec.block_pairs_max == 1000);
}

TEST_CASE("no text breaks the reader of specs") {
    testing::Chance chance(2);
    auto words = testing::words_in(
        "field compare level block train set title = , . ( ) from # name id person-name phone equal typo similar 0.9 1 99 by-frequency first(7) name.pinyin \n \xFF");
    for (int round = 0; round < 3'000; ++round) {
        std::string text;
        for (auto n = chance.below(40); n > 0; --n) text += chance.of(words) + (chance.happens(0.3) ? "\n" : " ");
        try {
            parse_spec(text);
        } catch (const Refused& refused) { CHECK(!refused.complaints().empty()); }
    }
    CHECK_THROWS_AS(parse_spec(std::string(100'000, '#')), Refused);
}

}  // namespace unionhall::linkage
