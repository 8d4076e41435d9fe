/* Reading many files with a pool of workers: what `update`, `rebuild` and `extract` have in common. */
#ifndef DEPECHE_INDEXER_READING_H
#define DEPECHE_INDEXER_READING_H

#include "base/status.h"
#include "indexer/run.h"
#include "indexer/sources.h"
#include "indexer/worker.h"
#include "record/authority.h"

/* The authority lists a run works with. */
struct lists {
    struct authority countries, goals;
};
#define LISTS_EMPTY { AUTHORITY_EMPTY, AUTHORITY_EMPTY }

enum status lists_load(struct lists *lists, const struct run_settings *settings, struct failure *failure);
void lists_clear(struct lists *lists);

/* A file is left out when this says so: it has not changed. */
typedef bool (*reading_skips)(size_t file, void *context);

/* A document that was read. */
typedef enum status (*reading_take)(const char *source, const struct worker_answer *answer, void *context,
                                    struct failure *failure);

/* Read every file that is not skipped, in order, and hand each document to `take`, which may fail the run.
 * Rejections are told to the report and counted. */
struct reading {
    const struct run_settings *settings;
    const struct lists *lists;
    const struct source_files *files;
    struct report *report;
    struct run_counts *counts;
    bool record_only;
    reading_skips skips; /* NULL: none */
    reading_take take;
    void *context;       /* of `skips` and `take` */
};
enum status read_files(struct reading *reading, struct failure *failure);

#endif
