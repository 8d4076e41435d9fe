/* Runs of plain text that pass libxml2 by.
 *
 * The parser takes a hundred instructions for each byte of text, and all it learns from them is whether they are
 * blank. So it is given one byte in place of a run, a stand-in, which it treats as it would the run, and the run is
 * put back where the stand-in comes out as text. Where the parser sees no text though the guard did, a stand-in does
 * not come out: then the page is read again as it is. */
#ifndef DEPECHE_INDEXER_HTML_RUNS_H
#define DEPECHE_INDEXER_HTML_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "indexer/html/html_kept.h"

enum {
    HTML_STAND_IN_WORDS = 0x7F, /* a character that is not blank, and no part of a name */
    HTML_STAND_IN_BLANKS = '\r',
};

struct html_runs {
    struct bytes *items; /* views of the page, in its order */
    size_t count, capacity;
    size_t given;          /* of them, put back */
    size_t spared;         /* bytes that all takes more than its stand-ins */
    struct html_kept kept; /* attributes, which go the same way */
    bool is_misleading;    /* a stand-in that is none comes out, of a character reference */
    bool out_of_memory;
};

#define HTML_RUNS_EMPTY                                                                                              \
    {                                                                                                                \
        .kept = HTML_KEPT_EMPTY                                                                                      \
    }

/* Not in a page that holds the bytes of stand-ins itself. */
bool html_runs_may_be_made(struct bytes html);

/* How many bytes at the front of `text` the parser would give out as they are: ASCII, blanks, Latin letters and
 * common punctuation. What is broken or rare it shall see itself. */
size_t html_plain_bytes(struct bytes text);

/* Append text between tags and references to `clean`, with stand-ins for its runs. */
void html_runs_copy(struct html_runs *runs, struct bytes text, struct buffer *clean);

/* Take off the front of `text`, which the parser gives out, what stands before the next stand-in, or the run for that
 * stand-in. False at the end. */
bool html_runs_next(struct html_runs *runs, struct bytes *text, struct bytes *piece);

/* Has all been put back in its place? */
bool html_runs_are_whole(const struct html_runs *runs);

void html_runs_clear(struct html_runs *runs);

#endif
