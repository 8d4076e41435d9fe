/* Fuzzes indexer/ledger/metadata.c, csv.c and override.c: a table that a librarian gives, put into two records. */
#include <string.h>

#include "indexer/ledger/csv.h"
#include "indexer/ledger/metadata.h"
#include "tests/fuzz/fuzz_file.h"

static void set(char **field, const char *text)
{
    if (record_set(field, bytes_of(text), NULL))
        abort();
}

/* The fields of the row about this record; all of it can be told. */
static void apply(const struct metadata *metadata, const char *source, const char *uri)
{
    struct buffer notes = BUFFER_EMPTY, line = BUFFER_EMPTY, packed = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&line);
    struct failure failure = FAILURE_NONE;
    struct record record, copy;
    unsigned stated = 0;
    record_init(&record);
    record_init(&copy);
    set(&record.source, source);
    set(&record.uri, uri);
    if (metadata_apply(metadata, &record, &notes, &stated, &failure) && !*failure.message)
        abort();
    record_write_json(&record, &json);
    record_pack(&record, &packed);
    if (record_unpack(&copy, (struct bytes){ packed.bytes, packed.size }, &failure))
        abort();
    metadata_stamp(metadata, source);
    record_clear(&record);
    record_clear(&copy);
    buffer_clear(&notes);
    buffer_clear(&line);
    buffer_clear(&packed);
}

/* What is written of a cell is read back as it was written. */
static void write_cells(struct bytes table)
{
    struct buffer cell = BUFFER_EMPTY, written = BUFFER_EMPTY, again = BUFFER_EMPTY;
    bool ends_row;
    for (size_t at = 0; csv_read_cell(table, &at, &cell, &ends_row);) {
        size_t back = 0;
        buffer_truncate(&written, 0);
        csv_write_cell(&written, (struct bytes){ cell.bytes, cell.size });
        if (written.size && !csv_read_cell((struct bytes){ written.bytes, written.size }, &back, &again, &ends_row))
            abort();
        if (written.size && back < written.size)
            abort();
    }
    buffer_clear(&cell);
    buffer_clear(&written);
    buffer_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes table = { (const char *)data, size };
    struct metadata *metadata = NULL;
    struct failure failure = FAILURE_NONE;
    char path[FUZZ_PATH_BYTES];
    int file = fuzz_file(table, path);
    if (!metadata_load(&metadata, path, &failure)) {
        apply(metadata, "archive/2009/a.html", "http://example.org/a.html");
        apply(metadata, "b.html", "http://example.org/b.html");
    } else if (!*failure.message)
        abort();
    metadata_free(metadata);
    close(file);
    write_cells(table);
    return 0;
}
