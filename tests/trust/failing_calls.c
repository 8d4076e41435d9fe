/* A library to be preloaded: one call to the system of the program fails, the n-th of a kind, and no other.
 *
 *     FAIL_CALLS   "files" (write, fsync, rename, mkdir, link and their like) or "memory" (allocations)
 *     FAIL_AT      which of them fails; 0: none
 *     FAIL_FROM    they are counted from when a file whose path holds this text is opened or renamed; else from the
 * start FAIL_COUNT   the file that gets their number at the end
 *
 * Only the process that was started counts, not those it makes. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static struct {
    pid_t process;
    bool files, memory, begun;
    unsigned long at, seen;
    const char *from, *count;
} state;

__attribute__((constructor)) static void begin(void)
{
    const char *calls = getenv("FAIL_CALLS"), *at = getenv("FAIL_AT");
    state.files = calls && strcmp(calls, "files") == 0;
    state.memory = calls && strcmp(calls, "memory") == 0;
    state.at = at ? strtoul(at, NULL, 10) : 0;
    state.from = getenv("FAIL_FROM");
    state.count = getenv("FAIL_COUNT");
    state.begun = !state.from;
    state.process = getpid();
    unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    if (!state.count || getpid() != state.process)
        return;
    state.begun = false;
    int file = open(state.count, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int size = snprintf(text, sizeof text, "%lu\n", state.seen);
    if (file >= 0 && write(file, text, (size_t)size) == size)
        close(file);
}

/* A call of this kind is made: is it the one that fails? */
static bool fails(bool of_this_kind, int reason)
{
    if (!of_this_kind || !state.begun || getpid() != state.process ||
        __atomic_add_fetch(&state.seen, 1, __ATOMIC_RELAXED) != state.at)
        return false;
    errno = reason;
    return true;
}

static void see_path(const char *path)
{
    if (!state.begun && state.from && path && strstr(path, state.from) && state.process && getpid() == state.process)
        state.begun = true;
}

/* == Files ==================================================================================================== */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define FILE_CALL(type, name, parameters, arguments, reason)                                                         \
    type name parameters;                                                                                            \
    type name parameters                                                                                             \
    {                                                                                                                \
        return fails(state.files, reason) ? (type)-1 : REAL(name) arguments;                                         \
    }

FILE_CALL(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size), ENOSPC)
FILE_CALL(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), (file, bytes, size, at), ENOSPC)
FILE_CALL(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), (file, bytes, size, at), ENOSPC)
FILE_CALL(int, fsync, (int file), (file), EIO)
FILE_CALL(int, fdatasync, (int file), (file), EIO)
FILE_CALL(int, ftruncate, (int file, off_t size), (file, size), ENOSPC)
FILE_CALL(int, ftruncate64, (int file, off64_t size), (file, size), ENOSPC)
FILE_CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), ENOSPC)
FILE_CALL(int, link, (const char *from, const char *to), (from, to), EMLINK)
FILE_CALL(int, symlink, (const char *from, const char *to), (from, to), ENOSPC)
FILE_CALL(int, unlink, (const char *path), (path), EACCES)
FILE_CALL(int, rmdir, (const char *path), (path), EACCES)

int rename(const char *from, const char *to)
{
    see_path(to);
    return fails(state.files, ENOSPC) ? -1 : REAL(rename)(from, to);
}

#define OPEN_CALL(name)                                                                                              \
    int name(const char *path, int flags, ...)                                                                       \
    {                                                                                                                \
        va_list arguments;                                                                                           \
        va_start(arguments, flags);                                                                                  \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;                                 \
        va_end(arguments);                                                                                           \
        see_path(path);                                                                                              \
        return fails(state.files && flags & O_CREAT, EMFILE) ? -1 : REAL(name)(path, flags, mode);                   \
    }

OPEN_CALL(open)
OPEN_CALL(open64)

/* == Memory =================================================================================================== */

#ifdef FAIL_MEMORY
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return fails(state.memory, ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(state.memory, ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails(state.memory, ENOMEM) ? NULL : __libc_realloc(old, size);
}
#endif
