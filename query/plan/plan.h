/* From clauses and filters to a Xapian query, over the lexicon and the names of one generation. */
#ifndef DEPECHE_QUERY_PLAN_H
#define DEPECHE_QUERY_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/interner.h"
#include "base/status.h"
#include "language/dictionary.h"
#include "language/lexicon.h"
#include "language/stem.h"
#include "query/match/matcher.h"
#include "query/parse/parse.h"
#include "query/request.h"
#include "record/authority.h"

/* What a plan is made over; all borrowed. */
struct plan_sources {
    const struct lexicon *lexicon;
    const struct names *names;
    struct stemmer *stemmer;
    struct matcher *matcher;
    short earliest, latest;         /* years there are documents of */
    const struct table *dictionary; /* language/dictionary.h; without entries where there is none */
};

/* A word of the query and what it stands for in this index. */
struct plan_word {
    const char *typed;                /* as in the query, with = or * */
    const struct lexicon_form *forms; /* most frequent first */
    size_t form_count;
    bool optional;               /* a stopword beside other words: it only adds weight */
    bool title;                  /* it is looked for in titles only */
    const struct clause *window; /* the phrase or NEAR it is a word of; NULL: it stands for itself */
    const struct clause *clause; /* itself */
};

/* A value of a field, and what was made of it. */
struct plan_filter {
    enum field_id field;
    const char *typed;
    const char *meaning;         /* "HT", "DM DO", "2009-04-01..2009-06-30" */
    const struct clause *clause; /* NULL: a filter of the request */
};

struct plan {
    struct xs_query *words;     /* what is ranked; NULL without words */
    struct xs_query *words_any; /* the same words, any of which may match; NULL when it makes no difference */
    struct xs_query *filters;   /* what only narrows; NULL without filters */
    struct plan_word *list;     /* every word looked for, in the order typed, excluded ones not */
    size_t word_count;
    struct plan_word *excluded; /* the words of what is excluded */
    size_t excluded_count;
    struct plan_filter *filter_list; /* every filter, of the query and of the request, excluded ones not */
    size_t filter_count;
    struct plan_filter *excluded_filters; /* the values of what is excluded */
    size_t excluded_filter_count;
    struct interner *marked; /* the surface forms to mark in snippets */
    enum language language;  /* of the words, given or detected; LANGUAGE_UNKNOWN: of both */
    uint32_t words_asked;    /* how many words XS_BY_MOST_WORDS can count in `words_any` */
    size_t error_offset;     /* after STATUS_USAGE: the byte of the query it speaks of; SIZE_MAX for a filter */
};

/* Everything but `marked` lives in the arena; `plan_clear` frees the rest. STATUS_USAGE for a country or goal nobody
 * knows, naming it, with the nearest or the list in the hint. */
enum status plan_make(const struct search_request *request, const struct clause *root,
                      const struct plan_sources *sources, struct arena *arena, struct plan *plan,
                      struct failure *failure);
void plan_clear(struct plan *plan);

/* Ranked `words` (NULL: every document, or none where `asked` for some) that pass the filters; in the arena, NULL
 * when memory is exhausted. */
struct xs_query *plan_whole(const struct plan *plan, struct xs_query *words, bool asked, struct arena *arena);

/* Does a filter of the request ask for this value of the field ("HT", "fr", "2009")? */
bool plan_is_selected(const struct search_request *request, const struct names *names, enum field_id field,
                      struct bytes value);

#endif
