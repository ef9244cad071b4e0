// The mark that a writing transaction leaves, so that it can be told afterwards whether it was kept. Only a database
// behind a network needs it.
#pragma once

#include <string>

#include "platform/date.h"
#include "platform/record.h"

namespace unionhall {

inline constexpr std::int64_t commit_markers_kept_s = 600;  // who asks, asks within seconds

std::string new_commit_marker();        // 16 bytes, ordered by time, the rest by chance
Bytes first_commit_marker_at(Instant);  // every marker made before that moment is smaller

}  // namespace unionhall
