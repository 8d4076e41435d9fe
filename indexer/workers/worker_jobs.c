/* Which jobs a worker has, how long it may take, and what becomes of them when it dies. */
#include <unistd.h>

#include "base/clock.h"
#include "indexer/workers/worker_inside.h"
#include "indexer/workers/worker_protocol.h"

enum {
    /* A file that ends its reader more often than this is given up: at all, and without any document in between. */
    LOSSES_MOST = 100,
    LOSSES_IN_A_ROW_MOST = 5,
    /* A worker that has read on by so many bytes is passing over what is no document, and not late. */
    READ_ON_BYTES = 1 << 20,
};

/* == Time ===================================================================================================== */

/* Nobody can read on in a small file. */
static bool may_read_on(const struct worker *worker)
{
    return worker->slot->stamp.size >= READ_ON_BYTES;
}

void worker_reset_deadline(const struct worker_pool *pool, struct worker *worker)
{
    off_t at = may_read_on(worker) ? lseek(worker->slot->file, 0, SEEK_CUR) : 0;
    if (at > worker->furthest)
        worker->furthest = at;
    worker->deadline_ns = clock_monotonic_ns() + pool->settings.limits.seconds * UINT64_C(1000000000);
}

bool worker_has_read_on(const struct worker_pool *pool, struct worker *worker)
{
    off_t at = may_read_on(worker) ? lseek(worker->slot->file, 0, SEEK_CUR) : 0;
    if (at < worker->furthest + READ_ON_BYTES)
        return false;
    worker_reset_deadline(pool, worker);
    return true;
}

void worker_forget_begun(struct worker *worker)
{
    worker->has_begun = false;
    buffer_truncate(&worker->begun, 0);
}

enum status worker_renew(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    buffer_truncate(&worker->received, 0);
    worker_forget_begun(worker);
    return worker_process_start(&worker->process, &pool->settings, pool->finder, failure);
}

/* == The queue ================================================================================================ */

/* The job at the front of the queue begins, as far as can be seen from here. */
static void begin_next(const struct worker_pool *pool, struct worker *worker)
{
    worker->slot = worker->queued ? worker->queue[0] : NULL;
    worker->furthest = 0;
    if (worker->slot)
        worker_reset_deadline(pool, worker);
}

void worker_leave_queue(const struct worker_pool *pool, struct worker *worker)
{
    worker->queued--;
    for (size_t i = 0; i < worker->queued; i++)
        worker->queue[i] = worker->queue[i + 1];
    begin_next(pool, worker);
}

enum status worker_died(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    struct failure reason;
    worker_process_ended(&worker->process, &reason);
    return worker_lost(pool, worker, &reason, failure);
}

/* Send the job at this place of the queue, from the member that comes next. A worker that cannot be sent to is dead;
 * unless it is at its first job it may have answered before, so it is left to die and found dead when all it said is
 * read. */
static enum status send_job(struct worker_pool *pool, struct worker *worker, size_t place, struct failure *failure)
{
    const struct slot *slot = worker->queue[place];
    struct worker_job job = { .source = slot->source.bytes,
                              .stamp = slot->stamp,
                              .range = slot->range,
                              .sidecar = { slot->sidecar.bytes, slot->sidecar.size } };
    struct buffer packed = BUFFER_EMPTY;
    enum status status;

    job_pack(&job, slot->members, &packed);
    bool sent = false;
    if (!(status = buffer_status(&packed, "a job", failure)))
        sent = worker_process_send(&worker->process, &packed, slot->file);
    buffer_clear(&packed);
    if (status || sent)
        return status;
    worker_process_kill(&worker->process);
    return place == 0 ? worker_died(pool, worker, failure) : STATUS_OK;
}

enum status worker_start_job(struct worker_pool *pool, struct worker *worker, struct slot *slot,
                             struct failure *failure)
{
    worker->queue[worker->queued++] = slot;
    if (!worker->slot)
        begin_next(pool, worker);
    return send_job(pool, worker, worker->queued - 1, failure);
}

/* == Losses =================================================================================================== */

/* A new process has the queue of the one before it to do. */
static enum status restart_jobs(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    const pid_t id = worker->process.id;
    enum status status = STATUS_OK;
    begin_next(pool, worker);
    for (size_t i = 0; i < worker->queued && worker->process.id == id && !status; i++) {
        lseek(worker->queue[i]->file, 0, SEEK_SET); /* the worker before this one may have read from it */
        status = send_job(pool, worker, i, failure);
    }
    return status;
}

enum status worker_lost(struct worker_pool *pool, struct worker *worker, const struct failure *reason,
                        struct failure *failure)
{
    struct slot *slot = worker->slot;
    struct bytes name = { worker->begun.bytes, worker->begun.size };
    enum status status;
    worker_process_stop(&worker->process);
    if ((status = slot_reject(slot, name, reason, failure)) || (status = worker_renew(pool, worker, failure)))
        return status;
    if (++slot->losses_in_a_row == LOSSES_IN_A_ROW_MOST || ++slot->losses == LOSSES_MOST) {
        slot_done(slot);
        worker_leave_queue(pool, worker);
    }
    return restart_jobs(pool, worker, failure);
}
