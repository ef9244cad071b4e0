// Hashes, keyed hashes and signatures by OpenSSL; the texts of bytes by ourselves.
#include "platform/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <climits>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

#include "platform/crypto_bytes.h"

namespace unionhall {

namespace {

constexpr std::size_t ed25519_key_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using MdContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

[[noreturn]] void fault(const char* what) {
    throw std::runtime_error(std::string("cryptography failed, perhaps for lack of memory: ") + what);
}
// Where the algorithm is there and the lengths are right, nothing else can be wrong.
[[noreturn]] void lack_memory() { throw std::bad_alloc(); }

enum class Md { sha256, sm3, sha1 };

// Fetched once: looking a hash up by name costs more than hashing a phone number.
// One that is not found is looked for again the next time: it may have been the memory that was missing.
template <Md>
const EVP_MD* fetched(const char* name) {
    using Fetched = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;
    static const Fetched one = [&] {
        Fetched found(EVP_MD_fetch(nullptr, name, nullptr), EVP_MD_free);
        if (!found) fault("a hash is missing: OpenSSL has none, or there is not enough memory");
        return found;
    }();
    return one.get();
}
const EVP_MD* fetched(Md md) {
    if (md == Md::sha256) return fetched<Md::sha256>("SHA256");
    return md == Md::sm3 ? fetched<Md::sm3>("SM3") : fetched<Md::sha1>("SHA1");
}

std::string digest(Md md, std::string_view data) {
    auto* kind = fetched(md);
    std::string out(EVP_MD_get_size(kind), '\0');
    unsigned int length = 0;
    if (EVP_Digest(bytes_of(data), data.size(), bytes_of(out), &length, kind, nullptr) != 1) lack_memory();
    return out;
}

// RFC 2104 by two digests: a sixth of the time that OpenSSL's HMAC takes for a phone number.
std::string hmac(Md md, std::string_view key, std::string_view data) {
    auto* kind = fetched(md);
    constexpr std::size_t block_bytes = 64;
    std::string pad = key.size() > block_bytes ? digest(md, key) : std::string(key);
    pad.resize(block_bytes, '\0');
    MdContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string out(EVP_MD_get_size(kind), '\0');
    unsigned int length = 0;
    auto pass = [&](char with, std::string_view text) {
        for (char& c : pad) c = static_cast<char>(c ^ with);
        if (EVP_DigestInit_ex2(context.get(), kind, nullptr) != 1 ||
            EVP_DigestUpdate(context.get(), pad.data(), pad.size()) != 1 ||
            EVP_DigestUpdate(context.get(), bytes_of(text), text.size()) != 1 ||
            EVP_DigestFinal_ex(context.get(), bytes_of(out), &length) != 1)
            lack_memory();
    };
    if (!context) lack_memory();
    constexpr char inner = 0x36, outer = 0x5c;
    pass(inner, data);
    pass(inner ^ outer, std::string(out));
    wipe(pad);
    return out;
}

std::string hmac(Hash hash, std::string_view key, std::string_view data) {
    return hash == Hash::sm3 ? hmac_sm3(key, data) : hmac_sha256(key, data);
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::string_view base64url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

// Small ones are cut from a larger piece of this thread's: asking the generator costs more than sealing a phone number.
std::string random_bytes(std::size_t n) {
    constexpr std::size_t small_bytes_max = 32;
    struct Pool {
        std::array<unsigned char, 1024> bytes{};
        std::size_t used = sizeof bytes;
        ~Pool() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    };
    thread_local Pool pool;
    std::string out(n, '\0');
    if (n > small_bytes_max) {
        if (n > INT_MAX || RAND_bytes(bytes_of(out), int(n)) != 1) fault("no random bytes");
        return out;
    }
    if (pool.used + n > pool.bytes.size()) {
        if (RAND_bytes(pool.bytes.data(), int(pool.bytes.size())) != 1) fault("no random bytes");
        pool.used = 0;
    }
    auto* from = pool.bytes.data() + pool.used;
    out.assign(reinterpret_cast<const char*>(from), n);
    OPENSSL_cleanse(from, n);  // handed out once
    pool.used += n;
    return out;
}

std::string sha256(std::string_view data) { return digest(Md::sha256, data); }
std::string sm3(std::string_view data) { return digest(Md::sm3, data); }
std::string hmac_sha256(std::string_view key, std::string_view data) { return hmac(Md::sha256, key, data); }
std::string hmac_sm3(std::string_view key, std::string_view data) { return hmac(Md::sm3, key, data); }
std::string hmac_sha1(std::string_view key, std::string_view data) { return hmac(Md::sha1, key, data); }

std::string derive_key(Hash hash, std::string_view secret, std::string_view info, std::size_t n) {
    constexpr std::size_t hash_bytes = 32;
    if (n > 255 * hash_bytes) fault("a derived key of that length");
    std::string root = hmac(hash, std::string(hash_bytes, '\0'), secret);
    std::string out, block;
    for (unsigned char i = 1; out.size() < n; ++i) {
        block.append(info).push_back(char(i));
        std::string next = hmac(hash, root, block);
        wipe(block);
        block = std::move(next);
        out += block;
    }
    wipe(root);
    wipe(block);
    out.resize(n);
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(bytes_of(a), bytes_of(b), a.size()) == 0;
}

void wipe(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2) return {};
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return {};
        out += char(high * 16 + low);
    }
    return out;
}

std::string base64url(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t held = 0;
    int bits = 0;
    for (unsigned char byte : bytes) {
        held = (held << 8 | byte) & 0xffffff;
        for (bits += 8; bits >= 6; bits -= 6) out += base64url_alphabet[held >> (bits - 6) & 63];
    }
    if (bits) out += base64url_alphabet[held << (6 - bits) & 63];
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.size() % 4 == 1) return {};
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t held = 0;
    int bits = 0;
    for (char c : text) {
        auto value = base64url_alphabet.find(c);
        if (value == std::string_view::npos) return {};
        held = (held << 6 | std::uint32_t(value)) & 0xffffff;
        if (bits += 6; bits >= 8) out += char(held >> (bits -= 8) & 255);
    }
    if (held & ((1u << bits) - 1)) return {};
    return out;
}

SigningKey new_signing_key() {
    std::string secret = random_bytes(ed25519_key_bytes);
    SigningKey key = signing_key_from(secret);
    wipe(secret);
    return key;
}

SigningKey signing_key_from(std::string_view secret_key) {
    if (secret_key.size() != ed25519_key_bytes) fault("a signing key is 32 bytes");
    Pkey pair(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(secret_key), secret_key.size()),
              EVP_PKEY_free);
    SigningKey key{std::string(secret_key), std::string(ed25519_key_bytes, '\0')};
    std::size_t length = key.public_key.size();
    if (!pair || EVP_PKEY_get_raw_public_key(pair.get(), bytes_of(key.public_key), &length) != 1) fault("signing key");
    return key;
}

std::string sign(std::string_view secret_key, std::string_view message) {
    if (secret_key.size() != ed25519_key_bytes) fault("a signing key is 32 bytes");
    Pkey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(secret_key), secret_key.size()),
             EVP_PKEY_free);
    MdContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string out(ed25519_signature_bytes, '\0');
    std::size_t length = out.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), bytes_of(out), &length, bytes_of(message), message.size()) != 1)
        lack_memory();
    return out;
}

bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) {
    if (public_key.size() != ed25519_key_bytes || signature.size() != ed25519_signature_bytes) return false;
    Pkey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(public_key), public_key.size()),
             EVP_PKEY_free);
    MdContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!context) lack_memory();
    return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) ==
               1;
}

}  // namespace unionhall
