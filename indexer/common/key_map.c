/* A map from strings to numbers: open addressing over the keys' own bits, which are as good as random. */
#include "indexer/common/key_map.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

struct key key_of(struct bytes text)
{
    struct sha256_ctx sum;
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct key key;
    sha256_init(&sum);
    sha256_update(&sum, text.size, (const uint8_t *)text.data);
    sha256_digest(&sum, sizeof digest, digest);
    memcpy(&key, digest, sizeof key);
    key.low |= !key.high && !key.low; /* no text has the key of a free place */
    return key;
}

/* The place of the key, or the free one where it would stand. */
static struct key_entry *find_place(struct key_entry *entries, size_t capacity, struct key key)
{
    for (size_t i = (size_t)key.low;; i++) {
        struct key_entry *entry = &entries[i & (capacity - 1)];
        if ((entry->key.high == key.high && entry->key.low == key.low) || (!entry->key.high && !entry->key.low))
            return entry;
    }
}

struct key_entry *key_map_find(const struct key_map *map, struct key key)
{
    if (!map->capacity)
        return NULL;
    struct key_entry *entry = find_place(map->entries, map->capacity, key);
    return entry->key.high || entry->key.low ? entry : NULL;
}

/* A third at least stays free. */
static bool make_room(struct key_map *map)
{
    if (map->count < map->capacity - map->capacity / 3)
        return true;
    size_t capacity = map->capacity ? 2 * map->capacity : FIRST_CAPACITY;
    struct key_entry *entries = calloc(capacity, sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->entries[i].key.high || map->entries[i].key.low)
            *find_place(entries, capacity, map->entries[i].key) = map->entries[i];
    free(map->entries);
    map->entries = entries;
    map->capacity = capacity;
    return true;
}

struct key_entry *key_map_add(struct key_map *map, struct key key, bool *made)
{
    if (!make_room(map))
        return NULL;
    struct key_entry *entry = find_place(map->entries, map->capacity, key);
    *made = !entry->key.high && !entry->key.low;
    if (*made) {
        entry->key = key;
        map->count++;
    }
    return entry;
}

void key_map_clear(struct key_map *map)
{
    free(map->entries);
    *map = (struct key_map)KEY_MAP_EMPTY;
}
