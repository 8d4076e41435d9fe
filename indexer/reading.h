/* Reading many files with a pool of workers: what `update`, `rebuild` and `extract` have in common. */
#ifndef DEPECHE_INDEXER_READING_H
#define DEPECHE_INDEXER_READING_H

#include "base/status.h"
#include "indexer/ledger/metadata.h"
#include "indexer/run.h"
#include "indexer/sources.h"
#include "indexer/workers/worker.h"
#include "record/authority.h"

/* What a run knows beforehand: the authority lists, and the librarian's table. */
struct lists {
    struct authority countries, goals;
    struct metadata *metadata; /* NULL: none was given */
};
#define LISTS_EMPTY                                                                                                  \
    {                                                                                                                \
        AUTHORITY_EMPTY, AUTHORITY_EMPTY, NULL                                                                       \
    }

enum status lists_load(struct lists *lists, const struct run_settings *settings, struct failure *failure);
void lists_clear(struct lists *lists);

/* What a file and all that is stated of it hold now: as a worker that reads it tells it. 0 when it cannot be read. */
uint64_t reading_content(const struct lists *lists, const char *path);

/* A file is left out when this says so: it has not changed. */
typedef bool (*reading_skips)(size_t file, void *context);

/* What became of a document that was read. */
struct taken {
    enum ledger_status status;
    struct failure failure; /* of LEDGER_REJECTED */
    uint32_t capture;       /* its number; 0 for what is none */
};

/* A document that was read. `taken` is LEDGER_INDEXED before. */
typedef enum status (*reading_take)(const char *source, const struct worker_answer *answer, struct taken *taken,
                                    void *context, struct failure *failure);

/* Read every file that is not skipped, in order, and hand each document to `take`, which may fail the run.
 * What became of each is told to the report. */
struct reading {
    const struct run_settings *settings;
    const struct lists *lists;
    const struct source_files *files;
    struct report *report;
    bool record_only, explains;
    reading_skips skips; /* NULL: none */
    reading_take take;
    void *context; /* of `skips` and `take` */
};
enum status read_files(struct reading *reading, struct failure *failure);

#endif
