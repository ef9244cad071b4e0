// Comparisons as the textbooks have them: slow and obvious, to hold the fast ones against. For tests and fuzzers.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "linkage/distance.h"
#include "linkage/names.h"
#include "linkage/names_parts.h"

namespace unionhall::linkage::testing {

// Optimal string alignment, as the textbook has it.
inline int slips_between(const std::string& a, const std::string& b) {
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

inline Digits packed(const std::string& digits) {
    Digits x = 0;
    for (char c : digits) x = x << 4 | static_cast<unsigned>(c - '0');
    return x;
}

// Jaro-Winkler as its definition reads: matches within reach, then those out of order.
inline double slow_jaro_winkler(const std::u32string& a, const std::u32string& b) {
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

inline double slow_dice(const std::u32string& a, const std::u32string& b) {
    if (a == b) return 1;
    if (a.size() < 2 || b.size() < 2) return 0;
    std::vector<std::u32string> left;
    for (std::size_t i = 0; i + 1 < b.size(); ++i) left.push_back(b.substr(i, 2));
    double common = 0;
    for (std::size_t i = 0; i + 1 < a.size(); ++i)
        if (auto found = std::ranges::find(left, a.substr(i, 2)); found != left.end()) left.erase(found), ++common;
    return 2 * common / static_cast<double>(a.size() + b.size() - 2);
}

// As a table holds them: every name once, by its number.
inline bool same_by_number(const std::u32string& a, const std::u32string& b) {
    Dictionary<char32_t> names, keys;
    NameParts parts;
    auto add = [&](const std::u32string& name) {
        auto had = names.size();
        auto number = name.empty() ? 0 : names.intern(name);
        if (names.size() > had) parts.add(name, keys.intern(alias_key(name)), keys);
        return number;
    };
    auto x = add(a), y = add(b);
    parts.finish(names);
    return parts.same(x, y);
}

}  // namespace unionhall::linkage::testing
