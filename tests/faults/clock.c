// Preloaded: the clock on the wall stands where the control file says. What only ever counts on is left alone, and so are
// waits: they end when they would have ended.
#define _GNU_SOURCE
#include <sys/time.h>
#include <time.h>

#include "control.h"

enum { ns_in_us = 1000, us_in_s = 1000000 };

__attribute__((constructor)) static void begin(void) { open_control(); }

static int is_on_the_wall(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

// The control file is shared memory, so that all threads see a jump at once.
static struct timespec shifted(struct timespec at) {
    int64_t by_us = __atomic_load_n(&fault_word[fault_clock_us], __ATOMIC_RELAXED);
    int64_t us = (int64_t)at.tv_sec * us_in_s + at.tv_nsec / ns_in_us + by_us;
    return (struct timespec){.tv_sec = us / us_in_s, .tv_nsec = us % us_in_s * ns_in_us + at.tv_nsec % ns_in_us};
}

int clock_gettime(clockid_t clock, struct timespec* at) {
    long failed = syscall(SYS_clock_gettime, clock, at);
    if (!failed && is_on_the_wall(clock)) *at = shifted(*at);
    return (int)failed;
}
int gettimeofday(struct timeval* restrict at, void* restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    *at = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / ns_in_us};
    return 0;
}
int timespec_get(struct timespec* at, int base) { return clock_gettime(CLOCK_REALTIME, at) ? 0 : base; }
time_t time(time_t* out) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
