// Locked pages by mmap, cut into slots of one key each.
#include "platform/vault_memory.h"

#include <string.h>  // explicit_bzero
#include <sys/mman.h>

#include <stdexcept>

namespace unionhall {

namespace {

constexpr std::size_t page_bytes = 4096;

}  // namespace

KeyMemory::~KeyMemory() {
    for (char* page : pages_) {
        explicit_bzero(page, page_bytes);
        munmap(page, page_bytes);
    }
}

void KeyMemory::add_page() {
    free_.reserve(free_.size() + (pages_.size() + 1) * page_bytes / slot_bytes);  // so that drop() never allocates
    pages_.reserve(pages_.size() + 1);
    void* page = mmap(nullptr, page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) throw std::runtime_error("no memory for keys");
    if (mlock(page, page_bytes) != 0) {
        munmap(page, page_bytes);
        throw std::runtime_error(
            "the system does not let this program lock memory for its keys: raise its limit of locked memory "
            "(ulimit -l, or LimitMEMLOCK= of the service) to 1 MB or more");
    }
    madvise(page, page_bytes, MADV_DONTDUMP);
    madvise(page, page_bytes, MADV_WIPEONFORK);
    pages_.push_back(static_cast<char*>(page));
    for (std::size_t at = 0; at < page_bytes; at += slot_bytes) free_.push_back(pages_.back() + at);
}

std::string_view KeyMemory::keep(std::string_view key) {
    if (key.size() != slot_bytes) throw std::runtime_error("a key has 32 bytes");
    if (free_.empty()) add_page();
    char* slot = free_.back();
    free_.pop_back();
    key.copy(slot, slot_bytes);
    return {slot, slot_bytes};
}

void KeyMemory::drop(std::string_view slot) noexcept {
    char* place = const_cast<char*>(slot.data());  // ours: it was given out read-only
    explicit_bzero(place, slot_bytes);
    free_.push_back(place);
}

}  // namespace unionhall
