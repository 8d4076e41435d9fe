/* Answers as tables for spreadsheets. */
#include "query/print/printer.h"
#include "query/print/table.h"

#include <inttypes.h>

/* == Rows ===================================================================================================== */

static void write_header(const struct dialect *dialect, struct buffer *out)
{
    static const char *const names[] = { "rank",      "uri",   "title", "date", "language", "kind",
                                         "countries", "goals", "from",  "to",   "snippet" };
    table_begin(dialect, out, names, sizeof names / sizeof *names);
}

static void write_countries(const struct dialect *dialect, const struct record *record, struct buffer *out)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->countries[i].code);
    table_next(dialect, out, buffer_view(&list));
    printer_end_part(&list, out);
}

static void write_goals(const struct dialect *dialect, const struct record *record, struct buffer *out)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(&list, "%s%s", i ? " " : "", record->goals[i].id);
    table_next(dialect, out, buffer_view(&list));
    printer_end_part(&list, out);
}

static void write_row(const struct dialect *dialect, const struct answer_hit *hit, struct buffer *out)
{
    const struct record *record = &hit->record;
    buffer_append_format(out, "%" PRIu32, hit->rank);
    table_next_text(dialect, out, record->uri);
    table_next(dialect, out, hit->title.text);
    table_next_date(dialect, out, record->date.value);
    table_next_text(dialect, out, language_code(record->language));
    table_next_text(dialect, out, record_kind_name(record->kind));
    write_countries(dialect, record, out);
    write_goals(dialect, record, out);
    table_next_date(dialect, out, record->period.range.from);
    table_next_date(dialect, out, record->period.range.to);
    table_next(dialect, out, hit->snippet.text);
    buffer_append_text(out, dialect->row_end);
}

/* == Printers ================================================================================================= */

static void csv_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)answer;
    write_header(table_csv(settings), out);
}

static void csv_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    (void)answer;
    write_row(table_csv(settings), hit, out);
}

static void tsv_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    write_header(&dialect_tsv, out);
}

static void tsv_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    (void)settings;
    (void)answer;
    write_row(&dialect_tsv, hit, out);
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
