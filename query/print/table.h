/* Tables for spreadsheets: comma-separated (RFC 4180) and tab-separated. */
#ifndef DEPECHE_QUERY_PRINT_TABLE_H
#define DEPECHE_QUERY_PRINT_TABLE_H

#include <stdbool.h>

#include "query/print/printer.h"
#include "record/dates.h"

/* A table's way to divide cells and rows, and to keep what stands in a cell from doing so. */
struct dialect {
    const char *mark; /* before the first row */
    char divider;
    const char *row_end;
    bool quotes;
};

extern const struct dialect dialect_tsv;

/* With a byte order mark or without, as the settings say. */
const struct dialect *table_csv(const struct print_settings *settings);

/* The mark and the row of names. */
void table_begin(const struct dialect *dialect, struct buffer *out, const char *const *names, size_t count);

/* Another cell of the row, with the divider before it: text from a document, on one line and no formula; text that
 * may be NULL; a date, which may be none. The first cell of a row is a number, and written as it is. */
void table_next(const struct dialect *dialect, struct buffer *out, struct bytes text);
void table_next_text(const struct dialect *dialect, struct buffer *out, const char *text);
void table_next_date(const struct dialect *dialect, struct buffer *out, struct date date);

#endif
