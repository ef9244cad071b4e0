#include "platform/crypto_seal.h"

#include <doctest/doctest.h>

#include "platform/crypto.h"

using namespace unionhall;

TEST_CASE("what is sealed to a public key opens with its private key and with no other") {
    auto keys = new_seal_keys(), other = new_seal_keys();
    CHECK(keys.private_key.size() == 32);
    CHECK(keys.public_key.size() == seal_public_key_bytes);
    for (std::string plain : {std::string(), std::string("张三丰"), std::string(20'000, 'x')}) {
        auto sealed = seal_to(keys.public_key, plain, "pass|1");
        CHECK(sealed.size() == plain.size() + seal_overhead_bytes);
        CHECK(open_sealed(keys, sealed, "pass|1").value() == plain);
        CHECK(!open_sealed(keys, sealed, "pass|2"));
        CHECK(!open_sealed(other, sealed, "pass|1"));
    }
    CHECK(seal_to(keys.public_key, "x", "y") != seal_to(keys.public_key, "x", "y"));
    CHECK_THROWS(seal_to(std::string(65, '\4'), "x", "y"));
    CHECK_THROWS(seal_to("", "x", "y"));
}

TEST_CASE("a changed byte or a cut keeps a seal shut") {
    auto keys = new_seal_keys();
    auto sealed = seal_to(keys.public_key, "张三丰 13812345678", "pass|1");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_MESSAGE(!open_sealed(keys, changed, "pass|1"), "byte " << i);
        CHECK_MESSAGE(!open_sealed(keys, sealed.substr(0, i), "pass|1"), "cut at " << i);
    }
    CHECK(!open_sealed(keys, sealed + "x", "pass|1"));
}
