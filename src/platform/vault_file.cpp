// Reads and writes the files of keys with the system's own calls, because mode and flushing matter here.
#include "platform/vault_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "platform/crypto.h"

namespace unionhall {

namespace {

constexpr std::size_t key_file_bytes_max = 4096;
struct Kind {
    std::string_view name, first_line, advice;
};
constexpr Kind master_kind{
    "master key", "unionhall master key, version 1\n",
    "# Keep this file outside the database and outside its backups, and keep a copy in a safe.\n"
    "# With it, whoever has the database can read what is sealed there; without it, nobody can, ever again.\n"};
constexpr Kind head_kind{"key for heads of the audit", "unionhall head key, version 1\n",
                         "# Keep this file outside the database and outside its backups.\n"
                         "# Whoever has it can sign heads of the audit in the name of this house.\n"};
constexpr std::string_view key_name = "key: ";

class OpenFile {
  public:
    OpenFile(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    explicit operator bool() const { return fd_ >= 0; }
    int fd() const { return fd_; }

  private:
    int fd_;
};

[[noreturn]] void fault(const std::filesystem::path& file, const std::string& what) {
    throw std::runtime_error("key file " + file.string() + ": " + what);
}

bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        auto n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        text.remove_prefix(std::size_t(n));
    }
    return true;
}

std::string read_all(const std::filesystem::path& path, int fd) {
    std::string text(key_file_bytes_max, '\0');
    std::size_t used = 0;
    while (used < text.size()) {
        auto n = ::read(fd, text.data() + used, text.size() - used);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fault(path, std::strerror(errno));
        if (n == 0) break;
        used += std::size_t(n);
    }
    text.resize(used);
    return text;
}

void flush_directory_of(const std::filesystem::path& file) {
    auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    OpenFile directory(parent, O_RDONLY | O_DIRECTORY);
    if (!directory || ::fsync(directory.fd()) != 0) fault(file, "its directory could not be flushed to disk");
}

}  // namespace

static void write_key(const std::filesystem::path& path, const Kind& kind) {
    OpenFile file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!file && errno == EEXIST) fault(path, "exists already and is never overwritten");
    if (!file) fault(path, std::string("cannot be made: ") + std::strerror(errno));
    std::string key = random_bytes(master_key_bytes), key_text = base64url(key), text;
    text.reserve(key_file_bytes_max);
    text.append(kind.first_line).append(kind.advice).append(key_name).append(key_text).append("\n");
    bool written = write_all(file.fd(), text) && ::fsync(file.fd()) == 0;
    wipe(key);
    wipe(key_text);
    wipe(text);
    if (!written) {
        ::unlink(path.c_str());  // half a key is worse than none
        fault(path, "could not be written whole; it was removed");
    }
    flush_directory_of(path);
}

static std::string read_key(const std::filesystem::path& path, const Kind& kind) {
    OpenFile file(path, O_RDONLY);
    struct stat about {};
    if (!file || ::fstat(file.fd(), &about) != 0) fault(path, std::string("cannot be opened: ") + std::strerror(errno));
    if (!S_ISREG(about.st_mode)) fault(path, "is not a file");
    if (about.st_mode & (S_IRWXO | S_IWGRP | S_IXGRP))
        fault(path, "others may read or change it; allow only its owner (chmod 600) and do not trust it any longer");
    std::string text = read_all(path, file.fd()), key_text;
    auto at = text.find("\n" + std::string(key_name));
    if (text.starts_with(kind.first_line) && at != std::string::npos) {
        auto start = at + 1 + key_name.size();
        key_text = text.substr(start, text.find('\n', start) - start);
    }
    wipe(text);
    auto key = from_base64url(key_text);
    wipe(key_text);
    if (!key || key->size() != master_key_bytes)
        fault(path, "does not hold a " + std::string(kind.name) + " of this program");
    return *std::move(key);
}

void write_master_key(const std::filesystem::path& path) { write_key(path, master_kind); }
std::string read_master_key(const std::filesystem::path& path) { return read_key(path, master_kind); }
void write_head_key(const std::filesystem::path& path) { write_key(path, head_kind); }
std::string read_head_key(const std::filesystem::path& path) { return read_key(path, head_kind); }

}  // namespace unionhall
