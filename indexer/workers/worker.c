/* The indexer's side of its workers: who has which document, who is late, who died. */
#include "indexer/workers/worker.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/common/reason.h"
#include "indexer/workers/extract.h"
#include "indexer/workers/worker_process.h"
#include "indexer/workers/worker_protocol.h"

const struct worker_limits worker_limits_default = {
    .seconds = 10,
    .memory_bytes = (size_t)512 << 20,
    .output_bytes = (size_t)64 << 20,
};

enum {
    /* Files that may wait for an earlier one; a slow file holds up no more than this many. */
    SLOT_COUNT = 64,
    /* Answers of one file that may wait: its worker is not listened to beyond. */
    HELD_BYTES = 32 << 20,
    /* A file that ends its reader more often than this is given up: at all, and without any document in between. */
    LOSSES_MOST = 100,
    LOSSES_IN_A_ROW_MOST = 5,
    /* A worker that has read on by so many bytes is passing over what is no document, and not late. */
    READ_ON_BYTES = 1 << 20,
    READ_BYTES = 1 << 17,
    /* Jobs that a worker has before it, so that it need not wait for the next; and how large one may be to wait there:
     * all have room in the socket. */
    QUEUE_MOST = 4,
    QUEUED_BYTES_MOST = 1 << 13,
};

/* A job on its way, from `submit` until its last answer is taken. */
struct slot {
    enum { SLOT_FREE, SLOT_BUSY, SLOT_DONE } state;
    struct buffer source; /* NUL-terminated */
    int file;
    struct stamp stamp;
    struct line_range range;
    struct buffer sidecar;
    struct buffer held;       /* whole frames of answers, not yet taken */
    uint64_t members;         /* answered so far */
    unsigned losses;          /* workers it has ended */
    unsigned losses_in_a_row; /* without an answer between them */
};

struct worker {
    struct worker_process process;
    struct slot *slot;      /* of the job in hand, the first of the queue; NULL when it is free */
    struct slot *queue[QUEUE_MOST];
    size_t queued;
    uint64_t deadline_ns;   /* of the document in hand */
    off_t furthest;         /* how far it has read in its file */
    bool has_begun;         /* a document, */
    struct buffer begun;    /* of this name */
    struct buffer received; /* of a frame that is not yet whole */
};

struct worker_pool {
    struct worker_settings settings;
    struct fact_finder *finder;
    worker_take take;
    void *context;
    struct slot slots[SLOT_COUNT]; /* a ring: slot n % SLOT_COUNT holds job n */
    uint64_t next_submit, next_take;
    struct worker *workers;
    struct pollfd *polls;
    size_t worker_count;
};

/* == Jobs ===================================================================================================== */

/* Nobody can read on in a small file. */
static bool may_read_on(const struct worker *worker)
{
    return worker->slot->stamp.size >= READ_ON_BYTES;
}

static void reset_deadline(const struct worker_pool *pool, struct worker *worker)
{
    off_t at = may_read_on(worker) ? lseek(worker->slot->file, 0, SEEK_CUR) : 0;
    if (at > worker->furthest)
        worker->furthest = at;
    worker->deadline_ns = clock_monotonic_ns() + pool->settings.limits.seconds * UINT64_C(1000000000);
}

static void forget_begun(struct worker *worker)
{
    worker->has_begun = false;
    buffer_truncate(&worker->begun, 0);
}

/* A new process for a worker that has none. */
static enum status worker_renew(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    buffer_truncate(&worker->received, 0);
    forget_begun(worker);
    return worker_process_start(&worker->process, &pool->settings, pool->finder, failure);
}

static int milliseconds_until(uint64_t deadline_ns)
{
    uint64_t now = clock_monotonic_ns();
    return now >= deadline_ns ? 0 : (int)((deadline_ns - now) / 1000000 + 1);
}

static enum status worker_lost(struct worker_pool *pool, struct worker *worker, const struct failure *reason,
                               struct failure *failure);

