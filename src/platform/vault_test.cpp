#include "platform/vault.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>
#include <thread>

#include "platform/crypto.h"
#include "platform/testing_folder.h"
#include "platform/vault_cipher.h"

namespace unionhall {

namespace {

// A directory of its own, gone at the end.
constexpr Suite suites[] = {Suite::aes_256_gcm, Suite::sm4_gcm};
constexpr auto phone = "13812345678";
constexpr auto here = "members|phone|0000000000001";

}  // namespace

TEST_CASE("ciphers give the published values") {
    std::string out;
    // McGrew and Viega, test case 16
    auto key = *from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    auto plain = *from_hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b39");
    auto bound = *from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    auto nonce = *from_hex("cafebabefacedbaddecaf888");
    encrypt(Suite::aes_256_gcm, key, nonce, bound, plain, out);
    CHECK(hex(out) ==
          "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
          "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
    CHECK(decrypt(Suite::aes_256_gcm, key, nonce, bound, out) == plain);
    // RFC 8998 appendix A.1
    key = *from_hex("0123456789abcdeffedcba9876543210");
    nonce = *from_hex("00001234567800000000abcd");
    plain = *from_hex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffff"
        "eeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    out.clear();
    encrypt(Suite::sm4_gcm, key, nonce, bound, plain, out);
    CHECK(hex(out) ==
          "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15"
          "a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec");
    CHECK(decrypt(Suite::sm4_gcm, key, nonce, bound, out) == plain);
    CHECK_THROWS(encrypt(Suite::aes_256_gcm, key, nonce, bound, plain, out));  // 16 bytes are no AES-256 key
}

TEST_CASE("what is sealed opens in its own place, in both suites") {
    for (Suite suite : suites) {
        Vault vault = Vault::in_memory(suite);
        for (const std::string& value : {std::string(phone), std::string(), std::string(100'000, '\0')}) {
            auto sealed = vault.seal(value, here);
            CHECK(sealed.size() == value.size() + Vault::overhead_bytes);
            CHECK(vault.unseal(sealed, here) == value);
        }
        CHECK(vault.seal(phone, here) != vault.seal(phone, here));
        CHECK(vault.seal(phone, here).find(phone) == std::string::npos);
    }
}

TEST_CASE("a changed byte, another place or another vault does not open") {
    for (Suite suite : suites) {
        Vault vault = Vault::in_memory(suite), other = Vault::in_memory(suite);
        auto sealed = vault.seal(phone, here);
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            auto changed = sealed;
            changed[i] ^= 1;
            CHECK_THROWS_WITH_AS(vault.unseal(changed, here), "sealed value does not open", std::runtime_error);
            CHECK_THROWS_WITH(vault.unseal(sealed.substr(0, i), here), "sealed value does not open");
        }
        CHECK_THROWS_WITH(vault.unseal(sealed + "x", here), "sealed value does not open");
        CHECK_THROWS_WITH(vault.unseal(sealed, "members|phone|0000000000002"), "sealed value does not open");
        CHECK_THROWS_WITH(vault.unseal(sealed, ""), "sealed value does not open");
        CHECK_THROWS_WITH(other.unseal(sealed, here), "sealed value does not open");
    }
}

TEST_CASE("a vault opened again reads what it sealed, and finds what it blinded") {
    TestFolder folder;
    Vault::create(folder / "master.key");
    std::vector<WrappedKey> rows;
    std::string sealed, blinded;
    {
        Vault vault = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm);
        CHECK_THROWS_WITH(vault.seal(phone, here), "the vault has no key for columns");
        rows = vault.missing_keys();
        REQUIRE(rows.size() == 4);
        CHECK(rows[0].key_id == 1);
        CHECK(rows[0].suite == "aes-256-gcm");
        CHECK(vault.missing_keys().empty());
        sealed = vault.seal(phone, here);
        blinded = vault.blind_to_store("phone", phone);
    }
    Vault again = Vault::open(folder / "master.key", rows, Suite::aes_256_gcm);
    CHECK(again.missing_keys().empty());
    CHECK(again.unseal(sealed, here) == phone);
    CHECK(again.blind_to_store("phone", phone) == blinded);
}

TEST_CASE("a change of suite makes a new key and still reads the old values") {
    TestFolder folder;
    Vault::create(folder / "master.key");
    Vault before = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm);
    auto rows = before.missing_keys();
    auto sealed = before.seal(phone, here), blinded = before.blind_to_store("phone", phone);

    Vault after = Vault::open(folder / "master.key", rows, Suite::sm4_gcm);
    auto more = after.missing_keys();
    REQUIRE(more.size() == 1);
    CHECK(more[0].suite == "sm4-gcm");
    CHECK(after.unseal(sealed, here) == phone);
    CHECK(after.wants_resealing(sealed));
    auto anew = after.seal(phone, here);
    CHECK_FALSE(after.wants_resealing(anew));
    CHECK(anew[1] == 2);
    CHECK(after.blind_to_store("phone", phone) == blinded);
    before.learn(more[0]);
    CHECK(before.unseal(anew, here) == phone);
}

TEST_CASE("the newest key seals, and a forgotten key takes its values with it") {
    Vault vault = Vault::in_memory();
    auto old = vault.seal(phone, here);
    vault.new_data_key("columns");
    CHECK(vault.wants_resealing(old));
    CHECK(vault.unseal(old, here) == phone);

    auto of_case = vault.new_data_key("case 7");
    auto secret = vault.seal("what was said", "cases|text|7", "case 7");
    CHECK(vault.unseal(secret, "cases|text|7") == "what was said");
    vault.forget(of_case.key_id);
    CHECK_THROWS_WITH(vault.unseal(secret, "cases|text|7"), "sealed value does not open");
    CHECK_THROWS(vault.seal("more", "cases|text|7", "case 7"));
    CHECK(vault.unseal(old, here) == phone);
    CHECK_THROWS_WITH(vault.forget(2), "the only index key cannot be forgotten");
}

TEST_CASE("the master key can be changed without sealing anything anew") {
    TestFolder folder;
    Vault::create(folder / "old.key");
    Vault::create(folder / "new.key");
    Vault old = Vault::open(folder / "old.key", {}, Suite::sm4_gcm);
    auto rows = old.missing_keys();
    auto sealed = old.seal(phone, here);
    auto rewrapped = old.wrapped_by(folder / "new.key");
    CHECK(Vault::open(folder / "new.key", rewrapped, Suite::sm4_gcm).unseal(sealed, here) == phone);
    CHECK_THROWS_WITH(Vault::open(folder / "new.key", rows, Suite::sm4_gcm),
                      "data key 1 does not open with this master key");
}

TEST_CASE("a row of the table of keys cannot be passed off as another") {
    TestFolder folder;
    Vault::create(folder / "master.key");
    auto row = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm).new_data_key("columns");
    auto changed = [&](auto change) {
        WrappedKey other = row;
        change(other);
        CHECK_THROWS(Vault::open(folder / "master.key", {other}, Suite::aes_256_gcm));
    };
    changed([](WrappedKey& key) { key.key_id = 2; });
    changed([](WrappedKey& key) { key.purpose = "index"; });
    changed([](WrappedKey& key) { key.suite = "sm4-gcm"; });
    changed([](WrappedKey& key) { key.suite = "rot13"; });
    changed([](WrappedKey& key) { key.wrapped[20] = key.wrapped[20] == 'A' ? 'B' : 'A'; });
    changed([](WrappedKey& key) { key.wrapped.clear(); });
}

