// For LD_PRELOAD: every flush to the disk takes a millisecond longer, and is counted in the file that
// UNIONHALL_FLUSHES names, so that a measurement can say how many commits shared one flush.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const struct timespec a_millisecond = {0, 1000000};

static void flush_slowly(void) {
    static _Atomic(atomic_ullong *) counter;
    atomic_ullong *count = atomic_load(&counter);
    if (!count) {
        const char *path = getenv("UNIONHALL_FLUSHES");
        int file = path ? open(path, O_RDWR) : -1;
        void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (file >= 0) close(file);
        if (page != MAP_FAILED) atomic_store(&counter, count = page);
    }
    if (count) atomic_fetch_add(count, 1);
    nanosleep(&a_millisecond, NULL);
}

static int (*real(const char *name))(int) { return (int (*)(int))dlsym(RTLD_NEXT, name); }

int fsync(int file) {
    flush_slowly();
    return real("fsync")(file);
}
int fdatasync(int file) {
    flush_slowly();
    return real("fdatasync")(file);
}
