/* The indexer's side of its workers: who has which document, who is late, who died. */
#include "indexer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/extract.h"
#include "indexer/worker_protocol.h"

const struct worker_limits worker_limits_default = {
    .seconds = 10,
    .memory_bytes = (size_t)512 << 20,
    .output_bytes = (size_t)64 << 20,
};

enum {
    /* Answers that may wait for an earlier one; a slow document holds up no more than this many. */
    SLOT_COUNT = 64,
    READ_BYTES = 1 << 16,
};

/* A job on its way, from `submit` until its answer is taken. */
struct slot {
    enum { SLOT_FREE, SLOT_BUSY, SLOT_DONE } state;
    struct stamp stamp;
    struct buffer source; /* NUL-terminated */
    struct buffer answer; /* the frame's content */
    enum status status;   /* of a job rejected here: `failure` says why */
    struct failure failure;
};

struct worker {
    pid_t process; /* 0 when there is none */
    int socket;
    size_t slot;           /* of its job; SLOT_COUNT when it is free */
    uint64_t deadline_ns;
    struct buffer received; /* of the answer's frame */
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

/* == Processes ================================================================================================ */

/* The first frame of a worker says whether its sandbox is up. Without a sandbox nothing is read at all. */
static enum status wait_until_ready(int socket, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    char content[2 * sizeof(struct failure)];
    struct worker_answer ready = { .source = "" };

    if (recv(socket, head, sizeof head, MSG_WAITALL) != sizeof head || frame_size(head) > sizeof content ||
        recv(socket, content, frame_size(head), MSG_WAITALL) != (ssize_t)frame_size(head) ||
        !answer_unpack((struct bytes){ content, frame_size(head) }, &ready))
        return fail(failure, STATUS_IO, "a worker process ended before it was ready");
    if (ready.status && failure)
        *failure = ready.failure;
    return ready.status;
}

static enum status worker_start(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(failure, STATUS_IO, "cannot make a socket pair for a worker: %s", strerror(errno));
    pid_t indexer = getpid();
    pid_t process = fork();
    if (process < 0) {
        close(pair[0]);
        close(pair[1]);
        return fail(failure, STATUS_IO, "cannot make a worker process: %s", strerror(errno));
    }
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != indexer)
            _exit(EXIT_FAILURE);
        /* It keeps its socket and standard error, on which sanitizers report. */
        if (dup2(pair[1], STDIN_FILENO) < 0)
            _exit(EXIT_FAILURE);
        close(STDOUT_FILENO);
        close_range(STDERR_FILENO + 1, ~0U, 0);
        worker_serve(STDIN_FILENO, &pool->settings, pool->finder);
    }
    close(pair[1]);
    worker->process = process;
    worker->socket = pair[0];
    worker->slot = SLOT_COUNT;
    buffer_truncate(&worker->received, 0);
    enum status status = wait_until_ready(pair[0], failure);
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    return status;
}

/* Ends the process; returns how it ended, as waitpid tells. */
static int worker_stop(struct worker *worker)
{
    int ended = 0;
    if (!worker->process)
        return 0;
    close(worker->socket);
    kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &ended, 0) < 0 && errno == EINTR)
        ;
    worker->process = 0;
    return ended;
}

/* == Answers ================================================================================================== */

static void slot_reject(struct slot *slot, const struct failure *reason)
{
    slot->state = SLOT_DONE;
    slot->status = reason->status;
    slot->failure = *reason;
}

