/* One worker process, from the indexer's side. */
#ifndef DEPECHE_INDEXER_WORKER_PROCESS_H
#define DEPECHE_INDEXER_WORKER_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/workers/worker.h"

struct worker_process {
    pid_t id;    /* 0 when there is none */
    int jobs;    /* a socket, which does not block; nor does the pipe: */
    int answers;
};

/* Fork, and wait until its sandbox is up: without a sandbox nothing is read at all. */
enum status worker_process_start(struct worker_process *process, const struct worker_settings *settings,
                                 struct fact_finder *finder, struct failure *failure);

/* Send a packed job and its open file. False when the worker is dead, or cannot be
 * talked to any more. */
bool worker_process_send(struct worker_process *process, const struct buffer *packed, int file);

/* It is not to go on; what it has said can still be read. */
void worker_process_kill(struct worker_process *process);

/* It hung up: say how it came to its end. There is no process after. */
void worker_process_ended(struct worker_process *process, struct failure *reason);

/* Kill it; fine if there is none. */
void worker_process_stop(struct worker_process *process);

#endif
