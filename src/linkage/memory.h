// Memory for what is large and read at random: in huge pages where the system has them, and on the disk where no more of it
// is allowed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <new>
#include <type_traits>
#include <vector>

namespace unionhall::linkage {

constexpr std::size_t large_bytes_min = 2 << 20;  // below it, memory is as anybody's

// Aligned to a cache line at least; throws std::bad_alloc. `bytes` must be the same for both.
void* take_memory(std::size_t bytes);
void give_back_memory(void* at, std::size_t bytes) noexcept;

// The same in a file without a name in `folder`, its room on the disk taken at once: what is in use stays in memory as
// long as nobody needs that more. Throws std::runtime_error when the disk has no room.
void* take_disk_memory(std::size_t bytes, const std::filesystem::path& folder);
void give_back_disk_memory(void* at, std::size_t bytes) noexcept;

// How much memory the large pieces of one linkage may take together. A piece that is asked for beyond it lies on the disk;
// what is read and written is the same. Memory given back is kept for the next piece, because the system would have to clear
// it anew, and goes back to the system with the budget at the latest. Any thread may take and give back.
class Budget {
  public:
    static constexpr std::size_t piece_bytes_min = 64 << 10;  // smaller ones are not counted and never on the disk
    static constexpr std::size_t kept_bytes_max = 64 << 20;  // beyond it, what is given back goes to the system at once

    Budget() = default;
    Budget(const Budget&) = delete;
    Budget& operator=(const Budget&) = delete;
    ~Budget() { give_up_kept(); }

    // 0 bytes: as much as there is. Folder "": where the system keeps what is temporary. Pieces already taken stay.
    void allow(std::size_t bytes_max, const std::filesystem::path& folder);
    std::size_t bytes_in_memory() const;  // in use or kept
    std::size_t bytes_on_disk() const;

    void* take(std::size_t bytes);  // as take_memory() or take_disk_memory()
    void give_back(void* at, std::size_t bytes) noexcept;

  private:
    void* take_kept(std::size_t bytes);
    void keep(char* at, std::size_t bytes);
    void give_up_kept() noexcept;

    mutable std::mutex mutex_;
    std::size_t bytes_max_ = 0, in_memory_ = 0, on_disk_ = 0, in_kept_ = 0;
    std::filesystem::path folder_;
    std::map<void*, std::size_t> pieces_on_disk_;
    std::map<char*, std::size_t> kept_;  // no two of them beside each other
};

// With a budget, which must outlive what is allocated, or without.
template <class T>
struct LargeAllocator {
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;

    LargeAllocator(Budget* b = nullptr) : budget(b) {}
    template <class Other>
    LargeAllocator(const LargeAllocator<Other>& other) : budget(other.budget) {}

    T* allocate(std::size_t count) {
        if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_alloc();
        return static_cast<T*>(budget ? budget->take(count * sizeof(T)) : take_memory(count * sizeof(T)));
    }
    void deallocate(T* at, std::size_t count) noexcept {
        budget ? budget->give_back(at, count * sizeof(T)) : give_back_memory(at, count * sizeof(T));
    }
    bool operator==(const LargeAllocator& other) const { return budget == other.budget; }

    Budget* budget;
};

template <class T>
using Large = std::vector<T, LargeAllocator<T>>;

}  // namespace unionhall::linkage
