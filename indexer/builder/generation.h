/* Generations: an index is built aside, checked, and published by one rename; the served files are never written to. */
#ifndef DEPECHE_INDEXER_GENERATION_H
#define DEPECHE_INDEXER_GENERATION_H

#include <stdint.h>

#include "base/files.h"
#include "base/status.h"
#include "indexer/builder/twins.h"
#include "record/authority.h"
#include "record/published.h"

/* The one who writes an index: holds index/lock while it lives. */
struct generation {
    char index[FILES_PATH_BYTES];
    char directory[FILES_PATH_BYTES]; /* of the generation being built: index/generations/NUMBER.building */
    unsigned long number;
    int lock;                         /* descriptor; -1 when closed */
    struct published previous;        /* generation 0 when the index is new */
};

/* Lock the index (made when it is not there), clear away what an interrupted run left, and make a directory for
 * the next generation. STATUS_LOCKED says which process holds it. */
enum status generation_begin(struct generation *generation, const char *index, struct failure *failure);

/* Write the stub, the lexicon (from the database's terms), the names, the twins and the manifest; fsync all of it; give it its
 * final name; rename the new `current` into place; keep the last two generations, remove older ones. */
struct generation_facts {
    uint32_t document_count;
    uint64_t bytes; /* of the whole generation */
    struct twins_counts twins;
};
enum status generation_publish(struct generation *generation, const struct authority *countries,
                               const struct authority *goals, struct generation_facts *facts, struct failure *failure);

/* Let go of the lock; a generation not published is removed. Accepts one that was never begun (lock -1). */
void generation_end(struct generation *generation);

#endif
