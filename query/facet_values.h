/* The values of one slot of a database as numbers: each distinct value is cut into its words once, however many
 * documents have it. */
#ifndef DEPECHE_QUERY_FACET_VALUES_H
#define DEPECHE_QUERY_FACET_VALUES_H

#include "base/interner.h"
#include "glass/reader.h"

struct facet_values {
    struct interner *values, *words;
    uint32_t *word_ids, *ends; /* of all values, one after the other; by value: where its words end */
    size_t word_capacity, end_capacity;
    uint32_t *counts; /* by value: documents counted, by facet_values_count */
    size_t count_capacity;
    uint32_t *value_of; /* by docid: its value + 1; NULL where it is not kept */
    uint32_t last_docid;
    unsigned asked; /* how often */
};

/* Count how many of these documents have each value; `docids` ascend. The first time only their values are read. Who
 * asks a second time will ask again: then those of all documents are read and kept, four bytes a document, and
 * counting costs an addition a document. */
enum status facet_values_count(struct facet_values *values, struct glass_reader *reader, uint32_t slot,
                               const uint32_t *docids, size_t count, struct failure *failure);

/* The words of a value, as ids of `words`. */
const uint32_t *facet_values_words(const struct facet_values *values, uint32_t value, size_t *count);

/* All zero is empty, too. */
void facet_values_clear(struct facet_values *values);

/* One for each database and slot that was asked of. All zero is empty. */
struct facet_columns {
    struct facet_column {
        size_t database;
        uint32_t slot;
        struct facet_values values;
    } * *items;
    size_t count, capacity;
};

/* NULL when memory is exhausted. */
struct facet_values *facet_columns_find(struct facet_columns *columns, size_t database, uint32_t slot);
void facet_columns_clear(struct facet_columns *columns);

#endif