/* The worker did not come to the end of its job: only that document is lost. */
static enum status worker_lost(struct worker_pool *pool, struct worker *worker, bool late, struct failure *failure)
{
    struct slot *slot = &pool->slots[worker->slot];
    struct failure reason;
    if (late) {
        fail(&reason, STATUS_LIMIT, "takes longer than %u s to read", pool->settings.limits.seconds);
        worker_stop(worker);
    } else {
        /* It is dead or dying: give the kernel the moment it needs to tell how. */
        int ended = 0;
        close(worker->socket);
        while (waitpid(worker->process, &ended, 0) < 0 && errno == EINTR)
            ;
        worker->process = 0;
        if (WIFSIGNALED(ended))
            fail(&reason, STATUS_INVALID, "made its reader crash (%s)", strsignal(WTERMSIG(ended)));
        else
            fail(&reason, STATUS_INVALID, "made its reader give up (exit status %d)", WEXITSTATUS(ended));
    }
    slot_reject(slot, &reason);
    return worker_start(pool, worker, failure);
}

/* Hand over what is done, in the order submitted. */
static enum status take_answers(struct worker_pool *pool, struct failure *failure)
{
    while (pool->next_take < pool->next_submit) {
        struct slot *slot = &pool->slots[pool->next_take % SLOT_COUNT];
        struct worker_answer answer = { .source = slot->source.bytes, .stamp = slot->stamp };
        if (slot->state != SLOT_DONE)
            return STATUS_OK;
        if (slot->status) {
            answer.status = slot->status;
            answer.failure = slot->failure;
        } else if (!answer_unpack((struct bytes){ slot->answer.bytes, slot->answer.size }, &answer)) {
            answer.status = fail(&answer.failure, STATUS_INVALID, "made its reader send a damaged answer");
        }
        pool->next_take++;
        enum status status = pool->take(&answer, pool->context, failure);
        slot->state = SLOT_FREE;
        buffer_clear(&slot->answer);
        if (status)
            return status;
    }
    return STATUS_OK;
}

/* Is the whole frame there? An answer above the limit is not waited for. */
static bool frame_complete(const struct worker_pool *pool, const struct worker *worker, bool *too_large)
{
    if (worker->received.size < FRAME_HEAD_BYTES)
        return false;
    uint64_t size = frame_size((const unsigned char *)worker->received.bytes);
    *too_large = size > 3 * (uint64_t)pool->settings.limits.output_bytes;
    return worker->received.size - FRAME_HEAD_BYTES >= size;
}

static enum status worker_receive(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    bool too_large = false;
    char *room = buffer_reserve(&worker->received, READ_BYTES);
    if (!room)
        return fail_no_memory(failure);
    ssize_t got = read(worker->socket, room, READ_BYTES);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return STATUS_OK;
    if (got <= 0)
        return worker_lost(pool, worker, false, failure);
    buffer_commit(&worker->received, (size_t)got);

    bool complete = frame_complete(pool, worker, &too_large);
    if (too_large) {
        worker_stop(worker);
        struct failure reason;
        fail(&reason, STATUS_LIMIT, "makes an answer of more than %zu bytes", pool->settings.limits.output_bytes);
        slot_reject(&pool->slots[worker->slot], &reason);
        return worker_start(pool, worker, failure);
    }
    if (complete) {
        struct slot *slot = &pool->slots[worker->slot];
        buffer_append(&slot->answer, worker->received.bytes + FRAME_HEAD_BYTES,
                      worker->received.size - FRAME_HEAD_BYTES);
        if (slot->answer.failed)
            return fail_no_memory(failure);
        slot->status = STATUS_OK;
        slot->state = SLOT_DONE;
        worker->slot = SLOT_COUNT;
        buffer_truncate(&worker->received, 0);
    }
    return STATUS_OK;
}

/* == Waiting ================================================================================================== */

static int milliseconds_until(uint64_t deadline_ns)
{
    uint64_t now = clock_monotonic_ns();
    return now >= deadline_ns ? 0 : (int)((deadline_ns - now) / 1000000 + 1);
}

