/* Memory of a batch. */
#include "glass/pool.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/array.h"

enum { PLACES = GLASS_POOL_SEGMENT_BYTES / GLASS_POOL_ALIGNMENT, MOST_SEGMENTS = UINT32_MAX / PLACES };

/* Where there are no huge pages it goes on without them. */
static void *take_huge(size_t size)
{
    void *taken = aligned_alloc(GLASS_POOL_SEGMENT_BYTES, size);
    if (taken)
        madvise(taken, size, MADV_HUGEPAGE);
    return taken;
}

void *glass_pool_large(size_t size)
{
    if (size > SIZE_MAX - GLASS_POOL_SEGMENT_BYTES)
        return NULL;
    size = (size + GLASS_POOL_SEGMENT_BYTES - 1) / GLASS_POOL_SEGMENT_BYTES * GLASS_POOL_SEGMENT_BYTES;
    void *taken = take_huge(size);
    return taken ? memset(taken, 0, size) : NULL;
}

static bool add_segment(struct glass_pool *pool)
{
    if (pool->count == MOST_SEGMENTS ||
        !array_reserve((void **)&pool->segments, &pool->capacity, pool->count + 1, sizeof *pool->segments))
        return false;
    char *segment = take_huge(GLASS_POOL_SEGMENT_BYTES);
    if (!segment)
        return false;
    pool->segments[pool->count++] = segment;
    return true;
}

void *glass_pool_take(struct glass_pool *pool, size_t size)
{
    assert(size <= GLASS_POOL_SEGMENT_BYTES);
    size = (size + GLASS_POOL_ALIGNMENT - 1) / GLASS_POOL_ALIGNMENT * GLASS_POOL_ALIGNMENT;
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

uint32_t glass_pool_place(const struct glass_pool *pool, const void *taken)
{
    size_t offset = (size_t)((const char *)taken - pool->segments[pool->used - 1]);
    return (uint32_t)((pool->used - 1) * PLACES + offset / GLASS_POOL_ALIGNMENT);
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
