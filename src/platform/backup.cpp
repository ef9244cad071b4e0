#include "platform/backup.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "platform/crypto.h"
#include "platform/json.h"
#include "platform/new_file.h"
#include "platform/read_file.h"

namespace unionhall {

namespace fs = std::filesystem;

static constexpr const char* first_line = "UNIONHALL BACKUP 2";
static constexpr const char* manifest_context = "backup|manifest";

static std::string piece_context(const std::string& sha, std::int64_t n) {
    return "backup|" + sha + "|" + std::to_string(n);
}

namespace {

// A chain over pieces, so that no whole file is held in memory.
struct ChainHash {
    std::string hash;
    void add(std::string_view piece) { hash = sha256(hash.append(piece)); }
    std::string text() const { return hex(hash); }
};

// Calls `each` with every piece of a file; `backup_piece_bytes` a piece, but for the last.
std::int64_t read_pieces(const fs::path& file, const std::function<void(std::string_view)>& each) {
    std::ifstream in(file, std::ios::binary);
    std::string piece(backup_piece_bytes, '\0');
    std::int64_t bytes = 0;
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount()) {
        each(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
        bytes += in.gcount();
    }
    if (!in.eof()) throw std::runtime_error("cannot read " + file.string() + " to its end");
    return bytes;
}

struct Manifest {
    std::string sha;
    std::int64_t bytes = 0, pieces = 0;
    std::string key_file;
    std::vector<WrappedKey> keys;
    std::string text, seal;  // as they stand in the file
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

std::runtime_error damaged(const fs::path& file) {
    return std::runtime_error("the backup " + file.string() + " is damaged or cut short: nothing was restored");
}

Manifest read_manifest(std::istream& in, const fs::path& file) {
    std::string line;
    Manifest m;
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    try {
        if (!std::getline(in, line) || line != first_line)
            throw std::runtime_error(file.string() + " is not a backup of this program");
        if (!std::getline(in, m.text) || !std::getline(in, m.seal)) throw damaged(file);
    } catch (const std::ios_base::failure&) { throw std::runtime_error("cannot read " + file.string()); }
    try {
        auto json = parse_json(m.text);
        m.sha = json.at("sha256").text();
        m.bytes = json.at("bytes").integer();
        m.pieces = json.at("pieces").integer();
        m.key_file = json.at("key_file").text();
        for (auto& k : json.at("keys").array())
            m.keys.push_back({static_cast<std::uint32_t>(k.at("key_id").integer()), k.at("suite").text(),
                              k.at("purpose").text(), k.at("wrapped").text(), k.at("created").integer()});
    } catch (const std::bad_alloc&) { throw; } catch (const std::exception&) {
        throw damaged(file);
    }
    return m;
}

// Opens every piece and hands it on; throws when something does not open, is missing or is left over.
void unpack(std::istream& in, const Manifest& m, const Vault& vault, const fs::path& from,
            const std::function<void(std::string_view)>& each) {
    ChainHash chain;
    std::int64_t bytes = 0;
    try {
        auto seal = from_base64url(m.seal);
        if (!seal || vault.unseal(*seal, manifest_context) != hex(sha256(m.text))) throw damaged(from);
        for (std::int64_t n = 0; n < m.pieces; ++n) {
            char size_text[9] = {};
            if (!in.read(size_text, 8)) throw damaged(from);
            std::size_t size = 0;
            auto [end, error] = std::from_chars(size_text, size_text + 8, size, 16);
            if (error != std::errc() || end != size_text + 8) throw damaged(from);
            if (size > backup_piece_bytes + Vault::overhead_bytes) throw damaged(from);
            std::string sealed(size, '\0');
            if (!in.read(sealed.data(), static_cast<std::streamsize>(size))) throw damaged(from);
            auto plain = vault.unseal(sealed, piece_context(m.sha, n));
            chain.add(plain);
            bytes += static_cast<std::int64_t>(plain.size());
            each(plain);
        }
    } catch (const NewFileFault&) { throw; } catch (const std::runtime_error&) {
        throw damaged(from);
    }
    bool is_over = in.peek() == std::char_traits<char>::eof();
    if (!is_over || bytes != m.bytes || chain.text() != m.sha) throw damaged(from);
}

void verify(const fs::path& backup, const Vault& vault, const fs::path& called) {
    std::ifstream in(backup, std::ios::binary);
    auto manifest = read_manifest(in, called);
    unpack(in, manifest, vault, called, [](std::string_view) {});
}

}  // namespace

BackupReport back_up(Database& database, Vault& vault, const std::vector<WrappedKey>& keys, const fs::path& key_file,
                     const fs::path& out) {
    if (fs::exists(out))
        throw std::runtime_error(out.string() + " exists already; a backup is never written over another");
    NewFile unfinished(out.string() + ".unfinished");
    Manifest m{.key_file = fs::absolute(key_file).string(), .keys = keys};
    {
        // Beside the database, not beside the backup: it holds names, and the place of the backup may be anywhere.
        NewFile copy(fs::absolute(key_file).parent_path() / "backup.copy");
        database.copy_to(copy.path().string());
        ChainHash chain;
        m.bytes = read_pieces(copy.path(), [&](std::string_view piece) { chain.add(piece), ++m.pieces; });
        m.sha = chain.text();
        m.text = manifest_text(m);
        unfinished.write(std::string(first_line) + "\n" + m.text + "\n" +
                         base64url(vault.seal(hex(sha256(m.text)), manifest_context)) + "\n");
        std::int64_t n = 0;
        read_pieces(copy.path(), [&](std::string_view piece) {
            auto sealed = vault.seal(piece, piece_context(m.sha, n++));
            char size_text[9];
            std::snprintf(size_text, sizeof size_text, "%08zx", sealed.size());
            unfinished.write(size_text);
            unfinished.write(sealed);
        });
    }
    unfinished.flush();
    verify(unfinished.path(), vault, out);
    unfinished.give_name(out);
    return {m.bytes, m.pieces, m.sha};
}

// A log that lies where the database will be would be played into it.
static void expect_empty(const fs::path& database_file) {
    for (auto* end : {"", "-wal", "-shm", "-journal"})
        if (fs::exists(database_file.string() + end))
            throw std::runtime_error(database_file.string() + end +
                                     " exists already: restore into an empty directory, nothing is written over");
}

static void expect_same_key(const fs::path& key, const fs::path& key_target) {
    if (fs::exists(key_target) && bytes_of(key_target) != bytes_of(key))
        throw std::runtime_error(key_target.string() +
                                 " is another master key than this backup's: restore into an empty directory");
}

BackupReport restore(const fs::path& from, const fs::path& key, const fs::path& key_target,
                     const fs::path& database_file) {
    expect_empty(database_file);
    std::ifstream in(from, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + from.string());
    auto m = read_manifest(in, from);
    fs::path found = !key.empty() ? key : fs::exists(key_target) ? key_target : fs::path(m.key_file);
    if (!fs::exists(found))
        throw std::runtime_error("the master key of this backup is needed and was made at " + m.key_file +
                                 ": give it with --key FILE");
    expect_same_key(found, key_target);
    auto vault = Vault::open(found, m.keys, Suite::aes_256_gcm);
    if (fs::create_directories(database_file.parent_path()))
        fs::permissions(database_file.parent_path(), fs::perms::owner_all);
    NewFile unfinished(database_file.string() + ".unfinished");
    unpack(in, m, vault, from, [&](std::string_view piece) { unfinished.write(piece); });
    if (!fs::exists(key_target)) {
        NewFile copy(key_target.string() + ".unfinished");
        copy.write(bytes_of(found));
        copy.give_name(key_target);
    }
    unfinished.give_name(database_file);
    return {m.bytes, m.pieces, m.sha};
}

}  // namespace unionhall
