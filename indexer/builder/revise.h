/* What an update makes of the databases of the generation before: those stay as they are, what is new comes beside
 * them, what was replaced or is gone is hidden; and when that has become much, all is folded into one again. */
#ifndef DEPECHE_INDEXER_REVISE_H
#define DEPECHE_INDEXER_REVISE_H

#include "base/status.h"
#include "indexer/builder/parts.h"
#include "indexer/builder/spread.h"
#include "record/hidden.h"

enum fold {
    FOLD_AUTO,   /* small shards always; others when a tenth of the documents is hidden or beside the base */
    FOLD_ALWAYS, /* every shard is one database, and nothing is hidden */
    FOLD_NEVER,
};

struct revision {
    const char *from, *to; /* the folders of the generation before and of this one */
    unsigned long number;  /* of this one */
    const struct parts *before;
    const struct hidden *hidden; /* of `before`: all that nobody is to find any more */
    struct spread *added;        /* finished, in `to` */
    enum fold fold;
};

/* What is folded is fsynced; for the rest of `to` the caller sees to that. */
enum status revise(const struct revision *revision, struct parts *parts, struct hidden *hidden,
                   struct failure *failure);

#endif
