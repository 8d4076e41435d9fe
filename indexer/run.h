/* One run of the indexer: `update`, `rebuild`, `extract`, `status`. */
#ifndef DEPECHE_INDEXER_RUN_H
#define DEPECHE_INDEXER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"
#include "record/authority.h"

struct run_settings {
    const char *index;
    const char *const *sources; /* files and folders */
    size_t source_count;
    const char *countries_file, *goals_file; /* NULL: the installed ones */
    const char *home;
    size_t jobs;       /* worker processes; 0: one a core */
    bool progress;     /* on `messages`, which is a terminal */
    FILE *messages;    /* one line for each rejected file, the progress, the summary */
    FILE *output;      /* `extract`: the records */
};

struct run_counts {
    uint64_t files, bytes;
    uint64_t added, changed, unchanged, gone, rejected;
    uint32_t documents; /* in the published generation */
    uint64_t index_bytes;
    uint64_t nanoseconds;
};

enum status run_update(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);
enum status run_rebuild(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);
enum status run_extract(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);
enum status run_status(const struct run_settings *settings, struct failure *failure);

#endif
