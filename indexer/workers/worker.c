/* The indexer's side of its workers: jobs are given and waited for. */
#include "indexer/workers/worker.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/common/reason.h"
#include "indexer/workers/extract.h"
#include "indexer/workers/worker_inside.h"

const struct worker_limits worker_limits_default = {
    .seconds = 10,
    .memory_bytes = (size_t)512 << 20,
    .output_bytes = (size_t)64 << 20,
};

enum {
    /* Answers of one file that may wait: its worker is not listened to beyond. */
    HELD_BYTES = 32 << 20,
    /* How large a job may be to wait for another: all have room in the socket. */
    QUEUED_BYTES_MOST = 1 << 12,
};

/* == Waiting ================================================================================================== */

static int milliseconds_until(uint64_t deadline_ns)
{
    uint64_t now = clock_monotonic_ns();
    return now >= deadline_ns ? 0 : (int)((deadline_ns - now) / 1000000 + 1);
}

/* A worker far ahead of the file whose turn it is has to wait, and its time with it. */
static bool is_held_back(const struct worker_pool *pool, const struct worker *worker)
{
    return worker->slot->held.size > HELD_BYTES && worker->slot != &pool->slots[pool->next_take % SLOT_COUNT];
}

static int prepare_polls(struct worker_pool *pool)
{
    int timeout = -1;
    for (size_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        pool->polls[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
        if (!worker->slot)
            continue;
        if (is_held_back(pool, worker)) {
            worker_reset_deadline(pool, worker);
            continue;
        }
        int left = milliseconds_until(worker->deadline_ns);
        pool->polls[i].fd = worker->process.answers;
        if (timeout < 0 || left < timeout)
            timeout = left;
    }
    return timeout;
}

/* Wait until at least one worker says something or is late, and deal with it. */
static enum status wait_for_workers(struct worker_pool *pool, struct failure *failure)
{
    int timeout = prepare_polls(pool);
    if (poll(pool->polls, pool->worker_count, timeout) < 0 && errno != EINTR)
        return fail(failure, STATUS_IO, "cannot wait for the workers: %s", strerror(errno));

    for (size_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        enum status status = STATUS_OK;
        if (pool->polls[i].fd < 0)
            continue;
        if (pool->polls[i].revents) {
            status = worker_receive(pool, worker, failure);
        } else if (milliseconds_until(worker->deadline_ns) == 0 && !worker_has_read_on(pool, worker)) {
            struct failure reason;
            fail_reason(&reason, REASON_TIMEOUT, "takes longer than %u s to read", pool->settings.limits.seconds);
            status = worker_lost(pool, worker, &reason, failure);
        }
        if (status)
            return status;
    }
    return worker_take_answers(pool, failure);
}

/* The worker with the least to do, if it can take the job: a large one is only for a free worker. */
static struct worker *find_worker(struct worker_pool *pool, const struct worker_job *job)
{
    size_t most = strlen(job->source) + job->sidecar.size > QUEUED_BYTES_MOST ? 1 : QUEUE_MOST;
    struct worker *found = &pool->workers[0];
    for (size_t i = 1; i < pool->worker_count; i++)
        if (pool->workers[i].queued < found->queued)
            found = &pool->workers[i];
    return found->queued < most ? found : NULL;
}

/* == Giving jobs ============================================================================================== */

/* The next place in the ring, waiting for the oldest file when all are taken. */
static enum status slot_next(struct worker_pool *pool, const struct worker_job *job, struct slot **taken,
                             struct failure *failure)
{
    enum status status;
    while (pool->next_submit - pool->next_take == SLOT_COUNT)
        if ((status = wait_for_workers(pool, failure)))
            return status;
    struct slot *slot = &pool->slots[pool->next_submit % SLOT_COUNT];
    buffer_truncate(&slot->source, 0);
    buffer_append_text(&slot->source, job->source);
    buffer_truncate(&slot->sidecar, 0);
    buffer_append(&slot->sidecar, job->sidecar.data, job->sidecar.size);
    if (slot->source.failed || slot->sidecar.failed)
        return fail_no_memory(failure);
    slot->stamp = job->stamp;
    slot->range = job->range;
    slot->file = job->file;
    slot->members = 0;
    slot->losses = slot->losses_in_a_row = 0;
    slot->state = SLOT_BUSY;
    pool->next_submit++;
    *taken = slot;
    return STATUS_OK;
}

enum status worker_pool_submit(struct worker_pool *pool, const struct worker_job *job, struct failure *failure)
{
    struct worker *worker;
    struct slot *slot;
    enum status status;
    while (!(worker = find_worker(pool, job)))
        if ((status = wait_for_workers(pool, failure)))
            goto failed;
    if ((status = slot_next(pool, job, &slot, failure)))
        goto failed;
    return worker_start_job(pool, worker, slot, failure);

failed:
    close(job->file);
    return status;
}

enum status worker_pool_reject(struct worker_pool *pool, const struct worker_job *job, const struct failure *reason,
                               struct failure *failure)
{
    struct slot *slot;
    enum status status;
    const struct bytes no_name = { "", 0 };
    if ((status = slot_next(pool, job, &slot, failure)) || (status = slot_reject(slot, no_name, reason, failure)))
        return status;
    slot_done(slot);
    return worker_take_answers(pool, failure);
}

enum status worker_pool_finish(struct worker_pool *pool, struct failure *failure)
{
    enum status status = worker_take_answers(pool, failure);
    while (!status && pool->next_take < pool->next_submit)
        status = wait_for_workers(pool, failure);
    return status;
}

/* == The pool ================================================================================================= */

enum status worker_pool_new(struct worker_pool **made, size_t worker_count, const struct worker_settings *settings,
                            worker_take take, void *context, struct failure *failure)
{
    struct worker_pool *pool = calloc(1, sizeof *pool);
    enum status status;
    if (!pool)
        return fail_no_memory(failure);
    pool->settings = *settings;
    pool->take = take;
    pool->context = context;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        pool->slots[i].source = (struct buffer)BUFFER_EMPTY;
        pool->slots[i].held = (struct buffer)BUFFER_EMPTY;
        pool->slots[i].sidecar = (struct buffer)BUFFER_EMPTY;
        pool->slots[i].file = -1;
    }
    pool->workers = calloc(worker_count, sizeof *pool->workers);
    pool->polls = calloc(worker_count, sizeof *pool->polls);
    if (!pool->workers || !pool->polls) {
        status = fail_no_memory(failure);
        goto failed;
    }
    if ((status = extract_prepare(failure)) || (status = fact_finder_new(&pool->finder, &settings->facts, failure)))
        goto failed;
    for (; pool->worker_count < worker_count; pool->worker_count++) {
        struct worker *worker = &pool->workers[pool->worker_count];
        worker->received = (struct buffer)BUFFER_EMPTY;
        worker->begun = (struct buffer)BUFFER_EMPTY;
        if ((status = worker_renew(pool, worker, failure)))
            goto failed;
    }
    *made = pool;
    return STATUS_OK;

failed:
    worker_pool_free(pool);
    return status;
}

void worker_pool_free(struct worker_pool *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->worker_count; i++) {
        worker_process_stop(&pool->workers[i].process);
        buffer_clear(&pool->workers[i].received);
        buffer_clear(&pool->workers[i].begun);
    }
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        buffer_clear(&pool->slots[i].source);
        buffer_clear(&pool->slots[i].held);
        buffer_clear(&pool->slots[i].sidecar);
        if (pool->slots[i].file >= 0)
            close(pool->slots[i].file);
    }
    fact_finder_free(pool->finder);
    free(pool->workers);
    free(pool->polls);
    free(pool);
}
