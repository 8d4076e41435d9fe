/* Facets and the histogram of an answer. Nobody but search.c includes this. */
#ifndef DEPECHE_QUERY_FACETS_H
#define DEPECHE_QUERY_FACETS_H

#include "query/search.h"

enum { FACET_SLOTS = 6 };

/* The slots to count for this request, and how many they are. */
size_t facets_slots(const struct search_request *request, uint32_t slots[FACET_SLOTS]);

/* From the counts of these slots, in that order, to those of the answer: with labels, years without gaps. */
enum status facets_fill(const struct search_request *request, const struct names *names,
                        const struct xs_result *result, struct search_answer *answer, struct failure *failure);

#endif
