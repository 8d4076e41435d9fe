/* A concordance for spreadsheets, and the list of its printers. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "query/concordance/concordance_inside.h"
#include "query/print/table.h"

static void begin(const struct dialect *dialect, struct buffer *out)
{
    static const char *const names[] = { "rank", "uri",  "title", "date", "language", "page",
                                         "page_label", "part", "word", "left",  "match", "right" };
    table_begin(dialect, out, names, sizeof names / sizeof *names);
}

static void write_row(const struct dialect *dialect, const struct concordance_line *line, struct buffer *out)
{
    const struct record *record = &line->hit->record;
    char number[24];
    snprintf(number, sizeof number, "%zu", line->page.number);
    buffer_append_format(out, "%" PRIu32, line->hit->rank);
    table_next_text(dialect, out, record->uri);
    table_next_text(dialect, out, record->title);
    table_next_date(dialect, out, record->date.value);
    table_next_text(dialect, out, language_code(record->language));
    table_next_text(dialect, out, line->page.number ? number : NULL);
    table_next_text(dialect, out, line->page.label);
    table_next_text(dialect, out, line->in_title ? "title" : "text");
    table_next_text(dialect, out, line->word);
    table_next(dialect, out, line->left);
    table_next(dialect, out, line->match);
    table_next(dialect, out, line->right);
    buffer_append_text(out, dialect->row_end);
}

static void csv_begin(const struct concordance_settings *settings, const struct search_answer *answer,
                      struct buffer *out)
{
    (void)answer;
    begin(table_csv(settings->print), out);
}

static void csv_line(const struct concordance_settings *settings, const struct concordance_line *line,
                     struct buffer *out)
{
    write_row(table_csv(settings->print), line, out);
}

static void tsv_begin(const struct concordance_settings *settings, const struct search_answer *answer,
                      struct buffer *out)
{
    (void)settings;
    (void)answer;
    begin(&dialect_tsv, out);
}

static void tsv_line(const struct concordance_settings *settings, const struct concordance_line *line,
                     struct buffer *out)
{
    (void)settings;
    write_row(&dialect_tsv, line, out);
}

void concordance_nothing(const struct concordance_settings *settings, const struct concordance_counts *counts,
                         struct buffer *out)
{
    (void)settings;
    (void)counts;
    (void)out;
}

unsigned concordance_data_context(const struct concordance_settings *settings)
{
    (void)settings;
    return CONCORDANCE_DATA_CONTEXT;
}

const struct concordance_printer concordance_csv = {
    .name = "csv",
    .separator = "",
    .begin = csv_begin,
    .line = csv_line,
    .end = concordance_nothing,
    .context = concordance_data_context,
};

const struct concordance_printer concordance_tsv = {
    .name = "tsv",
    .separator = "",
    .begin = tsv_begin,
    .line = tsv_line,
    .end = concordance_nothing,
    .context = concordance_data_context,
};

const struct concordance_printer *concordance_printer_find(const char *name)
{
    static const struct concordance_printer *const printers[] = {
        &concordance_text, &concordance_json, &concordance_jsonl, &concordance_csv, &concordance_tsv,
    };
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++)
        if (strcmp(printers[i]->name, name) == 0)
            return printers[i];
    return NULL;
}
