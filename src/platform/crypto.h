// Random bytes, hashes, signatures and the two texts we write bytes in. No key lives here: see vault.h.
// Bytes travel as std::string; every function may be called from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

// From the operating system's generator. Throws a fault when it has none to give; never weaker bytes.
std::string random_bytes(std::size_t n);

std::string sha256(std::string_view data);  // 32 bytes
std::string sm3(std::string_view data);     // 32 bytes, GB/T 32905

std::string hmac_sha256(std::string_view key, std::string_view data);  // 32 bytes
std::string hmac_sm3(std::string_view key, std::string_view data);     // 32 bytes
std::string hmac_sha1(std::string_view key, std::string_view data);    // 20 bytes; only for one-time codes (RFC 6238)

enum class Hash { sha256, sm3 };

// HKDF of RFC 5869 with an empty salt. At most 255 hashes long (8160 bytes).
std::string derive_key(Hash hash, std::string_view secret, std::string_view info, std::size_t n);

// Takes the same time wherever the two differ. Lengths are not secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// Overwrites in a way the compiler may not leave out, then empties.
void wipe(std::string& secret);

std::string hex(std::string_view bytes);  // lower case
std::optional<std::string> from_hex(std::string_view text);

// RFC 4648 section 5, written without padding. Reading refuses padding, other characters and stray bits,
// so that one value has one text.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// Ed25519 (RFC 8032): secret and public key 32 bytes each, a signature 64.
struct SigningKey {
    std::string secret_key, public_key;
};
SigningKey new_signing_key();
SigningKey signing_key_from(std::string_view secret_key);  // throws a fault unless 32 bytes
std::string sign(std::string_view secret_key, std::string_view message);
bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace unionhall
