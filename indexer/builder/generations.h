/* The generations that an index has: which there are, which go. */
#ifndef DEPECHE_INDEXER_GENERATIONS_H
#define DEPECHE_INDEXER_GENERATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "record/published.h"

#define GENERATION_BUILDING_SUFFIX ".building"

/* The one that is served and the one before it, to go back to. */
enum { GENERATIONS_KEPT = 2 };

struct generation_entry {
    unsigned long number;
    bool building; /* NUMBER.building: not finished */
};

struct generations {
    struct generation_entry *items; /* ascending */
    size_t count, capacity;
};
#define GENERATIONS_EMPTY                                                                                            \
    {                                                                                                                \
        .items = NULL                                                                                                \
    }

/* None where the index is not there yet. */
enum status generations_list(struct generations *generations, const char *index, struct failure *failure);
void generations_clear(struct generations *generations);

/* The folder of one. */
enum status generations_path(const char *index, const struct generation_entry *entry, char path[FILES_PATH_BYTES],
                             struct failure *failure);

/* The newest finished one before `number`; 0 for none. */
unsigned long generations_before(const struct generations *generations, unsigned long number);

/* For the holder of the lock. Remove what interrupted runs left: generations that are not finished, or are finished
 * and were never published, temporary files. */
enum status generations_tidy(const char *index, const struct published *published, struct failure *failure);

/* For the holder of the lock. Keep `kept` generations (1 or more): the published one, `previous` (0 for none), and
 * the newest of the others. How many were removed is added to `*removed`. */
enum status generations_prune(const char *index, const struct published *published, unsigned long previous,
                              size_t kept, size_t *removed, struct failure *failure);

#endif
