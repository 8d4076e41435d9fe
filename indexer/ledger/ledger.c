/* The ledger: one row a document, which says what became of it. */
#include "indexer/ledger/ledger.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "base/json.h"
#include "indexer/page/notes.h"
#include "indexer/common/reason.h"
#include "indexer/ledger/csv.h"

/* In the order of `row_cells`. */
static const char *const columns[] = {
    "source",    "member", "uri",       "status",   "reason",
    "message",   "kind",   "mime",      "declared", "encoding",
    "language",  "date",   "date_from", "pages",    "pages_without_text",
    "countries", "goals",  "twin",      "captured", "warnings",
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns, URI_COLUMN = 2, STATUS_COLUMN = 3, TWIN_COLUMN = 17 };

static const char *const status_names[] = {
    [LEDGER_INDEXED] = "indexed",   [LEDGER_UNCHANGED] = "unchanged",
    [LEDGER_REJECTED] = "rejected", [LEDGER_OLDER_CAPTURE] = "older-capture",
    [LEDGER_REVISIT] = "revisit",
};

static bool ends_with(const char *path, const char *ending)
{
    size_t path_bytes = strlen(path), ending_bytes = strlen(ending);
    return path_bytes > ending_bytes && strcmp(path + path_bytes - ending_bytes, ending) == 0;
}

enum status ledger_open(struct ledger *ledger, const char *path, struct failure *failure)
{
    *ledger = (struct ledger)LEDGER_EMPTY;
    if (!path)
        return STATUS_OK;
    ledger->json = ends_with(path, ".jsonl");
    if (!ledger->json && !ends_with(path, ".csv"))
        return fail(failure, STATUS_USAGE, "--report takes a file that ends in .csv or .jsonl, not \"%s\"", path);
    ledger->path = path;
    return STATUS_OK;
}

/* == Cells ==================================================================================================== */

/* The texts of a row but the status, one behind the other, each with its NUL. */
struct cells {
    struct buffer texts;
    size_t at[COLUMN_COUNT];
    size_t count;
};

static void add_cell(struct cells *cells, struct bytes text)
{
    cells->at[cells->count++] = cells->texts.size;
    for (size_t i = 0; i < text.size; i++)
        buffer_append_byte(&cells->texts, text.data[i] ? text.data[i] : ' ');
    buffer_append_byte(&cells->texts, '\0');
}

static void add_text(struct cells *cells, const char *text)
{
    add_cell(cells, (struct bytes){ text ? text : "", text ? strlen(text) : 0 });
}

static void add_buffer(struct cells *cells, struct buffer *text)
{
    add_cell(cells, buffer_view(text));
    buffer_truncate(text, 0);
}

static bool has_text(const struct record *record, size_t page)
{
    size_t end = page + 1 < record->page_count ? record->pages[page + 1].offset : record->text.size;
    for (size_t i = record->pages[page].offset; i < end; i++)
        if ((unsigned char)record->text.bytes[i] > ' ')
            return true;
    return false;
}

static void add_pages(struct cells *cells, const struct record *record)
{
    char number[24] = "";
    size_t without = 0;
    for (size_t i = 0; i < record->page_count; i++)
        without += !has_text(record, i);
    if (record->page_count)
        snprintf(number, sizeof number, "%zu", record->page_count);
    add_text(cells, number);
    if (record->page_count)
        snprintf(number, sizeof number, "%zu", without);
    add_text(cells, number);
}

static void add_facts(struct cells *cells, const struct record *record)
{
    struct buffer list = BUFFER_EMPTY;
    char iso[DATE_ISO_BYTES];
    add_text(cells, record->encoding);
    add_text(cells, language_code(record->language));
    date_format_iso(record->date.value, iso);
    add_text(cells, iso);
    add_text(cells, record->date.from);
    add_pages(cells, record);
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->countries[i].code);
    add_buffer(cells, &list);
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->goals[i].id);
    add_buffer(cells, &list);
    buffer_clear(&list);
}

static void add_warnings(struct cells *cells, const struct record *record)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->warning_count; i++)
        buffer_append_format(&list, "%s%s", i ? "; " : "", record->warnings[i]);
    add_buffer(cells, &list);
    buffer_clear(&list);
}

static void row_cells(const struct ledger_row *row, struct cells *cells)
{
    struct record nothing;
    char stamp[CLOCK_STAMP_BYTES] = "";
    record_init(&nothing);
    const struct record *record = row->record ? row->record : &nothing;

    add_text(cells, row->source);
    add_cell(cells, row->member);
    if (record->uri)
        add_text(cells, record->uri);
    else
        add_cell(cells, row->uri);
    add_text(cells, ""); /* the status */
    add_text(cells, row->failure ? reason_name(reason_of(row->failure)) : "");
    add_text(cells, row->failure ? row->failure->message : "");
    add_text(cells, row->record ? record_kind_name(record->kind) : "");
    add_text(cells, record->mime);
    add_cell(cells, notes_find(row->notes, NOTE_DECLARED));
    add_facts(cells, record);
    add_text(cells, record->twin);
    if (row->captured_s)
        clock_format_utc(row->captured_s, stamp);
    add_text(cells, stamp);
    add_warnings(cells, record);
    record_clear(&nothing);
}

