#include "platform/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace unionhall {

static constexpr std::chrono::milliseconds asked_again{20};

FileLock::FileLock(const std::filesystem::path& path, const std::string& held, std::chrono::milliseconds wait_max) {
    auto until = std::chrono::steady_clock::now() + wait_max;
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file_ < 0) throw std::runtime_error(path.string() + " cannot be opened: " + std::strerror(errno));
    while (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        int error = errno;
        bool is_held = error == EWOULDBLOCK || error == EINTR;
        if (is_held && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(asked_again);
            continue;
        }
        ::close(file_);
        throw std::runtime_error(is_held ? held : path.string() + " cannot be locked: " + std::strerror(error));
    }
}

FileLock::~FileLock() { ::close(file_); }

}  // namespace unionhall
