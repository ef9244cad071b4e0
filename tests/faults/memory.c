// Preloaded: allocations that fail as the control file says. Linked with nothing; glibc's own allocator does the work.
#define _GNU_SOURCE
#include "control.h"

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void* __libc_memalign(size_t, size_t);

__attribute__((constructor)) static void begin(void) { open_control(); }

static int fails(void) {
    count_fault(fault_allocations);
    if (fault_word[fault_memory_fails_in] <= 0) return 0;
    int64_t left = __atomic_sub_fetch(&fault_word[fault_memory_fails_in], 1, __ATOMIC_RELAXED);
    if (left > 0) return 0;
    // Due, and so stay as many as are to fail after it.
    if (left == 0 && __atomic_sub_fetch(&fault_word[fault_memory_fails], 1, __ATOMIC_RELAXED) >= 0)
        __atomic_store_n(&fault_word[fault_memory_fails_in], 1, __ATOMIC_RELAXED);
    count_fault(fault_injected);
    errno = ENOMEM;
    return 1;
}

void* malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }
void* memalign(size_t align, size_t size) { return fails() ? NULL : __libc_memalign(align, size); }
void* aligned_alloc(size_t align, size_t size) { return fails() ? NULL : __libc_memalign(align, size); }
int posix_memalign(void** out, size_t align, size_t size) {
    *out = fails() ? NULL : __libc_memalign(align, size);
    return *out ? 0 : ENOMEM;
}
