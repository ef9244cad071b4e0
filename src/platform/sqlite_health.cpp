#include "platform/sqlite_health.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace unionhall {

using Kind = DbError::Kind;

// Writes and flushes a file of some size, and takes it away. What the disk said: full, io, or other for nothing wrong.
static Kind try_disk(const std::string& path) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return errno == ENOSPC || errno == EDQUOT ? Kind::full : Kind::io;
    static constexpr char nothing[4096] = {};
    bool is_well = true;
    int error = 0;
    auto judge = [&](bool is_good) {
        if (is_well && !is_good) is_well = false, error = errno;
        return is_well;
    };
    for (int flush = 0; is_well && flush < trial_flushes; ++flush) {
        for (std::size_t at = 0; is_well && at < trial_bytes; at += sizeof nothing)
            judge(::pwrite(file, nothing, sizeof nothing, static_cast<off_t>(at)) == sizeof nothing);
        judge(is_well && ::fsync(file) == 0);
    }
    ::close(file);
    ::unlink(path.c_str());
    return is_well ? Kind::other : error == ENOSPC || error == EDQUOT || error == 0 ? Kind::full : Kind::io;
}

void SqliteHealth::expect_well() {
    if (illness_ == Kind::other) return;
    if (std::chrono::steady_clock::now() >= next_trial_) {
        illness_ = try_disk(trial_file_);
        rest();
        if (illness_ == Kind::other) return;
    }
    throw DbError(illness_, illness_ == Kind::full ? "the disk is full: nothing is written until there is space again"
                                                   : "the disk has failed: nothing is written until it keeps a trial");
}

void SqliteHealth::note(const std::exception_ptr& failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const DbError& error) {
        if (error.kind == Kind::full || error.kind == Kind::io) note(error.kind);
    } catch (...) {}  // a refusal, or a fault of ours: the disk is well
}

void SqliteHealth::note(Kind kind) {
    bool is_the_disk = kind == Kind::full || kind == Kind::io;
    if (!is_the_disk || illness_ != Kind::other) return;  // those turned away by an illness do not prolong it
    illness_ = kind;
    rest();
}

void SqliteHealth::rest() { next_trial_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(every_ms_); }

std::optional<Words> SqliteHealth::trouble() const { return words_of_disk(illness_.load()); }

}  // namespace unionhall