/* == Rows ===================================================================================================== */

/* What is put aside: number of the capture, status, the cells with their NULs. */
void ledger_add(struct ledger *ledger, const struct ledger_row *row)
{
    struct cells cells = { .texts = BUFFER_EMPTY };
    if (!ledger->path || ledger->failure.status)
        return;
    row_cells(row, &cells);
    ledger->row_count++;
    buffer_truncate(&ledger->row, 0);
    buffer_append_varint(&ledger->row, row->capture);
    buffer_append_varint(&ledger->row, row->status);
    buffer_append(&ledger->row, cells.texts.bytes, cells.texts.size);
    if (cells.texts.failed)
        fail_no_memory(&ledger->failure);
    else if (!buffer_status(&ledger->row, "a row of the ledger", &ledger->failure))
        spool_add(&ledger->rows, buffer_view(&ledger->row), &ledger->failure);
    buffer_clear(&cells.texts);
}

static struct bytes take_cell(struct bytes *texts)
{
    size_t size = strnlen(texts->data, texts->size);
    struct bytes cell = { texts->data, size };
    size_t step = size < texts->size ? size + 1 : size;
    texts->data += step;
    texts->size -= step;
    return cell;
}

static void format_csv(const struct bytes cells[COLUMN_COUNT], struct buffer *out)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (i)
            buffer_append_byte(out, ',');
        csv_write_cell(out, cells[i]);
    }
    buffer_append_text(out, "\r\n");
}

/* What is not known is left out. */
static void format_json(const struct bytes cells[COLUMN_COUNT], struct buffer *out)
{
    struct json json = JSON_WRITER(out);
    json_object_open(&json);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!cells[i].size)
            continue;
        json_key(&json, columns[i]);
        json_text_bytes(&json, cells[i].data, cells[i].size);
    }
    json_object_close(&json);
    buffer_append_byte(out, '\n');
}

/* What is known at the end only. */
struct ending {
    const struct captures *captures;
    const struct ledger_twins *twins;
    uint64_t indexed; /* rows so far */
};

static enum status write_row(struct ledger *ledger, struct bytes packed, struct ending *ending,
                             struct file_writer *writer, struct failure *failure)
{
    struct bytes cells[COLUMN_COUNT];
    uint64_t capture = 0, status = LEDGER_INDEXED;
    bytes_read_varint(&packed, &capture);
    bytes_read_varint(&packed, &status);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        cells[i] = take_cell(&packed);
    if (status == LEDGER_INDEXED && ending->twins)
        ending->twins->find(ending->indexed++, cells[URI_COLUMN], &cells[TWIN_COLUMN], ending->twins->context);
    if (capture && ending->captures && captures_is_older(ending->captures, (uint32_t)capture))
        status = LEDGER_OLDER_CAPTURE;
    cells[STATUS_COLUMN] = bytes_of(status_names[status]);
    buffer_truncate(&ledger->row, 0);
    (ledger->json ? format_json : format_csv)(cells, &ledger->row);
    enum status result = buffer_status(&ledger->row, "a row of the ledger", failure);
    return result ? result : file_writer_add(writer, ledger->row.bytes, ledger->row.size, failure);
}

static enum status write_head(struct ledger *ledger, struct file_writer *writer, struct failure *failure)
{
    buffer_truncate(&ledger->row, 0);
    for (size_t i = 0; i < COLUMN_COUNT && !ledger->json; i++)
        buffer_append_format(&ledger->row, "%s%s", i ? "," : "", columns[i]);
    if (!ledger->json)
        buffer_append_text(&ledger->row, "\r\n");
    enum status status = buffer_status(&ledger->row, "the ledger", failure);
    return status ? status : file_writer_add(writer, ledger->row.bytes, ledger->row.size, failure);
}

enum status ledger_finish(struct ledger *ledger, const struct captures *captures, const struct ledger_twins *twins,
                          struct failure *failure)
{
    struct ending ending = { .captures = captures, .twins = twins };
    struct file_writer writer;
    struct bytes packed;
    bool more = true;
    if (!ledger->path)
        return STATUS_OK;
    if (ledger->failure.status) {
        if (failure)
            *failure = ledger->failure;
        return ledger->failure.status;
    }
    enum status status = file_writer_open(&writer, ledger->path, failure);
    if (!status)
        status = write_head(ledger, &writer, failure);
    while (!status && !(status = spool_next(&ledger->rows, &packed, &more, failure)) && more)
        status = write_row(ledger, packed, &ending, &writer, failure);
    if (!status)
        status = file_writer_finish(&writer, failure);
    file_writer_close(&writer);
    return status;
}

void ledger_clear(struct ledger *ledger)
{
    spool_clear(&ledger->rows);
    buffer_clear(&ledger->row);
    *ledger = (struct ledger)LEDGER_EMPTY;
}
