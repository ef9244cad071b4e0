#include "platform/id.h"

namespace unionhall {

static constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static constexpr std::int64_t epoch_ms = 1577836800000;  // 2020-01-01: 41 bits last until 2089

std::string id_text(std::int64_t number) {
    std::string text(13, '0');
    auto rest = static_cast<std::uint64_t>(number);
    for (std::size_t i = 13; i-- > 0; rest >>= 5) text[i] = digits[rest & 31];
    return text;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
    if (text.size() != 13 || text[0] > '7') return {};
    std::uint64_t number = 0;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        auto at = digits.find(c);
        if (at == std::string_view::npos) return {};
        number = number << 5 | at;
    }
    return static_cast<std::int64_t>(number);
}

std::int64_t IdSource::next(std::chrono::system_clock::time_point now) {
    using namespace std::chrono;
    auto ms = duration_cast<milliseconds>(now.time_since_epoch()).count() - epoch_ms;
    std::lock_guard lock(mutex_);
    if (ms <= last_ms_) {
        // A clock set back, or more than 4,096 ids in a millisecond: borrow from the next one, never repeat.
        ms = last_ms_;
        if (++sequence_ > 4095) ++ms, sequence_ = 0;
    } else {
        sequence_ = 0;
    }
    last_ms_ = ms;
    return ms << 22 | static_cast<std::int64_t>(node_) << 12 | sequence_;
}

}  // namespace unionhall
