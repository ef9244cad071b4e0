#include "linkage/distance.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace unionhall::linkage {

namespace {

int lowest_digit(Digits x) {
    auto low = static_cast<std::uint64_t>(x);
    return low ? std::countr_zero(low) / 4 : 16 + std::countr_zero(static_cast<std::uint64_t>(x >> 64)) / 4;
}
int highest_digit(Digits x) {
    auto high = static_cast<std::uint64_t>(x >> 64);
    return high ? 31 - std::countl_zero(high) / 4 : 15 - std::countl_zero(static_cast<std::uint64_t>(x)) / 4;
}
unsigned digit(Digits x, int at) { return static_cast<unsigned>(x >> (4 * at)) & 15; }
bool exchanged(Digits a, Digits b, int at) {
    return digit(a, at) == digit(b, at + 1) && digit(a, at + 1) == digit(b, at);
}

// One end loses a digit and the other gains one: what lies between is shifted by a place.
bool shifted(Digits a, Digits b, int low, int high) {
    auto length = high - low;  // digits that must agree
    auto mask = (Digits(1) << (4 * length)) - 1;
    auto p = a >> (4 * low), q = b >> (4 * low);
    return (p >> 4 & mask) == (q & mask) || (q >> 4 & mask) == (p & mask);
}

}  // namespace

bool within_slips(Digits a, Digits b, int most) {
    auto x = a ^ b;
    if (!x) return true;
    std::array<int, 5> at{};
    int count = 0;
    for (auto rest = x; rest && count < 5; ++count) {
        at[count] = lowest_digit(rest);
        rest &= ~(Digits(15) << (4 * at[count]));
    }
    auto swapped = [&](int i) { return at[i + 1] == at[i] + 1 && exchanged(a, b, at[i]); };
    if (count == 1) return true;
    if (count == 2 && swapped(0)) return true;
    if (most < 2) return false;
    if (count == 2) return true;
    if (count == 3 && (swapped(0) || swapped(1))) return true;
    if (count == 4 && swapped(0) && swapped(2)) return true;
    return shifted(a, b, at[0], highest_digit(x));
}

namespace {

struct Matches {
    std::size_t count = 0, out_of_order = 0;
};

// Each character of b takes the first equal one of a, not taken yet, that stands within reach. Where a character may
// stand is kept as bits, by its last six bits: of letters those tell one from another, and of all others a look at the
// text does.
Matches matches_of_short(std::u32string_view a, std::u32string_view b, std::size_t reach) {
    std::array<std::uint64_t, 64> places{};
    for (std::size_t i = 0; i < a.size(); ++i) places[a[i] & 63] |= 1ull << i;
    std::array<char32_t, 64> matched;
    std::uint64_t taken = 0;
    Matches found;
    for (std::size_t j = 0; j < b.size(); ++j) {
        auto first = j > reach ? j - reach : 0;
        if (first >= a.size()) break;
        auto left = places[b[j] & 63] & ~taken & (~0ull << first);
        if (j + reach < 63) left &= (1ull << (j + reach + 1)) - 1;
        while (left && a[static_cast<std::size_t>(std::countr_zero(left))] != b[j]) left &= left - 1;
        if (!left) continue;
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

double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    if (a == b) return 1;
    auto n = a.size(), m = b.size();
    if (!n || !m) return 0;
    auto reach = std::max(n, m) / 2;
    reach = reach ? reach - 1 : 0;
    auto found = n <= 64 ? matches_of_short(a, b, reach) : matches_of_long(a, b, reach);
    if (!found.count) return 0;
    auto c = static_cast<double>(found.count);
    auto jaro = (c / static_cast<double>(n) + c / static_cast<double>(m) +
                 (c - static_cast<double>(found.out_of_order / 2)) / c) /
                3;
    if (jaro <= 0.7) return jaro;
    std::size_t common = 0;
    while (common < std::min({n, m, std::size_t(4)}) && a[common] == b[common]) ++common;
    return jaro + 0.1 * static_cast<double>(common) * (1 - jaro);
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
