/* How an answer is written: one printer for each format of --format and of the web page's `format`. */
#ifndef DEPECHE_QUERY_PRINTER_H
#define DEPECHE_QUERY_PRINTER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "query/search.h"

struct print_settings {
    const struct search_request *request;
    const struct names *names; /* of the index: countries and goals are shown by name */
    const char *topic;         /* trec: the id of the query; NULL means "1" */
    bool colour;               /* text: on a terminal */
    unsigned columns;          /* text: of the terminal; 0 when it is none */
    bool unmarked;             /* csv: without a byte order mark */
    const struct statement *statement; /* the statement of a search: what the answer does not tell */
    const char *issuer;        /* references: who issued the documents; NULL when nobody says */
};

struct printer {
    const char *name; /* "json" */
    const char *other_name; /* that --format takes, too; NULL for none */
    const char *mime; /* "application/json" */
    const char *help; /* one line */
    bool whole;       /* it is a list for programs: of all hits, if nobody says how many */
    bool bare;        /* it shows nothing of the text: hits may come without it */
    void (*begin)(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out);
    void (*hit)(const struct print_settings *settings, const struct search_answer *answer,
                const struct answer_hit *hit, struct buffer *out);
    void (*end)(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out);
};

extern const struct printer printer_text, printer_json, printer_jsonl, printer_csv, printer_tsv, printer_bibtex,
    printer_ris, printer_csl, printer_citation, printer_trec;

/* Every printer of the command line, by name; NULL when there is none. */
const struct printer *printer_find(const char *name);
const struct printer *printer_at(size_t i); /* NULL past the last */

/* Clear a buffer in which a part of `out` was put together; a growth of it that failed has failed for `out`, too. */
void printer_end_part(struct buffer *part, struct buffer *out);

/* begin, every hit, end. */
void printer_run(const struct printer *printer, const struct print_settings *settings,
                 const struct search_answer *answer, struct buffer *out);

/* Takes what was printed so far: an answer may be larger than memory. A failure ends the search and is returned. */
typedef enum status (*print_write)(const struct buffer *printed, void *context, struct failure *failure);

/* Search, and print each hit as it comes, however many they are. `answer` is as search_stream leaves it. */
enum status printer_stream(const struct printer *printer, const struct print_settings *settings,
                           struct searcher *searcher, print_write write, void *context, struct search_answer *answer,
                           struct failure *failure);

/* Is this the first hit of the answer? */
bool printer_is_first(const struct print_settings *settings, const struct answer_hit *hit);

#endif