TEST_CASE("a key file is private, never overwritten, and refused when others can read it") {
    TestFolder folder;
    auto file = folder / "master.key";
    Vault::create(file);
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    CHECK_THROWS(Vault::create(file));
    CHECK_THROWS(Vault::create(folder / "missing" / "master.key"));
    CHECK_NOTHROW(Vault::open(file, {}, Suite::aes_256_gcm));
    for (mode_t mode : {0604, 0602, 0620, 0644}) {
        ::chmod(file.c_str(), mode);
        CHECK_THROWS(Vault::open(file, {}, Suite::aes_256_gcm));
    }
    CHECK_THROWS(Vault::open(folder.path, {}, Suite::aes_256_gcm));
    CHECK_THROWS(Vault::open(folder / "none.key", {}, Suite::aes_256_gcm));
    for (const char* text : {"", "secret", "unionhall master key, version 1\nkey: abc\n"}) {
        auto other = folder / "other.key";
        std::ofstream(other) << text;
        ::chmod(other.c_str(), 0600);
        CHECK_THROWS(Vault::open(other, {}, Suite::aes_256_gcm));
    }
}

TEST_CASE("blinding is the same for the same value and tells nothing across fields") {
    for (Suite suite : suites) {
        Vault vault = Vault::in_memory(suite);
        auto blinded = vault.blind_to_store("phone", phone);
        CHECK(blinded.size() == Vault::blind_bytes);
        CHECK(blinded == vault.blind_to_store("phone", phone));
        CHECK(vault.blinds("phone", phone) == std::vector{blinded});
        CHECK(blinded != vault.blind_to_store("emergency_phone", phone));
        CHECK(blinded != vault.blind_to_store("phone", "13812345679"));
        CHECK(blinded != Vault::in_memory(suite).blind_to_store("phone", phone));
    }
}

