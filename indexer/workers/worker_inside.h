/* What the files of the indexer's side of its workers share: jobs on their way, and who has which. */
#ifndef DEPECHE_INDEXER_WORKER_INSIDE_H
#define DEPECHE_INDEXER_WORKER_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "indexer/workers/worker.h"
#include "indexer/workers/worker_process.h"

enum {
    SLOT_COUNT = 64, /* files that may wait for an earlier one; a slow file holds up no more than this many */
    QUEUE_MOST = 12, /* jobs that a worker has before it, so that it need not wait while the indexer is busy */
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
    struct slot *slot; /* of the job in hand, the first of the queue; NULL when it is free */
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

/* == Jobs (worker_jobs.c) ===================================================================================== */

/* The time of the document in hand begins anew. */
void worker_reset_deadline(const struct worker_pool *pool, struct worker *worker);

/* The open file is shared with the worker, and so is its place in it. Only what is further than ever before counts,
 * so this ends with the file. */
bool worker_has_read_on(const struct worker_pool *pool, struct worker *worker);

/* No document is in hand, as far as can be seen from here. */
void worker_forget_begun(struct worker *worker);

/* A new process for a worker that has none. */
enum status worker_renew(struct worker_pool *pool, struct worker *worker, struct failure *failure);

/* Put a job at the end of the worker's queue, which has room. */
enum status worker_start_job(struct worker_pool *pool, struct worker *worker, struct slot *slot,
                             struct failure *failure);

/* The job in hand is done with: the next begins. */
void worker_leave_queue(const struct worker_pool *pool, struct worker *worker);

/* The worker did not come to the end of its document: only that one is lost. What follows it in the same file is for
 * the next worker; a file that is one document has nothing that follows. */
enum status worker_lost(struct worker_pool *pool, struct worker *worker, const struct failure *reason,
                        struct failure *failure);
enum status worker_died(struct worker_pool *pool, struct worker *worker, struct failure *failure);

/* == Answers (worker_answers.c) =============================================================================== */

/* The file has no more answers. */
void slot_done(struct slot *slot);

/* The document whose turn it is has no record, for a reason found on this side. */
enum status slot_reject(struct slot *slot, struct bytes name, const struct failure *reason, struct failure *failure);

/* Hand over what is there, in the order submitted. */
enum status worker_take_answers(struct worker_pool *pool, struct failure *failure);

/* Take what a worker has to say. */
enum status worker_receive(struct worker_pool *pool, struct worker *worker, struct failure *failure);

#endif
