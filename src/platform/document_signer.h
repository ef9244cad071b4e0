// The key and the certificate that sign documents of the house: one PEM file beside the master key, or where the setting
// says. A file that a certificate authority's certificate was put into is used as it is.
#pragma once

#include <filesystem>

#include "platform/crypto_cms.h"

namespace unionhall {

inline constexpr std::size_t signer_file_bytes_max = 65'536;

// Reads the file; makes it, with a certificate signed by its own key, when there is none. Safe for several threads and
// processes at once: the first one's file stays. Refuses a file that others may read, or that cannot sign (a fault).
Signer document_signer(const std::filesystem::path& file, const std::string& common_name, Instant now);

}  // namespace unionhall
