/* Where the words of the query stand in the best hits: near each other, and early. Nobody but search.c includes this.
 */
#ifndef DEPECHE_QUERY_NEARNESS_H
#define DEPECHE_QUERY_NEARNESS_H

#include "query/match/matcher.h"
#include "query/plan/plan.h"

/* This many of the best hits are ranked anew; those after them stay where they were. */
enum { NEARNESS_HITS = 30 };

/* Is there anything to tell by the places of the words? It takes two that count. */
bool nearness_matters(const struct plan *plan);

/* Where the places and the relatives of words are found; all borrowed. */
struct nearness_sources {
    struct matcher *matcher;
    struct places *places;
    const struct lexicon *lexicon;
    uint32_t document_count;
    const char *query; /* as typed */
};

/* Add to the weights of the first hits what the places of their words tell, and sort them. */
enum status nearness_rank(const struct nearness_sources *sources, const struct plan *plan, struct xs_result *result,
                          struct failure *failure);

#endif
