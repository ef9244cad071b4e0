// Sealing to a public key: whoever seals cannot open again, so a lost device reveals nobody. A browser seals with
// WebCrypto (web/src/console/features/stand/sealing.ts), the server opens.
//
// A sealed text is: version (1 byte, 1), the sender's public key for this one text (65), nonce (12), ciphertext, tag
// (16). The key is HKDF-SHA256 of the ECDH secret on P-256, with an empty salt and "unionhall sealed 1", the sender's
// and the receiver's public key as info; the cipher is AES-256-GCM, and the context is authenticated with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

inline constexpr std::size_t seal_public_key_bytes = 65, seal_overhead_bytes = 1 + 65 + 12 + 16;

struct SealKeys {
    std::string private_key;  // 32 bytes, big end first
    std::string public_key;   // 65 bytes: the point, not compressed
};
SealKeys new_seal_keys();

// Throws a fault unless the key is a point of the curve.
std::string seal_to(std::string_view public_key, std::string_view plain, std::string_view context);

// Nothing for another key, another context or a changed byte.
std::optional<std::string> open_sealed(const SealKeys& keys, std::string_view sealed, std::string_view context);

}  // namespace unionhall
