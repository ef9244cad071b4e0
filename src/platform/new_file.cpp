#include "platform/new_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace unionhall {

namespace fs = std::filesystem;

[[noreturn]] static void fault(const fs::path& file, const std::string& what) {
    throw NewFileFault(file.string() + ": " + what);
}

// Whoever held it before may have given the file its name meanwhile: then it is theirs, and not the one to write.
static bool is_still_named(int file, const fs::path& path) {
    struct stat held {
    }, named{};
    return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

NewFile::NewFile(const fs::path& path) : path_(path) {
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file_ < 0) fault(path, std::string("cannot be made: ") + std::strerror(errno));
    bool is_mine = ::flock(file_, LOCK_EX | LOCK_NB) == 0 && is_still_named(file_, path);
    if (is_mine && ::ftruncate(file_, 0) == 0 && ::fchmod(file_, 0600) == 0) return;
    int error = errno;
    ::close(file_);
    fault(path, is_mine ? std::strerror(error) : "somebody is writing it at this moment; wait for that to end");
}

NewFile::~NewFile() {
    if (!is_named_) ::unlink(path_.c_str());
    ::close(file_);
}

void NewFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto n = ::write(file_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) fault(path_, n == 0 || errno == ENOSPC ? "the disk is full" : std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void NewFile::flush() {
    if (::fsync(file_) != 0) fault(path_, std::string("could not be flushed to the disk: ") + std::strerror(errno));
    ::posix_fadvise(file_, 0, 0, POSIX_FADV_DONTNEED);
}

// Some file systems know no renaming that refuses to replace; there a second name is made, or at least looked for.
static bool rename_to_new(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    if (::link(from.c_str(), to.c_str()) == 0) return ::unlink(from.c_str()) == 0;
    if (errno == EEXIST || fs::exists(to)) return errno = EEXIST, false;
    return ::rename(from.c_str(), to.c_str()) == 0;
}

void NewFile::give_name(const fs::path& name) {
    flush();
    if (!rename_to_new(path_, name))
        fault(name, errno == EEXIST ? "exists already; nothing is written over another" : std::strerror(errno));
    is_named_ = true;
    auto parent = name.has_parent_path() ? name.parent_path() : fs::path(".");
    int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_flushed = directory >= 0 && ::fsync(directory) == 0;
    if (directory >= 0) ::close(directory);
    if (!is_flushed) fault(name, "is there, but its directory could not be flushed to the disk");
}

}  // namespace unionhall
