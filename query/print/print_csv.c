/* Answers as tables for spreadsheets: comma-separated (RFC 4180) and tab-separated. */
#include "query/harmless.h"
#include "query/print/printer.h"

#include <inttypes.h>
#include <string.h>

/* A table's way to divide cells and rows, and to keep what stands in a cell from doing so. */
struct dialect {
    char divider;
    const char *row_end;
    bool quotes;
};

static const struct dialect csv = { ',', "\r\n", true };
static const struct dialect tsv = { '\t', "\n", false };

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
    if (dialect->quotes && strpbrk(cell.bytes, ",\"'; "))
        write_quoted(out, whole);
    else
        buffer_append(out, whole.data, whole.size);
    printer_end_part(&cell, out);
}

static void write_next(const struct dialect *dialect, struct buffer *out, struct bytes text)
{
    buffer_append_byte(out, dialect->divider);
    write_cell(dialect, out, text);
}

static void write_next_text(const struct dialect *dialect, struct buffer *out, const char *text)
{
    write_next(dialect, out, (struct bytes){ text ? text : "", text ? strlen(text) : 0 });
}

/* == Rows ===================================================================================================== */

static void write_header(const struct dialect *dialect, struct buffer *out)
{
    static const char *const names[] = { "rank",      "uri",   "title", "date", "language", "kind",
                                         "countries", "goals", "from",  "to",   "snippet" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (i)
            buffer_append_byte(out, dialect->divider);
        buffer_append_text(out, names[i]);
    }
    buffer_append_text(out, dialect->row_end);
}

static void write_next_date(const struct dialect *dialect, struct buffer *out, struct date date)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(date, iso);
    write_next_text(dialect, out, iso);
}

static void write_countries(const struct dialect *dialect, const struct record *record, struct buffer *out)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->countries[i].code);
    write_next(dialect, out, buffer_view(&list));
    printer_end_part(&list, out);
}

static void write_goals(const struct dialect *dialect, const struct record *record, struct buffer *out)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->goals[i].id);
    write_next(dialect, out, buffer_view(&list));
    printer_end_part(&list, out);
}

static void write_row(const struct dialect *dialect, const struct answer_hit *hit, struct buffer *out)
{
    const struct record *record = &hit->record;
    buffer_append_format(out, "%" PRIu32, hit->rank);
    write_next_text(dialect, out, record->uri);
    write_next(dialect, out, hit->title.text);
    write_next_date(dialect, out, record->date.value);
    write_next_text(dialect, out, language_code(record->language));
    write_next_text(dialect, out, record_kind_name(record->kind));
    write_countries(dialect, record, out);
    write_goals(dialect, record, out);
    write_next_date(dialect, out, record->period.range.from);
    write_next_date(dialect, out, record->period.range.to);
    write_next(dialect, out, hit->snippet.text);
    buffer_append_text(out, dialect->row_end);
}

/* == Printers ================================================================================================= */

/* Without the byte order mark Excel takes UTF-8 for the code page of the country, and É for Ã‰. */
static void csv_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    buffer_append_text(out, "\uFEFF");
    write_header(&csv, out);
}

static void csv_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    (void)settings;
    (void)answer;
    write_row(&csv, hit, out);
}

static void tsv_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    write_header(&tsv, out);
}

static void tsv_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    (void)settings;
    (void)answer;
    write_row(&tsv, hit, out);
}

static void table_end(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

const struct printer printer_csv = {
    .name = "csv",
    .mime = "text/csv; charset=utf-8",
    .help = "a table for spreadsheets, a hit a row",
    .whole = true,
    .begin = csv_begin,
    .hit = csv_hit,
    .end = table_end,
};

const struct printer printer_tsv = {
    .name = "tsv",
    .mime = "text/tab-separated-values; charset=utf-8",
    .help = "a table divided by tabs, a hit a row",
    .whole = true,
    .begin = tsv_begin,
    .hit = tsv_hit,
    .end = table_end,
};
