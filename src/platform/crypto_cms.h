// Signatures that other people's programs check: a key, a certificate, and a detached PKCS#7 signature over bytes.
#pragma once

#include <string>
#include <string_view>

#include "platform/date.h"

namespace unionhall {

inline constexpr int signing_key_bits = 3072, certificate_days = 3650;

// Both as PEM. The certificate may be followed by those between it and its root.
struct Signer {
    std::string private_key, certificates;
};

// RSA, so that the same bytes get the same signature. The certificate is signed by its own key: it says which house
// signed, and proves who that is to those who were given it another way.
Signer new_signer(const std::string& common_name, Instant now);

// Throws a fault with a sentence unless key and certificate belong together and can sign documents.
void check_signer(const Signer&);
std::string fingerprint_of(const Signer&);  // SHA-256 of the certificate, in hexadecimal

// DER. The same for the same signer, bytes and moment.
std::string cms_signature(const Signer&, std::string_view bytes, Instant at);
// Whether the signature is by this very certificate and over these bytes.
bool cms_signature_holds(const Signer&, std::string_view bytes, std::string_view signature);

}  // namespace unionhall
