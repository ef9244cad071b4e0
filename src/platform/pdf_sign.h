// Signing a PDF that pdf.h made: an addition at its end that covers every byte of it, so that one changed byte shows.
// The same addition says what Cairo cannot: the language of the document, and that its title is what to show.
#pragma once

#include "platform/crypto_cms.h"

namespace unionhall {

inline constexpr std::size_t pdf_signature_bytes_max = 8'192;  // of the signature with its certificates

struct PdfSigning {
    std::string language;
    std::string reason, name;  // shown by readers beside the signature
    Instant at;
};

// The document with its signature: PDF 32000 12.8, /adbe.pkcs7.detached, over everything but the signature itself.
// The same bytes for the same document, signer and moment. Throws a fault for a PDF of another maker.
std::string signed_pdf(std::string pdf, const Signer&, const PdfSigning&);

// Whether the PDF ends with a signature by this certificate over all of it.
bool pdf_signature_holds(std::string_view pdf, const Signer&);

}  // namespace unionhall
