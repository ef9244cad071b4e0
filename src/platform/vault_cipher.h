// Authenticated encryption under one key, by suite: the only place that knows which library does which cipher.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "platform/vault.h"

namespace unionhall {

constexpr std::size_t cipher_nonce_bytes = 12;
constexpr std::size_t cipher_tag_bytes = 16;

constexpr std::size_t cipher_key_bytes(Suite suite) { return suite == Suite::sm4_gcm ? 16 : 32; }

// Appends ciphertext and tag to `out`. A nonce is used once per key.
void encrypt(Suite suite, std::string_view key, std::string_view nonce, std::string_view bound,
             std::string_view plaintext, std::string& out);

// `sealed` is ciphertext and tag. Nothing when the tag does not fit: not one byte of it is then given out.
std::optional<std::string> decrypt(Suite suite, std::string_view key, std::string_view nonce, std::string_view bound,
                                   std::string_view sealed);

}  // namespace unionhall
