#include "platform/identifiers.h"

#include <doctest/doctest.h>

#include "platform/text.h"

namespace unionhall {

using namespace std::chrono_literals;

static const Date today = 2026y / 11 / 22;

TEST_CASE("a citizen's number with the right check and a real date is accepted") {
    for (const char* number : {"11010519491231002X", "110105199001010010", "640104198807150023", "650203200002290038",
                               "231202197512310045", "110107200511210053"}) {
        auto found = check_citizen_number(number, today);
        CHECK_MESSAGE(found.ok(), number);
        CHECK(found.canonical == number);
        CHECK(found.kind == PaperKind::citizen);
        CHECK(found.warning.empty());
    }
    CHECK(check_citizen_number("440524188001010014", 1990y / 1 / 1).ok());  // in 2026 nobody is that old
    CHECK(check_citizen_number("11010519491231002X", today).born == Date(1949y / 12 / 31));
    CHECK(check_citizen_number(" 110105 19491231 002x", today).canonical == "11010519491231002X");
    CHECK(check_citizen_number("１１０１０５１９４９１２３１００２Ｘ", today).ok());
}

TEST_CASE("other residents' cards of 18 characters are recognised") {
    struct Case {
        const char* number;
        PaperKind kind;
    };
    for (auto& [number, kind] : {Case{"810000199408230021", PaperKind::resident_permit},
                                 {"830000199201300022", PaperKind::resident_permit},
                                 {"911124198108030024", PaperKind::foreign_permanent}}) {
        auto found = check_id_paper(number, today);
        CHECK_MESSAGE(found.ok(), number);
        CHECK(found.kind == kind);
        CHECK(found.warning.empty());
        CHECK_FALSE(check_citizen_number(number, today).ok());
    }
    CHECK_FALSE(check_id_paper("820000199001010001", today).ok());
    CHECK(check_id_paper("820000199001010002", today).ok());
}

TEST_CASE("papers without a check digit are recognised by their shape") {
    struct Case {
        const char* number;
        PaperKind kind;
    };
    for (auto& [number, kind] : {Case{"FRA110078062301", PaperKind::foreign_permanent},
                                 {"H12345678", PaperKind::travel_permit},
                                 {"m1234567801", PaperKind::travel_permit},
                                 {"12345678", PaperKind::travel_permit},
                                 {"E12345678", PaperKind::passport},
                                 {"EA1234567", PaperKind::passport}}) {
        auto found = check_id_paper(number, today);
        CHECK_MESSAGE(found.ok(), number);
        CHECK_MESSAGE(found.kind == kind, number);
        CHECK_FALSE(found.born);
    }
    for (const char* wrong : {"", "1", "ABCDEFGH", "张三", "123456789", "1101051949123100", "11010519491231002XX"}) {
        auto found = check_id_paper(wrong, today);
        CHECK_FALSE_MESSAGE(found.ok(), wrong);
        CHECK(found.canonical.empty());
    }
}

TEST_CASE("a wrong check, an impossible, future or ancient birthday is refused") {
    auto with_check = [](std::string digits) { return digits + citizen_check_digit(digits); };
    CHECK_FALSE(check_citizen_number("110105194912310021", today).ok());
    for (const char* digits : {"11010519900230001", "11010519901301001", "11010520261123001", "11010518801231001"})
        CHECK_FALSE(check_citizen_number(with_check(digits), today).ok());
    CHECK(check_citizen_number(with_check("11010520261122001"), today).ok());
    CHECK(check_citizen_number(with_check("11010518961231001"), today).ok());
}

TEST_CASE("an unknown division is a warning, never a refusal") {
    std::string digits = "19010519900101001";
    auto found = check_citizen_number(digits + citizen_check_digit(digits), today);
    CHECK(found.ok());
    CHECK_FALSE(found.warning.empty());
}

TEST_CASE("an old number of 15 digits is found, but not accepted") {
    CHECK(canonical_id_number("110105491231002") == "11010519491231002X");
    CHECK(canonical_id_number(" 11010519491231002x ") == "11010519491231002X");
    CHECK(canonical_id_number("h-1234 5678") == "H12345678");
    CHECK_FALSE(check_id_paper("110105491231002", today).ok());
}

TEST_CASE("a credit code is checked twice, and a wrong check can be kept with a reason") {
    for (const char* code : {"91350100M000100Y43", "81110105MC0000012B", "81640104MC0000012T", "81650203MC0000012M"}) {
        auto found = check_credit_code(code);
        CHECK_MESSAGE(found.ok(), code);
        CHECK(found.canonical == code);
    }
    CHECK(check_credit_code("91350100m000100y43").ok());
    auto wrong = check_credit_code("91350100M000100Y44");
    CHECK_FALSE(wrong.ok());
    CHECK(wrong.may_insist);
    CHECK(wrong.canonical == "91350100M000100Y44");
    for (const char* shape :
         {"", "91350100M000100Y4", "91350100I000100Y43", "9135010AM000100Y43", "91350100M000100Y433"}) {
        CHECK_FALSE(check_credit_code(shape).ok());
        CHECK_FALSE(check_credit_code(shape).may_insist);
    }
    CHECK(is_trade_union_code("81110105MC0000012B"));
    CHECK_FALSE(is_trade_union_code("91350100M000100Y43"));
}

TEST_CASE("an organisation code has a check of its own") {
    CHECK(check_organisation_code("D2143569-X").canonical == "D2143569-X");
    CHECK(check_organisation_code("d2143569x").ok());
    CHECK(check_organisation_code("D2143569-1").may_insist);
    CHECK(check_organisation_code("D214356-X").canonical.empty());
}

TEST_CASE("a phone number has one spelling however it is written") {
    struct Case {
        const char *text, *canonical;
        PhoneKind kind;
    };
    for (auto& [text, canonical, kind] : {
             Case{"13812345678", "+8613812345678", PhoneKind::mobile},
             {"+86 138 1234 5678", "+8613812345678", PhoneKind::mobile},
             {"0086-138-1234-5678", "+8613812345678", PhoneKind::mobile},
             {"8613812345678", "+8613812345678", PhoneKind::mobile},
             {"(+86)13812345678", "+8613812345678", PhoneKind::mobile},
             {"１３８１２３４５６７８", "+8613812345678", PhoneKind::mobile},
             {"013812345678", "+8613812345678", PhoneKind::mobile},
             {"0991-1234567", "+869911234567", PhoneKind::landline},
             {"(0991) 1234567", "+869911234567", PhoneKind::landline},
             {"09911234567", "+869911234567", PhoneKind::landline},
             {"010-12345678", "+861012345678", PhoneKind::landline},
             {"0991-1234567-12", "+869911234567;ext=12", PhoneKind::landline},
             {"010-12345678转801", "+861012345678;ext=801", PhoneKind::landline},
             {"+86 10 1234 5678", "+861012345678", PhoneKind::landline},
             {"+86-991-1234567", "+869911234567", PhoneKind::landline},
             {"+8-6 861 25267560", "+8686125267560", PhoneKind::landline},
             {"00-86 138 1234 5678", "+8613812345678", PhoneKind::mobile},
             {"+8-52 9123 4567", "+85291234567", PhoneKind::abroad},
             {"+86 800 123 4567", "8001234567", PhoneKind::service},
             {"400-123-4567", "4001234567", PhoneKind::service},
             {"8001234567", "8001234567", PhoneKind::service},
             {"12351", "12351", PhoneKind::short_number},
             {"12348", "12348", PhoneKind::short_number},
             {"12333", "12333", PhoneKind::short_number},
             {"12356", "12356", PhoneKind::short_number},
             {"+852 9123 4567", "+85291234567", PhoneKind::abroad},
             {"00853-66123456", "+85366123456", PhoneKind::abroad},
             {"+886912345678", "+886912345678", PhoneKind::abroad},
             {"+1 (202) 555-0143", "+12025550143", PhoneKind::abroad},
         }) {
        auto found = check_phone(text);
        CHECK_MESSAGE(found.ok(), text);
        CHECK_MESSAGE(found.canonical == canonical, text << " gave " << found.canonical);
        CHECK_MESSAGE(found.kind == kind, text);
        CHECK(canonical_phone(text) == canonical);
        CHECK_MESSAGE(check_phone(canonical).canonical == canonical, text);
        CHECK_MESSAGE(check_phone(canonical).kind == kind, text);
        CHECK_MESSAGE(check_phone(phone_for_reading(canonical)).canonical == canonical, text);
    }
}

TEST_CASE("what is no phone number is refused") {
    for (const char* wrong : {"",
                              "1381234567",
                              "138123456789",
                              "12812345678",
                              "0991-123456",
                              "0991-123456789",
                              "phone",
                              "+",
                              "+86",
                              "0",
                              "00",
                              "+12345",
                              "+1234567890123456",
                              "+8521234567",
                              "-",
                              "138-",
                              "0991-1234567-1234567",
                              "+8612351",
                              "张三",
                              "７"})
        CHECK_FALSE_MESSAGE(check_phone(wrong).ok(), wrong);
    CHECK_FALSE(check_phone(std::string(10'000, '1')).ok());
}

TEST_CASE("only a number that can receive a code is a mobile") {
    CHECK(check_mobile("138 1234 5678").canonical == "+8613812345678");
    CHECK(check_mobile("+85291234567").ok());
    for (const char* wrong : {"0991-1234567", "12351", "4001234567", "abc"}) CHECK_FALSE(check_mobile(wrong).ok());
}

TEST_CASE("a number is shown as people write it") {
    CHECK(phone_for_reading("+8613812345678") == "138 1234 5678");
    CHECK(phone_for_reading("+869911234567;ext=12") == "0991-1234567 转 12");
    CHECK(phone_for_reading("+861012345678") == "010-12345678");
    CHECK(phone_for_reading("+85291234567") == "+852 91234567");
    CHECK(phone_for_reading("12351") == "12351");
}

TEST_CASE("a name may be in any script") {
    struct Case {
        const char *text, *canonical;
    };
    for (auto& [text, canonical] : {
             Case{"张三", "张三"},
             {" 张　三 ", "张三"},
             {"阿依古丽•买买提", "阿依古丽·买买提"},
             {"阿依古丽．买买提", "阿依古丽·买买提"},
             {"阿依古丽 · 买买提", "阿依古丽·买买提"},
             {"𠮷田㐂", "𠮷田㐂"},
             {"尉迟䶮", "尉迟䶮"},
             {"Mary-Jane  O'Neil Jr.", "Mary-Jane O'Neil Jr."},
             {"ئايگۈل مەمەت", "ئايگۈل مەمەت"},
             {"བསྟན་འཛིན", "བསྟན་འཛིན"},
             {"Nguyễn Văn", "Nguyễn Văn"},
             {"李〇", "李〇"},
         }) {
        auto found = check_person_name(text);
        CHECK_MESSAGE(found.ok(), text << ": " << found.problem.en);
        CHECK(found.canonical == canonical);
    }
    std::string long_name;
    for (int i = 0; i < 50; ++i) long_name += "名";
    CHECK(check_person_name(long_name).ok());
    for (const std::string& wrong :
         {std::string(), std::string("张"), std::string("张3"), std::string("张３"), std::string("张三😀"),
          std::string("张\n三x\x01"), std::string("<b>"), std::string("··"), std::string("张，三"), long_name + "名",
          std::string("张三\xff")})
        CHECK_FALSE_MESSAGE(check_person_name(wrong).ok(), wrong);
}

}  // namespace unionhall
