#include "linkage/memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

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

}  // namespace unionhall::linkage
