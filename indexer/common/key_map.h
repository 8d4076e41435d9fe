/* A map from strings of any length to two numbers, 32 bytes an entry: the strings are not kept, only 128 bits of
 * their SHA-256, so that a million addresses fit and nobody can make two of them meet. */
#ifndef DEPECHE_INDEXER_KEY_MAP_H
#define DEPECHE_INDEXER_KEY_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct key {
    uint64_t high, low;
};

struct key key_of(struct bytes text);

struct key_entry {
    struct key key; /* both 0: a free place */
    uint64_t first, second;
};

struct key_map {
    struct key_entry *entries;
    size_t count, capacity; /* a power of two, or 0 */
};

#define KEY_MAP_EMPTY                                                                                                \
    {                                                                                                                \
        .entries = NULL                                                                                              \
    }

/* NULL when it is not there. Valid until the next `key_map_add`. */
struct key_entry *key_map_find(const struct key_map *map, struct key key);

/* The entry of the key, a new one with zeros when there is none (`*made`). NULL when memory is exhausted. */
struct key_entry *key_map_add(struct key_map *map, struct key key, bool *made);

void key_map_clear(struct key_map *map);

#endif