TEST_CASE("with a new index key a value is found under both, stored under the one in use, and the old one can go") {
    for (Suite suite : suites) {
        Vault vault = Vault::in_memory(suite);
        auto before = vault.blind_to_store("phone", phone), on_paper = vault.stamp(Vault::for_cards, phone);
        auto keys = vault.prepared_keys();
        REQUIRE(keys.size() == 2);
        CHECK(keys[0].purpose == "index");
        CHECK(keys[1].key_id == keys[0].key_id + 1);
        vault.learn(keys[0]);
        CHECK_THROWS(vault.prepared_keys());  // there are never three
        CHECK_THROWS(vault.new_data_key("index"));
        CHECK(vault.blind_to_store("phone", phone) == before);  // it has not settled
        auto both = vault.blinds("phone", phone);
        REQUIRE(both.size() == 2);
        CHECK(both[1] == before);
        vault.use(keys[0].key_id);
        CHECK(vault.blind_to_store("phone", phone) == both[0]);
        CHECK(both[0] != before);
        CHECK(vault.blinds("phone", phone) == both);
        vault.forget(2);
        CHECK(vault.blinds("phone", phone) == std::vector{both[0]});
        CHECK(vault.blinds("id_number", phone).size() == 1);
        CHECK(vault.stamp(Vault::for_cards, phone) == on_paper);
    }
}

TEST_CASE("what was stamped by the key for look-ups holds when stamps have keys of their own") {
    TestFolder folder;
    Vault::create(folder / "master.key");
    Vault first = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm);
    auto rows = first.missing_keys();
    // As a house has it that was made before: cards were blinded as a field of that name.
    auto card = first.blind_to_store(Vault::for_cards, phone);
    std::erase_if(rows, [](auto& row) { return row.purpose != Vault::for_columns && row.purpose != Vault::for_index; });
    Vault later = Vault::open(folder / "master.key", rows, Suite::sm4_gcm);
    for (auto& row : later.missing_keys()) rows.push_back(row);
    CHECK(later.stamp(Vault::for_cards, phone) == card);
    CHECK(later.stamp(Vault::for_stands, phone) != card);
    CHECK(Vault::open(folder / "master.key", rows, Suite::sm4_gcm).stamp(Vault::for_cards, phone) == card);
}

TEST_CASE("a vault that slept through a change of keys follows the stored rows all the same") {
    TestFolder folder;
    Vault::create(folder / "master.key");
    Vault vault = Vault::open(folder / "master.key", {}, Suite::aes_256_gcm);
    auto rows = vault.missing_keys();
    auto fresh = vault.prepared_keys();
    std::erase_if(rows, [](auto& row) { return row.purpose == Vault::for_index || row.purpose == Vault::for_columns; });
    rows.insert(rows.end(), fresh.begin(), fresh.end());
    vault.follow(rows, fresh[0].created + Vault::settling_us);
    CHECK(vault.key_in_use(Vault::for_index) == fresh[0].key_id);
    CHECK(vault.key_in_use(Vault::for_columns) == fresh[1].key_id);
    CHECK(vault.index_keys() == 1);
    CHECK(vault.rows().size() == 4);
}

TEST_CASE("several threads may use one vault") {
    Vault vault = Vault::in_memory();
    std::vector<std::thread> threads;
    std::vector<int> opened(4);
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                if (i % 50 == 0) vault.new_data_key(t % 2 ? "columns" : "case " + std::to_string(t));
                auto context = "t|" + std::to_string(i);
                opened[t] += vault.unseal(vault.seal(phone, context), context) == phone &&
                             vault.blinds("field " + std::to_string(i % 7), phone).at(0) ==
                                 vault.blind_to_store("field " + std::to_string(i % 7), phone);
            }
        });
    for (auto& thread : threads) thread.join();
    for (int n : opened) CHECK(n == 200);
}

TEST_CASE("nonces do not repeat") {
    for (Suite suite : suites) {
        Vault vault = Vault::in_memory(suite);
        std::set<std::string> nonces;
        for (int i = 0; i < 10'000; ++i) nonces.insert(vault.seal(phone, here).substr(6, 12));
        CHECK(nonces.size() == 10'000);
    }
}

}  // namespace unionhall
