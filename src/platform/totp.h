// One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unionhall {

constexpr int totp_step_s = 30;
constexpr int totp_steps_around = 1;  // a code is good one step early and one late: clocks differ

std::string new_totp_secret();  // 20 random bytes: store sealed

// The step whose code this is, if it is one of those around `now_s` (seconds since 1970) and later than `last_used`,
// the step used before (0: none). Store the answer before letting the person in: one code opens once (ASVS 6.5.1).
// Blanks in the code do not matter.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t now_s,
                                      std::int64_t last_used);

std::string totp_code(std::string_view secret, std::int64_t step);  // six digits

// For the QR code: otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

// RFC 4648 without padding, as apps show secrets. Reading takes small letters and blanks.
std::string base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

}  // namespace unionhall
