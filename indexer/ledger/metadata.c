/* A table of fields that a librarian gives for documents. */
#include "indexer/ledger/metadata.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "indexer/common/key_map.h"
#include "indexer/page/notes.h"
#include "indexer/ledger/csv.h"
#include "indexer/ledger/override.h"
#include "language/utf8.h"

struct metadata {
    const char *path;
    struct buffer table;
    bool by_uri;
    enum override_field columns[OVERRIDE_COUNT]; /* behind the first */
    size_t column_count;
    struct key_map rows; /* by path or uri: where in the table the row's second cell begins, and where the row ends */
};

/* == Loading ================================================================================================== */

static struct bytes table_of(const struct metadata *metadata)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct bytes table = { metadata->table.bytes, metadata->table.size };
    if (table.size >= 3 && memcmp(table.data, mark, 3) == 0)
        table = (struct bytes){ table.data + 3, table.size - 3 };
    return table;
}

static enum status bad_column(const struct metadata *metadata, const char *name, struct failure *failure)
{
    struct buffer fields = BUFFER_EMPTY;
    fail(failure, STATUS_INVALID, "%s: the column \"%s\" is no field, or there twice", metadata->path, name);
    for (size_t i = 0; i < OVERRIDE_COUNT; i++)
        buffer_append_format(&fields, "%s%s", i ? ", " : "", override_name((enum override_field)i));
    if (failure)
        fail_hint(failure, "after \"path\" or \"uri\" come any of %s", fields.bytes);
    buffer_clear(&fields);
    return STATUS_INVALID;
}

static bool has_column(const struct metadata *metadata, enum override_field field)
{
    for (size_t i = 0; i < metadata->column_count; i++)
        if (metadata->columns[i] == field)
            return true;
    return false;
}

static enum status read_header(struct metadata *metadata, size_t *at, struct failure *failure)
{
    struct bytes table = table_of(metadata);
    struct buffer cell = BUFFER_EMPTY;
    bool ends_row = false;
    enum status status = STATUS_OK;

    csv_read_cell(table, at, &cell, &ends_row);
    metadata->by_uri = strcmp(cell.bytes, "uri") == 0;
    if (!metadata->by_uri && strcmp(cell.bytes, "path") != 0)
        status = fail(failure, STATUS_INVALID, "%s: the first column is \"%s\", not \"path\" or \"uri\"",
                      metadata->path, cell.bytes);
    while (!status && !ends_row && csv_read_cell(table, at, &cell, &ends_row)) {
        enum override_field field;
        if (!override_from_name(buffer_view(&cell), &field) || has_column(metadata, field))
            status = bad_column(metadata, cell.bytes, failure);
        else
            metadata->columns[metadata->column_count++] = field;
    }
    buffer_clear(&cell);
    return status;
}

/* Of two rows for one document the later counts. */
static enum status read_rows(struct metadata *metadata, size_t at, struct failure *failure)
{
    struct bytes table = table_of(metadata);
    struct buffer cell = BUFFER_EMPTY, rest = BUFFER_EMPTY;
    bool ends_row, made;
    enum status status = STATUS_OK;
    while (!status && csv_read_cell(table, &at, &cell, &ends_row)) {
        size_t start = at;
        struct key key = key_of(buffer_view(&cell));
        bool is_empty = cell.size == 0;
        while (!ends_row && csv_read_cell(table, &at, &rest, &ends_row))
            ;
        if (cell.failed || rest.failed)
            status = fail_no_memory(failure);
        if (status || is_empty || at <= start)
            continue;
        struct key_entry *entry = key_map_add(&metadata->rows, key, &made);
        if (!entry) {
            status = fail_no_memory(failure);
            break;
        }
        entry->first = start;
        entry->second = at < table.size ? at : table.size;
    }
    buffer_clear(&cell);
    buffer_clear(&rest);
    return status;
}

enum status metadata_load(struct metadata **made, const char *path, struct failure *failure)
{
    struct metadata *metadata = calloc(1, sizeof *metadata);
    enum status status;
    size_t at = 0;
    if (!metadata)
        return fail_no_memory(failure);
    metadata->path = path;
    metadata->table = (struct buffer)BUFFER_EMPTY;
    if ((status = files_read(path, METADATA_MOST_BYTES, &metadata->table, failure)))
        goto failed;
    if (!utf8_valid(table_of(metadata))) {
        status = fail(failure, STATUS_INVALID, "%s is not UTF-8", path);
        goto failed;
    }
    if ((status = read_header(metadata, &at, failure)) || (status = read_rows(metadata, at, failure)))
        goto failed;
    *made = metadata;
    return STATUS_OK;

failed:
    metadata_free(metadata);
    return status;
}

void metadata_free(struct metadata *metadata)
{
    if (!metadata)
        return;
    buffer_clear(&metadata->table);
    key_map_clear(&metadata->rows);
    free(metadata);
}

/* == Finding ================================================================================================== */

static const struct key_entry *find_text(const struct metadata *metadata, const char *text)
{
    return text ? key_map_find(&metadata->rows, key_of(bytes_of(text))) : NULL;
}

/* "archive/2009/a.html" is found by itself, "2009/a.html" and "a.html": tables are written where the files are. */
static const struct key_entry *find_path(const struct metadata *metadata, const char *path)
{
    const struct key_entry *found = find_text(metadata, path);
    for (const char *slash = path ? strchr(path, '/') : NULL; slash && !found; slash = strchr(slash + 1, '/'))
        found = find_text(metadata, slash + 1);
    return found;
}

static const struct key_entry *find_row(const struct metadata *metadata, const struct record *record)
{
    if (metadata->by_uri)
        return find_text(metadata, record->uri);
    return find_path(metadata, record->member ? record->member : record->source);
}

uint64_t metadata_stamp(const struct metadata *metadata, const char *source)
{
    const struct key_entry *row = metadata && !metadata->by_uri ? find_path(metadata, source) : NULL;
    if (!row)
        return 0;
    return key_of((struct bytes){ table_of(metadata).data + row->first, row->second - row->first }).low;
}

enum status metadata_apply(const struct metadata *metadata, struct record *record, struct buffer *notes,
                           unsigned *stated, struct failure *failure)
{
    const struct key_entry *row = metadata ? find_row(metadata, record) : NULL;
    struct buffer cell = BUFFER_EMPTY;
    bool ends_row = false;
    enum status status = STATUS_OK;
    size_t at = row ? row->first : 0;
    for (size_t i = 0; row && !status && !ends_row && i < metadata->column_count; i++) {
        csv_read_cell(table_of(metadata), &at, &cell, &ends_row);
        if ((status = buffer_status(&cell, "a table of metadata", failure)) || !cell.size)
            continue;
        enum override_field field = metadata->columns[i];
        *stated |= 1U << field;
        notes_add(notes, NOTE_METADATA, "%s: %s", override_name(field), metadata->path);
        status = override_set(record, field, buffer_view(&cell), metadata->path, failure);
    }
    buffer_clear(&cell);
    return status;
}
