#include "platform/crypto_seal.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto.h"
#include "platform/crypto_bytes.h"

namespace unionhall {

namespace {

constexpr std::size_t secret_bytes = 32, nonce_bytes = 12, tag_bytes = 16;
constexpr char seal_version = 1;
constexpr char curve[] = "prime256v1";

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

[[noreturn]] void seal_fault(const char* what) {
    throw std::runtime_error(std::string("sealing failed, perhaps for lack of memory: ") + what);
}

// A key of the curve from its public point and, when there is one, its private number. Null for what is no such key.
Pkey key_from(std::string_view public_key, std::string_view private_key = {}) {
    std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    std::unique_ptr<BIGNUM, decltype(&BN_clear_free)> number(
        BN_bin2bn(bytes_of(private_key), int(private_key.size()), nullptr), BN_clear_free);
    if (!build || !number) seal_fault("no memory");
    OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
    OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(), public_key.size());
    if (!private_key.empty()) OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> params(OSSL_PARAM_BLD_to_param(build.get()),
                                                                   OSSL_PARAM_free);
    PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* made = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1) seal_fault("no memory");
    auto selection = private_key.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    if (EVP_PKEY_fromdata(context.get(), &made, selection, params.get()) != 1) made = nullptr;
    return {made, EVP_PKEY_free};
}

SealKeys keys_of(EVP_PKEY* key) {
    SealKeys keys{std::string(secret_bytes, '\0'), std::string(seal_public_key_bytes, '\0')};
    BIGNUM* number = nullptr;
    std::size_t length = 0;
    bool is_whole = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
                    BN_bn2binpad(number, bytes_of(keys.private_key), int(secret_bytes)) == int(secret_bytes) &&
                    EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, bytes_of(keys.public_key),
                                                    keys.public_key.size(), &length) == 1 &&
                    length == seal_public_key_bytes;
    BN_clear_free(number);
    if (!is_whole) seal_fault("a new key");
    return keys;
}

// The key both sides find; empty when the points do not fit.
std::string shared_key(EVP_PKEY* own, EVP_PKEY* other, std::string_view sender, std::string_view receiver) {
    PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr), EVP_PKEY_CTX_free);
    std::string secret(secret_bytes, '\0');
    std::size_t length = secret.size();
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), other) != 1 ||
        EVP_PKEY_derive(context.get(), bytes_of(secret), &length) != 1 || length != secret_bytes)
        return {};
    auto key = derive_key(Hash::sha256, secret, "unionhall sealed 1" + std::string(sender) + std::string(receiver),
                          secret_bytes);
    wipe(secret);
    return key;
}

}  // namespace

SealKeys new_seal_keys() {
    Pkey key(EVP_EC_gen(curve), EVP_PKEY_free);
    if (!key) seal_fault("a new key");
    // The point is handed on as 65 bytes, whatever the library prefers.
    if (EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed") != 1)
        seal_fault("the form of a point");
    return keys_of(key.get());
}

std::string seal_to(std::string_view public_key, std::string_view plain, std::string_view context) {
    auto receiver = key_from(public_key);
    if (!receiver || public_key.size() != seal_public_key_bytes) seal_fault("no key of the curve");
    auto sender = new_seal_keys();
    auto own = key_from(sender.public_key, sender.private_key);
    auto key = shared_key(own.get(), receiver.get(), sender.public_key, public_key);
    wipe(sender.private_key);
    if (key.empty()) seal_fault("no shared key");
    auto nonce = random_bytes(nonce_bytes);
    std::string cipher_text(plain.size(), '\0'), tag(tag_bytes, '\0');
    Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    bool is_done =
        cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytes_of(context), int(context.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), bytes_of(cipher_text), &length, bytes_of(plain), int(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), bytes_of(tag), &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, int(tag_bytes), tag.data()) == 1;
    wipe(key);
    if (!is_done) seal_fault("encryption");
    return seal_version + sender.public_key + nonce + cipher_text + tag;
}

std::optional<std::string> open_sealed(const SealKeys& keys, std::string_view sealed, std::string_view context) {
    if (sealed.size() < seal_overhead_bytes || sealed[0] != seal_version) return {};
    auto sender = sealed.substr(1, seal_public_key_bytes),
         nonce = sealed.substr(1 + seal_public_key_bytes, nonce_bytes);
    auto cipher_text = sealed.substr(1 + seal_public_key_bytes + nonce_bytes);
    std::string tag(cipher_text.substr(cipher_text.size() - tag_bytes));
    cipher_text.remove_suffix(tag_bytes);
    auto own = key_from(keys.public_key, keys.private_key), other = key_from(sender);
    if (!own) seal_fault("the key of the receiver");
    if (!other) return {};
    auto key = shared_key(own.get(), other.get(), sender, keys.public_key);
    if (key.empty()) return {};
    std::string plain(cipher_text.size(), '\0');
    Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    unsigned char end = 0;
    bool is_done =
        cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytes_of(context), int(context.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytes_of(plain), &length, bytes_of(cipher_text), int(cipher_text.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, int(tag_bytes), tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), &end, &length) == 1;
    wipe(key);
    if (!is_done) return wipe(plain), std::nullopt;
    return plain;
}

}  // namespace unionhall
