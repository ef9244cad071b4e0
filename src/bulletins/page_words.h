// How a bulletin's moments, numbers and editions are written, on the page and on paper.
#pragma once

#include "bulletins/rules.h"

namespace unionhall::bulletins {

std::string when(Instant, Language);  // in Beijing time, to the minute
std::string as_of_text(const FrozenFigure&, Language);
std::string value_text(const FrozenFigure&, Language);      // 46,000（4.6万）
std::string number_words(const Edition&, Language);         // 第 3 期
std::string edition_words(std::int64_t edition, Language);  // 第 2 版

}  // namespace unionhall::bulletins
