// The files of the master key and of the key that signs: how they are written, and what makes us refuse one.
#pragma once

#include <filesystem>
#include <string>

namespace unionhall {

constexpr std::size_t master_key_bytes = 32;

void write_master_key(const std::filesystem::path& file);        // see Vault::create
std::string read_master_key(const std::filesystem::path& file);  // 32 bytes: wipe them after use

// The key that signs heads of the audit: a file of the same kind and care, with another first line.
void write_head_key(const std::filesystem::path& file);
std::string read_head_key(const std::filesystem::path& file);  // 32 bytes: wipe them after use

}  // namespace unionhall
