/* The terms of a batch and their postings: a hash table that looks up many terms at once. */
#include "glass/terms.h"

#include <stdlib.h>

#include "base/eight.h"
#include "base/hash.h"
#include "glass/packing.h"

enum { FIRST_SLOTS = 1 << 12, CACHE_LINE_BYTES = 64 };

/* Small, so that more of them are in the caches. */
struct glass_term_slot {
    uint32_t hash;
    uint32_t place; /* of the term in the pool, and 1; 0: free */
};

bool glass_terms_init(struct glass_terms *terms, struct glass_pool *pool)
{
    /* Where memory is differs from run to run: nobody can prepare terms that all fall into one slot. */
    *terms = (struct glass_terms){ .pool = pool, .slot_count = FIRST_SLOTS };
    terms->slots = glass_pool_large(FIRST_SLOTS * sizeof *terms->slots);
    terms->seed = hash_mix((uintptr_t)terms->slots, UINT64_C(0xD6E8FEB86659FD93));
    return terms->slots;
}

void glass_terms_clear(struct glass_terms *terms)
{
    free(terms->slots);
    *terms = (struct glass_terms){ .slots = NULL };
}

void glass_terms_empty(struct glass_terms *terms)
{
    memset(terms->slots, 0, terms->slot_count * sizeof *terms->slots);
    terms->count = 0;
}

size_t glass_terms_memory(const struct glass_terms *terms)
{
    return terms->slot_count * sizeof *terms->slots;
}

/* == Slots ==================================================================================================== */

static size_t next_slot(const struct glass_terms *terms, size_t at)
{
    return (at + 1) & (terms->slot_count - 1);
}

static struct glass_term *term_at(const struct glass_terms *terms, size_t at)
{
    return glass_pool_at(terms->pool, terms->slots[at].place - 1);
}

static void put_slot(struct glass_terms *terms, struct glass_term_slot slot)
{
    size_t at = slot.hash & (terms->slot_count - 1);
    while (terms->slots[at].place)
        at = next_slot(terms, at);
    terms->slots[at] = slot;
}

static bool double_slots(struct glass_terms *terms)
{
    struct glass_term_slot *old = terms->slots;
    size_t old_count = terms->slot_count;
    struct glass_term_slot *slots = glass_pool_large(2 * old_count * sizeof *slots);
    if (!slots)
        return false;
    terms->slots = slots;
    terms->slot_count = 2 * old_count;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].place)
            put_slot(terms, old[i]);
    free(old);
    return true;
}

static struct glass_term *make_term(struct glass_terms *terms, struct bytes key, uint32_t hash)
{
    if (terms->count + 1 > terms->slot_count / 4 * 3 && !double_slots(terms))
        return NULL;
    struct glass_term *term = glass_pool_take(terms->pool, sizeof *term + key.size);
    if (!term)
        return NULL;
    memset(term, 0, sizeof *term);
    term->size = (uint32_t)key.size;
    memcpy(term->key, key.data, key.size);
    put_slot(terms, (struct glass_term_slot){ hash, glass_pool_place(terms->pool, term) + 1 });
    terms->count++;
    return term;
}

/* The first term that has this hash, which nearly always is the one; NULL when there is none. */
static const struct glass_term *likely_term(const struct glass_terms *terms, uint32_t hash)
{
    size_t at = hash & (terms->slot_count - 1);
    while (terms->slots[at].place && terms->slots[at].hash != hash)
        at = next_slot(terms, at);
    return terms->slots[at].place ? term_at(terms, at) : NULL;
}

static struct glass_term *find_term(const struct glass_terms *terms, struct bytes key, uint32_t hash)
{
    for (size_t at = hash & (terms->slot_count - 1); terms->slots[at].place; at = next_slot(terms, at)) {
        if (terms->slots[at].hash != hash)
            continue;
        struct glass_term *term = term_at(terms, at);
        if (term->size == key.size && memcmp(term->key, key.data, key.size) == 0)
            return term;
    }
    return NULL;
}

bool glass_terms_find(struct glass_terms *terms, const struct bytes *keys, size_t count, struct glass_term **found)
{
    uint32_t hashes[GLASS_TERMS_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_bytes(terms->seed, keys[i]);
        __builtin_prefetch(&terms->slots[hashes[i] & (terms->slot_count - 1)]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct glass_term *likely = likely_term(terms, hashes[i]);
        if (likely) {
            __builtin_prefetch(likely, 1);
            __builtin_prefetch((const char *)likely + CACHE_LINE_BYTES);
        }
    }
    for (size_t i = 0; i < count; i++) {
        found[i] = find_term(terms, keys[i], hashes[i]);
        if (!found[i] && !(found[i] = make_term(terms, keys[i], hashes[i])))
            return false;
        __builtin_prefetch(found[i]->list.next, 1);
    }
    return true;
}

/* == Sorting ================================================================================================== */

static int compare_terms(const void *left, const void *right)
{
    const struct glass_term *a = left, *b = right;
    return glass_compare_keys((struct bytes){ a->key, a->size }, (struct bytes){ b->key, b->size });
}

struct start *glass_terms_sort(const struct glass_terms *terms, struct start **memory)
{
    struct start *starts = *memory = malloc((2 * terms->count + 1) * sizeof *starts);
    size_t count = 0;
    if (!starts)
        return NULL;
    for (size_t i = 0; i < terms->slot_count; i++) {
        if (!terms->slots[i].place)
            continue;
        const struct glass_term *term = term_at(terms, i);
        starts[count++] = (struct start){ eight_to_sort(term->key, term->size), term };
    }
    return starts_sort(starts, count, compare_terms);
}
