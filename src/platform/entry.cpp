#include "platform/entry.h"

#include <algorithm>

#include "platform/refusal.h"

namespace unionhall {

std::string session_cookie_name(bool is_https) { return is_https ? "__Host-unionhall_session" : "unionhall_session"; }

std::string session_cookie(const std::string& token, bool is_https) {
    auto cookie = session_cookie_name(is_https) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    if (is_https) cookie += "; Secure";
    if (token.empty()) cookie += "; Max-Age=0";
    return cookie;
}

static std::string cookie_of(const Request& request, const std::string& name) {
    auto* cookies = request.header("cookie");
    auto sought = name + "=";
    for (std::size_t at = 0; cookies && at < cookies->size();) {
        auto end = std::min(cookies->find(';', at), cookies->size());
        while (at < end && (*cookies)[at] == ' ') ++at;
        if (cookies->compare(at, sought.size(), sought) == 0)
            return cookies->substr(at + sought.size(), end - at - sought.size());
        at = end + 1;
    }
    return {};
}

Token token_of(const Request& request, bool is_https) {
    if (auto* bearer = request.header("authorization"); bearer && bearer->starts_with("Bearer "))
        return {bearer->substr(7)};
    return {cookie_of(request, session_cookie_name(is_https)), true};
}

// "https://example.org:8443" → "example.org:8443"; "null" and the like → "".
static std::string host_of(const std::string& address) {
    auto scheme = address.find("://");
    if (scheme == std::string::npos) return {};
    auto host = address.substr(scheme + 3);
    return host.substr(0, host.find('/'));
}

void check_origin(const Request& request, const std::string& public_address) {
    if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS") return;
    bool is_ours = true;
    auto* site = request.header("sec-fetch-site");
    auto* origin = request.header("origin");
    if (site) {
        is_ours = *site == "same-origin" || *site == "none";
    } else if (origin) {
        auto* asked = request.header("host");
        auto host = host_of(*origin);
        is_ours = !host.empty() && ((asked && host == *asked) || host == host_of(public_address));
    } else {
        auto token = token_of(request, is_https(public_address));
        is_ours = token.text.empty() || !token.is_from_cookie;
    }
    if (!is_ours)
        throw forbidden(
            {"这个请求不是从本系统的页面发出的，没有办理。请在本系统页面上重新操作。",
             "This request did not come from a page of ours, so nothing was done. Please do it on our page. "
             "Programs send their token as Authorization: Bearer."});
}

}  // namespace unionhall
