/* The lock of an index. */
#include "indexer/builder/index_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/files.h"
#include "record/published.h"

enum { HOLDER_BYTES = 160, WAIT_TRIES = 240, WAIT_NS = 50000000 };

/* == Who holds it ============================================================================================= */

static void read_holder(int lock, struct lock_holder *holder)
{
    char text[HOLDER_BYTES];
    ssize_t size = pread(lock, text, sizeof text - 1, 0);
    text[size > 0 ? size : 0] = '\0';
    *holder = (struct lock_holder){ .process = 0 };
    if (sscanf(text, "%ld %64s %" SCNd64 " %15s", &holder->process, holder->host, &holder->since_s, holder->what) !=
        4)
        *holder = (struct lock_holder){ .process = 0 };
}

static void name_host(char host[65])
{
    if (gethostname(host, 65) != 0 || !host[0])
        snprintf(host, 65, "localhost");
    host[64] = '\0';
}

static enum status write_holder(int lock, const char *what, const char *path, struct failure *failure)
{
    char host[65], text[HOLDER_BYTES];
    name_host(host);
    int size = snprintf(text, sizeof text, "%ld %s %" PRId64 " %s\n", (long)getpid(), host, (int64_t)time(NULL),
                        what);
    if (ftruncate(lock, 0) != 0 || pwrite(lock, text, (size_t)size, 0) != size)
        return files_fail(failure, "cannot write", path);
    return STATUS_OK;
}

void lock_holder_tell(const struct lock_holder *holder, char text[LOCK_HOLDER_BYTES])
{
    char since[CLOCK_STAMP_BYTES];
    clock_format_utc(holder->since_s, since);
    if (holder->process)
        snprintf(text, LOCK_HOLDER_BYTES, "process %ld on %s, since %s (%s)", holder->process, holder->host, since,
                 holder->what);
    else
        snprintf(text, LOCK_HOLDER_BYTES, "a process that does not say which");
}

/* Dead, as far as this machine can tell. */
static bool is_dead(const struct lock_holder *holder)
{
    char host[65];
    name_host(host);
    return holder->process && strcmp(host, holder->host) == 0 && kill((pid_t)holder->process, 0) != 0 &&
           errno == ESRCH;
}

/* == Taking it ================================================================================================ */

/* Of the open file, not of the process: a library that opens and closes the same file does not lose it. */
static bool try_lock(int lock)
{
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return fcntl(lock, F_OFD_SETLK, &whole) == 0;
}

static enum status fail_locked(const char *index, const struct lock_holder *holder, struct failure *failure)
{
    char text[LOCK_HOLDER_BYTES];
    lock_holder_tell(holder, text);
    fail(failure, STATUS_LOCKED, "%s is being written by %s", index, text);
    if (failure)
        fail_hint(failure, "wait until it has ended; searching goes on meanwhile");
    return STATUS_LOCKED;
}

static enum status wait_for_lock(int lock, const char *index, const char *path, struct lock_holder *holder,
                                 struct failure *failure)
{
    const struct timespec pause = { .tv_nsec = WAIT_NS };
    for (int tries = 0;; tries++) {
        read_holder(lock, holder);
        if (try_lock(lock))
            break;
        if (errno != EAGAIN && errno != EACCES)
            return files_fail(failure, "cannot lock", path);
        if (!is_dead(holder) || tries == WAIT_TRIES)
            return fail_locked(index, holder, failure);
        nanosleep(&pause, NULL);
    }
    read_holder(lock, holder); /* whoever held it may have ended well since */
    return STATUS_OK;
}

enum status index_lock_take(const char *index, const char *what, int *lock, struct lock_holder *interrupted,
                            struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = files_join(path, index, PUBLISHED_LOCK, failure);
    if (status)
        return status;
    int opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (opened < 0)
        return files_fail(failure, "cannot write", path);
    if ((status = wait_for_lock(opened, index, path, interrupted, failure)) ||
        (status = write_holder(opened, what, path, failure))) {
        close(opened);
        return status;
    }
    *lock = opened;
    return STATUS_OK;
}

void index_lock_release(int lock)
{
    if (lock < 0)
        return;
    if (ftruncate(lock, 0) != 0)
        errno = 0; /* the next run will take this one for interrupted, and tidy up after it all the same */
    close(lock);
}

enum status index_lock_look(const char *index, bool *is_held, struct lock_holder *holder, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    enum status status = files_join(path, index, PUBLISHED_LOCK, failure);
    *is_held = false;
    *holder = (struct lock_holder){ .process = 0 };
    if (status)
        return status;
    int lock = open(path, O_RDONLY | O_CLOEXEC);
    if (lock < 0)
        return STATUS_OK; /* nobody ever wrote here, or this user cannot know */
    read_holder(lock, holder);
    *is_held = fcntl(lock, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
    close(lock);
    return STATUS_OK;
}
