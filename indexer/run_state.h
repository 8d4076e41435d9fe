/* What `rebuild` and `update` have in common: a run from its beginning to its end. Nobody else includes this. */
#ifndef DEPECHE_INDEXER_RUN_STATE_H
#define DEPECHE_INDEXER_RUN_STATE_H

#include "indexer/builder/generation.h"
#include "indexer/builder/indexed.h"
#include "indexer/builder/spread.h"
#include "indexer/canary.h"
#include "indexer/ledger/captures.h"
#include "indexer/reading.h"
#include "indexer/run.h"

struct run {
    const struct run_settings *settings;
    struct run_counts *counts;
    struct report report;
    struct lists lists;
    struct canaries canaries;
    struct source_files files;
    struct generation generation;
    struct document document; /* the one in hand */
    struct captures captures;
    struct spread spread; /* what is new, shard by shard */

    struct indexed_files indexed; /* of an update */
    bool *unchanged;              /* by file */
    bool has_changed;             /* there is something to publish */
};

/* Load the lists, lock the index, find the files. Whatever comes of it, `run_end` follows. */
enum status run_begin(struct run *run, const char *verb, const struct run_settings *settings,
                      struct run_counts *counts, struct failure *failure);

/* Unpack the document in hand. False, with `taken` rejected, for one that is damaged. */
bool run_unpack(struct run *run, const struct worker_answer *answer, struct taken *taken);

/* A capture waits until all are known; then the newest of each address are added. */
enum status run_put_aside(struct run *run, const struct worker_answer *answer, bool replaces, struct taken *taken,
                          struct failure *failure);
enum status run_add_captures(struct run *run, struct failure *failure);

/* Add the document in hand; `replaces`: in place of another one. */
enum status run_add(struct run *run, bool replaces, struct failure *failure);

enum status run_finish_spread(struct run *run, struct failure *failure);

/* Check and publish the generation, whose databases are there. */
enum status run_publish(struct run *run, struct failure *failure);

/* `status`: what became of it so far; the ledger and the summary are written. */
enum status run_end(struct run *run, enum status status, struct failure *failure);

#endif
