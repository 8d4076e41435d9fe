/* What the parts of the planner share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_PLAN_INSIDE_H
#define DEPECHE_QUERY_PLAN_INSIDE_H

#include <string.h>

#include "query/plan/plan.h"

/* A failure is remembered, so that a tree is built without asking at every node: functions go on with nodes that
 * match nothing, and plan_make tells at the end. */
struct planner {
    const struct search_request *request;
    const struct plan_sources *sources;
    struct arena *arena;
    struct plan *plan;
    enum language language;      /* of the words; LANGUAGE_UNKNOWN: of both */
    struct lexicon_forms found;  /* room for look-ups */
    const struct clause *window; /* whose words are being planned; NULL outside of phrases and NEAR */
    bool several;                /* words that count: the best hits are ranked anew by their forms and places */
    unsigned excluding;          /* levels of what is excluded: neither listed nor marked */
    size_t offset;               /* of the clause at hand; SIZE_MAX for a filter of the request */
    enum status status;
    struct failure *failure;
    struct xs_query nothing; /* what stands for nodes there is no memory for */
};

/* == Nodes (query/plan/plan_nodes.c) ===============================================================================
 */

/* None of them returns NULL. */
struct xs_query *node_new(struct planner *planner, enum xs_operator op);
struct xs_query *node_term(struct planner *planner, struct bytes term, bool bonus);
struct xs_query *node_scale(struct planner *planner, struct xs_query *child, double factor);

/* A node with room for `most` children, which node_add fills. */
struct xs_query *node_group(struct planner *planner, enum xs_operator op, size_t most);
void node_add(struct planner *planner, struct xs_query *group, struct xs_query *child);

/* The group, or its only child. `group` is not empty. */
struct xs_query *node_simplest(struct xs_query *group);

struct xs_query *node_pair(struct planner *planner, enum xs_operator op, struct xs_query *left,
                           struct xs_query *right);

/* A copy in the arena; "" after a failure. */
char *planner_copy(struct planner *planner, struct bytes text);
const char *planner_keep(struct planner *planner, struct buffer *text); /* clears the buffer */
void planner_fail(struct planner *planner, enum status status);

/* == Words (query/plan/plan_words.c) ===============================================================================
 */

/* What stopwords weigh beside other words; docs/ranking.md has its measurement, as of all weights. */
#define PLAN_STOPWORD_WEIGHT 0.25

/* The query of one word (CLAUSE_WORD to CLAUSE_LIKE), which is listed and marked. `optional`: it only
 * adds weight, and is no word of its own. */
struct xs_query *plan_word_query(struct planner *planner, const struct clause *clause, bool optional);

/* Fill planner->found with the forms of a word as it is written, accents aside. */
void plan_find_written(struct planner *planner, const struct clause *word);

/* Any of planner->found, unranked. */
struct xs_query *join_found_forms(struct planner *planner);

/* The query of words at certain distances (CLAUSE_PHRASE, CLAUSE_NEAR, CLAUSE_SAME). */
struct xs_query *plan_window_query(struct planner *planner, const struct clause *clause);

/* == Dates among words (query/plan/plan_when.c) ====================================================================
 */

/* What adds weight to documents of the dates that the listed words name; NULL where they name none. */
struct xs_query *plan_dated(struct planner *planner);

/* == The language of the words (query/plan/plan_language.c) ========================================================
 */

/* LANGUAGE_UNKNOWN where the signs are few or speak for both. */
enum language plan_detect_language(struct planner *planner, const struct clause *root);

/* == Filters (query/plan/plan_filters.c) ===========================================================================
 */

/* `clause` is NULL for a filter of the request. */
struct xs_query *plan_facet_query(struct planner *planner, const struct clause *clause, enum field_id field,
                                  const char *value);

/* Add the request's own filters to a group of XS_AND. */
enum { PLAN_REQUEST_FILTERS = FIELD_COUNT + 1 };
void plan_add_request_filters(struct planner *planner, struct xs_query *all);

/* == Dates (query/plan/plan_dates.c) ===============================================================================
 */

struct xs_query *plan_range_query(struct planner *planner, const struct clause *clause);

/* Documents dated inside the range. */
struct xs_query *plan_dated_within(struct planner *planner, struct date_range range);

/* Documents whose period overlaps the range or, `within`, lies inside it: to the day. */
struct xs_query *plan_covering(struct planner *planner, struct date_range range, bool within);

/* Say in the plan what was made of a value (`clause` is NULL for a filter of the request). */
void plan_list_filter(struct planner *planner, const struct clause *clause, enum field_id field, const char *typed,
                      const char *meaning);
void plan_list_range(struct planner *planner, const struct clause *clause, enum field_id field, const char *typed,
                     struct date_range range);

#endif
