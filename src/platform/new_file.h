// A file that has its name only when it is whole and on the disk. By the system's own calls, because locking, flushing
// and names that last matter here.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace unionhall {

// Everything that goes wrong, with a sentence.
struct NewFileFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class NewFile {
  public:
    // Makes `path` for its owner alone, or takes over what somebody who died left there; throws when somebody else is
    // writing it. Without a name given, it is gone when this goes.
    explicit NewFile(const std::filesystem::path& path);
    NewFile(const NewFile&) = delete;
    ~NewFile();

    void write(std::string_view bytes);
    void flush();                                       // to the disk; then what is read comes from there
    void give_name(const std::filesystem::path& name);  // flushed, and the name too; throws rather than replace a file
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    int file_ = -1;
    bool is_named_ = false;
};

}  // namespace unionhall
