/* Room for one more element of a growing array. */
#ifndef DEPECHE_BASE_ARRAY_H
#define DEPECHE_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Make `*items`, an array of `*capacity` elements of `item_bytes` each, hold at least `count`; it doubles, and new
 * room is not initialised. False when memory is exhausted; the array is then as it was. Use it as
 *     if (!array_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof *list->items)) ... */
bool array_reserve(void **items, size_t *capacity, size_t count, size_t item_bytes);

#endif
