// Sealed values, key files, rows of keys and backups that somebody else has written: they open as what was sealed, or
// not at all.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/backup.h"
#include "platform/vault.h"

using namespace unionhall;
namespace fs = std::filesystem;

namespace {

void seals_hold(const Vault& vault, std::string_view bytes) {
    try {
        static_cast<void>(vault.unseal(bytes, "members|phone|1"));
        std::abort();  // a forgery
    } catch (const std::runtime_error&) {}
    auto sealed = vault.seal(bytes, "a|b|1");
    if (vault.unseal(sealed, "a|b|1") != bytes) std::abort();
    auto place = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]) % sealed.size();
    sealed[place] = static_cast<char>(sealed[place] ^ 1);
    try {
        static_cast<void>(vault.unseal(sealed, "a|b|1"));
        std::abort();
    } catch (const std::runtime_error&) {}
}

fs::path folder() {
    static const fs::path one = [] {
        auto path = fs::temp_directory_path() / ("unionhall_fuzz_" + std::to_string(::getpid()));
        fs::create_directories(path);
        std::atexit(
            [] { fs::remove_all(fs::temp_directory_path() / ("unionhall_fuzz_" + std::to_string(::getpid()))); });
        return path;
    }();
    return one;
}

fs::path written(const std::string& name, std::string_view bytes) {
    auto file = folder() / name;
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    ::chmod(file.c_str(), 0600);
    return file;
}

void files_hold(std::string_view bytes) {
    auto file = written("foreign", bytes);
    try {
        auto vault = Vault::open(file, {}, Suite::aes_256_gcm);  // any well-formed key file is somebody's
    } catch (const std::runtime_error&) {}
    WrappedKey row{.key_id = 1, .suite = "aes-256-gcm", .purpose = "columns", .wrapped = std::string(bytes)};
    static const auto key_file = [] {
        auto path = folder() / "own.key";
        Vault::create(path);
        return path;
    }();
    try {
        auto vault = Vault::open(key_file, {row}, Suite::aes_256_gcm);
        std::abort();
    } catch (const std::runtime_error&) {}
    try {
        restore(file, key_file, folder() / "target.key", folder() / "target.sqlite");
        std::abort();
    } catch (const std::runtime_error&) {}
    if (fs::exists(folder() / "target.sqlite")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto vault = Vault::in_memory();
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    seals_hold(vault, bytes);
    files_hold(bytes);
    return 0;
}
