/* Counting the values of slots. */
#include "query/facet_counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/interner.h"

/* == Strings counted ========================================================================================== */

struct tally {
    struct interner *strings;
    uint32_t *counts; /* by id */
    size_t capacity;
};

static bool tally_add(struct tally *tally, struct bytes string, uint32_t count)
{
    size_t before = interner_count(tally->strings);
    if (!array_reserve((void **)&tally->counts, &tally->capacity, before + 1, sizeof *tally->counts))
        return false;
    uint32_t id = interner_add(tally->strings, string);
    if (id == INTERNER_NONE)
        return false;
    if (id == before)
        tally->counts[id] = 0;
    tally->counts[id] += count;
    return true;
}

static void tally_clear(struct tally *tally)
{
    interner_free(tally->strings);
    free(tally->counts);
}

/* == One slot ================================================================================================= */

struct counting {
    struct tally values, words; /* a value may hold several words, each counted */
    uint32_t with;              /* documents with a word */
    struct failure *failure;
};

static enum status count_value(uint32_t docid, struct bytes value, void *context)
{
    (void)docid;
    struct counting *counting = context;
    return tally_add(&counting->values, value, 1) ? STATUS_OK : fail_no_memory(counting->failure);
}

/* Does the word stand before `end` in the value too? */
static bool is_repeated(struct bytes value, size_t end, struct bytes word)
{
    for (size_t at = 0, size; at < end; at += size + 1) {
        const char *space = memchr(value.data + at, ' ', end - at);
        size = space ? (size_t)(space - (value.data + at)) : end - at;
        if (size == word.size && memcmp(value.data + at, word.data, size) == 0)
            return true;
    }
    return false;
}

static enum status split_values(struct counting *counting)
{
    for (uint32_t id = 0; id < interner_count(counting->values.strings); id++) {
        struct bytes value = interner_text(counting->values.strings, id);
        bool any = false;
        for (size_t at = 0, size; at < value.size; at += size + 1) {
            const char *space = memchr(value.data + at, ' ', value.size - at);
            size = space ? (size_t)(space - (value.data + at)) : value.size - at;
            struct bytes word = { value.data + at, size };
            if (size == 0 || is_repeated(value, at, word))
                continue;
            any = true;
            if (!tally_add(&counting->words, word, counting->values.counts[id]))
                return fail_no_memory(counting->failure);
        }
        counting->with += any ? counting->values.counts[id] : 0;
    }
    return STATUS_OK;
}

static int compare_values(const void *left, const void *right)
{
    const struct xs_facet_value *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    size_t common = a->value.size < b->value.size ? a->value.size : b->value.size;
    int order = memcmp(a->value.data, b->value.data, common);
    return order ? order : (a->value.size > b->value.size) - (a->value.size < b->value.size);
}

static enum status fill_facet(const struct counting *counting, struct arena *arena, struct xs_facet *facet)
{
    size_t count = interner_count(counting->words.strings);
    facet->values = arena_take(arena, (count + 1) * sizeof *facet->values);
    if (!facet->values)
        return fail_no_memory(counting->failure);
    for (uint32_t id = 0; id < count; id++) {
        struct bytes word = interner_text(counting->words.strings, id);
        char *copy = arena_copy(arena, word);
        if (!copy)
            return fail_no_memory(counting->failure);
        facet->values[facet->value_count++] = (struct xs_facet_value){ { copy, word.size },
                                                                       counting->words.counts[id] };
    }
    if (count)
        qsort(facet->values, count, sizeof *facet->values, compare_values);
    return STATUS_OK;
}

/* == All of them ============================================================================================== */

/* Documents are numbered by turns: those of one database, by its own numbers. */
static enum status count_database(const struct places *places, size_t number, uint32_t slot,
                                  const struct xs_result *result, uint32_t *own, struct counting *counting)
{
    uint32_t databases = (uint32_t)places->database_count;
    size_t count = 0;
    for (size_t i = 0; i < result->docid_count; i++)
        if ((result->docids[i] - 1) % databases == number)
            own[count++] = (result->docids[i] - 1) / databases + 1;
    return glass_reader_values(places->databases[number], slot, own, count, count_value, counting, counting->failure);
}

static enum status count_databases(const struct places *places, uint32_t slot, const struct xs_result *result,
                                   struct counting *counting)
{
    if (places->database_count == 1)
        return glass_reader_values(places->databases[0], slot, result->docids, result->docid_count, count_value,
                                   counting, counting->failure);
    uint32_t *own = malloc((result->docid_count + 1) * sizeof *own);
    enum status status = own ? STATUS_OK : fail_no_memory(counting->failure);
    for (size_t i = 0; i < places->database_count && !status; i++)
        status = count_database(places, i, slot, result, own, counting);
    free(own);
    return status;
}

static enum status make_facet(const struct places *places, uint32_t slot, const struct xs_result *result,
                              struct arena *arena, struct xs_facet *facet, struct failure *failure)
{
    struct counting counting = { .failure = failure };
    enum status status;
    if ((status = interner_new(&counting.values.strings, failure)) ||
        (status = interner_new(&counting.words.strings, failure)) ||
        (status = count_databases(places, slot, result, &counting)) || (status = split_values(&counting)))
        goto done;
    facet->slot = slot;
    facet->without = (uint32_t)result->docid_count - counting.with;
    status = fill_facet(&counting, arena, facet);

done:
    tally_clear(&counting.values);
    tally_clear(&counting.words);
    return status;
}

bool facet_counts_can(const struct places *places, const struct xs_query *query)
{
    return places->database_count == 1 || (places->database_count && matcher_knows(query));
}

enum status facet_counts_make(struct places *places, const uint32_t *slots, size_t slot_count, struct arena *arena,
                              struct xs_result *result, struct failure *failure)
{
    struct xs_facet *facets = arena_take(arena, (slot_count + 1) * sizeof *facets);
    enum status status = facets ? STATUS_OK : fail_no_memory(failure);
    for (size_t i = 0; i < slot_count && !status; i++)
        status = make_facet(places, slots[i], result, arena, &facets[i], failure);
    if (!status) {
        result->facets = facets;
        result->facet_count = slot_count;
    }
    return status;
}
