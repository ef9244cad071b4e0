// The control file: 64-bit words that the test changes while the program under test runs, and reads its counts from.
// The names stand in the order of the words; control.mjs has the same list.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// What to do wrong. "in": counts down and happens once when it comes to zero; 0 means never.
// What was seen: counted from the start of the control file on.
#define FAULT_WORDS(word)                                                                                   \
    word(sync_delay_us)    /* every fsync takes so much longer */                                           \
    word(sync_fails_ppm)   /* so many of a million fsyncs fail with EIO and keep nothing */                 \
    word(sync_fails_in)    /* this fsync fails with EIO */                                                  \
    word(write_fails_in)   /* this write fails with write_errno */                                          \
    word(write_errno)                                                                                       \
    word(is_limited)       /* 1: only space_bytes may still be written, then ENOSPC */                      \
    word(space_bytes)                                                                                       \
    word(short_writes_ppm) /* so many of a million writes take only half */                                 \
    word(dies_in)          /* before this write, fsync, truncation, renaming or removal the process dies */ \
    word(forgets)          /* 1: an fsync of a write-ahead log keeps nothing; 2: no fsync does */           \
    word(memory_fails_in)  /* this allocation fails */                                                      \
    word(memory_fails)     /* and so many after it */                                                       \
    word(seed)                                                                                              \
    word(clock_us)         /* the clock on the wall goes so much before the machine's, or behind it */      \
    word(writes)                                                                                            \
    word(syncs)                                                                                             \
    word(operations)                                                                                        \
    word(injected)                                                                                          \
    word(allocations)

#define FAULT_NAME_AS_ENUM(name) fault_##name,
enum { FAULT_WORDS(FAULT_NAME_AS_ENUM) fault_words };
#define FAULT_NAME_AS_TEXT(name) #name,
static const char* const fault_names[] __attribute__((unused)) = {FAULT_WORDS(FAULT_NAME_AS_TEXT)};

static volatile int64_t fault_nowhere[fault_words];
static volatile int64_t* fault_word = fault_nowhere;

// FAULTS_CONTROL names the file; FAULTS_SET="sync_delay_us=1000,seed=7" sets words at the start.
static void open_control(void) {
    const char* path = getenv("FAULTS_CONTROL");
    int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void* at = mmap(NULL, sizeof fault_nowhere, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (at != MAP_FAILED) fault_word = at;
        syscall(SYS_close, fd);
    }
    for (const char* set = getenv("FAULTS_SET"); set && *set; set = strchr(set, ',') ? strchr(set, ',') + 1 : NULL)
        for (int i = 0; i < fault_words; ++i) {
            size_t length = strlen(fault_names[i]);
            if (strncmp(set, fault_names[i], length) == 0 && set[length] == '=')
                fault_word[i] = strtoll(set + length + 1, NULL, 10);
        }
}

static inline void count_fault(int word) { __atomic_add_fetch(&fault_word[word], 1, __ATOMIC_RELAXED); }

// True once, when the word has been counted down to zero.
static inline int falls_due(int word) {
    if (fault_word[word] <= 0) return 0;
    return __atomic_sub_fetch(&fault_word[word], 1, __ATOMIC_RELAXED) == 0;
}
