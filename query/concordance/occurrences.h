/* Where the words of a query stand in a text: all their forms, phrases whole. */
#ifndef DEPECHE_QUERY_OCCURRENCES_H
#define DEPECHE_QUERY_OCCURRENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/interner.h"
#include "query/plan/plan.h"

/* A word of the query, or the words of a phrase or of NEAR, which occur together. */
struct pattern {
    const char *typed; /* as in the query: "ecole", "=côte", "santé publique" */
    size_t first, count; /* of the plan's list */
    unsigned near;       /* 0: side by side; else in any order, within so many words */
    bool title;          /* only in titles */
};

struct occurrence {
    size_t offset, length; /* bytes of the text */
    size_t pattern;
};

struct occurrences {
    const struct plan *plan;
    struct pattern patterns[REQUEST_WORDS];
    size_t pattern_count;
    uint32_t *words_of_form; /* by id in plan->marked: a bit for each word of the list that has the form */
    struct occurrence *items;
    size_t count, capacity;
};

/* What to look for: the words that must match, or if there are none, those that may. They live in the arena. */
enum status occurrences_init(struct occurrences *occurrences, const struct plan *plan, struct arena *arena,
                             struct failure *failure);
void occurrences_clear(struct occurrences *occurrences);

/* Fill `items` from a text, in the order they begin; one inside another (a word of a phrase) is left out. Linear in
 * the text. */
enum status occurrences_find(struct occurrences *occurrences, struct bytes text, bool is_title,
                             struct failure *failure);

#endif
