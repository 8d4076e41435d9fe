/* A bucket is one number: when it will be full again. That is enough to know how many tokens it has, it is changed in
 * one atomic step, and a bucket that is full need not be kept at all. */
#include "query/cgi/cgi_rates.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/hash.h"

/* A slot: 24 bits that tell the visitors of a set apart, and 40 of milliseconds, which return after 34 years. */
enum { MARK_BITS = 24, TIME_BITS = 40, SET_SLOTS = 8, SETS = 1 << 14 };
static const uint64_t time_mask = (UINT64_C(1) << TIME_BITS) - 1;

static const char magic[16] = "depeche rates 1";

struct head {
    char magic[16];
    uint64_t salts[2];
    char unused[32];
};

struct file {
    struct head head;
    _Atomic uint64_t slots[SETS][SET_SLOTS];
};

struct cgi_rates {
    struct file *file;
    uint64_t interval_ms, room_ms; /* of one token, of a whole bucket */
};

/* == The file ================================================================================================= */

static enum status refuse(const char *path, const char *reason, struct failure *failure)
{
    return files_fail_because(failure, STATUS_INVALID, "cannot count requests in", path, reason);
}

/* Under a lock: the first of several processes makes it. */
static enum status prepare(int descriptor, const char *path, struct failure *failure)
{
    struct stat found;
    struct head head = { .magic = "" };
    const off_t size = sizeof(struct file);
    if (flock(descriptor, LOCK_EX) != 0 || fstat(descriptor, &found) != 0)
        return files_fail(failure, "cannot count requests in", path);
    if (!S_ISREG(found.st_mode))
        return refuse(path, "it is no regular file", failure);
    if (found.st_size == 0) {
        memcpy(head.magic, magic, sizeof magic);
        if (getrandom(head.salts, sizeof head.salts, 0) != (ssize_t)sizeof head.salts ||
            pwrite(descriptor, &head, sizeof head, 0) != (ssize_t)sizeof head)
            return files_fail(failure, "cannot count requests in", path);
    } else if (pread(descriptor, &head, sizeof head, 0) != (ssize_t)sizeof head ||
               memcmp(head.magic, magic, sizeof magic) != 0) {
        return refuse(path, "it is not a file of depeche.cgi", failure);
    }
    if (found.st_size != size && ftruncate(descriptor, size) != 0)
        return files_fail(failure, "cannot count requests in", path);
    return STATUS_OK;
}

static enum status map(struct cgi_rates *rates, const char *path, struct failure *failure)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (descriptor < 0)
        return files_fail(failure, "cannot count requests in", path);
    enum status status = prepare(descriptor, path, failure);
    flock(descriptor, LOCK_UN); /* a mapping would hold the lock on */
    if (!status) {
        void *mapped = mmap(NULL, sizeof *rates->file, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        rates->file = mapped == MAP_FAILED ? NULL : mapped;
        if (!rates->file)
            status = files_fail(failure, "cannot count requests in", path);
    }
    close(descriptor);
    return status;
}

enum status cgi_rates_open(struct cgi_rates **rates, const char *path, unsigned per_minute, unsigned burst,
                           struct failure *failure)
{
    struct cgi_rates *opened = calloc(1, sizeof *opened);
    *rates = NULL;
    if (!opened)
        return fail_no_memory(failure);
    opened->interval_ms = 60000 / per_minute ? 60000 / per_minute : 1;
    opened->room_ms = opened->interval_ms * burst;
    enum status status = map(opened, path, failure);
    if (status)
        cgi_rates_close(opened);
    else
        *rates = opened;
    return status;
}

void cgi_rates_close(struct cgi_rates *rates)
{
    if (rates && rates->file)
        munmap(rates->file, sizeof *rates->file);
    free(rates);
}

/* == Buckets ================================================================================================== */

/* How long until the bucket is full. A time further off than buckets are deep is one of long ago. */
static uint64_t filling_ms(const struct cgi_rates *rates, uint64_t slot, uint64_t now)
{
    uint64_t ahead = ((slot & time_mask) - now) & time_mask;
    return slot && ahead <= rates->room_ms ? ahead : 0;
}

/* The visitor's slot; else one that is full, which nobody misses; else the one that will be soonest. */
static _Atomic uint64_t *choose(const struct cgi_rates *rates, uint64_t mark, _Atomic uint64_t *set, uint64_t now)
{
    _Atomic uint64_t *best = set;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < SET_SLOTS; i++) {
        uint64_t slot = atomic_load(&set[i]), filling = filling_ms(rates, slot, now);
        if (slot >> TIME_BITS == mark && slot)
            return &set[i];
        if (filling < least) {
            least = filling;
            best = &set[i];
        }
    }
    return best;
}

unsigned cgi_rates_take(struct cgi_rates *rates, const struct cgi_visitor *visitor, uint64_t now_ms)
{
    enum { TRIES = 16 };
    const struct bytes address = { (const char *)visitor->address, sizeof visitor->address };
    const uint64_t now = now_ms & time_mask;
    const uint64_t mark = hash_bytes(rates->file->head.salts[1], address) >> (32 - MARK_BITS);
    _Atomic uint64_t *set = rates->file->slots[hash_bytes(rates->file->head.salts[0], address) % SETS];
    for (int i = 0; i < TRIES; i++) {
        _Atomic uint64_t *slot = choose(rates, mark, set, now);
        uint64_t held = atomic_load(slot);
        uint64_t filling = held >> TIME_BITS == mark ? filling_ms(rates, held, now) : 0;
        uint64_t after = filling + rates->interval_ms;
        if (after > rates->room_ms)
            return (unsigned)((after - rates->room_ms + 999) / 1000);
        if (atomic_compare_exchange_strong(slot, &held, mark << TIME_BITS | ((now + after) & time_mask)))
            return 0;
    }
    return 0; /* others took it each time: there is no harm in one more */
}