/* The job at the front of the queue begins, as far as can be seen from here. */
static void begin_next(const struct worker_pool *pool, struct worker *worker)
{
    worker->slot = worker->queued ? worker->queue[0] : NULL;
    worker->furthest = 0;
    if (worker->slot)
        reset_deadline(pool, worker);
}

static void leave_queue(const struct worker_pool *pool, struct worker *worker)
{
    worker->queued--;
    for (size_t i = 0; i < worker->queued; i++)
        worker->queue[i] = worker->queue[i + 1];
    begin_next(pool, worker);
}

static enum status worker_died(struct worker_pool *pool, struct worker *worker, struct failure *failure)
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

static enum status start_job(struct worker_pool *pool, struct worker *worker, struct slot *slot,
                             struct failure *failure)
{
    worker->queue[worker->queued++] = slot;
    if (!worker->slot)
        begin_next(pool, worker);
    return send_job(pool, worker, worker->queued - 1, failure);
}

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

/* == Answers ================================================================================================== */

static void slot_done(struct slot *slot)
{
    slot->state = SLOT_DONE;
    if (slot->file >= 0)
        close(slot->file);
    slot->file = -1;
}

/* Keep a frame until its turn comes. */
static enum status slot_hold(struct slot *slot, const char *content, size_t size, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    frame_head(size, head);
    buffer_append(&slot->held, head, sizeof head);
    buffer_append(&slot->held, content, size);
    slot->members++;
    return buffer_status(&slot->held, "answers", failure);
}

/* The document whose turn it is has no record, for a reason found on this side. */
static enum status slot_reject(struct slot *slot, struct bytes name, const struct failure *reason,
                               struct failure *failure)
{
    struct worker_answer answer = {
        .member = slot->members,
        .name = name,
        .status = reason->status,
        .failure = *reason,
    };
    struct buffer packed = BUFFER_EMPTY;
    answer_pack(&answer, &packed);
    enum status status = buffer_status(&packed, "an answer", failure);
    if (!status)
        status = slot_hold(slot, packed.bytes, packed.size, failure);
    buffer_clear(&packed);
    return status;
}

/* The worker did not come to the end of its document: only that one is lost. What follows it in the same file is for
 * the next worker; a file that is one document has nothing that follows. */
static enum status worker_lost(struct worker_pool *pool, struct worker *worker, const struct failure *reason,
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
        leave_queue(pool, worker);
    }
    return restart_jobs(pool, worker, failure);
}

/* Hand over what the oldest file has. True when it is done with. */
static enum status take_slot(struct worker_pool *pool, struct slot *slot, struct failure *failure)
{
    struct bytes frames = { slot->held.bytes, slot->held.size }, head, content;
    enum status status = STATUS_OK;
    while (!status && frames.size) {
        struct worker_answer answer = { .member = 0 };
        bytes_read(&frames, FRAME_HEAD_BYTES, &head);
        bytes_read(&frames, frame_size((const unsigned char *)head.data), &content);
        answer_unpack(content, &answer); /* it was whole when it was put here */
        status = pool->take(slot->source.bytes, &slot->stamp, &answer, pool->context, failure);
    }
    buffer_truncate(&slot->held, 0);
    return status;
}

/* Hand over what is there, in the order submitted. */
static enum status take_answers(struct worker_pool *pool, struct failure *failure)
{
    while (pool->next_take < pool->next_submit) {
        struct slot *slot = &pool->slots[pool->next_take % SLOT_COUNT];
        enum status status = take_slot(pool, slot, failure);
        if (status || slot->state != SLOT_DONE)
            return status;
        pool->next_take++;
        slot->state = SLOT_FREE;
        buffer_clear(&slot->held);
        if (!slot->range.end &&
            (status = pool->take(slot->source.bytes, &slot->stamp, NULL, pool->context, failure)))
            return status;
    }
    return STATUS_OK;
}

/* What the worker says of the document in hand: first its name if it has one, then what became of it. One that says anything else
 * has been led astray by its document. */
