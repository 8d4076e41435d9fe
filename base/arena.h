/* Memory that is all freed at once: the nodes of a parsed query, the strings of an answer. */
#ifndef DEPECHE_BASE_ARENA_H
#define DEPECHE_BASE_ARENA_H

#include <stddef.h>

#include "base/buffer.h"

struct arena {
    struct arena_block *blocks;
};

#define ARENA_EMPTY { .blocks = NULL }

/* Zeroed memory, aligned for any type; NULL when memory is exhausted. */
void *arena_take(struct arena *arena, size_t size);

/* A NUL-terminated copy. */
char *arena_copy(struct arena *arena, struct bytes text);

void arena_clear(struct arena *arena);

#endif
