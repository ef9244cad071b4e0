// Figures as people read them: in 万 for Chinese readers, with separators for English ones; amounts in capitals for
// vouchers; and how sure a figure is. Nothing here rounds what is exact. domain.md 4.9 and its second consequence.
#pragma once

#include <cstdint>
#include <string>

#include "platform/words.h"

namespace unionhall {

std::string with_wan(std::int64_t value);  // 9999 → "9999", 46000 → "4.6万", 856500 → "85.65万", 3·10⁸ → "3亿"
std::string with_thousands(std::int64_t value);  // 1234567 → "1,234,567"
Words figure(std::int64_t value);                // both of them

// One decimal, halves away from zero: 1 of 3 → "33.3%". "–" when there is no whole. Up to 10¹⁵ each,
// else std::out_of_range.
std::string percent(std::int64_t part, std::int64_t whole);

// "1,234.50元" and "¥1,234.50"; whole yuan without the cents.
Words money(std::int64_t cents);

// 人民币大写 for vouchers: 140950 → "人民币壹仟肆佰零玖元伍角整". Below 10¹⁶ yuan either way, else std::out_of_range.
std::string money_in_capitals(std::int64_t cents);

// How sure a figure is, said wherever it is shown.
enum class Qualifier { exact, more_than, rounded, reconstructed };

// "1.7万余人", "more than 17,000 people"; "约4.6万人"; "312人（推算）", "312 people (reconstructed)".
// `unit` is written after the figure: {"人", "people"}.
Words figure_with_unit(std::int64_t value, Qualifier qualifier, const Words& unit);

}  // namespace unionhall