static enum status take_frame(struct worker_pool *pool, struct worker *worker, struct bytes content,
                              struct failure *failure)
{
    struct worker_answer answer;
    struct bytes name;
    if (!worker->has_begun && begun_unpack(content, &name)) {
        worker->has_begun = true;
        buffer_append(&worker->begun, name.data, name.size);
        return buffer_status(&worker->begun, "a name", failure);
    }
    if (!answer_unpack(content, &answer) || answer.member != worker->slot->members) {
        struct failure reason;
        fail_reason(&reason, REASON_CRASH, "made its reader send a damaged answer");
        return worker_lost(pool, worker, &reason, failure);
    }
    forget_begun(worker);
    worker->slot->losses_in_a_row = 0;
    return slot_hold(worker->slot, content.data, content.size, failure);
}

/* Take whole frames off what was received. An empty one is the end of the file. */
static enum status split_frames(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    struct bytes rest = { worker->received.bytes, worker->received.size };
    enum status status = STATUS_OK;
    while (!status && rest.size >= FRAME_HEAD_BYTES) {
        uint64_t size = frame_size((const unsigned char *)rest.data);
        if (size > 3 * (uint64_t)pool->settings.limits.output_bytes) {
            struct failure reason;
            fail_reason(&reason, REASON_OUTPUT_LIMIT, "makes an answer of more than %zu bytes",
                        pool->settings.limits.output_bytes);
            return worker_lost(pool, worker, &reason, failure);
        }
        if (size > rest.size - FRAME_HEAD_BYTES)
            break;
        const char *content = rest.data + FRAME_HEAD_BYTES;
        rest.data += FRAME_HEAD_BYTES + size;
        rest.size -= FRAME_HEAD_BYTES + size;
        reset_deadline(pool, worker);
        if (size > 0) {
            pid_t id = worker->process.id;
            status = take_frame(pool, worker, (struct bytes){ content, size }, failure);
            if (status || worker->process.id != id)
                return status; /* what it sent went with it */
            continue;
        }
        slot_done(worker->slot);
        forget_begun(worker);
        leave_queue(pool, worker);
        if (!worker->slot)
            break; /* it says nothing more until it has a job */
    }
    memmove(worker->received.bytes, rest.data, rest.size);
    buffer_truncate(&worker->received, worker->slot ? rest.size : 0);
    return status;
}

static enum status worker_receive(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    char *room = buffer_reserve(&worker->received, READ_BYTES);
    if (!room)
        return fail_no_memory(failure);
    ssize_t got = read(worker->process.socket, room, READ_BYTES);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        buffer_commit(&worker->received, 0);
        return STATUS_OK;
    }
    if (got <= 0)
        return worker_died(pool, worker, failure);
    buffer_commit(&worker->received, (size_t)got);
    return split_frames(pool, worker, failure);
}

/* == Waiting ================================================================================================== */

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
            reset_deadline(pool, worker);
            continue;
        }
        int left = milliseconds_until(worker->deadline_ns);
        pool->polls[i].fd = worker->process.socket;
        if (timeout < 0 || left < timeout)
            timeout = left;
    }
    return timeout;
}

/* The open file is shared with the worker, and so is its place in it. Only what is further than ever before counts,
 * so this ends with the file. */
static bool has_read_on(const struct worker_pool *pool, struct worker *worker)
{
    off_t at = may_read_on(worker) ? lseek(worker->slot->file, 0, SEEK_CUR) : 0;
    if (at < worker->furthest + READ_ON_BYTES)
        return false;
    reset_deadline(pool, worker);
    return true;
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
        } else if (milliseconds_until(worker->deadline_ns) == 0 && !has_read_on(pool, worker)) {
            struct failure reason;
            fail_reason(&reason, REASON_TIMEOUT, "takes longer than %u s to read", pool->settings.limits.seconds);
            status = worker_lost(pool, worker, &reason, failure);
        }
        if (status)
            return status;
    }
    return take_answers(pool, failure);
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
    return start_job(pool, worker, slot, failure);

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
    return take_answers(pool, failure);
}

enum status worker_pool_finish(struct worker_pool *pool, struct failure *failure)
{
    enum status status = take_answers(pool, failure);
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
