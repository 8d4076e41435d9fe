/* Merging runs, by key and docid, into whatever takes them. */
#ifndef DEPECHE_GLASS_MERGE_H
#define DEPECHE_GLASS_MERGE_H

#include <stddef.h>

#include "base/status.h"
#include "glass/run_file.h"

/* What takes the merged entries: `begin` with the sums over all runs (of statistics, that is all), `items` for some
 * documents after the other, one or more at a time, `end`. */
struct glass_sink {
    enum status (*begin)(void *context, const struct glass_entry *entry, struct failure *failure);
    enum status (*items)(void *context, const struct glass_item *items, size_t count, struct failure *failure);
    enum status (*end)(void *context, struct failure *failure);
    void *context;
};

/* No document is in two of the runs: STATUS_CORRUPT. */
enum status glass_merge_postings(const char *const *names, size_t count, const struct glass_sink *sink,
                                 struct failure *failure);

/* Each run that is merged is an open file, twice where two tables are made: how many may be merged at once. */
size_t glass_merge_width(void);

#endif
