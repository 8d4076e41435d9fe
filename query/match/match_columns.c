/* What many searches ask of each document: its length, and the value it is sorted by. Read once, as far as needed. */
#include <stdlib.h>
#include <string.h>

#include "query/match/match_inside.h"

/* == Rooms ==================================================================================================== */

static size_t window_count(const struct match_database *database)
{
    return (size_t)database->facts.last_docid / GLASS_WINDOW + 1;
}

static bool column_make(const struct match_database *database, struct column *column, bool lengths)
{
    size_t windows = window_count(database);
    if (column->filled)
        return true;
    if (lengths)
        column->lengths = malloc(windows * GLASS_WINDOW * sizeof *column->lengths);
    else
        column->numbers = calloc(windows * GLASS_WINDOW, sizeof *column->numbers);
    if (lengths ? column->lengths != NULL : column->numbers != NULL)
        column->filled = calloc(windows, sizeof *column->filled);
    return column->filled != NULL;
}

static void column_clear(struct column *column)
{
    free(column->numbers);
    free(column->lengths);
    free(column->filled);
    *column = (struct column){ .filled = NULL };
}

void match_columns_clear(struct match_database *database)
{
    column_clear(&database->lengths);
    column_clear(&database->order);
}

/* == Lengths ================================================================================================== */

enum status match_lengths(struct match_database *database, uint32_t from, const uint32_t **lengths,
                          struct failure *failure)
{
    struct column *column = &database->lengths;
    struct glass_postings list;
    if (!column_make(database, column, true))
        return fail_no_memory(failure);
    *lengths = column->lengths + from;
    if (column->filled[from / GLASS_WINDOW])
        return STATUS_OK;
    memset(column->lengths + from, 0xFF, GLASS_WINDOW * sizeof *column->lengths); /* nobody is there */
    enum status status = glass_postings_open_lengths(&list, database->reader, failure);
    if (status)
        return status;
    status = glass_postings_window(&list, from, NULL, column->lengths + from, failure);
    glass_postings_clear(&list);
    column->filled[from / GLASS_WINDOW] = !status;
    return status;
}

/* == The order ================================================================================================ */

/* What is sorted by are days, of eight bytes; of a longer value these count. */
static enum status keep_number(uint32_t docid, struct bytes value, void *context)
{
    uint64_t *numbers = context, number = 0;
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | (i < value.size ? (unsigned char)value.data[i] : 0);
    numbers[docid] = number;
    return STATUS_OK;
}

enum status match_order(struct match_database *database, uint32_t slot, uint32_t from, const uint64_t **numbers,
                        struct failure *failure)
{
    struct column *column = &database->order;
    if (column->filled && database->order_slot != slot)
        column_clear(column);
    if (!column_make(database, column, false))
        return fail_no_memory(failure);
    database->order_slot = slot;
    *numbers = column->numbers + from;
    if (column->filled[from / GLASS_WINDOW])
        return STATUS_OK;
    uint32_t docids[GLASS_WINDOW];
    size_t count = 0;
    for (uint64_t docid = from ? from : 1; docid < (uint64_t)from + GLASS_WINDOW; docid++)
        if (docid <= database->facts.last_docid)
            docids[count++] = (uint32_t)docid;
    enum status status = glass_reader_values(database->reader, slot, docids, count, keep_number, column->numbers,
                                             failure);
    column->filled[from / GLASS_WINDOW] = !status;
    return status;
}
