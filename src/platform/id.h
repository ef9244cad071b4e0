// An Id<Station> is not an Id<Unit>: the compiler keeps them apart. Ids are 64-bit and time-ordered
// (milliseconds since 2020, node, sequence); people and URLs see 13 characters of Crockford's base32.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

std::string id_text(std::int64_t number);                     // always 13 characters
std::optional<std::int64_t> parse_id(std::string_view text);  // upper or lower case; nothing else is forgiven

template <class T>
struct Id {
    std::int64_t number = 0;  // 0: none

    std::string text() const { return id_text(number); }
    explicit operator bool() const { return number != 0; }
    auto operator<=>(const Id&) const = default;
};

// Hands out ids, always growing within one process; safe to call from any thread.
// `node` (0..1023) keeps several servers apart.
class IdSource {
  public:
    explicit IdSource(unsigned node = 0) : node_(node & 1023) {}
    std::int64_t next(std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

    template <class T>
    Id<T> make() {
        return {next()};
    }

  private:
    std::mutex mutex_;
    std::int64_t last_ms_ = 0;
    unsigned sequence_ = 0, node_;
};

}  // namespace unionhall
