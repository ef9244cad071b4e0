// A file that one process holds at a time: what two commands beside each other must not both do. Let go by its death, too.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace unionhall {

class FileLock {
  public:
    // Makes the file where it is missing, readable for its owner alone, and waits for whoever holds it. Throws
    // std::runtime_error: `held`, when that takes longer than `wait_max`; or that the file cannot be made.
    FileLock(const std::filesystem::path&, const std::string& held, std::chrono::milliseconds wait_max);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

  private:
    int file_ = -1;
};

}  // namespace unionhall
