/* The query language: from what is typed to a tree of clauses. Knows neither the index nor Xapian. */
#ifndef DEPECHE_QUERY_PARSE_H
#define DEPECHE_QUERY_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "language/language.h"
#include "record/dates.h"
#include "record/fields.h"

/* The most that NEAR may ask for: no two words so close stand in title and text. */
enum { PARSE_NEAR_WORDS = POSITION_GAP - 1 };

enum clause_kind {
    CLAUSE_WORD,    /* `text`: a surface form; found in all its forms */
    CLAUSE_EXACT,   /* =mot: that form only */
    CLAUSE_PREFIX,  /* mot*: `text` without the star */
    CLAUSE_SUFFIX,  /* *mot */
    CLAUSE_INFIX,   /* *mot* */
    CLAUSE_LIKE,    /* ~mot: also what is spelt nearly so */
    CLAUSE_PHRASE,  /* children: words in order, accents aside */
    CLAUSE_NEAR,    /* children: words within `distance` words of each other, in any order */
    CLAUSE_SAME,    /* children: words in one paragraph */
    CLAUSE_ALL,     /* children, all of them */
    CLAUSE_ANY,     /* children, at least one */
    CLAUSE_WITHOUT, /* the first child without the second; a first child of NULL is every document */
    CLAUSE_FACET,   /* `field`, `text`: a value as typed */
    CLAUSE_RANGE,   /* `field` (date or covers), `range` */
};

struct clause {
    enum clause_kind kind;
    size_t offset, length; /* where it stands in the query, bytes */
    size_t begin, end;     /* the same with its field, signs, quotes and NOT: what to cut to do without it */
    const char *text;      /* in the arena */
    bool joined;           /* CLAUSE_PHRASE: made of one hyphenated word, not of quotes: its words stem */
    bool title;            /* words: only in titles */
    bool within;           /* CLAUSE_RANGE with covers:= : containment, not overlap */
    enum field_id field;
    struct date_range range;
    unsigned distance;
    struct clause **children;
    size_t child_count, child_capacity;
};

/* Parse `query` (UTF-8) into the arena; `*root` is NULL for a query without clauses. Errors are STATUS_USAGE or
 * STATUS_LIMIT (the gate of query/request.h) in the language asked for, and `*error_offset` is the byte of the query
 * they speak of. What can be understood leniently is: a quote never closed ends at the end, an operator with nothing
 * beside it is a word; but the name of no field before a colon is an error. Operators are capitals: OR OU, AND ET,
 * NOT SAUF, NEAR/n, SAME MÊME, and - before a word. OR binds least, then AND (which need not be said), NOT, NEAR and
 * SAME. A date of several words needs no quotes: date:avril 2009. */
enum status parse_query(struct bytes query, struct date today, enum language ui, struct arena *arena,
                        struct clause **root, size_t *error_offset, struct failure *failure);

/* Take `query` for words and nothing else, whatever stands between them: a CLAUSE_ALL of the different ones, at most
 * as many as the gate allows. Where there are more, the stopwords go first, then the last. Never refuses a text. */
enum status parse_plain(struct bytes query, struct arena *arena, struct clause **root, struct failure *failure);

#endif
