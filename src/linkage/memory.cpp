#include "linkage/memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace unionhall::linkage {

namespace {

constexpr std::size_t huge_page_bytes = 2 << 20;
constexpr auto cache_line = std::align_val_t(64);

}  // namespace

void* take_memory(std::size_t bytes) {
    if (bytes < large_bytes_min) return operator new(bytes, cache_line);
    // Huge pages begin at a multiple of their size: what lies before the first and behind the last byte is given back.
    auto all = bytes + huge_page_bytes;
    auto* begin = static_cast<char*>(mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (begin == MAP_FAILED) throw std::bad_alloc();
    auto before = (huge_page_bytes - reinterpret_cast<std::uintptr_t>(begin) % huge_page_bytes) % huge_page_bytes;
    if (before) munmap(begin, before);
    constexpr std::size_t page_bytes = 4096;
    auto used = (before + bytes + page_bytes - 1) / page_bytes * page_bytes;
    if (used < all) munmap(begin + used, all - used);
    madvise(begin + before, bytes, MADV_HUGEPAGE);  // a wish: without it everything is only slower
    return begin + before;
}

void give_back_memory(void* at, std::size_t bytes) noexcept {
    if (bytes < large_bytes_min)
        operator delete(at, cache_line);
    else
        munmap(at, bytes);
}

void* take_disk_memory(std::size_t bytes, const std::filesystem::path& folder) {
    auto name = (folder / "unionhall-link-XXXXXX").string();
    auto file = mkstemp(name.data());
    if (file < 0) throw std::runtime_error("cannot write into " + folder.string() + ": " + std::strerror(errno));
    unlink(name.c_str());
    // Not to be surprised by a full disk later, when it could not be said any more.
    auto error = posix_fallocate(file, 0, static_cast<off_t>(bytes));
    auto* begin = error ? MAP_FAILED : mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (begin == MAP_FAILED)
        throw std::runtime_error("there is no room for " + std::to_string(bytes >> 20) + " MB in " + folder.string());
    return begin;
}

void give_back_disk_memory(void* at, std::size_t bytes) noexcept { munmap(at, bytes); }

void Budget::allow(std::size_t bytes_max, const std::filesystem::path& folder) {
    std::lock_guard lock(mutex_);
    bytes_max_ = bytes_max;
    folder_ = folder.empty() && bytes_max ? std::filesystem::temp_directory_path() : folder;
}

std::size_t Budget::bytes_in_memory() const {
    std::lock_guard lock(mutex_);
    return in_memory_;
}

std::size_t Budget::bytes_on_disk() const {
    std::lock_guard lock(mutex_);
    return on_disk_;
}

namespace {

// Pieces that may be kept are whole huge pages.
std::size_t whole_pages(std::size_t bytes) {
    return bytes < large_bytes_min ? bytes : (bytes + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
}

}  // namespace

void* Budget::take(std::size_t bytes) {
    if (bytes < piece_bytes_min) return take_memory(bytes);
    bytes = whole_pages(bytes);
    std::lock_guard lock(mutex_);
    auto pages = bytes < large_bytes_min ? 0 : std::min(bytes / huge_page_bytes, kept_.size());
    auto more = bytes - pages * huge_page_bytes;
    // A small piece cannot use what is kept, but has its place.
    for (; !pages && bytes_max_ && in_memory_ + more > bytes_max_ && !kept_.empty(); in_memory_ -= huge_page_bytes) {
        munmap(kept_.back(), huge_page_bytes);
        kept_.pop_back();
    }
    if (bytes_max_ && in_memory_ + more > bytes_max_) {
        auto* at = take_disk_memory(bytes, folder_);
        pieces_on_disk_.emplace(at, bytes);
        on_disk_ += bytes;
        return at;
    }
    auto* at = static_cast<char*>(take_memory(bytes));
    in_memory_ += more;
    if (move_kept(at, pages)) return at;
    in_memory_ -= bytes;
    munmap(at, bytes);
    throw std::bad_alloc();
}

void Budget::give_back(void* at, std::size_t bytes) noexcept {
    if (bytes < piece_bytes_min) return give_back_memory(at, bytes);
    bytes = whole_pages(bytes);
    std::lock_guard lock(mutex_);
    if (pieces_on_disk_.erase(at)) {
        on_disk_ -= bytes;
        return give_back_disk_memory(at, bytes);
    }
    if (bytes >= large_bytes_min && keep(static_cast<char*>(at), bytes)) return;
    in_memory_ -= bytes;
    give_back_memory(at, bytes);
}

bool Budget::keep(char* at, std::size_t bytes) noexcept {
    auto pages = bytes / huge_page_bytes;
    if (kept_.size() + pages > kept_pages_max) return false;
    try {
        kept_.reserve(kept_.size() + pages);
    } catch (const std::bad_alloc&) { return false; }  // not even room for a note of it
    while (pages--) kept_.push_back(at + pages * huge_page_bytes);
    return true;
}

// Page by page, since no more may be moved at once than was taken at once.
bool Budget::move_kept(char* to, std::size_t pages) {
    for (; pages; --pages, to += huge_page_bytes) {
        auto* from = kept_.back();
        kept_.pop_back();
        if (mremap(from, huge_page_bytes, huge_page_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to) != MAP_FAILED) continue;
        // Too scattered already: a fresh page instead. What lay at `to` may be gone.
        munmap(from, huge_page_bytes);
        if (mmap(to, huge_page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
            MAP_FAILED)
            return false;
    }
    return true;
}

Budget::~Budget() {
    for (auto* page : kept_) munmap(page, huge_page_bytes);
}

}  // namespace unionhall::linkage
