#include "linkage/distance.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "linkage/characters.h"
#include "linkage/testing_made.h"
#include "linkage/testing_slow.h"

namespace unionhall::linkage {

namespace {

using testing::Chance, testing::packed, testing::slips_between, testing::slow_dice, testing::slow_jaro_winkler;

// Few different characters, so that much matches; from every corner of Unicode.
std::u32string hostile_text(Chance& chance, std::size_t longest) {
    constexpr char32_t characters[]{U'a', U'b', U'王', U'丽', 0x20BB7, 0x1F600, 0x10FFFF, 0, 0x301, 0xFFFD};
    std::u32string text;
    auto kinds = 2 + chance.below(9);
    for (auto n = chance.below(longest + 1); n > 0; --n) text += characters[chance.below(kinds)];
    return text;
}

}  // namespace

TEST_CASE("slips in numbers are those of optimal string alignment, for numbers of up to 17 digits") {
    Chance chance(7);
    for (int round = 0; round < 60'000; ++round) {
        auto length = 2 + chance.below(16);
        auto digits = 2 + chance.below(9);
        std::string a;
        while (a.size() < length) a += static_cast<char>('0' + chance.below(digits));
        auto b = a;
        for (auto slips = chance.below(4); slips > 0; --slips) b = testing::mistyped_digits(b, chance);
        if (chance.happens(0.3)) {  // one left out, another put in
            b.erase(chance.below(b.size()), 1);
            b.insert(chance.below(b.size() + 1), 1, static_cast<char>('0' + chance.below(digits)));
        }
        auto slips = slips_between(a, b);
        REQUIRE_MESSAGE(within_slips(packed(a), packed(b), 1) == (slips <= 1), a << " " << b);
        REQUIRE_MESSAGE(within_slips(packed(a), packed(b), 2) == (slips <= 2), a << " " << b);
    }
}

TEST_CASE("Jaro-Winkler and Dice are what their definitions say, on texts from every corner of Unicode") {
    Chance chance(11);
    for (int round = 0; round < 20'000; ++round) {
        auto longest = round % 100 == 0 ? 150u : 14u;
        auto a = hostile_text(chance, longest), b = chance.happens(0.2) ? a : hostile_text(chance, longest);
        if (chance.happens(0.3) && b.size() > 2) std::swap(b[0], b[1]);
        REQUIRE(jaro_winkler(a, b) == doctest::Approx(slow_jaro_winkler(a, b)).epsilon(1e-12));
        REQUIRE(bigram_dice(a, b) == doctest::Approx(slow_dice(a, b)).epsilon(1e-12));
        REQUIRE(bigram_dice(a, b) == bigram_dice(b, a));
    }
}

TEST_CASE("Jaro-Winkler has the values of its literature") {
    CHECK(jaro_winkler(U"martha", U"marhta") == doctest::Approx(0.9611).epsilon(0.0001));
    CHECK(jaro_winkler(U"dixon", U"dicksonx") == doctest::Approx(0.8133).epsilon(0.0001));
    CHECK(jaro_winkler(U"王丽", U"王莉") == doctest::Approx(0.6667).epsilon(0.001));  // why pinyin is compared instead
    CHECK(jaro_winkler(U"", U"") == 1);
    CHECK(jaro_winkler(U"", U"a") == 0);
}

TEST_CASE("UTF-8 that was broken is read to its end, and what was read comes back") {
    Chance chance(3);
    for (int round = 0; round < 5'000; ++round) {
        std::string bytes;
        for (auto n = chance.below(40); n > 0; --n) bytes += static_cast<char>(chance.below(256));
        std::u32string folded;
        bool is_valid = fold_utf8(bytes, folded);
        auto text = from_utf8(bytes);
        CHECK(folded.size() <= text.size() * 4);
        if (is_valid) REQUIRE(to_utf8(text) == bytes);
        REQUIRE(from_utf8(to_utf8(text)) == text);
    }
}

}  // namespace unionhall::linkage
