/* Counting the values of slots. */
#include "query/facet_counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

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
    struct tally words;
    uint32_t with; /* documents with a word */
    struct failure *failure;
};

/* What was counted of values is counted of their words. */
static enum status add_words(const struct facet_values *values, struct counting *counting)
{
    size_t word_count = interner_count(values->words), value_count = interner_count(values->values);
    uint32_t *counts = calloc(word_count + 1, sizeof *counts);
    bool added = counts != NULL;
    for (uint32_t value = 0; added && value < value_count; value++) {
        size_t count;
        const uint32_t *words = facet_values_words(values, value, &count);
        for (size_t i = 0; i < count; i++)
            counts[words[i]] += values->counts[value];
        counting->with += count ? values->counts[value] : 0;
    }
    for (uint32_t word = 0; added && word < word_count; word++)
        if (counts[word])
            added = tally_add(&counting->words, interner_text(values->words, word), counts[word]);
    free(counts);
    return added ? STATUS_OK : fail_no_memory(counting->failure);
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

static enum status count_documents(const struct facet_job *job, size_t database, uint32_t slot,
                                   const uint32_t *docids, size_t count, struct counting *counting)
{
    struct facet_values *values = facet_columns_find(job->columns, database, slot);
    if (!values)
        return fail_no_memory(counting->failure);
    enum status status = facet_values_count(values, job->places->databases[database], slot, docids, count,
                                            counting->failure);
    return status ? status : add_words(values, counting);
}

/* Documents are numbered by turns: those of one database, by its own numbers. */
static enum status count_database(const struct facet_job *job, size_t number, uint32_t slot,
                                  const struct xs_result *result, uint32_t *own, struct counting *counting)
{
    uint32_t databases = (uint32_t)job->places->database_count;
    size_t count = 0;
    for (size_t i = 0; i < result->docid_count; i++)
        if ((result->docids[i] - 1) % databases == number)
            own[count++] = (result->docids[i] - 1) / databases + 1;
    return count_documents(job, number, slot, own, count, counting);
}

static enum status count_databases(const struct facet_job *job, uint32_t slot, const struct xs_result *result,
                                   struct counting *counting)
{
    if (job->places->database_count == 1)
        return count_documents(job, 0, slot, result->docids, result->docid_count, counting);
    uint32_t *own = malloc((result->docid_count + 1) * sizeof *own);
    enum status status = own ? STATUS_OK : fail_no_memory(counting->failure);
    for (size_t i = 0; i < job->places->database_count && !status; i++)
        status = count_database(job, i, slot, result, own, counting);
    free(own);
    return status;
}

static enum status make_facet(const struct facet_job *job, uint32_t slot, const struct xs_result *result,
                              struct arena *arena, struct xs_facet *facet, struct failure *failure)
{
    struct counting counting = { .failure = failure };
    enum status status;
    if ((status = interner_new(&counting.words.strings, failure)) ||
        (status = count_databases(job, slot, result, &counting)))
        goto done;
    facet->slot = slot;
    facet->without = (uint32_t)result->docid_count - counting.with;
    status = fill_facet(&counting, arena, facet);

done:
    tally_clear(&counting.words);
    return status;
}

bool facet_counts_can(const struct places *places, const struct xs_query *query)
{
    return places->database_count == 1 || (places->database_count && matcher_knows(query));
}

enum status facet_counts_make(const struct facet_job *job, const uint32_t *slots, size_t slot_count,
                              struct arena *arena, struct xs_result *result, struct failure *failure)
{
    struct xs_facet *facets = arena_take(arena, (slot_count + 1) * sizeof *facets);
    enum status status = facets ? STATUS_OK : fail_no_memory(failure);
    for (size_t i = 0; i < slot_count && !status; i++)
        status = make_facet(job, slots[i], result, arena, &facets[i], failure);
    if (!status) {
        result->facets = facets;
        result->facet_count = slot_count;
    }
    return status;
}
