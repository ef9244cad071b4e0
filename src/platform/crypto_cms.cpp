#include "platform/crypto_cms.h"

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "platform/crypto.h"

namespace unionhall {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(CMS_ContentInfo* cms) const { CMS_ContentInfo_free(cms); }
    void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};
template <class T>
using Own = std::unique_ptr<T, Free>;

[[noreturn]] void signing_fault(const char* what) { throw std::runtime_error(std::string("signing failed: ") + what); }
void need(bool is_done, const char* what) {
    if (!is_done) signing_fault(what);
}

Own<BIO> reading(std::string_view text) {
    return Own<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}
std::string written(BIO* bio) {
    char* bytes = nullptr;
    auto length = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

Own<EVP_PKEY> key_of(const Signer& signer) {
    auto bio = reading(signer.private_key);
    // Never asks at a terminal: an encrypted key is one that cannot be read here.
    Own<EVP_PKEY> key(PEM_read_bio_PrivateKey(
        bio.get(), nullptr, [](char*, int, int, void*) { return -1; }, nullptr));
    if (!key) signing_fault("the private key is not a PEM that can be read without a password");
    return key;
}
std::vector<Own<X509>> certificates_of(const Signer& signer) {
    auto bio = reading(signer.certificates);
    std::vector<Own<X509>> found;
    while (auto* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) found.emplace_back(certificate);
    if (found.empty()) signing_fault("there is no PEM certificate");
    return found;
}

void set_times(X509* certificate, Instant now) {
    auto seconds = static_cast<time_t>(now.us / 1'000'000);
    need(ASN1_TIME_set(X509_getm_notBefore(certificate), seconds - 24 * 3600) &&
             ASN1_TIME_adj(X509_getm_notAfter(certificate), seconds, certificate_days, 0),
         "times of a certificate");
}
void add_extension(X509* certificate, int name, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, name, value), X509_EXTENSION_free);
    need(extension && X509_add_ext(certificate, extension.get(), -1), "an extension of a certificate");
}

}  // namespace

Signer new_signer(const std::string& common_name, Instant now) {
    Own<EVP_PKEY> key(EVP_RSA_gen(signing_key_bits));
    Own<X509> certificate(X509_new());
    need(key && certificate, "a new key");
    auto serial = random_bytes(16);
    serial[0] = static_cast<char>(serial[0] & 0x7f);
    std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()), int(serial.size()), nullptr), BN_free);
    auto* name = X509_get_subject_name(certificate.get());
    auto* text = reinterpret_cast<const unsigned char*>(common_name.data());
    need(X509_set_version(certificate.get(), X509_VERSION_3) &&
             BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) &&
             X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, int(common_name.size()), -1, 0) &&
             X509_set_issuer_name(certificate.get(), name) && X509_set_pubkey(certificate.get(), key.get()),
         "a new certificate");
    set_times(certificate.get(), now);
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
    add_extension(certificate.get(), NID_subject_key_identifier, "hash");
    need(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0, "a new certificate");
    Own<BIO> key_text(BIO_new(BIO_s_mem())), certificate_text(BIO_new(BIO_s_mem()));
    need(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) &&
             PEM_write_bio_X509(certificate_text.get(), certificate.get()),
         "writing a key");
    return {written(key_text.get()), written(certificate_text.get())};
}

void check_signer(const Signer& signer) {
    auto key = key_of(signer);
    auto certificates = certificates_of(signer);
    if (X509_check_private_key(certificates.front().get(), key.get()) != 1)
        signing_fault("the first certificate does not belong to the private key");
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) signing_fault("the key is not RSA");
    if (!(X509_get_key_usage(certificates.front().get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)))
        signing_fault("the certificate may not be used for signatures");
}

std::string fingerprint_of(const Signer& signer) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    need(X509_digest(certificates_of(signer).front().get(), EVP_sha256(), digest, &length) == 1, "a fingerprint");
    return hex({reinterpret_cast<char*>(digest), length});
}

std::string cms_signature(const Signer& signer, std::string_view bytes, Instant at) {
    auto key = key_of(signer);
    auto certificates = certificates_of(signer);
    constexpr unsigned flags = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_CADES;
    Own<CMS_ContentInfo> cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
    need(cms != nullptr, "a new signature");
    auto* info = CMS_add1_signer(cms.get(), certificates.front().get(), key.get(), EVP_sha256(), flags);
    need(info != nullptr, "a signer");
    for (std::size_t i = 1; i < certificates.size(); ++i)
        need(CMS_add1_cert(cms.get(), certificates[i].get()) == 1, "a certificate of the chain");
    Own<ASN1_TIME> time(ASN1_TIME_set(nullptr, static_cast<time_t>(at.us / 1'000'000)));
    need(time && CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1,
         "the moment of a signature");
    auto data = reading(bytes);
    need(CMS_final(cms.get(), data.get(), nullptr, flags) == 1, "a signature");
    Own<BIO> out(BIO_new(BIO_s_mem()));
    need(i2d_CMS_bio(out.get(), cms.get()) == 1, "writing a signature");
    return written(out.get());
}

bool cms_signature_holds(const Signer& signer, std::string_view bytes, std::string_view signature) {
    auto in = reading(signature), data = reading(bytes);
    Own<CMS_ContentInfo> cms(d2i_CMS_bio(in.get(), nullptr));
    if (!cms) return false;
    auto certificates = certificates_of(signer);
    std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> trusted(sk_X509_new_null(),
                                                                       [](STACK_OF(X509) * all) { sk_X509_free(all); });
    need(trusted && sk_X509_push(trusted.get(), certificates.front().get()), "memory");
    // Only by the certificate that is given, and whoever issued it is not asked.
    return CMS_verify(cms.get(), trusted.get(), nullptr, data.get(), nullptr,
                      CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY) == 1;
}

}  // namespace unionhall
