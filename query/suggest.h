/* How a query may go on: words that begin as its last one does. For completion at a prompt and in a search box. */
#ifndef DEPECHE_QUERY_SUGGEST_H
#define DEPECHE_QUERY_SUGGEST_H

#include "base/arena.h"
#include "query/search.h"

struct suggested {
    const char *text;   /* what was typed with its last word whole, with its accents */
    uint32_t documents; /* that the word is in; or that the whole of it finds, beside other words or a language */
};

/* The most frequent first, at most SUGGEST_MOST; words that find nothing beside those before them are left out, and
 * so are stopwords. `language`: only documents in it; LANGUAGE_UNKNOWN: in any. The texts are in the arena.
 * STATUS_USAGE when what stands before the last word is no query. */
enum { SUGGEST_MOST = 20 };
enum status suggest_words(const struct searcher *searcher, const char *typed, enum language language, size_t most,
                          struct arena *arena, struct suggested suggested[SUGGEST_MOST], size_t *count,
                          struct failure *failure);

#endif
