/* One run of the indexer: `update`, `rebuild`, `extract`, `status`. */
#ifndef DEPECHE_INDEXER_RUN_H
#define DEPECHE_INDEXER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "indexer/builder/builder.h"
#include "indexer/ledger/report.h"

struct run_settings {
    const char *index;
    const char *const *sources; /* files and folders */
    size_t source_count;
    const char *countries_file, *goals_file; /* NULL: the installed ones */
    const char *metadata_file;               /* a table of fields (indexer/ledger/metadata.h); NULL for none */
    const char *report_file;                 /* the ledger; NULL for none */
    const char *home;                        /* ISO code of the publisher's own country; NULL for none */
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

/* Say what is published. */
enum status run_status(const struct run_settings *settings, struct failure *failure);

#endif
