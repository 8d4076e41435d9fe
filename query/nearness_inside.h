/* What the two halves of ranking by places share: nearness_places.c finds them, nearness.c weighs them. Nobody else
 * includes this. */
#ifndef DEPECHE_QUERY_NEARNESS_INSIDE_H
#define DEPECHE_QUERY_NEARNESS_INSIDE_H

#include "query/nearness.h"

enum {
    FORMS_LOOKED_AT = 20, /* of a word, beside the one typed; the rarer ones are in few hits */
    RELATIVES_LOOKED_AT = 20,
    PLACES_OF_A_FORM = 40, /* in one document */
    NEARNESS_ROW = 64      /* words of a query, those that come again with them */
};

#define NEARNESS_NO_WORD UINT16_MAX

struct spot {
    uint32_t document, position;
    uint16_t word;
    bool typed; /* the very form of the query */
};

struct nearness {
    const struct nearness_sources *sources;
    const struct plan *plan;
    double rarity[REQUEST_WORDS]; /* of each word of the plan; 0 for those that do not count */
    struct bytes forms[REQUEST_WORDS * (FORMS_LOOKED_AT + 1)];
    uint16_t word_of_form[REQUEST_WORDS * (FORMS_LOOKED_AT + 1)];
    bool form_typed[REQUEST_WORDS * (FORMS_LOOKED_AT + 1)];
    size_t form_count;
    /* The query as a row of words, from place 1 on: the first place of each word of the plan, the next of the same.
     */
    uint8_t first_in_row[REQUEST_WORDS], next_in_row[NEARNESS_ROW + 1];
    size_t row_count;
    uint32_t docids[NEARNESS_HITS];
    uint32_t held[NEARNESS_HITS];    /* a bit for each word of the plan that the document holds */
    uint32_t related[NEARNESS_HITS]; /* and for each of which it holds only a relative */
    uint32_t hit_count;
    struct spot *spots; /* by document, then position */
    size_t spot_count, spot_capacity;
    bool failed;
};

/* A word that counts: not a stopword beside others, and in the index. */
bool nearness_counts(const struct plan_word *word);

/* Fill everything from `forms` on; spots of stopwords are among the others. `nearness_clear` it, after a failure too.
 */
enum status nearness_find(struct nearness *nearness, const struct xs_result *result, struct failure *failure);
void nearness_clear(struct nearness *nearness);

/* == Runs (query/nearness_runs.c) ============================================================================== */

void nearness_take_row(struct nearness *nearness);

/* What the spots of one document add for standing as the words do in the query. */
double nearness_weigh_runs(const struct nearness *nearness, const struct spot *spots, size_t count, bool dated);

#endif
