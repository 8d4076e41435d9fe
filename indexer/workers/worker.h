/* Sandboxed processes that read documents: nothing else in the program touches untrusted bytes.
 *
 * A worker is forked from the indexer once its authority lists are loaded. It cannot open files, sockets or processes
 * (rlimits, seccomp, landlock where the kernel has it): open files are handed to it through a socket, and what it
 * made of them goes back through a pipe. A worker that dies, hangs past its time or sends nonsense costs the one
 * document it had; it is replaced, and goes on after that document where the file is an archive. */
#ifndef DEPECHE_INDEXER_WORKER_H
#define DEPECHE_INDEXER_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/builder/document.h"
#include "indexer/common/line_ranges.h"
#include "indexer/facts/facts.h"
#include "indexer/ledger/metadata.h"

struct worker_limits {
    unsigned seconds;    /* of wall clock for one document */
    size_t memory_bytes; /* address space of the process */
    size_t output_bytes; /* of the answer for one document */
};
extern const struct worker_limits worker_limits_default;

struct worker_settings {
    struct fact_settings facts;
    struct worker_limits limits;
    bool record_only;                /* `extract`: no index document is made */
    bool document_only;              /* nobody reads records: none is sent */
    bool explains;                   /* notes say more than the ledger tells */
    const struct metadata *metadata; /* the table of `--metadata`; NULL for none; must outlive the pool */
};

/* One file to read. Everything is borrowed for the call of `worker_pool_submit`. */
struct worker_job {
    const char *source;
    int file; /* open for reading; -1 for a file that could not be opened */
    struct stamp stamp;
    struct line_range range; /* all 0: the whole file. Ranges of a file are submitted one after the other */
    struct bytes sidecar;    /* the content of NAME.meta.json beside it, or empty */
};

/* What became of one document: a file is one, an archive holds many. Valid for the call of `worker_take`. */
struct worker_answer {
    uint64_t member;    /* number of the document in its file or range, from 0 */
    enum status status; /* STATUS_OK, or why it was rejected: `failure` says it in one line, and a reason */
    struct failure failure;
    struct bytes name;     /* of the member of an archive; empty where the file is the document, or it is not known */
    struct bytes uri;      /* of a web capture; empty for other documents */
    int64_t captured_s;    /* of a web capture: when, seconds since 1970; 0 for other documents */
    struct bytes notes;    /* indexer/page/notes.h */
    struct bytes record;   /* record_pack; empty for document_only */
    struct bytes document; /* document_pack; for record_only document_pack_pair_key */
};

/* Called for each document, in the order the files were submitted and of the members in them, whatever the order
 * they were done in; then once for the file, after its last range, with `answer` NULL. */
typedef enum status (*worker_take)(const char *source, const struct stamp *stamp, const struct worker_answer *answer,
                                   void *context, struct failure *failure);

struct worker_pool;

enum status worker_pool_new(struct worker_pool **pool, size_t worker_count, const struct worker_settings *settings,
                            worker_take take, void *context, struct failure *failure);

/* Give a job to a worker, waiting while all have enough to do. The pool closes `job->file`. A failure here is the pool's
 * own (no process could be made) or the taker's, never a document's. */
enum status worker_pool_submit(struct worker_pool *pool, const struct worker_job *job, struct failure *failure);

/* Put in line a job that failed before any worker saw it (a file that cannot be read), so that it is told in order.
 */
enum status worker_pool_reject(struct worker_pool *pool, const struct worker_job *job, const struct failure *reason,
                               struct failure *failure);

/* Wait for all answers still out. */
enum status worker_pool_finish(struct worker_pool *pool, struct failure *failure);

void worker_pool_free(struct worker_pool *pool);

#endif
