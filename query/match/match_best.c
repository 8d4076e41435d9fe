/* The best of many hits: a heap whose top is the worst of those kept. */
#include <stdlib.h>

#include "base/array.h"
#include "query/match/match_inside.h"

/* Is it before the other in the answer? */
static bool is_better(const struct best_hit *hit, const struct best_hit *other)
{
    if (hit->key != other->key)
        return hit->key > other->key;
    if (hit->weight != other->weight)
        return hit->weight > other->weight;
    return hit->docid < other->docid;
}

static void swap(struct best_hit *left, struct best_hit *right)
{
    struct best_hit kept = *left;
    *left = *right;
    *right = kept;
}

static void sink(struct best_hit *hits, size_t count, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_better(&hits[child], &hits[child + 1]))
            child++;
        if (!is_better(&hits[at], &hits[child]))
            return;
        swap(&hits[at], &hits[child]);
    }
}

enum status best_add(struct best *best, const struct best_hit *hit, struct failure *failure)
{
    if (best->wanted == 0)
        return STATUS_OK;
    if (best->count == best->wanted) {
        if (is_better(hit, &best->hits[0])) {
            best->hits[0] = *hit;
            sink(best->hits, best->count, 0);
        }
        return STATUS_OK;
    }
    if (best->count == best->capacity &&
        !array_reserve((void **)&best->hits, &best->capacity, best->count + 1, sizeof *best->hits))
        return fail_no_memory(failure);
    size_t at = best->count++;
    best->hits[at] = *hit;
    for (; at > 0 && is_better(&best->hits[(at - 1) / 2], &best->hits[at]); at = (at - 1) / 2)
        swap(&best->hits[at], &best->hits[(at - 1) / 2]);
    return STATUS_OK;
}

static int compare_hits(const void *left, const void *right)
{
    return is_better(left, right) ? -1 : 1;
}

void best_sort(struct best *best)
{
    if (best->count)
        qsort(best->hits, best->count, sizeof *best->hits, compare_hits);
}
