#include "platform/crypto.h"

#include <doctest/doctest.h>

namespace unionhall {

TEST_CASE("hashes give the published values") {
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sm3("abc")) == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST_CASE("keyed hashes give the published values") {
    CHECK(hex(hmac_sm3("key", "abc")) == "28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393");
    // RFC 4231 case 2 and RFC 2202 case 2
    CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(hmac_sha1("Jefe", "what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    CHECK(hmac_sha256("", "").size() == 32);
}

TEST_CASE("keys are derived as RFC 5869 case 3 has it") {
    auto secret = from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
    CHECK(hex(derive_key(Hash::sha256, *secret, "", 42)) ==
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    CHECK(derive_key(Hash::sm3, "secret", "one", 32) != derive_key(Hash::sm3, "secret", "two", 32));
    CHECK(derive_key(Hash::sm3, "secret", "one", 16) == derive_key(Hash::sm3, "secret", "one", 32).substr(0, 16));
    CHECK(derive_key(Hash::sha256, "secret", "", 8160).size() == 8160);
    CHECK_THROWS(derive_key(Hash::sha256, "secret", "", 8161));
}

TEST_CASE("bytes have one text each") {
    struct Case {
        const char* bytes;
        const char* text;
    };
    for (auto& [bytes, text] : {Case{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}) {
        CHECK(base64url(bytes) == text);
        CHECK(from_base64url(text) == bytes);
    }
    CHECK(base64url("\xfb\xff") == "-_8");
    for (const char* wrong : {"Z", "Zh", "Zg==", "Zm9v\n", "+/8", "Zm9"}) CHECK_FALSE(from_base64url(wrong));
    CHECK(hex(std::string("\x00\xff", 2)) == "00ff");
    CHECK(from_hex("00FF") == std::string("\x00\xff", 2));
    for (const char* wrong : {"0", "0g", "0x00"}) CHECK_FALSE(from_hex(wrong));
}

TEST_CASE("random bytes are as many as asked for, and not the same twice") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(100).size() == 100);
    CHECK(random_bytes(16) != random_bytes(16));
}

TEST_CASE("a wiped secret is gone") {
    std::string secret = "a secret that is longer than the small buffer";
    const char* place = secret.data();
    wipe(secret);
    CHECK(secret.empty());
    CHECK(*place == '\0');
}

TEST_CASE("comparing knows equal from different") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST_CASE("a signature holds for its message and key only") {
    // RFC 8032 section 7.1, test 2
    auto secret = *from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    auto key = signing_key_from(secret);
    CHECK(hex(key.public_key) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    auto signature = sign(secret, "\x72");
    CHECK(hex(signature) ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(signature_holds(key.public_key, "\x72", signature));
    CHECK_FALSE(signature_holds(key.public_key, "\x73", signature));
    CHECK_FALSE(signature_holds(new_signing_key().public_key, "\x72", signature));
    signature[10] ^= 1;
    CHECK_FALSE(signature_holds(key.public_key, "\x72", signature));
    CHECK_FALSE(signature_holds("short", "\x72", signature));
    CHECK_FALSE(signature_holds(key.public_key, "\x72", "short"));
    CHECK_THROWS(sign("short", "message"));
}

}  // namespace unionhall
