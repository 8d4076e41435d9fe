/* A hash table whose entries also stand in a ring, in the order of their use. */
#include "query/page/page_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/hash.h"

enum { CHAINS = 4096 };

/* No entry may take more than this part of the memory: one large list would push out everything else. */
enum { LARGEST_PART = 4 };

struct ring {
    struct ring *newer, *older;
};

struct entry {
    struct ring ring; /* first: an entry is found by it */
    struct entry *next;          /* of the same chain */
    uint32_t hash;
    size_t bytes, key_bytes; /* `bytes`: all of it */
    struct page_kept kept;
    char content[]; /* the key, then the body and its NUL */
};

struct page_cache {
    size_t limit, used;
    uint64_t seed;
    unsigned long generation;
    struct ring head; /* `older` is the latest used, `newer` the least lately used */
    struct entry *chains[CHAINS];
};

struct page_cache *page_cache_new(size_t memory_bytes)
{
    struct page_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->limit = memory_bytes;
    cache->head.newer = cache->head.older = &cache->head;
    if (getrandom(&cache->seed, sizeof cache->seed, GRND_NONBLOCK) != (ssize_t)sizeof cache->seed)
        cache->seed = (uint64_t)(uintptr_t)cache;
    return cache;
}

/* == The ring ================================================================================================= */

static void leave_ring(struct entry *entry)
{
    entry->ring.newer->older = entry->ring.older;
    entry->ring.older->newer = entry->ring.newer;
}

static void become_latest(struct page_cache *cache, struct entry *entry)
{
    entry->ring.newer = &cache->head;
    entry->ring.older = cache->head.older;
    entry->ring.older->newer = &entry->ring;
    cache->head.older = &entry->ring;
}

/* == Forgetting =============================================================================================== */

static void forget(struct page_cache *cache, struct entry *entry)
{
    struct entry **link = &cache->chains[entry->hash % CHAINS];
    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    leave_ring(entry);
    cache->used -= entry->bytes;
    free(entry);
}

static void forget_until(struct page_cache *cache, size_t used)
{
    while (cache->used > used)
        forget(cache, (struct entry *)cache->head.newer);
}

void page_cache_free(struct page_cache *cache)
{
    if (!cache)
        return;
    forget_until(cache, 0);
    free(cache);
}

/* == Finding and keeping ====================================================================================== */

static void turn_to(struct page_cache *cache, unsigned long generation)
{
    if (cache->generation != generation)
        forget_until(cache, 0);
    cache->generation = generation;
}

static struct entry *find(struct page_cache *cache, uint32_t hash, struct bytes key)
{
    for (struct entry *entry = cache->chains[hash % CHAINS]; entry; entry = entry->next)
        if (entry->hash == hash && entry->key_bytes == key.size && memcmp(entry->content, key.data, key.size) == 0)
            return entry;
    return NULL;
}

const struct page_kept *page_cache_find(struct page_cache *cache, unsigned long generation, struct bytes key)
{
    if (!cache)
        return NULL;
    turn_to(cache, generation);
    struct entry *entry = find(cache, hash_bytes(cache->seed, key), key);
    if (!entry)
        return NULL;
    leave_ring(entry);
    become_latest(cache, entry);
    return &entry->kept;
}

static struct entry *new_entry(const struct page_cache *cache, struct bytes key, const struct page_kept *kept,
                               size_t bytes)
{
    const struct buffer *body = &kept->response.body;
    struct entry *entry = malloc(bytes);
    if (!entry)
        return NULL;
    *entry = (struct entry){ .hash = hash_bytes(cache->seed, key), .bytes = bytes, .key_bytes = key.size };
    entry->kept = *kept;
    memcpy(entry->content, key.data, key.size);
    memcpy(entry->content + key.size, body->bytes, body->size + 1);
    entry->kept.response.body = (struct buffer){ .bytes = entry->content + key.size, .size = body->size };
    return entry;
}

void page_cache_keep(struct page_cache *cache, unsigned long generation, struct bytes key,
                     const struct page_kept *kept)
{
    size_t bytes = sizeof(struct entry) + key.size + kept->response.body.size + 1;
    if (!cache || kept->response.body.failed || bytes > cache->limit / LARGEST_PART)
        return;
    turn_to(cache, generation);
    struct entry *entry = find(cache, hash_bytes(cache->seed, key), key);
    if (entry)
        forget(cache, entry);
    forget_until(cache, cache->limit - bytes);
    entry = new_entry(cache, key, kept, bytes);
    if (!entry)
        return;
    struct entry **chain = &cache->chains[entry->hash % CHAINS];
    entry->next = *chain;
    *chain = entry;
    cache->used += bytes;
    become_latest(cache, entry);
}
