// The file of the master key: how it is written, and what makes us refuse one.
#pragma once

#include <filesystem>
#include <string>

namespace unionhall {

constexpr std::size_t master_key_bytes = 32;

void write_master_key(const std::filesystem::path& file);        // see Vault::create
std::string read_master_key(const std::filesystem::path& file);  // 32 bytes: wipe them after use

}  // namespace unionhall
