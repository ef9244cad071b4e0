#include "linkage/numbers.h"

#include <doctest/doctest.h>

#include <string>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

static std::string digits_of(const IdNumber& n) {
    if (!n.head) return "";
    std::string text(1, static_cast<char>('0' + (n.head & IdNumber::first_digit)));
    for (int i = 15; i >= 0; --i) text += static_cast<char>('0' + (n.tail >> (4 * i) & 15));
    return text;
}

TEST_CASE("id numbers of 15, 17 and 18 characters are one number, and only 18 can prove themselves") {
    struct Case {
        std::string written, digits;
        bool checks;
    };
    for (auto& [written, digits, checks] :
         std::vector<Case>{{"11010519491231002X", "11010519491231002", true},  // the example of GB 11643
                           {"11010519491231002x", "11010519491231002", true},
                           {"１１０１０５１９４９１２３１００２Ｘ", "11010519491231002", true},
                           {" 110105 1949-1231 002X", "11010519491231002", true},
                           {"440524188001010014", "44052418800101001", true},
                           {"810000199408230021", "81000019940823002", true},
                           {"911124198108030024", "91112419810803002", true},
                           {"820000199001010001", "82000019900101000", false},  // its check character should be 2
                           {"110105491231002", "11010519491231002", false},
                           {"11010519491231002", "11010519491231002", false},
                           {"110105194912310021", "11010519491231002", false},
                           {"11010519491331002X", "11010519491331002", false},  // month 13
                           {"", "", false},
                           {"1101051949123100", "", false},
                           {"E12345678", "", false},
                           {"X10105194912310021", "", false},
                           {"1101**********002X", "", false},
                           {"1101051949123100210101", "", false}}) {
        auto number = id_number(written);
        CHECK_MESSAGE(digits_of(number) == digits, written);
        CHECK_MESSAGE(number.checks() == checks, written);
    }
    CHECK(id_number("11010519491231002X").birth() == 0x19491231);
    CHECK_FALSE(id_number("11010519491231002X").is_male());
}

TEST_CASE("no single slip of a checked id number passes its check") {
    testing::Chance chance(5);
    std::string right = "650203200002290038";
    REQUIRE(id_number(right).checks());
    for (int round = 0; round < 2'000; ++round) {
        auto wrong = testing::mistyped_digits(right.substr(0, 17), chance) + right.substr(17);
        if (wrong != right) CHECK_MESSAGE(!id_number(wrong).checks(), wrong);
    }
}

TEST_CASE("phones lose what is put around them") {
    auto plain = phone_number("13812345678");
    for (auto written : {"+86 138-1234-5678", "008613812345678", "8613812345678", "138 1234 5678",
                         "１３８１２３４５６７８", "013812345678"})
        CHECK_MESSAGE(phone_number(written) == plain, written);
    for (auto nobodys : {"", "0", "00000000000", "11111111111", "123456", "无", "1381234567813812345678"})
        CHECK_MESSAGE(!phone_number(nobodys), nobodys);
    CHECK(phone_number("0990-6881234") == phone_number("(0990) 6881234"));
    CHECK(phone_number("0990688123") != phone_number("990688123"));
}

TEST_CASE("dates are read in every usual form, and in the order the spec says") {
    for (auto written : {"19900203", "1990-02-03", "1990/2/3", "1990.2.3", "1990年2月3日", "１９９０－０２－０３",
                         "1990-02-03 00:00:00"})
        CHECK_MESSAGE(date_digits(written) == 0x19900203, written);
    CHECK(date_digits("3/2/1990", DateOrder::day_first) == 0x19900203);
    CHECK(date_digits("2/3/1990", DateOrder::month_first) == 0x19900203);
    CHECK(date_digits("03021990", DateOrder::day_first) == 0x19900203);
    CHECK(date_digits("02031990", DateOrder::month_first) == 0x19900203);
    CHECK(date_digits("1990-02-03", DateOrder::day_first) == 0x19900203);
    CHECK(date_digits("19901332") == 0x19901332);  // a slip still tells something
    for (auto none : {"", "1990", "1990-02", "不详", "90/2/3", "00000000", "99999999"})
        CHECK_MESSAGE(date_digits(none) == 0, none);
}

TEST_CASE("division codes are those of counties") {
    CHECK(division_digits("650203") == 0x650203);
    CHECK(division_digits("650203001") == 0x650203);
    CHECK(division_digits("650203001002") == 0x650203);
    CHECK(division_digits("65") == 0x650000);
    CHECK(division_digits("6502") == 0x650200);
    for (auto none : {"", "6", "6502031", "独山子区"}) CHECK_MESSAGE(division_digits(none) == 0, none);
}

TEST_CASE("credit codes prove themselves") {
    auto folded = [](const char* code) {
        std::u32string text;
        fold_utf8(code, text);
        return text;
    };
    for (auto right : {"91350100M000100Y43", "81110105MC0000012B", "81640104MC0000012T", "81650203MC0000012M"})
        CHECK_MESSAGE(is_credit_code(folded(right)), right);
    for (auto wrong : {"91350100M000100Y44", "91350100M000100Y4", "91350100I000100Y43", ""})
        CHECK_MESSAGE(!is_credit_code(folded(wrong)), wrong);
}

}  // namespace unionhall::linkage
