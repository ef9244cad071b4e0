// Memory for what is large and read at random: in huge pages where the system has them, and on the disk where no more of it
// is allowed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <new>
#include <type_traits>
#include <utility>
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
// what is read and written is the same. Memory given back is kept, page by huge page, and put together for the next piece
// wherever it lay before, because the system would have to clear it anew; so never more is taken from the system than was in
// use at one time. It goes back with the budget at the latest. Any thread may take and give back.
class Budget {
  public:
    static constexpr std::size_t piece_bytes_min = 64 << 10;  // smaller ones are not counted and never on the disk
    static constexpr std::size_t kept_pages_max = 16 << 10;   // 32 GB; the system has a limit to what lies scattered

    Budget() = default;
    Budget(const Budget&) = delete;
    Budget& operator=(const Budget&) = delete;
    ~Budget();

    // 0 bytes: as much as there is. Folder "": where the system keeps what is temporary. Pieces already taken stay.
    void allow(std::size_t bytes_max, const std::filesystem::path& folder);
    std::size_t bytes_in_memory() const;  // in use or kept
    std::size_t bytes_on_disk() const;

    void* take(std::size_t bytes);  // as take_memory() or take_disk_memory()
    void give_back(void* at, std::size_t bytes) noexcept;

  private:
    bool keep(char* at, std::size_t bytes) noexcept;
    bool move_kept(char* to, std::size_t pages);

    mutable std::mutex mutex_;
    std::size_t bytes_max_ = 0, in_memory_ = 0, on_disk_ = 0;
    std::filesystem::path folder_;
    std::map<void*, std::size_t> pieces_on_disk_;
    std::vector<char*> kept_;  // huge pages; those of a piece lie in falling order, so that it is used again as it was
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

// As much of it, not filled with anything, and given back when it goes.
class LargePiece {
  public:
    LargePiece() = default;
    LargePiece(std::size_t bytes, Budget* budget)
        : allocator_(budget), at_(allocator_.allocate(bytes)), bytes_(bytes) {}
    LargePiece(LargePiece&& other) noexcept { *this = std::move(other); }
    LargePiece& operator=(LargePiece&& other) noexcept {
        std::swap(allocator_, other.allocator_);
        std::swap(at_, other.at_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~LargePiece() {
        if (at_) allocator_.deallocate(at_, bytes_);
    }
    char* data() const { return at_; }

  private:
    LargeAllocator<char> allocator_;
    char* at_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace unionhall::linkage
