// Memory for what is large and read at random: in huge pages where the system has them, given back as soon as it is freed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <new>
#include <vector>

namespace unionhall::linkage {

constexpr std::size_t large_bytes_min = 4 << 20;  // below it, memory is as anybody's

// Aligned to a cache line at least; throws std::bad_alloc. `bytes` must be the same for both.
void* take_memory(std::size_t bytes);
void give_back_memory(void* at, std::size_t bytes) noexcept;

// The same in a file without a name in `folder`, its room on the disk taken at once: what is in use stays in memory as
// long as nobody needs that more. Throws std::runtime_error when the disk has no room.
void* take_disk_memory(std::size_t bytes, const std::filesystem::path& folder);
void give_back_disk_memory(void* at, std::size_t bytes) noexcept;

template <class T>
struct LargeAllocator {
    using value_type = T;

    LargeAllocator() = default;
    template <class Other>
    LargeAllocator(const LargeAllocator<Other>&) {}

    T* allocate(std::size_t count) {
        if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_alloc();
        return static_cast<T*>(take_memory(count * sizeof(T)));
    }
    void deallocate(T* at, std::size_t count) noexcept { give_back_memory(at, count * sizeof(T)); }
    bool operator==(const LargeAllocator&) const { return true; }
};

template <class T>
using Large = std::vector<T, LargeAllocator<T>>;

}  // namespace unionhall::linkage
