/* Distinct values, their words, and which document has which. */
#include "query/facet_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* == Values and their words =================================================================================== */

static bool add_word(struct facet_values *values, struct bytes word, uint32_t begin, uint32_t *end)
{
    uint32_t id = interner_add(values->words, word);
    if (id == INTERNER_NONE ||
        !array_reserve((void **)&values->word_ids, &values->word_capacity, *end + 1, sizeof *values->word_ids))
        return false;
    for (uint32_t i = begin; i < *end; i++)
        if (values->word_ids[i] == id)
            return true; /* said twice */
    values->word_ids[(*end)++] = id;
    return true;
}

static bool cut_words(struct facet_values *values, uint32_t value, struct bytes text)
{
    uint32_t begin = value ? values->ends[value - 1] : 0, end = begin;
    for (size_t at = 0, size; at < text.size; at += size + 1) {
        const char *space = memchr(text.data + at, ' ', text.size - at);
        size = space ? (size_t)(space - (text.data + at)) : text.size - at;
        if (size && !add_word(values, (struct bytes){ text.data + at, size }, begin, &end))
            return false;
    }
    if (!array_reserve((void **)&values->ends, &values->end_capacity, value + (size_t)1, sizeof *values->ends) ||
        !array_reserve((void **)&values->counts, &values->count_capacity, value + (size_t)1, sizeof *values->counts))
        return false;
    values->ends[value] = end;
    values->counts[value] = 0;
    return true;
}

/* The number of a value; INTERNER_NONE when memory is exhausted. */
static uint32_t number_of(struct facet_values *values, struct bytes text)
{
    size_t before = interner_count(values->values);
    uint32_t value = interner_add(values->values, text);
    return value == before && !cut_words(values, value, text) ? INTERNER_NONE : value;
}

const uint32_t *facet_values_words(const struct facet_values *values, uint32_t value, size_t *count)
{
    uint32_t begin = value ? values->ends[value - 1] : 0;
    *count = values->ends[value] - begin;
    return values->word_ids + begin;
}

/* == Reading ================================================================================================== */

struct reading {
    struct facet_values *values;
    struct failure *failure;
};

static enum status count_value(uint32_t docid, struct bytes text, void *context)
{
    struct reading *reading = context;
    uint32_t value = number_of(reading->values, text);
    (void)docid;
    if (value == INTERNER_NONE)
        return fail_no_memory(reading->failure);
    reading->values->counts[value]++;
    return STATUS_OK;
}

static enum status keep_value(uint32_t docid, struct bytes text, void *context)
{
    struct reading *reading = context;
    uint32_t value = number_of(reading->values, text);
    if (value == INTERNER_NONE)
        return fail_no_memory(reading->failure);
    reading->values->value_of[docid] = value + 1;
    return STATUS_OK;
}

static enum status keep_all(struct facet_values *values, struct glass_reader *reader, uint32_t slot,
                            struct failure *failure)
{
    uint32_t last = glass_reader_facts(reader)->last_docid;
    struct reading reading = { values, failure };
    uint32_t *all = malloc((last + (size_t)1) * sizeof *all);
    enum status status;
    values->value_of = calloc(last + (size_t)1, sizeof *values->value_of);
    if (!all || !values->value_of) {
        status = fail_no_memory(failure);
    } else {
        for (uint32_t i = 0; i < last; i++)
            all[i] = i + 1;
        status = glass_reader_values(reader, slot, all, last, keep_value, &reading, failure);
    }
    free(all);
    values->last_docid = last;
    if (!status)
        return STATUS_OK;
    free(values->value_of);
    values->value_of = NULL;
    return status;
}

static enum status count_values(struct facet_values *values, struct glass_reader *reader, uint32_t slot,
                                const uint32_t *docids, size_t count, struct failure *failure)
{
    struct reading reading = { values, failure };
    enum status status;
    if ((!values->values && (status = interner_new(&values->values, failure))) ||
        (!values->words && (status = interner_new(&values->words, failure))))
        return status;
    if (interner_count(values->values))
        memset(values->counts, 0, interner_count(values->values) * sizeof *values->counts);
    if (count == 0)
        return STATUS_OK;
    if (values->asked++ == 0)
        return glass_reader_values(reader, slot, docids, count, count_value, &reading, failure);
    if (!values->value_of && (status = keep_all(values, reader, slot, failure)))
        return status;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = docids[i] <= values->last_docid ? values->value_of[docids[i]] : 0;
        if (value)
            values->counts[value - 1]++;
    }
    return STATUS_OK;
}

/* What is left of a failure may lack the words of its last value: it is begun anew. */
enum status facet_values_count(struct facet_values *values, struct glass_reader *reader, uint32_t slot,
                               const uint32_t *docids, size_t count, struct failure *failure)
{
    enum status status = count_values(values, reader, slot, docids, count, failure);
    if (status)
        facet_values_clear(values);
    return status;
}

void facet_values_clear(struct facet_values *values)
{
    interner_free(values->values);
    interner_free(values->words);
    free(values->word_ids);
    free(values->ends);
    free(values->counts);
    free(values->value_of);
    *values = (struct facet_values){ .values = NULL };
}

/* == Columns ================================================================================================== */

struct facet_values *facet_columns_find(struct facet_columns *columns, size_t database, uint32_t slot)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i]->database == database && columns->items[i]->slot == slot)
            return &columns->items[i]->values;
    struct facet_column *column = calloc(1, sizeof *column);
    if (!column || !array_reserve((void **)&columns->items, &columns->capacity, columns->count + 1,
                                  sizeof(struct facet_column *))) {
        free(column);
        return NULL;
    }
    column->database = database;
    column->slot = slot;
    columns->items[columns->count++] = column;
    return &column->values;
}

void facet_columns_clear(struct facet_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        facet_values_clear(&columns->items[i]->values);
        free(columns->items[i]);
    }
    free(columns->items);
    *columns = (struct facet_columns){ .items = NULL };
}
