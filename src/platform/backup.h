// A backup of an SQLite database: one consistent copy made while others go on working, encrypted in pieces under the
// vault, with a manifest that tells what must come out. The master key is never in it.
#pragma once

#include <filesystem>

#include "platform/db.h"
#include "platform/vault.h"

namespace unionhall {

inline constexpr std::size_t backup_piece_bytes = 4 * 1024 * 1024;

struct BackupReport {
    std::int64_t bytes = 0, pieces = 0;
    std::string sha256;  // of the database inside, in hex
};

// Writes `out` (never over an existing file), reads it back and compares before it says that it is made.
BackupReport back_up(Database&, Vault&, const std::vector<WrappedKey>& keys, const std::filesystem::path& key_file,
                     const std::filesystem::path& out);

// Writes the database of a backup to `database_file`, never over an existing one, and nothing at all of a damaged backup.
// The key: `key` if given, else the one that lies at `key_target`, else where the backup was made; copied to `key_target`.
// Throws std::runtime_error with a sentence.
BackupReport restore(const std::filesystem::path& from, const std::filesystem::path& key,
                     const std::filesystem::path& key_target, const std::filesystem::path& database_file);

}  // namespace unionhall
