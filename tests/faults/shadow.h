// The shadow of a disk: what a power cut would leave of it. Included by disk.c, which calls it.
//
// Each file of the disk has a twin, named by inode and time of birth, into which its
// pages go when an fsync of that file succeeds, and only then. As in the kernel, an fsync that fails takes its pages for
// kept: the next one keeps only what was written after it. The file `names` there is the directory's diary: a line
// is added when an fsync made a name, a renaming or a removal last. control.mjs makes the disk after a power cut from
// both. A new name lasts by an fsync of its file or of its directory, a renaming or a removal by one of the directory.
//
// Several processes may write to one disk: what of a file is not flushed yet is noted in the shadow (the inode's id and
// ".marks"), so that an fsync by any of them keeps what all of them wrote, as the kernel's does.
#pragma once

#include <pthread.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "control.h"

#define PAGE 4096
#define PATH_BYTES 1024
#define FILES 4096
#define PAGES_MAX (1 << 18)  // of one file: a gigabyte

struct marks {               // shared by all processes that have the file open
    int64_t is_cut, cut_to;  // the smallest size it had since the last fsync
    size_t pages;            // how many of the next may be set
    unsigned char is_dirty[PAGES_MAX];
};
struct twin {  // a file on this disk, by whatever names it goes
    dev_t dev;
    ino_t ino;
    char id[48];
    struct marks* marks;  // only with a shadow
    struct twin* next;
};
struct change {  // a name that the disk does not know yet
    char text[3 * PATH_BYTES];
    char directory[PATH_BYTES];
    char id[48];  // of a new name: an fsync of the file makes it last
    struct change* next;
};

static char shadow[PATH_BYTES];
static struct twin* twins;
static struct change *changes, **changes_end = &changes;
static struct twin* twin_of_file[FILES];  // by descriptor, checked against the inode at each use
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static struct marks* marks_of(const char* id) {
    char path[PATH_BYTES + 64];
    snprintf(path, sizeof path, "%s/%s.marks", shadow, id);
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct marks* marks = MAP_FAILED;
    if (file >= 0 && syscall(SYS_ftruncate, file, sizeof *marks) == 0)
        marks = mmap(NULL, sizeof *marks, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (marks == MAP_FAILED) abort();
    syscall(SYS_close, file);
    return marks;
}
static struct twin* twin_by(const struct stat* about, int dir, const char* path) {
    for (struct twin* t = twins; t; t = t->next)
        if (t->ino == about->st_ino && t->dev == about->st_dev) return t;
    struct statx more;
    struct twin* t = calloc(1, sizeof *t);
    long long born = 0;
    if (statx(dir, path, path[0] ? 0 : AT_EMPTY_PATH, STATX_BTIME, &more) == 0 && more.stx_mask & STATX_BTIME)
        born = more.stx_btime.tv_sec * 1000000000ll + more.stx_btime.tv_nsec;
    snprintf(t->id, sizeof t->id, "%llu-%lld", (unsigned long long)about->st_ino, born);
    t->dev = about->st_dev, t->ino = about->st_ino, t->next = twins;
    t->marks = shadow[0] ? marks_of(t->id) : NULL;
    return twins = t;
}
static struct twin* twin_of(int file) {  // NULL: not on this disk
    struct stat about;
    if (file < 0 || file >= FILES || !twin_of_file[file]) return NULL;
    if (fstat(file, &about) == 0 && about.st_ino == twin_of_file[file]->ino && about.st_dev == twin_of_file[file]->dev)
        return twin_of_file[file];
    return twin_of_file[file] = NULL;
}
static void add_change(const char* text, const char* path, const char* id) {
    struct change* c = calloc(1, sizeof *c);
    snprintf(c->text, sizeof c->text, "%s", text);
    snprintf(c->directory, sizeof c->directory, "%s", path);
    char* slash = strrchr(c->directory, '/');
    if (slash) *slash = 0;
    snprintf(c->id, sizeof c->id, "%s", id);
    *changes_end = c, changes_end = &c->next;
}
static void keep_names(const char* directory, const char* id) {
    char diary[PATH_BYTES + 8];
    snprintf(diary, sizeof diary, "%s/names", shadow);
    for (struct change** at = &changes; *at;) {
        struct change* c = *at;
        if (!(directory && strcmp(c->directory, directory) == 0) && !(id && c->id[0] && strcmp(c->id, id) == 0)) {
            at = &c->next;
            continue;
        }
        int out = (int)syscall(SYS_openat, AT_FDCWD, diary, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        syscall(SYS_write, out, c->text, strlen(c->text));
        syscall(SYS_close, out);
        *at = c->next;
        free(c);
    }
    changes_end = &changes;
    while (*changes_end) changes_end = &(*changes_end)->next;
}
static void mark(struct twin* t, int64_t from, int64_t size) {
    if (!shadow[0] || size <= 0) return;
    size_t first = (size_t)from / PAGE, last = (size_t)(from + size - 1) / PAGE;
    if (last >= PAGES_MAX) abort();
    pthread_mutex_lock(&mutex);
    if (last >= t->marks->pages) t->marks->pages = last + 1;
    memset(t->marks->is_dirty + first, 1, last - first + 1);
    pthread_mutex_unlock(&mutex);
}
static void cut(struct twin* t, int64_t size) {
    struct marks* m = t->marks;
    if (!m) return;
    pthread_mutex_lock(&mutex);
    if (!m->is_cut || size < m->cut_to) m->is_cut = 1, m->cut_to = size;
    size_t first = (size_t)(size + PAGE - 1) / PAGE;
    if (first < m->pages) memset(m->is_dirty + first, 0, m->pages - first);
    pthread_mutex_unlock(&mutex);
}
static void keep_pages(struct twin* t, int file) {
    char path[PATH_BYTES + 64], page[PAGE];
    struct marks* m = t->marks;
    struct stat now;
    // Not opened anew where it can be read: closing it would give up the locks this process has on it, and with them the
    // database, to which another process would then be the last.
    int is_read = (fcntl(file, F_GETFL) & O_ACCMODE) != O_WRONLY, from = file;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (!is_read) from = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "%s/%s", shadow, t->id);
    int to = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    flock(to, LOCK_EX);  // a page that two keep at once has its newer bytes
    if (m->is_cut) {
        struct stat twin;
        if (fstat(to, &twin) == 0 && twin.st_size > m->cut_to) syscall(SYS_ftruncate, to, m->cut_to);
        m->is_cut = 0;
    }
    for (size_t p = 0; p < m->pages; ++p) {
        if (!m->is_dirty[p]) continue;
        m->is_dirty[p] = 0;
        long got = syscall(SYS_pread64, from, page, PAGE, (off_t)p * PAGE);
        if (got > 0) syscall(SYS_pwrite64, to, page, got, (off_t)p * PAGE);
    }
    if (fstat(from, &now) == 0) syscall(SYS_ftruncate, to, now.st_size);
    if (!is_read) syscall(SYS_close, from);
    syscall(SYS_close, to);
}
