#include "linkage/distance.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace unionhall::linkage {

namespace {

// Templates: numbers of up to 16 digits, which most are, take half the time of longer ones.
int lowest_digit(std::uint64_t x) { return std::countr_zero(x) / 4; }
int lowest_digit(Digits x) {
    auto low = static_cast<std::uint64_t>(x);
    return low ? lowest_digit(low) : 16 + lowest_digit(static_cast<std::uint64_t>(x >> 64));
}
int highest_digit(std::uint64_t x) { return 15 - std::countl_zero(x) / 4; }
int highest_digit(Digits x) {
    auto high = static_cast<std::uint64_t>(x >> 64);
    return high ? 16 + highest_digit(high) : highest_digit(static_cast<std::uint64_t>(x));
}

// The lowest bit of each digit that is not 0.
template <class Number>
Number marked(Number x) {
    x |= x >> 2;
    x |= x >> 1;
    return x & ~Number(0) / 15;
}

template <class Number>
bool exchanged(Number a, Number b, int at) {
    auto digit = [](Number x, int place) { return static_cast<unsigned>(x >> (4 * place)) & 15; };
    return digit(a, at) == digit(b, at + 1) && digit(a, at + 1) == digit(b, at);
}

// One end loses a digit and the other gains one: what lies between is shifted by a place.
template <class Number>
bool shifted(Number a, Number b, int low, int high) {
    auto length = high - low;  // digits that must agree
    auto mask = (Number(1) << (4 * length)) - 1;
    auto p = a >> (4 * low), q = b >> (4 * low);
    return (p >> 4 & mask) == (q & mask) || (q >> 4 & mask) == (p & mask);
}

template <class Number>
bool are_within(Number a, Number b, int most) {
    auto differing = marked<Number>(a ^ b);
    std::array<Number, 4> from{};  // from[i]: what differs without the i lowest
    auto count = 0;
    for (auto rest = differing; rest; rest &= rest - 1) {
        if (count == 4) {
            count = 5;
            break;
        }
        from[static_cast<std::size_t>(count++)] = rest;
    }
    if (count <= 1) return true;
    auto swapped = [&](std::size_t i) {
        auto at = lowest_digit(from[i]);
        return lowest_digit(from[i + 1]) == at + 1 && exchanged(a, b, at);
    };
    if (count == 2) return most >= 2 || swapped(0);
    if (most < 2) return false;
    if (count == 3 && (swapped(0) || swapped(1))) return true;
    if (count == 4 && swapped(0) && swapped(2)) return true;
    return shifted(a, b, lowest_digit(differing), highest_digit(differing));
}

}  // namespace

bool within_slips(std::uint64_t a, std::uint64_t b, int most) {
    auto differing = marked(a ^ b);
    auto rest = differing & (differing - 1);
    if (!rest) return true;                             // one digit or none
    if (most < 2 && (rest & (rest - 1))) return false;  // three or more: most pairs are refused here
    return are_within(a, b, most);
}

bool within_slips(Digits a, Digits b, int most) {
    // Where they agree above, only what is below counts.
    if (a >> 64 == b >> 64) return within_slips(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b), most);
    return are_within(a, b, most);
}

