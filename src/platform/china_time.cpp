#include "platform/china_time.h"

namespace unionhall {

std::string china_time(Instant at) {
    static constexpr std::int64_t ahead_s = 8 * 3600;
    auto text = to_text(plus_seconds(at, ahead_s));
    return text.substr(0, 10) + " " + text.substr(11, 8);
}

}  // namespace unionhall
