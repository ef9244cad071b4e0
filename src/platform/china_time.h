// The clock on the wall: China keeps one time, eight hours ahead of the one that is stored.
#pragma once

#include <string>

#include "platform/date.h"

namespace unionhall {

// "2024-05-10 10:00:59" in Beijing. What needs less takes its beginning: 16 characters to the minute.
std::string china_time(Instant);

}  // namespace unionhall
