// Texts as OpenSSL takes them. Only what speaks to a library of cryptography includes this.
#pragma once

#include <string>
#include <string_view>

namespace unionhall {

inline const unsigned char* bytes_of(std::string_view text) {
    // an empty view may hold a null pointer, which OpenSSL reads as "no argument"
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}
inline unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace unionhall
