#include "platform/totp.h"

#include <doctest/doctest.h>

namespace unionhall {

static const std::string secret = "12345678901234567890";  // the secret of RFC 6238 appendix B

TEST_CASE("codes are those of RFC 6238") {
    struct Case {
        std::int64_t now_s;
        const char* code;
    };
    for (auto& [now_s, code] : {Case{59, "287082"},
                                {1111111109, "081804"},
                                {1111111111, "050471"},
                                {1234567890, "005924"},
                                {2000000000, "279037"},
                                {20000000000, "353130"}}) {
        CHECK(totp_code(secret, now_s / 30) == code);
        CHECK(totp_step(secret, code, now_s, 0) == now_s / 30);
    }
}

TEST_CASE("a code is good one step around and opens once") {
    auto now = 1'700'000'010, step = now / 30;
    auto code = totp_code(secret, step);
    CHECK(totp_step(secret, code, now, 0) == step);
    CHECK(totp_step(secret, code.substr(0, 3) + " " + code.substr(3), now, 0) == step);
    CHECK(totp_step(secret, code, now + 30, 0) == step);
    CHECK(totp_step(secret, code, now - 30, 0) == step);
    CHECK_FALSE(totp_step(secret, code, now + 60, 0));
    CHECK_FALSE(totp_step(secret, code, now - 60, 0));
    CHECK_FALSE(totp_step(secret, code, now, step));      // used before
    CHECK_FALSE(totp_step(secret, code, now, step + 1));  // older than the one used
    CHECK(totp_step(secret, totp_code(secret, step + 1), now, step) == step + 1);
    for (const char* wrong : {"", "12345", "1234567", "abcdef"}) CHECK_FALSE(totp_step(secret, wrong, now, 0));
    CHECK_FALSE(totp_step(new_totp_secret() + "x", code + "0", now, 0));
}

TEST_CASE("secrets are read from and written to base32") {
    CHECK(base32("foobar") == "MZXW6YTBOI");
    CHECK(base32("f") == "MY");
    CHECK(from_base32("mzxw 6ytb oi") == "foobar");
    CHECK(from_base32("") == "");
    for (const char* wrong : {"M", "MZ", "M1", "MY======", "M8"}) CHECK_FALSE(from_base32(wrong));
    auto fresh = new_totp_secret();
    CHECK(fresh.size() == 20);
    CHECK(from_base32(base32(fresh)) == fresh);
}

TEST_CASE("an app is told everything it needs") {
    CHECK(totp_uri(secret, "职工之家", "li.na@kl") ==
          "otpauth://totp/%E8%81%8C%E5%B7%A5%E4%B9%8B%E5%AE%B6:li.na%40kl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=%E8%81%8C%E5%B7%A5%E4%B9%8B%E5%AE%B6&algorithm=SHA1&digits=6&period=30");
}

}  // namespace unionhall
