// Preloaded: a disk that fails as the control file says, and that keeps a shadow of what a power cut would leave.
//
// FAULTS_DISK names the folder that lies on this disk; everything else is left alone.
// FAULTS_SHADOW names an empty folder, in which shadow.h keeps what a power cut would leave. With a shadow the real fsync
// is left out: the shadow is the disk.
//
// What is written through mmap is not seen; of SQLite's files that is only -shm, which a power cut may take away.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "control.h"
#include "shadow.h"

#define REAL(name)                                              \
    ({                                                          \
        static __typeof__(&name) real;                          \
        if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
        real;                                                   \
    })

static char disk[PATH_BYTES];
static size_t disk_length;

__attribute__((constructor)) static void begin(void) {
    open_control();
    const char* folder = getenv("FAULTS_DISK");
    if (folder && realpath(folder, disk)) disk_length = strlen(disk);
    folder = getenv("FAULTS_SHADOW");
    if (folder && !realpath(folder, shadow)) shadow[0] = 0;
}

static int is_on_disk(const char* path) {
    return disk_length && strncmp(path, disk, disk_length) == 0 && path[disk_length] == '/';
}
static void absolute(const char* path, char* out) {
    char here[PATH_BYTES];
    if (path[0] == '/' || !getcwd(here, sizeof here))
        snprintf(out, PATH_BYTES, "%s", path);
    else
        snprintf(out, PATH_BYTES, "%.500s/%.500s", here, path);
}

// --- chance, and the moments at which something happens ---

static int falls(int word) {
    static __thread uint64_t state;
    if (fault_word[word] <= 0) return 0;
    if (!state) state = (uint64_t)fault_word[fault_seed] * 0x9E3779B97F4A7C15ull + (uint64_t)gettid() + 1;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (int64_t)(state % 1000000) < fault_word[word];
}
static int injected(int error) {
    count_fault(fault_injected);
    errno = error;
    return -1;
}
static void operation(void) {
    count_fault(fault_operations);
    if (falls_due(fault_dies_in)) kill(getpid(), SIGKILL), pause();
}
// How many of `size` bytes this write may take; -1 with errno when it fails.
static ssize_t allowed(size_t size) {
    operation();
    count_fault(fault_writes);
    if (falls_due(fault_write_fails_in)) return injected((int)fault_word[fault_write_errno]);
    if (size > 1 && falls(fault_short_writes_ppm)) count_fault(fault_injected), size /= 2;
    if (!fault_word[fault_is_limited]) return (ssize_t)size;
    int64_t left = __atomic_sub_fetch(&fault_word[fault_space_bytes], (int64_t)size, __ATOMIC_RELAXED);
    if (left >= 0) return (ssize_t)size;
    __atomic_store_n(&fault_word[fault_space_bytes], 0, __ATOMIC_RELAXED);
    return left + (int64_t)size > 0 ? (ssize_t)(left + (int64_t)size) : injected(ENOSPC);
}

// --- what the program calls ---

