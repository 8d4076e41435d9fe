/* Documents that are like one: those that share the words by which it differs from the rest of the archive. */
#ifndef DEPECHE_QUERY_SIMILAR_H
#define DEPECHE_QUERY_SIMILAR_H

#include "query/search.h"

enum { SIMILAR_MOST = 5, SIMILAR_WORDS_SHOWN = 4 };

struct similar_document {
    struct record record;                    /* without its text */
    struct bytes words[SIMILAR_WORDS_SHOWN]; /* what it shares, the rarest first; in the arena */
    size_t word_count;
};

struct similar {
    struct arena arena;
    struct similar_document documents[SIMILAR_MOST]; /* the most alike first */
    size_t count;
};

/* Of the same language, without the document itself and its other version. The cost is bounded: so much of the text
 * is read, and words that stand in too many documents are passed over. `similar` need not be initialised; clear it,
 * after a failure too. */
enum status similar_find(struct searcher *searcher, const struct record *record, struct similar *similar,
                         struct failure *failure);
void similar_clear(struct similar *similar);

#endif
