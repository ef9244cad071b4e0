#include "platform/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "platform/crypto.h"
#include "platform/json.h"

namespace unionhall {

namespace fs = std::filesystem;

static constexpr const char* first_line = "UNIONHALL BACKUP 1";

static std::string piece_context(const std::string& sha, std::int64_t n) {
    return "backup|" + sha + "|" + std::to_string(n);
}

static void flush_to_disk(const fs::path& file) {
    int fd = ::open(file.c_str(), O_RDONLY);
    if (fd < 0 || ::fsync(fd) != 0) {
        if (fd >= 0) ::close(fd);
        throw std::runtime_error("cannot write " + file.string() + " to the disk");
    }
    ::close(fd);
}

static std::string hash_of(const fs::path& file) {
    // A chain over pieces, so that no whole file is held in memory.
    std::ifstream in(file, std::ios::binary);
    std::string piece(backup_piece_bytes, '\0'), hash;
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount())
        hash = sha256(hash.append(piece, 0, static_cast<std::size_t>(in.gcount())));
    return hex(hash);
}

namespace {

struct Removed {  // a temporary file that does not outlive its use
    fs::path path;
    ~Removed() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

struct Manifest {
    std::string sha;
    std::int64_t bytes = 0, pieces = 0;
    std::string key_file;
    std::vector<WrappedKey> keys;
};

std::string manifest_text(const Manifest& m) {
    JsonWriter w;
    w.begin_object()
        .pair("sha256", m.sha)
        .pair("bytes", m.bytes)
        .pair("pieces", m.pieces)
        .pair("key_file", m.key_file)
        .key("keys")
        .begin_array();
    for (auto& k : m.keys)
        w.begin_object()
            .pair("key_id", std::int64_t{k.key_id})
            .pair("suite", k.suite)
            .pair("purpose", k.purpose)
            .pair("wrapped", k.wrapped)
            .pair("created", k.created)
            .end_object();
    return w.end_array().end_object().take();
}

Manifest read_manifest(std::istream& in, const fs::path& file) {
    std::string line, text;
    if (!std::getline(in, line) || line != first_line || !std::getline(in, text))
        throw std::runtime_error(file.string() + " is not a backup of this program");
    try {
        auto json = parse_json(text);
        Manifest m{json.at("sha256").text(),
                   json.at("bytes").integer(),
                   json.at("pieces").integer(),
                   json.at("key_file").text(),
                   {}};
        for (auto& k : json.at("keys").array())
            m.keys.push_back({static_cast<std::uint32_t>(k.at("key_id").integer()), k.at("suite").text(),
                              k.at("purpose").text(), k.at("wrapped").text(), k.at("created").integer()});
        return m;
    } catch (const std::exception&) {
        throw std::runtime_error("the backup " + file.string() + " is damaged: its manifest cannot be read");
    }
}

// Opens every piece and writes the database out; throws when one does not open or something is left over.
void unpack(std::istream& in, const Manifest& m, const Vault& vault, const fs::path& target, const fs::path& from) {
    auto damaged = [&] {
        return std::runtime_error("the backup " + from.string() + " is damaged or cut short: nothing was restored");
    };
    std::ofstream out(target, std::ios::binary);
    for (std::int64_t n = 0; n < m.pieces; ++n) {
        char size_text[9] = {};
        if (!in.read(size_text, 8)) throw damaged();
        std::size_t size = std::strtoul(size_text, nullptr, 16);
        if (size > backup_piece_bytes + Vault::overhead_bytes) throw damaged();
        std::string sealed(size, '\0');
        if (!in.read(sealed.data(), static_cast<std::streamsize>(size))) throw damaged();
        try {
            auto plain = vault.unseal(sealed, piece_context(m.sha, n));
            out.write(plain.data(), static_cast<std::streamsize>(plain.size()));
        } catch (const std::runtime_error&) { throw damaged(); }
    }
    if (in.peek() != std::char_traits<char>::eof() || !out.flush()) throw damaged();
    out.close();
    if (hash_of(target) != m.sha) throw damaged();
    flush_to_disk(target);
}

}  // namespace

BackupReport back_up(Database& database, Vault& vault, const std::vector<WrappedKey>& keys, const fs::path& key_file,
                     const fs::path& out) {
    if (fs::exists(out))
        throw std::runtime_error(out.string() + " exists already; a backup is never written over another");
    Removed copy{out.string() + ".copy"}, unfinished{out.string() + ".unfinished"};
    database.copy_to(copy.path.string());
    Manifest m{hash_of(copy.path), static_cast<std::int64_t>(fs::file_size(copy.path)), 0,
               fs::absolute(key_file).string(), keys};
    m.pieces =
        (m.bytes + static_cast<std::int64_t>(backup_piece_bytes) - 1) / static_cast<std::int64_t>(backup_piece_bytes);
    {
        std::ifstream in(copy.path, std::ios::binary);
        std::ofstream to(unfinished.path, std::ios::binary);
        to << first_line << "\n" << manifest_text(m) << "\n";
        std::string piece(backup_piece_bytes, '\0');
        for (std::int64_t n = 0; n < m.pieces; ++n) {
            in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            auto sealed = vault.seal(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())),
                                     piece_context(m.sha, n));
            char size_text[9];
            std::snprintf(size_text, sizeof size_text, "%08zx", sealed.size());
            to << size_text << sealed;
        }
        if (!to.flush()) throw std::runtime_error("cannot write " + out.string() + ": is the disk full?");
    }
    flush_to_disk(unfinished.path);
    {
        Removed trial{out.string() + ".trial"};
        std::ifstream in(unfinished.path, std::ios::binary);
        auto again = read_manifest(in, out);
        unpack(in, again, vault, trial.path, out);
    }
    fs::rename(unfinished.path, out);
    fs::permissions(out, fs::perms::owner_read | fs::perms::owner_write);
    return {m.bytes, m.pieces, m.sha};
}

BackupReport restore(const fs::path& from, const fs::path& key, const fs::path& key_target,
                     const fs::path& database_file) {
    if (fs::exists(database_file))
        throw std::runtime_error(database_file.string() +
                                 " exists already: restore into an empty directory, nothing is written over");
    std::ifstream in(from, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + from.string());
    auto m = read_manifest(in, from);
    fs::path found = !key.empty() ? key : fs::exists(key_target) ? key_target : fs::path(m.key_file);
    if (!fs::exists(found))
        throw std::runtime_error("the master key of this backup is needed and was made at " + m.key_file +
                                 ": give it with --key FILE");
    auto vault = Vault::open(found, m.keys, Suite::aes_256_gcm);
    fs::create_directories(database_file.parent_path());
    Removed unfinished{database_file.string() + ".unfinished"};
    unpack(in, m, vault, unfinished.path, from);
    if (!fs::exists(key_target)) {
        fs::copy_file(found, key_target);
        fs::permissions(key_target, fs::perms::owner_read | fs::perms::owner_write);
        flush_to_disk(key_target);
    }
    fs::rename(unfinished.path, database_file);
    return {m.bytes, m.pieces, m.sha};
}

}  // namespace unionhall
