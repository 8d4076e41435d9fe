/* Counting ambiguous and unknown names over a run. */
#include "indexer/ledger/name_counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "indexer/ledger/csv.h"
#include "indexer/page/notes.h"

/* A key is a letter, 'a' for ambiguous or 'u' for unknown, and the note. */
enum { KEY_BYTES = 1024 };

void name_counts_open(struct name_counts *names, const char *path)
{
    *names = (struct name_counts){ .path = path };
}

static void free_items(struct name_counts *names)
{
    for (size_t i = 0; names->keys && i < interner_count(names->keys); i++)
        free(names->items[i].example);
    free(names->items);
    interner_free(names->keys);
    names->items = NULL;
    names->keys = NULL;
    names->capacity = 0;
}

void name_counts_clear(struct name_counts *names)
{
    free_items(names);
    *names = (struct name_counts){ .path = NULL };
}

/* == Counting ================================================================================================= */

/* The number of a key, a new one at first; the item of a new one is empty. */
static bool find_item(struct name_counts *names, struct bytes key, struct name_count **item)
{
    size_t known = interner_count(names->keys);
    uint32_t id = interner_add(names->keys, key);
    if (id == INTERNER_NONE ||
        !array_reserve((void **)&names->items, &names->capacity, (size_t)id + 1, sizeof *names->items)) {
        interner_truncate(names->keys, known);
        return false;
    }
    *item = &names->items[id];
    if (id == known)
        **item = (struct name_count){ .documents = 0 };
    return true;
}

/* Keep what was named in more than `least` documents. */
static enum status keep_frequent(struct name_counts *names, uint64_t least)
{
    struct name_counts kept = { .path = names->path };
    enum status status = interner_new(&kept.keys, &names->failure);
    for (size_t i = 0; !status && i < interner_count(names->keys); i++) {
        struct name_count *item;
        if (names->items[i].documents <= least)
            continue;
        if (!find_item(&kept, interner_text(names->keys, (uint32_t)i), &item)) {
            status = fail_no_memory(&names->failure);
            break;
        }
        *item = names->items[i];
        names->items[i].example = NULL;
    }
    free_items(names);
    names->keys = kept.keys;
    names->items = kept.items;
    names->capacity = kept.capacity;
    return status;
}

static void count(struct name_counts *names, char kind, const char *source, struct bytes note)
{
    char key[KEY_BYTES];
    struct name_count *item;
    enum status status = STATUS_OK;
    if (note.size >= KEY_BYTES)
        return;
    key[0] = kind;
    memcpy(key + 1, note.data, note.size);
    for (uint64_t least = 1; !status && interner_count(names->keys) >= NAME_COUNTS_MOST; least *= 2)
        status = keep_frequent(names, least);
    if (status)
        return;
    if (!find_item(names, (struct bytes){ key, note.size + 1 }, &item) ||
        (!item->example && !(item->example = strdup(source)))) {
        fail_no_memory(&names->failure);
        return;
    }
    item->documents++;
}

void name_counts_add(struct name_counts *names, const char *source, struct bytes notes)
{
    struct bytes rest = notes, note;
    if (!names->path || names->failure.status || (!names->keys && interner_new(&names->keys, &names->failure)))
        return;
    while (!names->failure.status && notes_next(&rest, NOTE_AMBIGUOUS, &note))
        count(names, 'a', source, note);
    rest = notes;
    while (!names->failure.status && notes_next(&rest, NOTE_UNKNOWN, &note))
        count(names, 'u', source, note);
}

/* == Writing ================================================================================================== */

static int compare_items(const void *left, const void *right, void *context)
{
    const struct name_count *items = context;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (items[a].documents != items[b].documents)
        return items[a].documents > items[b].documents ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void format_row(const struct name_counts *names, uint32_t id, struct buffer *row)
{
    struct bytes key = interner_text(names->keys, id);
    bool ambiguous = *key.data == 'a';
    const char *tab = ambiguous ? memchr(key.data, '\t', key.size) : NULL;
    struct bytes codes = { key.data + 1, tab ? (size_t)(tab - key.data) - 1 : 0 };
    struct bytes name = { tab ? tab + 1 : key.data + 1, key.size - codes.size - (tab ? 2 : 1) };
    buffer_truncate(row, 0);
    csv_write_cell(row, name);
    buffer_append_format(row, ",%s,", ambiguous ? "ambiguous" : "unknown");
    csv_write_cell(row, codes);
    buffer_append_format(row, ",%" PRIu64 ",", names->items[id].documents);
    csv_write_cell(row, bytes_of(names->items[id].example));
    buffer_append_text(row, "\r\n");
}

static enum status write_rows(const struct name_counts *names, const uint32_t *order, size_t rows,
                              struct failure *failure)
{
    static const char head[] = "name,kind,countries,documents,example\r\n";
    struct file_writer writer;
    struct buffer row = BUFFER_EMPTY;
    enum status status = file_writer_open(&writer, names->path, failure);
    if (!status)
        status = file_writer_add(&writer, head, sizeof head - 1, failure);
    for (size_t i = 0; i < rows && !status; i++) {
        format_row(names, order[i], &row);
        if (!(status = buffer_status(&row, "a row of names", failure)))
            status = file_writer_add(&writer, row.bytes, row.size, failure);
    }
    if (!status)
        status = file_writer_finish(&writer, failure);
    file_writer_close(&writer);
    buffer_clear(&row);
    return status;
}

enum status name_counts_finish(struct name_counts *names, struct failure *failure)
{
    if (!names->path)
        return STATUS_OK;
    if (names->failure.status) {
        if (failure)
            *failure = names->failure;
        return names->failure.status;
    }
    size_t rows = names->keys ? interner_count(names->keys) : 0;
    uint32_t *order = calloc(rows + 1, sizeof *order);
    if (!order)
        return fail_no_memory(failure);
    for (size_t i = 0; i < rows; i++)
        order[i] = (uint32_t)i;
    if (rows)
        qsort_r(order, rows, sizeof *order, compare_items, names->items);
    enum status status = write_rows(names, order, rows, failure);
    free(order);
    return status;
}
