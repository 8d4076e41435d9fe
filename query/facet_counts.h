/* Counting the values of slots over all documents that match, from the tables themselves: each slot's values are read
 * once, in the order of documents, where a look-up for every document and slot takes Xapian twenty times as long. */
#ifndef DEPECHE_QUERY_FACET_COUNTS_H
#define DEPECHE_QUERY_FACET_COUNTS_H

#include "base/arena.h"
#include "query/facet_values.h"
#include "query/match/matcher.h"

/* Local databases only; and where Xapian is asked, one: what it tells of the documents that match is their number in
 * their own database. */
bool facet_counts_can(const struct places *places, const struct xs_query *query);

/* Where they are counted, and what is kept for the next time, of the same databases. */
struct facet_job {
    const struct places *places;
    struct facet_columns *columns;
};

/* The facets of `slots` over the documents that `result` lists, in place of those it has. They live in the arena. */
enum status facet_counts_make(const struct facet_job *job, const uint32_t *slots, size_t slot_count,
                              struct arena *arena, struct xs_result *result, struct failure *failure);

#endif
