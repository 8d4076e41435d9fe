/* The lock of an index: one writer at a time, which the kernel lets go of when its holder dies. What stands in the
 * file is only there to tell who holds it: it is emptied at the end of a run, so what is left there without a holder
 * is of a run that was interrupted. */
#ifndef DEPECHE_INDEXER_INDEX_LOCK_H
#define DEPECHE_INDEXER_INDEX_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct lock_holder {
    long process;    /* 0: nobody, or it is not told */
    int64_t since_s; /* seconds since 1970 */
    char host[65];
    char what[16]; /* the verb: "update" */
};

/* "process 123 on archive1, since 2009-04-14T12:00:00Z (update)" */
enum { LOCK_HOLDER_BYTES = 192 };
void lock_holder_tell(const struct lock_holder *holder, char text[LOCK_HOLDER_BYTES]);

/* The index's folder exists. STATUS_LOCKED names the holder. `interrupted`: of the run before, where it did not come
 * to its end. A holder that has died and whose worker processes are still ending is waited for. */
enum status index_lock_take(const char *index, const char *what, int *lock, struct lock_holder *interrupted,
                            struct failure *failure);

/* Accepts -1. */
void index_lock_release(int lock);

/* Who holds it now; without taking it, so that nobody is in a writer's way. */
enum status index_lock_look(const char *index, bool *is_held, struct lock_holder *holder, struct failure *failure);

#endif
