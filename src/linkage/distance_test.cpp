#include "linkage/distance.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

using testing::Chance;

// Optimal string alignment, as the textbook has it.
int slips_between(const std::string& a, const std::string& b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (!i || !j) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

Digits packed(const std::string& digits) {
    Digits x = 0;
    for (char c : digits) x = x << 4 | static_cast<unsigned>(c - '0');
    return x;
}

// Jaro-Winkler as its definition reads: matches within reach, then those out of order.
double slow_jaro_winkler(const std::u32string& a, const std::u32string& b) {
    if (a == b) return 1;
    if (a.empty() || b.empty()) return 0;
    auto longest = static_cast<int>(std::max(a.size(), b.size()));
    auto reach = std::max(0, longest / 2 - 1);
    std::vector<bool> in_a(a.size()), in_b(b.size());
    for (std::size_t j = 0; j < b.size(); ++j)
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!in_a[i] && !in_b[j] && a[i] == b[j] && std::abs(static_cast<int>(i) - static_cast<int>(j)) <= reach)
                in_a[i] = in_b[j] = true;
    std::u32string p, q;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (in_a[i]) p += a[i];
    for (std::size_t j = 0; j < b.size(); ++j)
        if (in_b[j]) q += b[j];
    if (p.empty()) return 0;
    int differing = 0;
    for (std::size_t i = 0; i < p.size(); ++i) differing += p[i] != q[i];
    double c = static_cast<double>(p.size());
    double jaro = (c / static_cast<double>(a.size()) + c / static_cast<double>(b.size()) + (c - differing / 2) / c) / 3;
    int common = 0;
    while (common < 4 && common < static_cast<int>(std::min(a.size(), b.size())) &&
           a[static_cast<std::size_t>(common)] == b[static_cast<std::size_t>(common)])
        ++common;
    return jaro > 0.7 ? jaro + 0.1 * common * (1 - jaro) : jaro;
}

double slow_dice(const std::u32string& a, const std::u32string& b) {
    if (a == b) return 1;
    if (a.size() < 2 || b.size() < 2) return 0;
    std::vector<std::u32string> left;
    for (std::size_t i = 0; i + 1 < b.size(); ++i) left.push_back(b.substr(i, 2));
    double common = 0;
    for (std::size_t i = 0; i + 1 < a.size(); ++i)
        if (auto found = std::ranges::find(left, a.substr(i, 2)); found != left.end()) left.erase(found), ++common;
    return 2 * common / static_cast<double>(a.size() + b.size() - 2);
}

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
