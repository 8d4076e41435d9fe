/* Tables for spreadsheets: comma-separated (RFC 4180) and tab-separated. */
#include "query/print/table.h"

#include <string.h>

#include "query/harmless.h"

/* Without the byte order mark Excel takes UTF-8 for the code page of the country, and É for Ã‰. */
static const struct dialect csv_marked = { "\uFEFF", ',', "\r\n", true };
static const struct dialect csv_unmarked = { "", ',', "\r\n", true };
const struct dialect dialect_tsv = { "", '\t', "\n", false };

const struct dialect *table_csv(const struct print_settings *settings)
{
    return settings->unmarked ? &csv_unmarked : &csv_marked;
}

/* == Cells ==================================================================================================== */

/* A spreadsheet takes what begins so for a formula, which can read files and call addresses: OWASP, "CSV
 * injection". Text with an apostrophe before it stays text. Full-width forms count in East Asian versions. */
static bool begins_formula(struct bytes cell)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    if (cell.size == 0)
        return false;
    if (memchr("=+-@|%", cell.data[0], 6))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (cell.size >= strlen(wide[i]) && memcmp(cell.data, wide[i], strlen(wide[i])) == 0)
            return true;
    return false;
}

static void write_quoted(struct buffer *out, struct bytes cell)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, cell.data[i]);
    }
    buffer_append_byte(out, '"');
}

/* A cell of text from a document: on one line, no formula. */
static void write_cell(const struct dialect *dialect, struct buffer *out, struct bytes text)
{
    struct buffer cell = BUFFER_EMPTY;
    harmless_append(&cell, text);
    if (begins_formula(buffer_view(&cell))) {
        buffer_truncate(&cell, 0);
        buffer_append_byte(&cell, '\'');
        harmless_append(&cell, text);
    }
    struct bytes whole = { cell.bytes, cell.size };
    bool opens = whole.size && whole.data[0] == '"'; /* which a spreadsheet takes for quoting in any table */
    if (opens || (dialect->quotes && strpbrk(cell.bytes, ",\"'; ")))
        write_quoted(out, whole);
    else
        buffer_append(out, whole.data, whole.size);
    printer_end_part(&cell, out);
}

void table_next(const struct dialect *dialect, struct buffer *out, struct bytes text)
{
    buffer_append_byte(out, dialect->divider);
    write_cell(dialect, out, text);
}

void table_next_text(const struct dialect *dialect, struct buffer *out, const char *text)
{
    table_next(dialect, out, bytes_of(text));
}

void table_next_date(const struct dialect *dialect, struct buffer *out, struct date date)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(date, iso);
    table_next_text(dialect, out, iso);
}

/* == Rows ===================================================================================================== */

void table_begin(const struct dialect *dialect, struct buffer *out, const char *const *names, size_t count)
{
    buffer_append_text(out, dialect->mark);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_append_byte(out, dialect->divider);
        buffer_append_text(out, names[i]);
    }
    buffer_append_text(out, dialect->row_end);
}
