#include "platform/map_tiles.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace unionhall {

namespace {

constexpr std::size_t tiles_url_bytes_max = 500, tiles_host_bytes_max = 253;

[[noreturn]] void refuse_map(const std::string& why) { throw std::runtime_error("setting map_tiles: " + why); }

bool is_among(char c, std::string_view more) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
}

// A plain host, with a port perhaps: nothing that a Content-Security-Policy reads as more than that one.
bool is_plain_host(std::string_view host) {
    auto port = host.find(':');
    auto name = host.substr(0, port);
    if (name.empty() || name.size() > tiles_host_bytes_max || name.front() == '.' || name.back() == '.') return false;
    if (name.find("..") != name.npos || !std::ranges::all_of(name, [](char c) { return is_among(c, ".-"); }))
        return false;
    if (port == host.npos) return true;
    auto digits = host.substr(port + 1);
    return !digits.empty() && digits.size() <= 5 &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t times_in(std::string_view text, std::string_view what) {
    std::size_t times = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++times;
    return times;
}

}  // namespace

MapTiles map_tiles_of(const Settings& settings) {
    if (settings.map_tiles.empty()) return {};
    constexpr std::string_view scheme = "https://";
    std::string_view url = settings.map_tiles;
    if (!url.starts_with(scheme)) refuse_map("the address begins with https://");
    auto rest = url.substr(scheme.size());
    auto slash = rest.find('/');
    auto host = rest.substr(0, slash);
    if (slash == rest.npos || !is_plain_host(host))
        refuse_map("one plain host in small letters, as https://t0.tianditu.gov.cn/…, without user, {s} or *");
    if (url.size() > tiles_url_bytes_max) refuse_map("the address is too long");
    for (auto* hole : {"{z}", "{x}", "{y}"})
        if (times_in(url, hole) != 1 || host.find(hole) != host.npos)
            refuse_map("{z}, {x} and {y} stand in the address, each once");
    auto is_fit = [](char c) {
        return c > ' ' && c < 0x7f && std::string_view("\"'<>\\^`|#").find(c) == std::string_view::npos;
    };
    if (!std::ranges::all_of(url, is_fit)) refuse_map("there is a character in the address that does not belong there");
    if (times_in(url, "{") != 3 || times_in(url, "}") != 3) refuse_map("no other braces than {z}, {x} and {y}");
    if (settings.map_attribution.empty() || settings.map_review_number.empty())
        refuse_map("a map is shown with map_attribution and its review number, map_review_number");
    if (settings.map_system != "wgs84" && settings.map_system != "gcj02") refuse_map("map_system is wgs84 or gcj02");
    return {settings.map_tiles, std::string(scheme) + std::string(host), settings.map_attribution,
            settings.map_review_number, settings.map_system == "gcj02"};
}

}  // namespace unionhall