static int is_forgotten(int file) {
    char link[64], path[PATH_BYTES];
    if (fault_word[fault_forgets] != 1) return fault_word[fault_forgets] > 1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return length > 4 && strcmp(path + length - 4, "-wal") == 0;
}
static int is_our_directory(int file, char* path) {
    struct stat about;
    char link[64];
    if (!disk_length || fstat(file, &about) || !S_ISDIR(about.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_BYTES - 1);
    path[length > 0 ? length : 0] = 0;
    return is_on_disk(path) || strcmp(path, disk) == 0;
}
static int flush(int file, int (*really)(int)) {
    struct twin* t = twin_of(file);
    char directory[PATH_BYTES];
    int is_directory = !t && is_our_directory(file, directory);
    if (!t && !is_directory) return really(file);
    operation();
    count_fault(fault_syncs);
    if (fault_word[fault_sync_delay_us] > 0) usleep((useconds_t)fault_word[fault_sync_delay_us]);
    if (falls_due(fault_sync_fails_in) || falls(fault_sync_fails_ppm)) {
        pthread_mutex_lock(&mutex);
        if (t && t->marks) memset(t->marks->is_dirty, 0, t->marks->pages);
        pthread_mutex_unlock(&mutex);
        return injected(EIO);
    }
    if (!shadow[0]) return really(file);
    if (is_forgotten(file)) return 0;
    pthread_mutex_lock(&mutex);
    if (t) keep_pages(t, file);
    keep_names(is_directory ? directory : NULL, t ? t->id : NULL);
    pthread_mutex_unlock(&mutex);
    return 0;
}
int fsync(int file) { return flush(file, REAL(fsync)); }
int fdatasync(int file) { return flush(file, REAL(fdatasync)); }

// `file` was opened as `path`; `is_new`: it was not there before.
static int opened(int file, const char* path, int flags, int is_new) {
    struct stat about;
    if (file < 0 || file >= FILES) return file;
    twin_of_file[file] = NULL;
    if (!is_on_disk(path) || fstat(file, &about) || !S_ISREG(about.st_mode)) return file;
    pthread_mutex_lock(&mutex);
    if (is_new)  // an inode that another file had before
        for (struct twin* t = twins; t; t = t->next)
            if (t->ino == about.st_ino) t->ino = 0;
    struct twin* t = twin_of_file[file] = twin_by(&about, file, "");
    if (is_new && shadow[0]) {
        char line[2 * PATH_BYTES];
        snprintf(line, sizeof line, "made\t%s\t%s\n", t->id, path + disk_length + 1);
        add_change(line, path, t->id);
    }
    pthread_mutex_unlock(&mutex);
    if (flags & O_TRUNC && !is_new) cut(t, 0);
    return file;
}
static int has_no_space(const char* path, int is_new) {
    return is_new && fault_word[fault_is_limited] && fault_word[fault_space_bytes] <= 0 && is_on_disk(path);
}
static int open_with(int (*really)(const char*, int, ...), const char* name, int flags, mode_t mode) {
    char path[PATH_BYTES];
    absolute(name, path);
    int is_new = is_on_disk(path) && flags & O_CREAT && access(path, F_OK) != 0;
    if (has_no_space(path, is_new)) return injected(ENOSPC);
    if (is_new) operation();
    return opened(really(name, flags, mode), path, flags, is_new);
}
#define MODE_OF(flags)                                  \
    ({                                                  \
        mode_t mode = 0;                                \
        if ((flags) & (O_CREAT | __O_TMPFILE)) {        \
            va_list rest;                               \
            va_start(rest, flags);                      \
            mode = va_arg(rest, mode_t);                \
            va_end(rest);                               \
        }                                               \
        mode;                                           \
    })
int open(const char* name, int flags, ...) { return open_with(REAL(open), name, flags, MODE_OF(flags)); }
int open64(const char* name, int flags, ...) { return open_with(REAL(open64), name, flags, MODE_OF(flags)); }
FILE* fopen64(const char* name, const char* how) {
    char path[PATH_BYTES];
    absolute(name, path);
    int is_new = is_on_disk(path) && how[0] != 'r' && access(path, F_OK) != 0;
    if (has_no_space(path, is_new)) return injected(ENOSPC), NULL;
    if (is_new) operation();
    FILE* file = REAL(fopen64)(name, how);
    if (file) opened(fileno(file), path, how[0] == 'w' ? O_TRUNC : 0, is_new);
    return file;
}
FILE* fopen(const char* name, const char* how) { return fopen64(name, how); }
int close(int file) {
    if (file >= 0 && file < FILES) twin_of_file[file] = NULL;
    return REAL(close)(file);
}

static off_t place_of(int file) {
    struct stat about;
    if (fcntl(file, F_GETFL) & O_APPEND && fstat(file, &about) == 0) return about.st_size;
    return lseek(file, 0, SEEK_CUR);
}
ssize_t write(int file, const void* bytes, size_t size) {
    struct twin* t = twin_of(file);
    if (!t) return REAL(write)(file, bytes, size);
    ssize_t now = allowed(size);
    if (now < 0) return -1;
    off_t at = place_of(file);
    ssize_t done = REAL(write)(file, bytes, (size_t)now);
    mark(t, at, done);
    return done;
}
ssize_t writev(int file, const struct iovec* parts, int count) {
    struct twin* t = twin_of(file);
    if (!t) return REAL(writev)(file, parts, count);
    // One part at a time: fewer bytes than asked for is an answer that every caller must bear.
    for (int i = 0; i < count; ++i)
        if (parts[i].iov_len) return write(file, parts[i].iov_base, parts[i].iov_len);
    return 0;
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    struct twin* t = twin_of(file);
    if (!t) return REAL(pwrite64)(file, bytes, size, at);
    ssize_t now = allowed(size);
    if (now < 0) return -1;
    ssize_t done = REAL(pwrite64)(file, bytes, (size_t)now, at);
    mark(t, at, done);
    return done;
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) { return pwrite64(file, bytes, size, at); }
ssize_t sendfile(int out, int in, off_t* from, size_t size) {
    struct twin* t = twin_of(out);
    if (!t) return REAL(sendfile)(out, in, from, size);
    ssize_t now = allowed(size);
    if (now < 0) return -1;
    off_t at = place_of(out);
    ssize_t done = REAL(sendfile)(out, in, from, (size_t)now);
    mark(t, at, done);
    return done;
}
int ftruncate64(int file, off64_t size) {
    struct twin* t = twin_of(file);
    if (!t) return REAL(ftruncate64)(file, size);
    struct stat about;
    operation();
    if (fault_word[fault_is_limited] && fault_word[fault_space_bytes] <= 0 && !fstat(file, &about) &&
        size > about.st_size)
        return injected(ENOSPC);
    int result = REAL(ftruncate64)(file, size);
    if (result == 0) cut(t, size);
    return result;
}
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

static void changed_name(const char* what, const char* from, const char* to) {
    char line[3 * PATH_BYTES];
    if (!shadow[0]) return;
    if (to)
        snprintf(line, sizeof line, "%s\t%s\t%s\n", what, from + disk_length + 1, to + disk_length + 1);
    else
        snprintf(line, sizeof line, "%s\t%s\n", what, from + disk_length + 1);
    pthread_mutex_lock(&mutex);
    add_change(line, to ? to : from, "");
    pthread_mutex_unlock(&mutex);
}
#define NAMING(really, what, from, to)                               \
    char old[PATH_BYTES], new[PATH_BYTES];                           \
    absolute(from, old);                                             \
    absolute(to, new);                                               \
    int is_ours = is_on_disk(old) && is_on_disk(new);                \
    if (is_ours) operation();                                        \
    int result = really;                                             \
    if (result == 0 && is_ours) changed_name(what, old, new);        \
    return result
int rename(const char* from, const char* to) { NAMING(REAL(rename)(from, to), "renamed", from, to); }
int renameat2(int a, const char* from, int b, const char* to, unsigned flags) {
    NAMING(REAL(renameat2)(a, from, b, to, flags), "renamed", from, to);
}
int link(const char* from, const char* to) { NAMING(REAL(link)(from, to), "linked", from, to); }

static int removed(int result, const char* path) {
    if (result == 0 && is_on_disk(path)) changed_name("removed", path, NULL);
    return result;
}
#define REMOVING(really)              \
    char path[PATH_BYTES];            \
    absolute(name, path);             \
    if (is_on_disk(path)) operation(); \
    return removed(really, path)
int unlink(const char* name) { REMOVING(REAL(unlink)(name)); }
int remove(const char* name) { REMOVING(REAL(remove)(name)); }
