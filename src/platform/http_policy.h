// What a page of ours may load, and from where.
#pragma once

#include <string>
#include <string_view>

namespace unionhall {

// The Content-Security-Policy of a page: everything from ourselves; pictures also from that origin, if one is given.
inline std::string page_policy(std::string_view pictures_too) {
    std::string policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:";
    if (!pictures_too.empty()) policy.append(" ").append(pictures_too);
    return policy +
           "; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
           "frame-ancestors 'none'";
}

}  // namespace unionhall
