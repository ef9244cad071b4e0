// Whether the disk under an SQLite database takes writes. Private to sqlite*.cpp.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <string>

#include "platform/db.h"

namespace unionhall {

inline constexpr int trial_every_ms = 200;
inline constexpr std::size_t trial_bytes = 64 * 1024;
inline constexpr int trial_flushes = 3;  // a disk that fails now and then passes one by luck

// After the first failure of the disk nothing is written any more, until a file beside the database could be written
// and flushed: what the kernel holds of a failed flush is gone, and only the log before it is known to be there.
// One thread at a time, but for trouble().
class SqliteHealth {
  public:
    explicit SqliteHealth(const std::string& database_file, int every_ms = trial_every_ms)
        : trial_file_(database_file + "-trial"), every_ms_(every_ms) {}

    // Throws DbError full or io while the disk is ill. Tries it again at most every so often.
    void expect_well();
    void note(const std::exception_ptr& failure);  // anything but a full or failing disk leaves it well
    void note(DbError::Kind);
    std::optional<Words> trouble() const;  // from any thread

  private:
    void rest();
    std::string trial_file_;
    int every_ms_;
    std::atomic<DbError::Kind> illness_ = DbError::Kind::other;  // other: none
    std::chrono::steady_clock::time_point next_trial_;
};

}  // namespace unionhall
