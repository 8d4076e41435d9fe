/* One search: a request in, an answer out. The command line and the web page differ only in how they print it. */
#ifndef DEPECHE_QUERY_SEARCH_H
#define DEPECHE_QUERY_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "query/hit_page.h"
#include "query/plan/plan.h"
#include "query/request.h"
#include "query/snippet.h"
#include "record/published.h"
#include "record/record.h"

/* == A published index, open ================================================================================== */

struct searcher;

/* Open what `index`/current names; retried once if a new generation is published at that moment. */
enum status searcher_open(struct searcher **searcher, const char *index, struct failure *failure);
void searcher_close(struct searcher *searcher);

/* Turn to what is current now, if that is not what is open; costs next to nothing if it is. After a failure the
 * searcher goes on with what it has. */
enum status searcher_refresh(struct searcher *searcher, struct failure *failure);

const struct names *searcher_names(const struct searcher *searcher);
unsigned long searcher_generation(const struct searcher *searcher);
const struct published *searcher_published(const struct searcher *searcher); /* the generation, borrowed */
uint32_t searcher_document_count(const struct searcher *searcher);

/* == Answers ================================================================================================== */

struct answer_hit {
    uint32_t rank; /* 1 is the best */
    double score;
    struct record record; /* as stored, with its text */
    struct snippet title, snippet;
    struct hit_page page; /* where the snippet stands */
    const char *address;  /* by which the public knows it; NULL: its uri */
};

struct answer_count {
    const char *value; /* "HT", "solidarity", "2009" */
    const char *label; /* "Haïti", in the language of the request */
    uint32_t count;
    bool selected; /* a filter of the request asks for it */
};

/* The counts of one field over all matching documents. */
struct answer_facet {
    enum field_id field; /* FIELD_DATE: by year or month, in order, without gaps */
    struct answer_count *counts;
    size_t count_count;
    uint32_t without; /* documents with no country, no date ... */
};

/* A part of what was asked: a clause of the query or a filter of the request, and how many documents it lets pass
 * when it is alone. What it is made of comes after it, a level deeper. */
struct answer_part {
    const struct clause *clause;      /* NULL: a filter of the request */
    const struct plan_filter *filter; /* of a value of a field; else NULL */
    const struct plan_word *word;     /* of a word; else NULL */
    unsigned level;
    bool excluded;
    uint32_t documents;
};

/* What would be found if a part were left out. */
struct answer_drop {
    const char *part;  /* as typed: "country:Mali" */
    const char *query; /* the query without it */
    bool filter;       /* it is one of the request: all its filters of this field, or from..to where `dated` */
    bool dated;
    enum field_id field;
    uint32_t total;
};

struct search_answer {
    struct arena arena;
    struct clause *root; /* NULL for a query without clauses */
    struct plan plan;
    struct answer_part *parts; /* of a request with `explain` */
    size_t part_count;
    struct answer_drop
        *drops; /* of one with `advise`, where not all was found: what finds something, the most first */
    size_t drop_count;
    const char
        *suggestion; /* the query spelt otherwise, which finds `suggestion_total` documents; NULL: none is better */
    uint32_t suggestion_total;
    uint32_t total;
    struct answer_hit *hits; /* NULL where a sink takes them */
    size_t hit_count;
    struct answer_facet *facets; /* goal, country, language, kind, when asked for */
    size_t facet_count;
    struct answer_facet *histogram; /* years, when asked for; else NULL */
    struct answer_facet *months;    /* likewise */
    bool relaxed;                   /* no document has all the words: these have `words_matched` of `words_asked` */
    uint32_t words_matched, words_asked;
    size_t error_offset; /* after STATUS_USAGE of the query: the byte it speaks of; SIZE_MAX otherwise */
    unsigned long generation;
    uint32_t document_count; /* of the index */
    uint64_t nanoseconds;
};

/* `answer` need not be initialised; `search_answer_clear` it, after a failure too. */
enum status search_run(struct searcher *searcher, const struct search_request *request, struct search_answer *answer,
                       struct failure *failure);
void search_answer_clear(struct search_answer *answer);

/* == Answers larger than memory =============================================================================== */

/* Who takes an answer as it is made: first the whole of it but its hits (`hit_count` says how many will come, `hits`
 * is NULL), then each hit, which lives for the call. A failure of either ends the search and is returned. */
struct search_sink {
    enum status (*begin)(const struct search_answer *answer, void *context, struct failure *failure);
    enum status (*hit)(const struct search_answer *answer, const struct answer_hit *hit, void *context,
                       struct failure *failure);
    void *context;
};

/* As search_run, with as many hits as the request asks for, one in memory at a time. The order is the same each time:
 * equals come in the order of the index. `answer` tells the rest after the call, too. */
enum status search_stream(struct searcher *searcher, const struct search_request *request,
                          const struct search_sink *sink, struct search_answer *answer, struct failure *failure);

#endif
