// Where keys live while the program runs: pages that are neither swapped out, dumped nor inherited by a child,
// and that are wiped.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace unionhall {

// Not safe for concurrent use; the vault guards it. Every slot given out is wiped at the latest with this object.
class KeyMemory {
  public:
    static constexpr std::size_t slot_bytes = 32;

    KeyMemory() = default;
    KeyMemory(const KeyMemory&) = delete;
    KeyMemory& operator=(const KeyMemory&) = delete;
    ~KeyMemory();

    // Copies a key of 32 bytes into a slot and returns it there. Throws a fault when the system refuses to lock memory.
    std::string_view keep(std::string_view key);
    void drop(std::string_view slot) noexcept;  // wipes it

  private:
    void add_page();

    std::vector<char*> pages_;
    std::vector<char*> free_;
};

}  // namespace unionhall
