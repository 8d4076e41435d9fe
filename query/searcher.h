/* A published index, open: what query/search.h hides. */
#ifndef DEPECHE_QUERY_SEARCHER_H
#define DEPECHE_QUERY_SEARCHER_H

#include <time.h>

#include "query/facet_values.h"
#include "query/match/matcher.h"
#include "query/places.h"
#include "query/search.h"

/* Whether a file is still the same one: it is only ever renamed into its place. */
struct searcher_stamp {
    uint64_t device, inode;
    struct timespec changed;
};

struct searcher {
    char *index; /* its path, to open it anew */
    struct published published;
    struct searcher_stamp seen; /* of `current`, before it was read */
    struct places places;       /* of words in documents */
    struct facet_columns facets;
    struct matcher *matcher;
    struct lexicon *lexicon;
    struct names names;
    struct table twins; /* record/published.h; without entries in a generation that has none */
    struct stemmer *stemmer;
    struct table dictionary; /* of both languages; the same for all generations */
    short earliest, latest;  /* years there are documents of; 0 when none has a date */
};

/* What queries are planned over. */
struct plan_sources searcher_sources(const struct searcher *searcher);

/* Give the record the twin that was found when all documents were there, in place of the one that it names itself. */
enum status searcher_set_twin(const struct searcher *searcher, struct record *record, struct failure *failure);

/* Open what is current now; on failure the searcher stays as it was. */
enum status searcher_reopen(struct searcher *searcher, struct failure *failure);

/* May a search that ended so succeed when the index is opened anew? The generation may have been replaced, and the
 * files of one that is two behind removed, while it was read. */
bool searcher_may_retry(enum status status);

#endif
