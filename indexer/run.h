/* One run of the indexer: each verb is a function. */
#ifndef DEPECHE_INDEXER_RUN_H
#define DEPECHE_INDEXER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "indexer/builder/builder.h"
#include "indexer/builder/revise.h"
#include "indexer/ledger/report.h"

struct run_settings {
    const char *index;
    const char *const *sources; /* files and folders */
    size_t source_count;
    const char *countries_file, *goals_file; /* NULL: the installed ones */
    const char *metadata_file;               /* a table of fields (indexer/ledger/metadata.h); NULL for none */
    const char *report_file;                 /* the ledger; NULL for none */
    const char *names_file;                  /* ambiguous and unknown names, counted; NULL for none */
    const char *home;                        /* ISO code of the publisher's own country; NULL for none */
    const char *canary_file;                 /* questions before publishing (indexer/canary.h); NULL for none */
    size_t shards;                           /* 0: as many as the index has, 1 where it is new */
    size_t keep;                             /* generations that stay, 1 or more */
    enum fold fold;                          /* of an update */
    bool keep_gone;                          /* an update leaves the documents of files that are gone */
    bool as_json;                            /* `diff`: JSON lines */
    size_t memory_bytes;                     /* of documents that wait to be written; 0: as the builders like it */
    size_t jobs;                             /* worker processes; 0: one a core */
    const struct builder_kind *builder;      /* NULL: the fastest that can be trusted here */
    bool progress;                           /* `messages` is a terminal */
    bool quiet;                              /* no summary */
    FILE *messages;                          /* one line for each rejected file, the progress, the summary */
    FILE *output;                            /* `extract`: the records; `status`: the facts */
};

/* Make the index hold the sources and nothing else. */
enum status run_rebuild(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Read what is new or changed under the sources, take out what is gone from under them; what came from elsewhere
 * stays. A changed file that can no longer be read keeps its old document. */
enum status run_update(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Write the record of each file as a line of JSON. */
enum status run_extract(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Tell in words how each document was read, and why we say of it what we say. */
enum status run_explain(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* == Looking after an index: `sources` are the numbers of generations ========================================== */

/* Say what is published, what stays beside it, and what is being built. */
enum status run_status(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Check the published generation, or the one named, or all; STATUS_CORRUPT after everything found was told. */
enum status run_verify(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Publish the generation before the published one, or the one named. */
enum status run_rollback(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Tell which documents the second generation named has more, fewer and other than the first. */
enum status run_diff(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

/* Remove old generations. */
enum status run_prune(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

#endif
