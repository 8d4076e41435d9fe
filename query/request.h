/* What somebody asks for, from the command line or from a web form alike. */
#ifndef DEPECHE_QUERY_REQUEST_H
#define DEPECHE_QUERY_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "language/language.h"
#include "record/dates.h"
#include "record/fields.h"

/* The gate: past these, a request is refused before Xapian sees it (Xapian's cost grows without bound, and it
 * overflows its stack on deep nesting). */
enum {
    REQUEST_QUERY_BYTES = 1000,
    REQUEST_WORDS = 32,
    REQUEST_LEVELS = 16,
    REQUEST_WILDCARDS = 4,
    REQUEST_WILDCARD_LETTERS = 3, /* before the star */
    REQUEST_PHRASE_WORDS = 16,
    REQUEST_FILTERS = 32,
    REQUEST_LIMIT = 1000, /* hits of one page */
};

/* The limit of who wants every hit, one after the other. */
#define REQUEST_ALL_HITS UINT32_MAX

enum request_sort {
    SORT_RELEVANCE, /* without words: newest first */
    SORT_NEWEST,
    SORT_OLDEST,
};

/* What happens when no document has all the words. */
enum request_match {
    MATCH_MOST, /* all words must match; where no document has all, those with the most */
    MATCH_ALL,
    MATCH_ANY,
};

/* One value of a filter, as typed: `--country Haïti`. Filters of one field are joined by OR, fields by AND. */
struct request_filter {
    enum field_id field; /* FIELD_GOAL, FIELD_COUNTRY, FIELD_LANGUAGE, FIELD_KIND, FIELD_DATE or FIELD_COVERS */
    const char *value;   /* borrowed */
};

struct search_request {
    const char *query; /* borrowed; "" for filters only */
    struct request_filter filters[REQUEST_FILTERS];
    size_t filter_count;
    const char *from, *to;        /* dates as typed, "" for open; borrowed */
    enum language query_language; /* LANGUAGE_UNKNOWN: what the words look like, or both */
    bool both_languages;          /* whatever they look like */
    enum language ui;             /* of messages and labels; LANGUAGE_UNKNOWN means English */
    enum request_match match;
    enum request_sort sort;
    uint32_t limit, offset;
    bool facets, histogram, months, explain;
    bool advise;       /* where little is found, tell what to leave out and how to spell it */
    bool plain;        /* the query is words and nothing else: a question, never refused */
    bool across;       /* words also stand for what says the same in the other language */
    bool unmarked;     /* hits without snippets and marked titles: their texts are looked at elsewhere */
    bool bare;         /* hits without their text and snippets, for a run of many queries */
    struct date today; /* what "yesterday" is counted from */
};

#define SEARCH_REQUEST_DEFAULT                                                                                       \
    {                                                                                                                \
        .query = "", .from = "", .to = "", .limit = 10                                                               \
    }

/* STATUS_LIMIT when there are more than REQUEST_FILTERS. */
enum status request_add_filter(struct search_request *request, enum field_id field, const char *value,
                               struct failure *failure);

/* "relevance", "newest", "oldest" and their French names "pertinence", "recent", "ancien". */
bool request_sort_from_name(const char *name, enum request_sort *sort);
const char *request_sort_name(enum request_sort sort);

#endif
