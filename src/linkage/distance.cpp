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

double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    if (a == b) return 1;
    auto n = a.size(), m = b.size();
    if (!n || !m) return 0;
    constexpr std::size_t on_stack = 64;
    std::array<bool, on_stack> few{};
    std::array<char32_t, on_stack> few_matches;
    std::vector<char> many(n > on_stack ? n : 0);
    std::vector<char32_t> many_matches(n > on_stack ? n : 0);
    auto taken = [&](std::size_t i) -> bool { return n > on_stack ? many[i] : few[i]; };
    auto take = [&](std::size_t i) { n > on_stack ? void(many[i] = 1) : void(few[i] = true); };
    auto* matches = n > on_stack ? many_matches.data() : few_matches.data();

    auto reach = std::max(n, m) / 2;
    reach = reach ? reach - 1 : 0;
    std::size_t matched = 0;
    for (std::size_t j = 0; j < m && matched < n; ++j) {
        auto end = std::min(n, j + reach + 1);
        for (auto i = j > reach ? j - reach : 0; i < end; ++i)
            if (a[i] == b[j] && !taken(i)) {
                take(i);
                matches[matched++] = b[j];
                break;
            }
    }
    if (!matched) return 0;
    std::size_t out_of_order = 0, k = 0;
    for (std::size_t i = 0; i < n; ++i)
        if (taken(i)) out_of_order += a[i] != matches[k++];
    auto c = static_cast<double>(matched);
    auto jaro =
        (c / static_cast<double>(n) + c / static_cast<double>(m) + (c - static_cast<double>(out_of_order / 2)) / c) / 3;
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
