#include "platform/route_index.h"

#include <algorithm>

#include "platform/app.h"

namespace unionhall {

RouteIndex::RouteIndex(const std::vector<Room>& rooms) {
    for (auto& room : rooms)
        for (auto& route : room.routes) {
            auto open = route.path.find('{');
            if (open == std::string::npos) {
                fixed_[route.path].push_back(&route);
                continue;
            }
            auto tail = route.path.substr(route.path.find('}', open) + 1);
            holes_[route.path.substr(0, open)].push_back({&route, tail, route.path.compare(open, 4, "{id}") == 0});
            longest_before_hole_ = std::max(longest_before_hole_, open);
        }
}

template <class Take>
void RouteIndex::each_at(const std::string& path, Take take) const {
    if (auto fixed = fixed_.find(path); fixed != fixed_.end()) {
        for (auto* route : fixed->second)
            if (take(Found{route, 0, {}})) return;
        return;
    }
    std::string_view text = path;
    auto most = std::min(text.size(), longest_before_hole_);
    for (std::size_t open = 1; open <= most; ++open) {
        if (text[open - 1] != '/') continue;
        auto found = holes_.find(text.substr(0, open));
        if (found == holes_.end()) continue;
        for (auto& hole : found->second) {
            if (text.size() <= open + hole.tail.size() || !text.ends_with(hole.tail)) continue;
            auto rest = text.substr(open, text.size() - open - hole.tail.size());
            if (rest.find('/') != std::string_view::npos) continue;
            auto id = hole.is_id ? parse_id(rest) : std::optional<std::int64_t>(0);
            if (id && take(Found{hole.route, *id, std::string(rest)})) return;
        }
    }
}

RouteIndex::Found RouteIndex::match(const Request& request) const {
    Found found;
    std::string allowed;
    each_at(request.path, [&](Found here) {
        auto& method = here.route->method;
        bool is_it = method == request.method || (request.method == "HEAD" && method == "GET");
        if (is_it)
            found = std::move(here);
        else
            allowed += (allowed.empty() ? "" : ", ") + method;
        return is_it;
    });
    if (found.route) return found;
    if (!allowed.empty())
        throw Refusal(Refusal::Reason::not_found,
                      {"这里不支持 " + request.method + "，可用：" + allowed + "。",
                       request.method + " is not possible here; these are: " + allowed + "."});
    throw not_found({"页面", "page"});
}

bool RouteIndex::has_path(const std::string& path) const {
    bool has = path.starts_with("/api/");
    if (!has) each_at(path, [&](const Found&) { return has = true; });
    return has;
}

}  // namespace unionhall
