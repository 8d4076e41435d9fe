/* What counting a log and telling of it share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_LOG_REPORT_INSIDE_H
#define DEPECHE_QUERY_LOG_REPORT_INSIDE_H

#include <stdint.h>

#include "query/log/log_report.h"

/* One query of a list; strings are its own. */
struct log_entry {
    char *query, *filters;
    uint64_t number;  /* what the list is ordered by: searches, or milliseconds */
    uint32_t found;   /* documents, when it was last asked */
    uint64_t searches;
};

/* The entries with the largest numbers, the largest first. */
struct log_list {
    struct log_entry *entries;
    size_t count, most;
};

enum { LOG_MILLISECONDS = 10000 }; /* times above count as this */

struct log_totals {
    uint64_t searches, further_pages, strange, kept, nothing, failed, by_language[LANGUAGE_COUNT];
    char first[32], last[32];
    uint32_t times[LOG_MILLISECONDS + 1]; /* searches that took so long */
    struct log_list frequent, nothing_found, slow;
};

/* The time that so many of a hundred searches stay under. */
unsigned log_percentile(const struct log_totals *totals, unsigned percent);

void log_report_text(const struct log_totals *totals, enum language ui, struct buffer *out);
void log_report_json(const struct log_totals *totals, struct buffer *out);

#endif
