#include "members/rules.h"

#include <doctest/doctest.h>

#include "members/card_rules.h"
#include "members/home_unit.h"
#include "members/import_rules.h"
#include "members/notice.h"
#include "platform/vault.h"

namespace unionhall::members {

TEST_CASE("the workflows are sound: every state is reached, and no step stands twice") {
    CHECK(application_flow().flaws().empty());
    CHECK(member_flow().flaws().empty());
    CHECK(import_flow().flaws().empty());
}

TEST_CASE("what an applicant hands in is settled, and everything wrong is said at once") {
    struct Case {
        const char *name, *phone, *id_number, *division, *wrong;
    };
    auto today = *parse_date("2026-03-01");
    for (auto& [name, phone, id_number, division, wrong] : std::vector<Case>{
             {"张三", "138 1234 5678", "", "650203004", ""},
             {"阿依古丽·买买提", "+8613812345678", "", "6502", ""},
             {"𠮷野", "13812345678", "650203200002290038", "650203", ""},
             {"Mary Li", "13812345678", "", "65", ""},
             {"张", "0991-1234567", "", "新疆", "name phone division_code"},
             {"", "", "", "", "name phone division_code"},
             {"张三", "13812345678", "650203200002290039", "650203", "id_number"},
             {"张三", "13812345678", "11010120150301001X", "650203", "id_number"},
         }) {
        Applicant applicant{.name = name, .phone = phone, .id_number = id_number, .division_code = division};
        std::string fields;
        for (auto& problem : settle(applicant, today)) fields += (fields.empty() ? "" : " ") + problem.field;
        CHECK_MESSAGE(fields == wrong, name << " " << phone << " " << id_number);
        if (fields.empty()) CHECK(applicant.phone == "+8613812345678");
    }
}

TEST_CASE("one joins at sixteen: on the birthday, not the day before") {
    Applicant applicant{
        .name = "张三", .phone = "13812345678", .id_number = "110107200511210053", .division_code = "650203"};
    CHECK(settle(applicant, *parse_date("2021-11-20")).size() == 1);
    CHECK(settle(applicant, *parse_date("2021-11-21")).empty());
}

static units::Unit unit(std::int64_t id, const char* name, units::Kind kind, const char* area, const char* trade = "",
                        const char* since = "2020-01-01") {
    return {.id = {id},
            .name = name,
            .kind = kind,
            .division_code = area,
            .industry_group = trade,
            .established_on = parse_date(since)};
}

TEST_CASE("the chooser proposes exactly one home, with its reason") {
    using enum units::Kind;
    auto city = unit(1, "市总工会", general_federation, "6502"),
         county = unit(2, "区总工会", general_federation, "650203");
    auto street = unit(3, "街道联合会", federation, "650203004"),
         trucks = unit(4, "区货运工会", industry_union, "650203", "truck_driver");
    auto couriers = unit(5, "市快递工会", industry_union, "6502", "courier"),
         employers = unit(6, "某公司工会", grassroots_union, "650203004");
    auto street_trucks = unit(7, "街道货运联合工会", joint_union, "650203004", "truck_driver");
    auto later_street = unit(8, "街道另一联合会", federation, "650203004", "", "2023-01-01");
    auto closed = unit(9, "已撤销", federation, "650203004", "truck_driver");
    closed.status = units::Status::revoked;
    auto elsewhere = unit(10, "别的街道", joint_union, "650203005");
    struct Case {
        std::vector<units::Unit> covering;
        std::optional<units::Unit> own_union;
        Occupation occupation;
        std::string home, reason;
    };
    for (auto& [covering, own_union, occupation, home, reason] : std::vector<Case>{
             {{city, county, street, trucks, employers},
              employers,
              Occupation::truck_driver,
              "某公司工会",
              "自己的工会"},
             {{city, county, street, trucks, employers}, {}, Occupation::truck_driver, "区货运工会", "行业工会"},
             {{city, street_trucks, trucks}, {}, Occupation::truck_driver, "街道货运联合工会", "街道"},
             {{city, county, street, trucks, couriers}, {}, Occupation::courier, "市快递工会", "城市"},
             {{city, county, street, trucks, couriers, employers}, {}, Occupation::care_worker, "街道联合会", "各行业"},
             {{later_street, street}, {}, Occupation::other, "街道联合会", "各行业"},
             {{city, county, employers, closed, elsewhere}, {}, Occupation::truck_driver, "区总工会", "以后可以转接"},
             {{city}, closed, Occupation::other, "市总工会", "以后可以转接"},
             {{employers, elsewhere, closed}, {}, Occupation::other, "", ""},
         }) {
        auto choice = choose_home(covering, own_union, "650203004", occupation);
        CHECK((choice ? choice->unit.name : "") == home);
        if (choice) {
            CHECK_MESSAGE(choice->reason.zh.find(reason) != std::string::npos, choice->reason.zh);
            CHECK(!choice->reason.en.empty());
        }
        std::reverse(covering.begin(), covering.end());
        auto again = choose_home(covering, own_union, "650203004", occupation);
        CHECK_MESSAGE((again ? again->unit.name : "") == home, "the order of the candidates must not matter");
    }
}

TEST_CASE("a signature is lines of whole numbers, and more than a dot") {
    struct Case {
        std::string path;
        bool is_good;
    };
    std::string long_one = "M1 1";
    while (long_one.size() < signature_bytes_max) long_one += "L100 100";
    for (auto& [path, is_good] : std::vector<Case>{
             {"M10 10L40 80L90 20L140 90L200 40", true},
             {"M10 10L40 80M90 20L140 90L200 40", true},
             {"M10,10L40,80L90,20L140,90L200,40", true},
             {"", false},
             {"M10 10L10 10", false},
             {"M10 10L11 10L10 11L11 11L10 10", false},
             {"M10 10L40 80L90 20L140 90L200", false},
             {"M10 10L40 80L90 20L140 90L-200 40", false},
             {"M10 10L40 80L90 20L140 90L200 -0", false},
             {"M10 10L40 80C90 20 140 90 200 40", false},
             {"M10 10L40 80L90 20L140 90L200 40\"/><script>", false},
             {"M99999 10L40 80L90 20L140 90L200 40", false},
             {long_one, false},
         })
        CHECK_MESSAGE(is_signature(path) == is_good, path.substr(0, 60));
}

TEST_CASE("a card number notices a mistyped digit and two digits that changed places") {
    for (std::uint64_t seed : {0ULL, 1ULL, 123456789ULL, 18446744073709551615ULL}) {
        auto number = card_number_from(seed);
        CHECK(number.size() == card_digits);
        CHECK(is_card_number(number));
        for (std::size_t i = 0; i < number.size(); ++i) {
            auto wrong = number;
            wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
            CHECK(!is_card_number(wrong));
        }
    }
    CHECK(!is_card_number("12345"));
    CHECK(!is_card_number("12345678901234X6"));
}

TEST_CASE("a card's token opens to its nonce, and no other text opens to a nonce of ours") {
    auto vault = Vault::in_memory();
    std::string nonce = "0123456789ab", none(card_nonce_bytes, '\0');
    auto token = card_token(vault, nonce);
    CHECK(nonce_of_token(vault, token) == nonce);
    auto altered = (token.front() == 'A' ? "B" : "A") + token.substr(1);
    for (auto text : {std::string(), std::string("x"), token + "A", token.substr(1), altered, std::string(38, 'A'),
                      std::string(500, '/')})
        CHECK(nonce_of_token(vault, text) == none);
    CHECK(nonce_of_token(Vault::in_memory(), token) == none);
}

TEST_CASE("the notice says in both languages that joining is free, and its hash follows the words") {
    auto& newest = notices().back();
    CHECK(newest.voluntariness.zh.find("自愿") != std::string::npos);
    CHECK(newest.voluntariness.en.find("voluntary") != std::string::npos);
    CHECK(hash_of(newest, Language::zh) != hash_of(newest, Language::en));
    CHECK(hash_of(newest, Language::zh).size() == 64);
    // A version, once shown, is never reworded: a change here needs a new version, not a new hash.
    CHECK(hash_of(*notice_of("2026-03"), Language::zh) ==
          "b062438ea079a69086c4c8d0f55d1760c08ee52b8acd41315b50cd6122ca3e61");
    CHECK(hash_of(*notice_of("2026-03"), Language::en) ==
          "56e0a7ff3e067aca8744340d380c0368c6a6f0b7cda237c2fe8ac17a4970d36e");
}

}  // namespace unionhall::members
