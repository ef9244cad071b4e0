// What every request is asked before anything is read or done for it: by which token it speaks, and from whose page.
#pragma once

#include <string>

#include "platform/message.h"

namespace unionhall {

// Over https a cookie that no other host and no plain connection can set: browsers keep the promise of "__Host-".
std::string session_cookie_name(bool is_https);
// The value of Set-Cookie; an empty token takes the cookie away.
std::string session_cookie(const std::string& token, bool is_https);

struct Token {
    std::string text;             // "" when there is none
    bool is_from_cookie = false;  // sent by a browser by itself: whoever's page it was
};
// From "Authorization: Bearer …", else from the cookie. Never from the address.
Token token_of(const Request&, bool is_https);

// A change that a browser sends has to come from our own page (ASVS 3.5): the browser says so in Sec-Fetch-Site, an older
// one in Origin, which must be the host asked or `public_address`. Throws a Refusal (forbidden) for another page's, and
// for a cookie without either. Programs send neither and speak by a bearer token.
void check_origin(const Request&, const std::string& public_address);

inline bool is_https(const std::string& public_address) { return public_address.starts_with("https://"); }

}  // namespace unionhall
