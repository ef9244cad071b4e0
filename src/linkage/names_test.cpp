#include "linkage/names.h"

#include <doctest/doctest.h>

#include "linkage/characters.h"
#include "linkage/names_parts.h"
#include "linkage/testing_made.h"
#include "linkage/testing_slow.h"

namespace unionhall::linkage {

static std::u32string split(std::string_view name) {
    std::u32string folded;
    fold_utf8(name, folded);
    return split_name(folded);
}
static std::string split8(std::string_view name) { return to_utf8(split(name)); }

TEST_CASE("names are parted by dots of every kind, and stretched Chinese names are not") {
    for (auto name : {"阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽．买买提", "阿依古丽・买买提", "阿依古丽‧买买提",
                      "阿依古丽 买买提", "阿依古丽　买买提", "阿依古丽-买买提", "阿依古丽.买买提",
                      " 阿依古丽 · 买买提 ", "阿依古丽（买买提）"})
        CHECK_MESSAGE(split8(name) == "阿依古丽·买买提", name);
    for (auto name : {"王丽", "王 丽", "王　丽", " 王丽\t", "王 麗"}) CHECK_MESSAGE(split8(name) == "王丽", name);
    CHECK(split8("Mary-Ann  O'Neill") == "mary·ann·o·neill");
    CHECK(split8("ＭÜＬＬＥＲ, Jörg") == "muller·jorg");
    CHECK(split8("Straße Łukasz Søren") == "strasse·lukasz·soren");
    CHECK(split8("") == "");
    CHECK(split8("···") == "");
    CHECK(split(std::string(5'000, 'a')).size() <= 128);
}

TEST_CASE("pinyin reads surnames as surnames, and only at the beginning of a Chinese name") {
    struct Case {
        std::string name, pinyin;
    };
    for (auto& [name, pinyin] : std::vector<Case>{{"王丽", "wangli"},
                                                  {"單雄信", "shanxiongxin"},
                                                  {"仇英", "qiuying"},
                                                  {"解珍", "xiezhen"},
                                                  {"曾国藩", "zengguofan"},
                                                  {"尉迟恭", "yuchigong"},
                                                  {"万俟卨", "moqixie"},
                                                  {"李单", "lidan"},
                                                  {"吕布", "lvbu"},
                                                  {"阿依古丽·买买提", "ayigulimaimaiti"},
                                                  {"Wang Li", "wangli"}})
        CHECK_MESSAGE(to_utf8(pinyin_key(split(name))) == pinyin, name);
}

TEST_CASE("sounds that are mixed up are one key") {
    auto key = [](const char* name) { return sound_key(split(name)); };
    CHECK(key("张萍") == key("臧平"));
    CHECK(key("李宁") == key("李林"));
    CHECK(key("陈胜") == key("岑森"));
    CHECK(key("王丽") != key("王敏"));
}

TEST_CASE("spellings of one name from another language are one key, and other names are not") {
    auto key = [](const char* name) { return alias_key(split(name)); };
    for (auto other : {"买买提·依布拉音", "麦麦提.伊布拉欣", "穆罕默德·易卜拉欣", "买合买提 依不拉音"})
        CHECK_MESSAGE(key("买买提·伊布拉音") == key(other), other);
    CHECK(key("古丽努尔·吐尔逊") == key("姑丽奴尔·图尔荪"));
    CHECK(key("阿卜杜热合曼·玉素甫") == key("阿不都热赫曼·优素福"));
    CHECK(key("买买提·吐尔逊") != key("买买提·玉素甫"));
    CHECK(key("王丽") == sound_key(split("王丽")));
}

TEST_CASE(
    "the same parts in another order, with one left out, or with initials, and the index agrees with the plain function") {
    struct Case {
        std::string a, b;
        bool is_same;
    };
    const std::vector<Case> cases{{"买买提·吐尔逊", "吐尔逊·买买提", true},
                                  {"买买提·吐尔逊", "买买提", true},
                                  {"沙热·卡迪尔", "沙热卡迪尔", false},
                                  {"沙热卡迪尔", "卡迪尔·沙热", true},
                                  {"买买提·吐尔逊", "买买提·玉素甫", false},
                                  {"John Smith", "Smith John", true},
                                  {"J Smith", "John Smith", true},
                                  {"J S", "John Smith", false},
                                  {"John", "John Smith", false},
                                  {"John A Smith", "John Adam Smith", true},
                                  {"王丽", "王莉", false},
                                  {"Ann Ann", "Ann Lee", false},
                                  {"阿伊·A·阿", "阿伊·A·阿", true},
                                  {"", "John Smith", false}};
    for (auto& [a, b, is_same] : cases) {
        CHECK_MESSAGE(same_parts(split(a), split(b)) == is_same, a << " | " << b);
        CHECK_MESSAGE(same_parts(split(b), split(a)) == is_same, a << " | " << b);
        CHECK_MESSAGE(testing::same_by_number(split(a), split(b)) == is_same, a << " | " << b);
    }
    testing::Chance chance(9);
    const std::vector<std::string> words{"john",   "j",    "smith",    "s",      "买买提",
                                         "麦麦提", "古丽", "玉素甫·a", "吐尔逊", "丽"};
    for (int round = 0; round < 5'000; ++round) {
        std::string a, b;
        for (auto n = chance.below(4); n > 0; --n) a += chance.of(words) + "·";
        for (auto n = chance.below(4); n > 0; --n) b += chance.of(words) + (chance.happens(0.7) ? "·" : "");
        REQUIRE_MESSAGE(testing::same_by_number(split(a), split(b)) == same_parts(split(a), split(b)), a << " | " << b);
    }
}

TEST_CASE("names have the shapes by which fairness is measured") {
    CHECK(shape_of(split("王丽")) == NameShape::two);
    CHECK(shape_of(split("王小丽")) == NameShape::three);
    CHECK(shape_of(split("欧阳小丽")) == NameShape::four);
    CHECK(shape_of(split("买买提·吐尔逊")) == NameShape::dotted);
    CHECK(shape_of(split("阿依古丽买买提")) == NameShape::dotted);
    CHECK(shape_of(split("Zoë Müller")) == NameShape::latin);
    CHECK(shape_of(split("Иван")) == NameShape::other);
    CHECK(shape_of(U"") == NameShape::other);
}

}  // namespace unionhall::linkage
