/* Room for one more element of a growing array. */
#include "base/array.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

bool array_reserve(void **items, size_t *capacity, size_t count, size_t item_bytes)
{
    assert(item_bytes > 0);
    if (count <= *capacity)
        return true;
    size_t larger = *capacity ? *capacity : 8;
    while (larger < count) {
        if (larger > SIZE_MAX / 2)
            return false;
        larger *= 2;
    }
    if (larger > SIZE_MAX / item_bytes)
        return false;
    void *moved = realloc(*items, larger * item_bytes);
    if (!moved)
        return false;
    *items = moved;
    *capacity = larger;
    return true;
}
