/* The items of one entry of a run, as they will stand there, while they are gathered: bytes in pieces that grow. */
#ifndef DEPECHE_GLASS_LIST_H
#define DEPECHE_GLASS_LIST_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "glass/pool.h"
#include "glass/run_file.h"

struct glass_piece;

/* An empty list is all zero. */
struct glass_list {
    char *next, *end; /* of the last piece */
    struct glass_piece *first, *last;
    uint64_t collection_frequency;
    uint32_t last_docid, count; /* of items */
};

/* Append bytes, the pieces for which are taken from the pool; false when memory is exhausted. */
bool glass_list_append(struct glass_list *list, struct glass_pool *pool, struct bytes bytes);

/* The same for a few bytes, at most GLASS_FEW_BYTES, of a place that holds as many. Nearly all items are so short,
 * and copying a fixed size is faster. */
enum { GLASS_FEW_BYTES = 8 };
static inline bool glass_list_append_few(struct glass_list *list, struct glass_pool *pool,
                                         const char bytes[GLASS_FEW_BYTES], size_t size)
{
    if (list->end - list->next < GLASS_FEW_BYTES)
        return glass_list_append(list, pool, (struct bytes){ bytes, size });
    memcpy(list->next, bytes, GLASS_FEW_BYTES);
    list->next += size;
    return true;
}

/* Write all of them. */
void glass_list_write(const struct glass_list *list, struct glass_run_file *file);

#endif