/* Wait until at least one worker says something or is late, and deal with it. */
static enum status wait_for_workers(struct worker_pool *pool, struct failure *failure)
{
    int timeout = -1;
    for (size_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        bool busy = worker->slot != SLOT_COUNT;
        pool->polls[i] = (struct pollfd){ .fd = busy ? worker->socket : -1, .events = POLLIN };
        if (busy) {
            int left = milliseconds_until(worker->deadline_ns);
            if (timeout < 0 || left < timeout)
                timeout = left;
        }
    }
    if (poll(pool->polls, pool->worker_count, timeout) < 0 && errno != EINTR)
        return fail(failure, STATUS_IO, "cannot wait for the workers: %s", strerror(errno));

    for (size_t i = 0; i < pool->worker_count; i++) {
        struct worker *worker = &pool->workers[i];
        enum status status = STATUS_OK;
        if (worker->slot == SLOT_COUNT)
            continue;
        if (pool->polls[i].revents)
            status = worker_receive(pool, worker, failure);
        else if (milliseconds_until(worker->deadline_ns) == 0)
            status = worker_lost(pool, worker, true, failure);
        if (status)
            return status;
    }
    return take_answers(pool, failure);
}

static struct worker *find_free_worker(struct worker_pool *pool)
{
    for (size_t i = 0; i < pool->worker_count; i++)
        if (pool->workers[i].slot == SLOT_COUNT)
            return &pool->workers[i];
    return NULL;
}

/* == Giving jobs ============================================================================================== */

/* Writes everything, or finds the worker dead or late (false). */
static bool worker_send(struct worker *worker, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t put = send(worker->socket, at, size, MSG_NOSIGNAL);
        if (put > 0) {
            at += put;
            size -= (size_t)put;
            continue;
        }
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && errno != EAGAIN)
            return false;
        struct pollfd poll_one = { .fd = worker->socket, .events = POLLOUT };
        int left = milliseconds_until(worker->deadline_ns);
        if (left == 0 || poll(&poll_one, 1, left) == 0)
            return false;
    }
    return true;
}

/* The next place in the ring, waiting for the oldest answer when all are taken. */
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
    if (slot->source.failed)
        return fail_no_memory(failure);
    slot->stamp = job->stamp;
    slot->status = STATUS_OK;
    slot->state = SLOT_BUSY;
    pool->next_submit++;
    *taken = slot;
    return STATUS_OK;
}

enum status worker_pool_submit(struct worker_pool *pool, const struct worker_job *job, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    struct buffer packed = BUFFER_EMPTY;
    struct worker *worker;
    struct slot *slot;
    enum status status;

    while (!(worker = find_free_worker(pool)))
        if ((status = wait_for_workers(pool, failure)))
            return status;
    if ((status = slot_next(pool, job, &slot, failure)))
        return status;
    job_pack(job, &packed);
    if ((status = buffer_status(&packed, "a job", failure)))
        goto done;

    worker->slot = (size_t)(slot - pool->slots);
    worker->deadline_ns = clock_monotonic_ns() + pool->settings.limits.seconds * UINT64_C(1000000000);
    frame_head(packed.size + job->content.size, head);
    if (!worker_send(worker, head, sizeof head) || !worker_send(worker, packed.bytes, packed.size) ||
        !worker_send(worker, job->content.data, job->content.size))
        status = worker_lost(pool, worker, milliseconds_until(worker->deadline_ns) == 0, failure);

done:
    buffer_clear(&packed);
    return status;
}

enum status worker_pool_reject(struct worker_pool *pool, const struct worker_job *job, const struct failure *reason,
                               struct failure *failure)
{
    struct slot *slot;
    enum status status = slot_next(pool, job, &slot, failure);
    if (status)
        return status;
    slot_reject(slot, reason);
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
        pool->slots[i].answer = (struct buffer)BUFFER_EMPTY;
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
        if ((status = worker_start(pool, worker, failure)))
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
        worker_stop(&pool->workers[i]);
        buffer_clear(&pool->workers[i].received);
    }
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        buffer_clear(&pool->slots[i].source);
        buffer_clear(&pool->slots[i].answer);
    }
    fact_finder_free(pool->finder);
    free(pool->workers);
    free(pool->polls);
    free(pool);
}
