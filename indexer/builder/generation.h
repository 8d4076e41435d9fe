/* Generations: an index is built aside, checked, and published by one rename; the served files are never written to.
 */
#ifndef DEPECHE_INDEXER_GENERATION_H
#define DEPECHE_INDEXER_GENERATION_H

#include <stdint.h>

#include "base/files.h"
#include "base/status.h"
#include "indexer/builder/index_lock.h"
#include "indexer/builder/parts.h"
#include "indexer/builder/twins.h"
#include "record/authority.h"
#include "record/hidden.h"
#include "record/published.h"

/* The one who writes an index: holds index/lock while it lives. */
struct generation {
    char index[FILES_PATH_BYTES];
    char directory[FILES_PATH_BYTES]; /* of the generation being built: index/generations/NUMBER.building */
    unsigned long number;
    int lock;                       /* descriptor; -1 when closed */
    struct lock_holder interrupted; /* the run before, where it did not come to its end */
    struct published previous;      /* generation 0 when the index is new */
    struct parts parts;             /* its databases, for the caller to tell before it is published */
    struct hidden hidden;           /* and which of their documents nobody is to find */
};

/* Lock the index (made when it is not there) and clear away what an interrupted run left. STATUS_LOCKED says which
 * process holds it. `what` is the verb. */
enum status generation_lock(struct generation *generation, const char *index, const char *what,
                            struct failure *failure);

/* The same, and make a directory for the next generation. */
enum status generation_begin(struct generation *generation, const char *index, const char *what,
                             struct failure *failure);

/* Write the stub, the lexicon (from the database's terms), the names, the twins and the manifest; fsync all of it. */
struct generation_facts {
    uint32_t document_count;
    uint64_t bytes; /* of the whole generation */
    struct twins_counts twins;
};
enum status generation_finish(struct generation *generation, const struct authority *countries,
                              const struct authority *goals, struct generation_facts *facts, struct failure *failure);

/* Give it its final name; rename the new `current` into place; keep `kept` generations, remove older ones. */
enum status generation_publish(struct generation *generation, size_t kept, struct failure *failure);

/* Publish one that was published before. The lock is held. */
enum status generation_go_back(struct generation *generation, unsigned long number, struct failure *failure);

/* Append what `index`/current holds when the generation `number` of these parts is published. */
enum status generation_current_text(unsigned long number, unsigned long newest, const struct parts *parts,
                                    struct buffer *text, struct failure *failure);

/* Let go of the lock; a generation not published is removed. Accepts one that was never begun (lock -1). */
void generation_end(struct generation *generation);

#endif
