#include "platform/commit_marker.h"

#include "platform/crypto.h"

namespace unionhall {

static std::string time_bytes(Instant at) {
    std::string bytes;
    for (int shift = 40; shift >= 0; shift -= 8) bytes += static_cast<char>(at.us / 1000 >> shift & 0xff);
    return bytes;
}

std::string new_commit_marker() { return time_bytes(now_instant()) + random_bytes(10); }

Bytes first_commit_marker_at(Instant at) { return {time_bytes(at) + std::string(10, '\0')}; }

}  // namespace unionhall
