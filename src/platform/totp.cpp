// HOTP's truncation over the number of the step, and the base32 in which apps read secrets.
#include "platform/totp.h"

#include <cstdio>

#include "platform/crypto.h"

namespace unionhall {

namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::size_t code_digits = 6;
constexpr std::uint32_t code_values = 1'000'000;
constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (unsigned char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '.' || c == '_' || c == '~';
        if (plain) {
            out += char(c);
        } else {
            char code[4];
            std::snprintf(code, sizeof code, "%%%02X", c);
            out += code;
        }
    }
    return out;
}

std::string without_blanks(std::string_view text) {
    std::string out(text);
    std::erase(out, ' ');
    return out;
}

}  // namespace

std::string new_totp_secret() { return random_bytes(secret_bytes); }

std::string totp_code(std::string_view secret, std::int64_t step) {
    std::string counter(8, '\0');
    for (int i = 0; i < 8; ++i) counter[std::size_t(7 - i)] = char(step >> (8 * i));
    std::string mac = hmac_sha1(secret, counter);
    std::size_t at = static_cast<unsigned char>(mac.back()) & 15;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(mac[at + i]);
    char code[16];
    std::snprintf(code, sizeof code, "%06u", (value & 0x7fffffff) % code_values);
    return code;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t now_s,
                                      std::int64_t last_used) {
    std::string given = without_blanks(code);
    if (given.size() != code_digits) return {};
    std::optional<std::int64_t> found;
    auto now = now_s / totp_step_s;
    // Every step is tried, whichever fits, so that the time tells nothing.
    for (auto step = now - totp_steps_around; step <= now + totp_steps_around; ++step)
        if (equal_in_constant_time(totp_code(secret, step), given) && step > last_used && !found) found = step;
    return found;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) + "?secret=" + base32(secret) +
           "&issuer=" + percent_encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

std::string base32(std::string_view bytes) {
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (unsigned char byte : bytes) {
        held = (held << 8 | byte) & 0xffff;
        for (bits += 8; bits >= 5; bits -= 5) out += base32_alphabet[held >> (bits - 5) & 31];
    }
    if (bits) out += base32_alphabet[held << (5 - bits) & 31];
    return out;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (char c : without_blanks(text)) {
        if (c >= 'a' && c <= 'z') c = char(c - 32);
        auto value = base32_alphabet.find(c);
        if (value == std::string_view::npos) return {};
        held = (held << 5 | std::uint32_t(value)) & 0xffff;
        if (bits += 5; bits >= 8) out += char(held >> (bits -= 8) & 255);
    }
    if (bits >= 5 || (held & ((1u << bits) - 1))) return {};
    return out;
}

}  // namespace unionhall
