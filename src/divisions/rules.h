// What is true of division codes. No I/O.
#pragma once

#include "divisions/model.h"

namespace unionhall::divisions {

std::optional<Level> level_of(const std::string& code);  // by its length; nothing for what is no code
std::string parent_of(const std::string& code);          // "" for a province

}  // namespace unionhall::divisions
