// The only files that speak SQL about divisions.
#pragma once

#include "divisions/rules.h"
#include "platform/context.h"

namespace unionhall::divisions {

inline constexpr std::int64_t divisions_shown_max = 500;
std::vector<Division> children_of(Transaction&, const std::string& parent_code);
std::vector<Division> named_like(Transaction&, const std::string& text);

}  // namespace unionhall::divisions
