/* Memory of a batch: small pieces, all given back at once and used again by the next batch. It comes in segments of
 * the size of a huge page, which the kernel is asked for: a batch is read and written all over, and with ordinary
 * pages looking up where each of them is would take as long as the work itself. */
#ifndef DEPECHE_GLASS_POOL_H
#define DEPECHE_GLASS_POOL_H

#include <stddef.h>
#include <stdint.h>

enum { GLASS_POOL_SEGMENT_BYTES = 1 << 21, GLASS_POOL_ALIGNMENT = 8 };

struct glass_pool {
    char **segments;
    size_t count, capacity;
    size_t used; /* segments, of which the last is filled up to `next` */
    char *next, *end;
};

/* `size` bytes, at most a segment, aligned for pointers and not initialised; NULL when memory is exhausted. */
void *glass_pool_take(struct glass_pool *pool, size_t size);

/* How many bytes were taken, with what a segment had no room for. */
static inline size_t glass_pool_bytes(const struct glass_pool *pool)
{
    return pool->used * GLASS_POOL_SEGMENT_BYTES - (size_t)(pool->end - pool->next);
}

/* Where what was taken last is, in half the size of a pointer, and back. */
uint32_t glass_pool_place(const struct glass_pool *pool, const void *taken);
static inline void *glass_pool_at(const struct glass_pool *pool, uint32_t place)
{
    enum { PLACES = GLASS_POOL_SEGMENT_BYTES / GLASS_POOL_ALIGNMENT };
    return pool->segments[place / PLACES] + (size_t)(place % PLACES) * GLASS_POOL_ALIGNMENT;
}

/* Take everything back. */
void glass_pool_empty(struct glass_pool *pool);
void glass_pool_clear(struct glass_pool *pool);

/* Zeroed memory in huge pages, where they are to be had; free(). */
void *glass_pool_large(size_t size);

#endif
