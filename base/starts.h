/* Sorting by bytes where most comparisons need no more than the first eight. */
#ifndef DEPECHE_BASE_STARTS_H
#define DEPECHE_BASE_STARTS_H

#include <stddef.h>
#include <stdint.h>

/* Small, because it is moved about. `start`: `eight_to_sort` of the item's bytes (base/eight.h). */
struct start {
    uint64_t start;
    const void *item;
};

/* The order of two items that begin with the same eight bytes. */
typedef int (*start_compare)(const void *left, const void *right);

static inline int starts_compare(const struct start *left, const struct start *right, start_compare compare)
{
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return compare(left->item, right->item);
}

/* `starts` has room for twice `count`. Returns the half of it that has them sorted; equal ones stay in their order. */
struct start *starts_sort(struct start *starts, size_t count, start_compare compare);

#endif
