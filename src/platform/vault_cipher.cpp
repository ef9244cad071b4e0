// AES-256-GCM by OpenSSL; SM4-GCM by libgcrypt, because OpenSSL 3.0 has none.
#include "platform/vault_cipher.h"

#include <gcrypt.h>
#include <openssl/evp.h>

#include <memory>
#include <new>
#include <stdexcept>

#include "platform/crypto.h"
#include "platform/crypto_bytes.h"

namespace unionhall {

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Gcrypt = std::unique_ptr<gcry_cipher_handle, decltype(&gcry_cipher_close)>;

[[noreturn]] void fault(const char* what) {
    throw std::runtime_error(std::string("encryption failed, perhaps for lack of memory: ") + what);
}
// Where the cipher is there and the lengths are right, nothing else can be wrong.
[[noreturn]] void lack_memory() { throw std::bad_alloc(); }

// Fetched once: looking a cipher up by name costs more than sealing a phone number.
const EVP_CIPHER* aes_256_gcm() {
    using Fetched = std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)>;
    static const Fetched cipher = [] {
        Fetched found(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), EVP_CIPHER_free);
        if (!found) fault("no AES-256-GCM: OpenSSL has none, or there is not enough memory");
        return found;
    }();
    return cipher.get();
}

void aes_encrypt(std::string_view key, std::string_view nonce, std::string_view bound, std::string_view plaintext,
                 std::string& out) {
    CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    auto start = out.size();
    out.resize(start + plaintext.size() + cipher_tag_bytes);
    auto* to = reinterpret_cast<unsigned char*>(out.data() + start);
    int n = 0, rest = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), aes_256_gcm(), bytes_of(key), bytes_of(nonce), nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), nullptr, &n, bytes_of(bound), int(bound.size())) != 1 ||
        EVP_EncryptUpdate(context.get(), to, &n, bytes_of(plaintext), int(plaintext.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), to + n, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(cipher_tag_bytes), to + plaintext.size()) != 1)
        lack_memory();
}

std::optional<std::string> aes_decrypt(std::string_view key, std::string_view nonce, std::string_view bound,
                                       std::string_view ciphertext, std::string tag) {
    CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string out(ciphertext.size(), '\0');
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    int n = 0, rest = 0;
    if (!context || EVP_DecryptInit_ex2(context.get(), aes_256_gcm(), bytes_of(key), bytes_of(nonce), nullptr) != 1 ||
        EVP_DecryptUpdate(context.get(), nullptr, &n, bytes_of(bound), int(bound.size())) != 1 ||
        EVP_DecryptUpdate(context.get(), to, &n, bytes_of(ciphertext), int(ciphertext.size())) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(tag.size()), tag.data()) != 1)
        lack_memory();
    if (EVP_DecryptFinal_ex(context.get(), to + n, &rest) == 1) return out;
    wipe(out);
    return {};
}

Gcrypt sm4_gcm(std::string_view key, std::string_view nonce, std::string_view bound) {
    static const bool ready = [] {  // libgcrypt asks to be woken once, before threads use it
        if (!gcry_check_version("1.10.0")) return false;
        if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) return true;
        gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
        gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        return true;
    }();
    if (!ready) fault("libgcrypt is older than 1.10");
    gcry_cipher_hd_t handle = nullptr;
    auto error = gcry_cipher_open(&handle, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0);
    if (gcry_err_code(error) == GPG_ERR_ENOMEM) lack_memory();
    if (error) fault("libgcrypt has no SM4-GCM");
    Gcrypt cipher(handle, gcry_cipher_close);
    if (gcry_cipher_setkey(handle, key.data(), key.size()) || gcry_cipher_setiv(handle, nonce.data(), nonce.size()) ||
        gcry_cipher_authenticate(handle, bytes_of(bound), bound.size()))
        fault("SM4-GCM");
    return cipher;
}

void sm4_encrypt(std::string_view key, std::string_view nonce, std::string_view bound, std::string_view plaintext,
                 std::string& out) {
    auto cipher = sm4_gcm(key, nonce, bound);
    auto start = out.size();
    out.resize(start + plaintext.size() + cipher_tag_bytes);
    char* to = out.data() + start;
    gcry_cipher_final(cipher.get());
    if (gcry_cipher_encrypt(cipher.get(), to, plaintext.size(), bytes_of(plaintext), plaintext.size()) ||
        gcry_cipher_gettag(cipher.get(), to + plaintext.size(), cipher_tag_bytes))
        fault("SM4-GCM");
}

std::optional<std::string> sm4_decrypt(std::string_view key, std::string_view nonce, std::string_view bound,
                                       std::string_view ciphertext, std::string_view tag) {
    auto cipher = sm4_gcm(key, nonce, bound);
    std::string out(ciphertext.size(), '\0');
    gcry_cipher_final(cipher.get());
    if (gcry_cipher_decrypt(cipher.get(), out.data(), out.size(), bytes_of(ciphertext), ciphertext.size()))
        fault("SM4-GCM");
    if (gcry_cipher_checktag(cipher.get(), tag.data(), tag.size()) == 0) return out;
    wipe(out);
    return {};
}

void check_lengths(Suite suite, std::string_view key, std::string_view nonce, std::string_view bound, std::size_t n) {
    if (key.size() != cipher_key_bytes(suite) || nonce.size() != cipher_nonce_bytes) fault("key or nonce length");
    if (n > Vault::value_bytes_max + cipher_tag_bytes || bound.size() > Vault::value_bytes_max)
        fault("the value is too long to be sealed");
}

}  // namespace

void encrypt(Suite suite, std::string_view key, std::string_view nonce, std::string_view bound,
             std::string_view plaintext, std::string& out) {
    check_lengths(suite, key, nonce, bound, plaintext.size());
    suite == Suite::sm4_gcm ? sm4_encrypt(key, nonce, bound, plaintext, out)
                            : aes_encrypt(key, nonce, bound, plaintext, out);
}

std::optional<std::string> decrypt(Suite suite, std::string_view key, std::string_view nonce, std::string_view bound,
                                   std::string_view sealed) {
    check_lengths(suite, key, nonce, bound, sealed.size());
    if (sealed.size() < cipher_tag_bytes) return {};
    auto ciphertext = sealed.substr(0, sealed.size() - cipher_tag_bytes);
    auto tag = sealed.substr(ciphertext.size());
    return suite == Suite::sm4_gcm ? sm4_decrypt(key, nonce, bound, ciphertext, tag)
                                   : aes_decrypt(key, nonce, bound, ciphertext, std::string(tag));
}

}  // namespace unionhall
