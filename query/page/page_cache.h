/* Responses that were made before, for a process that answers many requests: the least lately used are forgotten. */
#ifndef DEPECHE_QUERY_PAGE_CACHE_H
#define DEPECHE_QUERY_PAGE_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "query/cgi/cgi_response.h"

struct page_cache;

/* Keys, responses and what keeping them takes: never more than `memory_bytes`. NULL: no memory. */
struct page_cache *page_cache_new(size_t memory_bytes);
void page_cache_free(struct page_cache *cache);

/* What is kept of one request. `response.body` belongs to the cache: borrowed until the next page_cache_keep. */
struct page_kept {
    struct cgi_response response;
    uint32_t total; /* how many documents were found */
};

/* Everything that was kept of another generation is forgotten. NULL: nothing is kept of this request. */
const struct page_kept *page_cache_find(struct page_cache *cache, unsigned long generation, struct bytes key);

/* A copy is kept, unless it is too large or there is no memory. `type` and `allow` of the response stay borrowed:
 * literals. Fine with a `cache` that is NULL. */
void page_cache_keep(struct page_cache *cache, unsigned long generation, struct bytes key,
                     const struct page_kept *kept);

#endif