namespace {

struct Matches {
    std::size_t count = 0, out_of_order = 0;
};

// How many characters have to match for a likeness of `least`: what is out of order and a common beginning can change is
// taken for the best. A little less than the sum says, since sums of doubles are not exact.
std::size_t matches_needed(std::size_t n, std::size_t m, std::size_t common, double least) {
    auto start = 0.1 * static_cast<double>(common);
    auto jaro = least <= 0.7 ? least : std::max((least - start) / (1 - start), 0.7);
    auto p = static_cast<double>(n), q = static_cast<double>(m);
    auto needed = std::ceil((3 * jaro - 1) * p * q / (p + q) - 1e-6);
    return needed > 0 ? static_cast<std::size_t>(needed) : 0;
}

// Each character of b takes the first equal one of a, not taken yet, that stands within reach. Where a character may
// stand is kept as bits, by its last six bits: of letters those tell one from another, and of all others a look at the
// text does. Nothing is found when fewer than `needed` are.
Matches matches_of_short(std::u32string_view a, std::u32string_view b, std::size_t reach, std::size_t needed) {
    std::array<std::uint64_t, 64> places{};
    for (std::size_t i = 0; i < a.size(); ++i) places[a[i] & 63] |= 1ull << i;
    std::array<char32_t, 64> matched;
    std::uint64_t taken = 0;
    Matches found;
    auto spare = b.size() - needed;
    for (std::size_t j = 0; j < b.size(); ++j) {
        auto first = j > reach ? j - reach : 0;
        if (first >= a.size()) break;
        auto left = places[b[j] & 63] & ~taken & (~0ull << first);
        if (j + reach < 63) left &= (1ull << (j + reach + 1)) - 1;
        while (left && a[static_cast<std::size_t>(std::countr_zero(left))] != b[j]) left &= left - 1;
        if (!left) {
            if (!spare--) return {};
            continue;
        }
        taken |= left & -left;
        matched[found.count++] = b[j];
    }
    for (std::size_t k = 0; taken; taken &= taken - 1)
        found.out_of_order += a[static_cast<std::size_t>(std::countr_zero(taken))] != matched[k++];
    return found;
}

Matches matches_of_long(std::u32string_view a, std::u32string_view b, std::size_t reach) {
    std::vector<char> taken(a.size());
    std::vector<char32_t> matched;
    for (std::size_t j = 0; j < b.size() && matched.size() < a.size(); ++j) {
        auto end = std::min(a.size(), j + reach + 1);
        for (auto i = j > reach ? j - reach : 0; i < end; ++i)
            if (a[i] == b[j] && !taken[i]) {
                taken[i] = 1;
                matched.push_back(b[j]);
                break;
            }
    }
    Matches found{.count = matched.size()};
    for (std::size_t i = 0, k = 0; i < a.size(); ++i)
        if (taken[i]) found.out_of_order += a[i] != matched[k++];
    return found;
}

}  // namespace

double jaro_winkler(std::u32string_view a, std::u32string_view b, double least) {
    if (a == b) return 1;
    auto n = a.size(), m = b.size();
    auto shorter = std::min(n, m), longer = std::max(n, m);
    if (!shorter) return 0;
    std::size_t common = 0;
    while (common < std::min<std::size_t>(shorter, 4) && a[common] == b[common]) ++common;
    auto needed = matches_needed(n, m, common, least);
    if (needed > shorter) return 0;
    auto reach = longer < 4 ? 0 : longer / 2 - 1;
    auto found = n <= 64 ? matches_of_short(a, b, reach, needed) : matches_of_long(a, b, reach);
    if (!found.count) return 0;
    auto c = static_cast<double>(found.count);
    auto jaro = (c / static_cast<double>(n) + c / static_cast<double>(m) +
                 (c - static_cast<double>(found.out_of_order / 2)) / c) /
                3;
    return jaro > 0.7 ? jaro + 0.1 * static_cast<double>(common) * (1 - jaro) : jaro;
}

double bigram_dice(std::u32string_view a, std::u32string_view b) {
    if (a == b) return 1;
    if (a.size() < 2 || b.size() < 2) return 0;
    auto pairs_of = [](std::u32string_view text) {
        std::vector<std::uint64_t> pairs;
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            pairs.push_back(static_cast<std::uint64_t>(text[i]) << 32 | text[i + 1]);
        std::ranges::sort(pairs);
        return pairs;
    };
    auto p = pairs_of(a), q = pairs_of(b);
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < p.size() && j < q.size();) {
        if (p[i] == q[j])
            ++common, ++i, ++j;
        else
            p[i] < q[j] ? ++i : ++j;
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(p.size() + q.size());
}

}  // namespace unionhall::linkage
