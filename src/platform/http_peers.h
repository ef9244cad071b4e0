// How much each address may ask: connections at once, and requests a second by a bucket of tokens.
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http.h"

namespace unionhall::http {

class Peers {
  public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t peers_max = 65536;  // more at once: those at rest are forgotten, then the new let by
    static constexpr int burst_s = 2;

    explicit Peers(const HttpLimits& limits) : limits_(limits) {}

    // The address that counts: a proxy on this machine names the asker last in X-Forwarded-For. Empty: not limited.
    std::string counted(const std::string& peer, const std::string* forwarded_for) const;

    bool connect(const std::string& peer);  // false: this address has enough connections
    void disconnect(const std::string& peer);
    bool ask(const std::string& peer, Time now);  // false: too fast

  private:
    struct Peer {
        int connections = 0;
        double tokens = 0;
        Time since{};
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Peer> peers;
    };

    Shard& shard(const std::string& peer) { return shards_[std::hash<std::string>{}(peer) % shards_.size()]; }
    static void forget_resting(Shard& shard, Time now);

    const HttpLimits& limits_;
    std::array<Shard, 16> shards_;
};

bool is_loopback(std::string_view peer);

}  // namespace unionhall::http
