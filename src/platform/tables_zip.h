// The parts of an .xlsx as streams, guarded against bombs before and while they are unpacked. Not for rooms.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/tables.h"

namespace unionhall::tables {

// Throws a Refusal for what is no zip, holds two parts of one name, a part under password, too many parts, or parts
// that are too large or too tightly packed by their own declaration. `bytes` must outlive it.
class Package {
  public:
    Package(std::string_view bytes, const TableLimits& limits);
    ~Package();
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;

    // Names are compared without case; "\" is "/". Names with ".." or a leading "/" are no parts.
    bool has(std::string_view name) const;
    // Gives the part in pieces; refuses one that is missing, damaged, or larger than it says.
    void read(std::string_view name, const std::function<void(std::string_view)>& piece);

  private:
    struct Archive;
    std::unique_ptr<Archive> archive_;
};

}  // namespace unionhall::tables
