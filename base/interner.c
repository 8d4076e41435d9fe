/* Byte strings as small numbers: the strings stand in blocks that never move, a hash table leads to them. */
#include "base/interner.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"

enum {
    BLOCK_BYTES = 1 << 18,
    FIRST_SLOTS = 1 << 10 /* a power of two */
};

struct entry {
    const char *text;
    uint32_t size;
    uint32_t hash;
};

struct block {
    char *bytes;
    size_t used, capacity;
    size_t first_entry; /* the number of strings before its first one */
};

/* A slot holds the whole hash, so that nearly all strings that differ are told apart without a look at them. */
struct slot {
    uint32_t hash;
    uint32_t id; /* INTERNER_NONE: free */
};

struct interner {
    struct entry *entries;
    size_t count, capacity;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct slot *slots;
    size_t slot_count; /* a power of two, at least four thirds of `count` */
    uint64_t seed;
};

/* == The table of slots ======================================================================================= */

static void put_id(struct interner *interner, uint32_t id)
{
    size_t mask = interner->slot_count - 1;
    uint32_t hash = interner->entries[id].hash;
    size_t at = hash & mask;
    while (interner->slots[at].id != INTERNER_NONE)
        at = (at + 1) & mask;
    interner->slots[at] = (struct slot){ hash, id };
}

static bool make_slots(struct interner *interner, size_t slot_count)
{
    struct slot *slots = malloc(slot_count * sizeof *slots);
    if (!slots)
        return false;
    free(interner->slots);
    interner->slots = slots;
    interner->slot_count = slot_count;
    memset(slots, 0xFF, slot_count * sizeof *slots); /* INTERNER_NONE everywhere */
    for (size_t id = 0; id < interner->count; id++)
        put_id(interner, (uint32_t)id);
    return true;
}

static uint32_t find_hashed(const struct interner *interner, struct bytes text, uint32_t hash)
{
    size_t mask = interner->slot_count - 1;
    for (size_t at = hash & mask; interner->slots[at].id != INTERNER_NONE; at = (at + 1) & mask) {
        if (interner->slots[at].hash != hash)
            continue;
        const struct entry *entry = &interner->entries[interner->slots[at].id];
        if (entry->size == text.size && (text.size == 0 || memcmp(entry->text, text.data, text.size) == 0))
            return interner->slots[at].id;
    }
    return INTERNER_NONE;
}

/* == Strings ================================================================================================== */

static const char *copy_text(struct interner *interner, struct bytes text)
{
    struct block *last = interner->block_count ? &interner->blocks[interner->block_count - 1] : NULL;
    if (!last || last->capacity - last->used <= text.size) {
        if (!array_reserve((void **)&interner->blocks, &interner->block_capacity, interner->block_count + 1,
                           sizeof *interner->blocks))
            return NULL;
        struct block block = { .first_entry = interner->count };
        block.capacity = text.size < BLOCK_BYTES ? BLOCK_BYTES : text.size + 1;
        if (!(block.bytes = malloc(block.capacity)))
            return NULL;
        last = &interner->blocks[interner->block_count++];
        *last = block;
    }
    char *copy = last->bytes + last->used;
    if (text.size)
        memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    last->used += text.size + 1;
    return copy;
}

enum status interner_new(struct interner **interner, struct failure *failure)
{
    struct interner *made = *interner = calloc(1, sizeof *made);
    if (!made)
        return fail_no_memory(failure);
    /* Where memory is differs from run to run: nobody can prepare strings that all fall into one slot. */
    made->seed = hash_mix((uintptr_t)made, UINT64_C(0xD6E8FEB86659FD93));
    if (make_slots(made, FIRST_SLOTS))
        return STATUS_OK;
    interner_free(made);
    *interner = NULL;
    return fail_no_memory(failure);
}

void interner_free(struct interner *interner)
{
    if (!interner)
        return;
    for (size_t i = 0; i < interner->block_count; i++)
        free(interner->blocks[i].bytes);
    free(interner->blocks);
    free(interner->entries);
    free(interner->slots);
    free(interner);
}

static uint32_t add_hashed(struct interner *interner, struct bytes text, uint32_t hash)
{
    uint32_t id = find_hashed(interner, text, hash);
    if (id != INTERNER_NONE)
        return id;
    if (text.size > UINT32_MAX || interner->count >= INTERNER_NONE ||
        !array_reserve((void **)&interner->entries, &interner->capacity, interner->count + 1,
                       sizeof *interner->entries))
        return INTERNER_NONE;
    if (interner->count + 1 > interner->slot_count / 4 * 3 && !make_slots(interner, interner->slot_count * 2))
        return INTERNER_NONE;
    const char *copy = copy_text(interner, text);
    if (!copy)
        return INTERNER_NONE;
    id = (uint32_t)interner->count++;
    interner->entries[id] = (struct entry){ copy, (uint32_t)text.size, hash };
    put_id(interner, id);
    return id;
}

uint32_t interner_add(struct interner *interner, struct bytes text)
{
    return add_hashed(interner, text, hash_bytes(interner->seed, text));
}

/* The entry of the first string that has this hash, which nearly always is the one; NULL when there is none. */
static const struct entry *likely_entry(const struct interner *interner, uint32_t hash)
{
    size_t mask = interner->slot_count - 1, at = hash & mask;
    while (interner->slots[at].id != INTERNER_NONE && interner->slots[at].hash != hash)
        at = (at + 1) & mask;
    uint32_t id = interner->slots[at].id;
    return id == INTERNER_NONE ? NULL : &interner->entries[id];
}

bool interner_add_all(struct interner *interner, const struct bytes *texts, size_t count, uint32_t *ids)
{
    uint32_t hashes[INTERNER_AT_ONCE];
    const struct entry *likely[INTERNER_AT_ONCE];
    assert(count <= INTERNER_AT_ONCE);
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_bytes(interner->seed, texts[i]);
        __builtin_prefetch(&interner->slots[hashes[i] & (interner->slot_count - 1)]);
    }
    for (size_t i = 0; i < count; i++) {
        likely[i] = likely_entry(interner, hashes[i]);
        if (likely[i])
            __builtin_prefetch(likely[i]);
    }
    for (size_t i = 0; i < count; i++)
        if (likely[i])
            __builtin_prefetch(likely[i]->text);
    for (size_t i = 0; i < count; i++)
        if ((ids[i] = add_hashed(interner, texts[i], hashes[i])) == INTERNER_NONE)
            return false;
    return true;
}

uint32_t interner_find(const struct interner *interner, struct bytes text)
{
    return find_hashed(interner, text, hash_bytes(interner->seed, text));
}

struct bytes interner_text(const struct interner *interner, uint32_t id)
{
    const struct entry *entry = &interner->entries[id];
    return (struct bytes){ entry->text, entry->size };
}

size_t interner_count(const struct interner *interner)
{
    return interner->count;
}

void interner_truncate(struct interner *interner, size_t count)
{
    if (count >= interner->count)
        return;
    interner->count = count;
    while (interner->block_count && interner->blocks[interner->block_count - 1].first_entry >= count)
        free(interner->blocks[--interner->block_count].bytes);
    if (interner->block_count) {
        const struct entry *end = &interner->entries[count - 1];
        struct block *last = &interner->blocks[interner->block_count - 1];
        last->used = (size_t)(end->text - last->bytes) + end->size;
    }
    memset(interner->slots, 0xFF, interner->slot_count * sizeof *interner->slots);
    for (size_t id = 0; id < count; id++)
        put_id(interner, (uint32_t)id);
}
