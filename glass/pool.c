/* Memory of a batch. */
#include "glass/pool.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/array.h"

static bool add_segment(struct glass_pool *pool)
{
    if (!array_reserve((void **)&pool->segments, &pool->capacity, pool->count + 1, sizeof *pool->segments))
        return false;
    char *segment = aligned_alloc(GLASS_POOL_SEGMENT_BYTES, GLASS_POOL_SEGMENT_BYTES);
    if (!segment)
        return false;
    /* Where there are no huge pages it goes on without them. */
    madvise(segment, GLASS_POOL_SEGMENT_BYTES, MADV_HUGEPAGE);
    pool->segments[pool->count++] = segment;
    return true;
}

void *glass_pool_take(struct glass_pool *pool, size_t size)
{
    assert(size <= GLASS_POOL_SEGMENT_BYTES);
    size = (size + alignof(uint64_t) - 1) / alignof(uint64_t) * alignof(uint64_t);
    if (size > (size_t)(pool->end - pool->next)) {
        if (pool->used == pool->count && !add_segment(pool))
            return NULL;
        pool->next = pool->segments[pool->used++];
        pool->end = pool->next + GLASS_POOL_SEGMENT_BYTES;
    }
    void *taken = pool->next;
    pool->next += size;
    return taken;
}

void glass_pool_empty(struct glass_pool *pool)
{
    pool->used = 0;
    pool->next = pool->end = NULL;
}

void glass_pool_clear(struct glass_pool *pool)
{
    while (pool->count > 0)
        free(pool->segments[--pool->count]);
    free(pool->segments);
    *pool = (struct glass_pool){ .segments = NULL };
}
