// The member card: a number that says nothing of its holder, and a token for the QR that nobody can forge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {
class Vault;
}

namespace unionhall::members {

// Fifteen digits and a check digit (ISO 7064 MOD 11,10), so that a mistyped number is noticed.
inline constexpr std::size_t card_digits = 16;
std::string card_number_from(std::uint64_t random);
bool is_card_number(std::string_view text);

// A token is a nonce of the card and a keyed hash of it, as base64url: it names nobody, cannot be made up, and whether
// it is valid is looked up each time.
inline constexpr std::size_t card_nonce_bytes = 12;
std::string card_token(const Vault&, std::string_view nonce);
// The nonce of a token that we made; of any other text a nonce that no card has, so that both take the same way.
std::string nonce_of_token(const Vault&, std::string_view token);

}  // namespace unionhall::members
