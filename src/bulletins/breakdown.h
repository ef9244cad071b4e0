// Breakdowns as they may be shown: no count below five, and none that could be worked out from the others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/words.h"

namespace unionhall::bulletins {

inline constexpr std::int64_t count_shown_min = 5;  // domain.md 5.3

struct ShownPart {
    std::string key;
    Words label;
    std::optional<std::int64_t> value;  // nothing: not shown
    bool is_small = false;              // not shown because it is below five; else to protect one that is
};

struct Breakdown {
    std::string dimension;
    Words label;
    std::vector<ShownPart> parts;
};

// Hides 1 to 4, and then, as long as the hidden ones could be worked out from the total, the smallest that is shown.
void suppress(std::vector<ShownPart>&);
Words shown_text(const ShownPart&);  // "48", "少于5", "未列出"

std::string to_json(const std::vector<Breakdown>&);
std::vector<Breakdown> breakdowns_from(const std::string& json);  // "" gives none

}  // namespace unionhall::bulletins
