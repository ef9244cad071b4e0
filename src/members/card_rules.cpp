#include "members/card_rules.h"

#include "platform/crypto.h"
#include "platform/vault.h"

namespace unionhall::members {

static char check_digit(std::string_view digits) {
    int product = 10;
    for (char c : digits) {
        int sum = (product + (c - '0')) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return static_cast<char>('0' + (11 - product) % 10);
}

std::string card_number_from(std::uint64_t random) {
    // The first digit is never 0: spreadsheets would eat it.
    constexpr std::uint64_t least = 100'000'000'000'000, numbers = 9 * least;
    auto digits = std::to_string(least + random % numbers);
    return digits + check_digit(digits);
}

bool is_card_number(std::string_view text) {
    if (text.size() != card_digits || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
    return check_digit(text.substr(0, card_digits - 1)) == text.back();
}

static std::string seal_of(const Vault& vault, std::string_view nonce) { return vault.stamp(Vault::for_cards, nonce); }

std::string card_token(const Vault& vault, std::string_view nonce) {
    return base64url(std::string(nonce) + seal_of(vault, nonce));
}

std::string nonce_of_token(const Vault& vault, std::string_view token) {
    auto bytes = from_base64url(token).value_or("");
    if (bytes.size() != card_nonce_bytes + Vault::blind_bytes)
        bytes.assign(card_nonce_bytes + Vault::blind_bytes, '\0');
    auto nonce = bytes.substr(0, card_nonce_bytes);
    bool is_ours = equal_in_constant_time(seal_of(vault, nonce), bytes.substr(card_nonce_bytes));
    return is_ours ? nonce : std::string(card_nonce_bytes, '\0');
}

}  // namespace unionhall::members
