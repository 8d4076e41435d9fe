/* Paths, and reading files: whole, or mapped. files_write.c writes, files_walk.c goes through trees. */
#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* == Failures and paths ======================================================================================= */

/* A message holds 511 bytes; what and reason need some of them. */
enum { PATH_SHOWN_BYTES = 360 };

/* The end of `path` that fits in a message, from the start of a character. */
static const char *shown_end(const char *path)
{
    size_t size = strlen(path);
    if (size <= PATH_SHOWN_BYTES)
        return path;
    const char *end = path + size - PATH_SHOWN_BYTES;
    while (((unsigned char)*end & 0xC0) == 0x80)
        end++;
    return end;
}

enum status files_fail_because(struct failure *failure, enum status status, const char *what, const char *path,
                               const char *reason)
{
    const char *end = shown_end(path);
    return fail(failure, status, "%s %s%s: %s", what, end == path ? "" : "...", end, reason);
}

enum status files_fail(struct failure *failure, const char *what, const char *path)
{
    int reason = errno;
    bool missing = reason == ENOENT || reason == ENOTDIR;
    enum status status = files_fail_because(failure, missing ? STATUS_NOT_FOUND : STATUS_IO, what, path,
                                            strerror(reason));
    if (failure && (reason == ENOSPC || reason == EDQUOT))
        fail_hint(failure, "make room on that file system and run it again");
    return status;
}

enum status files_join(char path[FILES_PATH_BYTES], const char *directory, const char *name, struct failure *failure)
{
    size_t size = strlen(directory);
    const char *between = size == 0 || directory[size - 1] == '/' ? "" : "/";
    int wanted = snprintf(path, FILES_PATH_BYTES, "%s%s%s", directory, between, name);
    if (wanted >= 0 && wanted < FILES_PATH_BYTES)
        return STATUS_OK;
    return files_fail_because(failure, STATUS_LIMIT, "cannot use the path that ends in", name, "it is too long");
}

const char *files_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool files_exist(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0;
}

/* == Reading ================================================================================================== */

static enum status refuse_special(mode_t mode, const char *path, struct failure *failure)
{
    const char *kind = S_ISDIR(mode)    ? "it is a directory"
                       : S_ISFIFO(mode) ? "it is a FIFO"
                       : S_ISSOCK(mode) ? "it is a socket"
                                        : "it is a device";
    return files_fail_because(failure, STATUS_INVALID, "cannot read", path, kind);
}

static enum status too_large(const char *path, size_t limit_bytes, struct failure *failure)
{
    char reason[64];
    snprintf(reason, sizeof reason, "it is larger than %zu bytes", limit_bytes);
    return files_fail_because(failure, STATUS_LIMIT, "cannot read", path, reason);
}

/* Opening a device can already have effects, so `path` is looked at before; and after, as it may have been replaced
 * in between. O_NONBLOCK keeps a FIFO that was put there from blocking us; regular files ignore it. */
static enum status open_regular(const char *path, int *descriptor, struct stat *facts, struct failure *failure)
{
    if (stat(path, facts) != 0)
        return files_fail(failure, "cannot read", path);
    if (!S_ISREG(facts->st_mode))
        return refuse_special(facts->st_mode, path, failure);

    int opened = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (opened < 0 || fstat(opened, facts) != 0) {
        enum status status = files_fail(failure, "cannot read", path);
        if (opened >= 0)
            close(opened);
        return status;
    }
    if (!S_ISREG(facts->st_mode)) {
        close(opened);
        return refuse_special(facts->st_mode, path, failure);
    }
    *descriptor = opened;
    return STATUS_OK;
}

enum status files_open(const char *path, int *descriptor, struct failure *failure)
{
    struct stat facts;
    return open_regular(path, descriptor, &facts, failure);
}

/* Like read(2), whatever signals come. */
static ssize_t read_some(int descriptor, void *into, size_t size)
{
    ssize_t got;
    do
        got = read(descriptor, into, size);
    while (got < 0 && errno == EINTR);
    return got;
}

/* The size the file said it has is read straight into `content`. It may be growing, shrinking, or one of those in
 * /proc that say 0; so what counts is the end that read() tells, and the limit. */
static enum status read_to_end(int descriptor, const char *path, size_t expected_bytes, size_t limit_bytes,
                               struct buffer *content, struct failure *failure)
{
    size_t total = 0;
    char *room = buffer_reserve(content, expected_bytes);
    while (room && total < expected_bytes) {
        ssize_t got = read_some(descriptor, room + total, expected_bytes - total);
        if (got < 0)
            return files_fail(failure, "cannot read", path);
        if (got == 0)
            break;
        total += (size_t)got;
    }
    buffer_commit(content, total);

    while (!content->failed) {
        char more[4096];
        ssize_t got = read_some(descriptor, more, sizeof more);
        if (got < 0)
            return files_fail(failure, "cannot read", path);
        if (got == 0)
            break;
        total += (size_t)got;
        if (total > limit_bytes)
            return too_large(path, limit_bytes, failure);
        buffer_append(content, more, (size_t)got);
    }
    return buffer_status(content, path, failure);
}

enum status files_read(const char *path, size_t limit_bytes, struct buffer *content, struct failure *failure)
{
    int descriptor = -1;
    struct stat facts;
    size_t size_before = content->size;
    enum status status = open_regular(path, &descriptor, &facts, failure);
    if (status)
        return status;

    if ((uintmax_t)facts.st_size > limit_bytes)
        status = too_large(path, limit_bytes, failure);
    else
        status = read_to_end(descriptor, path, (size_t)facts.st_size, limit_bytes, content, failure);
    close(descriptor);
    if (status)
        buffer_truncate(content, size_before);
    return status;
}

enum status file_map_open(struct file_map *map, const char *path, struct failure *failure)
{
    int descriptor = -1;
    struct stat facts;
    map->bytes = (struct bytes){ NULL, 0 };
    enum status status = open_regular(path, &descriptor, &facts, failure);
    if (status)
        return status;

    if ((uintmax_t)facts.st_size > SIZE_MAX / 2) {
        status = files_fail_because(failure, STATUS_LIMIT, "cannot map", path, "it is larger than the address space");
    } else if (facts.st_size > 0) {
        void *data = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, descriptor, 0);
        if (data == MAP_FAILED)
            status = files_fail(failure, "cannot map", path);
        else
            map->bytes = (struct bytes){ data, (size_t)facts.st_size };
    }
    close(descriptor);
    return status;
}

void file_map_close(struct file_map *map)
{
    if (map->bytes.data)
        munmap((void *)map->bytes.data, map->bytes.size);
    map->bytes = (struct bytes){ NULL, 0 };
}
