/* The concordance of a query: every occurrence of its words in all hits, each with what stands before and after it. */
#ifndef DEPECHE_QUERY_CONCORDANCE_H
#define DEPECHE_QUERY_CONCORDANCE_H

#include "query/hit_page.h"
#include "query/print/printer.h"
#include "query/search.h"

enum concordance_order {
    CONCORDANCE_BY_HIT,   /* as the request sorts the documents; in a document, as in its text */
    CONCORDANCE_BY_LEFT,  /* by the words before it, the nearest first */
    CONCORDANCE_BY_RIGHT, /* by the words after it */
    CONCORDANCE_BY_MATCH, /* by what was found, then by the words after it */
    CONCORDANCE_BY_DOCUMENT, /* by the address of the document, then as in its text */
};

/* "left", "right", "match", "document", and "gauche", "droite", "mot". False for any other name. */
bool concordance_order_from_name(const char *name, enum concordance_order *order);

/* One line. `left`, `match` and `right` follow each other in the text, white space folded to single spaces. */
struct concordance_line {
    const struct answer_hit *hit;
    const char *word; /* of the query, as typed */
    bool in_title;
    size_t offset; /* characters of the text, or title, before it */
    struct hit_page page;
    struct bytes left, match, right;
};

struct concordance_counts {
    uint64_t occurrences, documents; /* in all, whatever is shown of them */
};

struct concordance_settings {
    const struct print_settings *print;
    enum concordance_order order;
    unsigned context; /* characters on each side; 0: as many as the format has room for */
    uint64_t offset, limit; /* lines */
};

/* How lines are written: one for each format that has a use for them. */
struct concordance_printer {
    const char *name;      /* of --format */
    const char *separator; /* between two lines */
    void (*begin)(const struct concordance_settings *settings, const struct search_answer *answer,
                  struct buffer *out);
    /* Before the first line of a hit, where lines stand by documents; NULL for nothing. */
    void (*hit)(const struct concordance_settings *settings, const struct answer_hit *hit, struct buffer *out);
    void (*line)(const struct concordance_settings *settings, const struct concordance_line *line,
                 struct buffer *out);
    void (*end)(const struct concordance_settings *settings, const struct concordance_counts *counts,
                struct buffer *out);
    unsigned (*context)(const struct concordance_settings *settings); /* characters there is room for */
};

/* By the name of a format; NULL when it cannot show a concordance. */
const struct concordance_printer *concordance_printer_find(const char *name);

/* Do lines stand by documents? Else each has to name its own. */
bool concordance_by_document(const struct concordance_settings *settings);

/* Search for `settings->print->request`, whose limit and offset are not used, and write the lines as they come or,
 * sorted by words, at the end: what memory does not hold of them waits in temporary files. `answer` is as
 * search_stream leaves it. STATUS_USAGE when the query has no words. */
enum status concordance_run(struct searcher *searcher, const struct concordance_printer *printer,
                            const struct concordance_settings *settings, print_write write, void *context,
                            struct search_answer *answer, struct failure *failure);

#endif
