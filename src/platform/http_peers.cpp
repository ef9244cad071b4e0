// How much each address may ask.
#include "platform/http_peers.h"

#include <algorithm>

namespace unionhall::http {

bool is_loopback(std::string_view peer) { return peer.starts_with("127.") || peer == "::1"; }

std::string Peers::counted(const std::string& peer, const std::string* forwarded_for) const {
    if (limits_.loopback_is_limited || !is_loopback(peer)) return peer;
    if (!forwarded_for) return {};
    std::string_view last = *forwarded_for;
    if (auto comma = last.rfind(','); comma != last.npos) last.remove_prefix(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    return std::string(last.substr(0, 64));
}

bool Peers::connect(const std::string& peer) {
    if (is_loopback(peer) && !limits_.loopback_is_limited) return true;
    auto& s = shard(peer);
    std::lock_guard lock(s.mutex);
    auto& entry = s.peers[peer];
    if (entry.connections >= limits_.connections_per_peer_max) return false;
    ++entry.connections;
    return true;
}

void Peers::disconnect(const std::string& peer) {
    auto& s = shard(peer);
    std::lock_guard lock(s.mutex);
    auto found = s.peers.find(peer);
    if (found == s.peers.end() || found->second.connections == 0) return;
    if (--found->second.connections == 0 && found->second.since == Time{}) s.peers.erase(found);  // it asked nothing
}

bool Peers::ask(const std::string& peer, Time now) {
    if (peer.empty()) return true;
    auto& s = shard(peer);
    std::lock_guard lock(s.mutex);
    if (s.peers.size() >= peers_max / shards_.size() && !s.peers.contains(peer)) {
        forget_resting(s, now);
        if (s.peers.size() >= peers_max / shards_.size()) return true;
    }
    auto& entry = s.peers[peer];
    double most = double(limits_.requests_per_peer_per_s) * burst_s;
    std::chrono::duration<double> gone = now - entry.since;
    entry.tokens = std::min(most, entry.since == Time{} ? most : entry.tokens + gone.count() * most / burst_s);
    entry.since = now;
    if (entry.tokens < 1) return false;
    entry.tokens -= 1;
    return true;
}

void Peers::forget_resting(Shard& s, Time now) {
    std::erase_if(s.peers, [&](auto& entry) {
        return entry.second.connections == 0 && now - entry.second.since > std::chrono::seconds(burst_s);
    });
}

}  // namespace unionhall::http
