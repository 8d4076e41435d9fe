/* Sandboxed processes that read documents: nothing else in the program touches untrusted bytes.
 *
 * A worker is forked from the indexer once its authority lists are loaded. It cannot open files, sockets or processes (rlimits,
 * seccomp, landlock where the kernel has it): the bytes of a file come to it through a pipe, and what it made of
 * them goes back through another. A worker that dies, hangs past its time or sends nonsense costs the one document
 * it had; it is replaced. */
#ifndef DEPECHE_INDEXER_WORKER_H
#define DEPECHE_INDEXER_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/document.h"
#include "indexer/facts.h"

struct worker_limits {
    unsigned seconds;      /* of wall clock for one document */
    size_t memory_bytes;   /* address space of the process */
    size_t output_bytes;   /* of the answer for one document */
};
extern const struct worker_limits worker_limits_default;

struct worker_settings {
    struct fact_settings facts;
    struct worker_limits limits;
    bool record_only; /* `extract`: no index document is made */
};

/* One file to read. Everything is borrowed for the call of `worker_pool_submit`. */
struct worker_job {
    const char *source;
    struct bytes content;
    struct stamp stamp;
};

/* What became of it; valid for the call of `worker_take`. */
struct worker_answer {
    const char *source;
    struct stamp stamp;
    enum status status;      /* STATUS_OK, or why the document was rejected: `failure` says it in one line */
    struct failure failure;
    struct bytes record;     /* record_pack */
    struct bytes document;   /* document_pack; empty for record_only */
};

/* Called once for each job, in the order they were submitted, whatever the order they were done in. */
typedef enum status (*worker_take)(const struct worker_answer *answer, void *context, struct failure *failure);

struct worker_pool;

enum status worker_pool_new(struct worker_pool **pool, size_t worker_count, const struct worker_settings *settings,
                            worker_take take, void *context, struct failure *failure);

/* Give a job to a free worker, waiting while all are busy. A failure here is the pool's own (no process could be
 * made) or the taker's, never a document's. */
enum status worker_pool_submit(struct worker_pool *pool, const struct worker_job *job, struct failure *failure);

/* Put in line a job that failed before any worker saw it (a file that cannot be read), so that it is told in order. */
enum status worker_pool_reject(struct worker_pool *pool, const struct worker_job *job, const struct failure *reason,
                               struct failure *failure);

/* Wait for all answers still out. */
enum status worker_pool_finish(struct worker_pool *pool, struct failure *failure);

void worker_pool_free(struct worker_pool *pool);

#endif
