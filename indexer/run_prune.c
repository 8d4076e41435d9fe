/* `prune`: remove old generations. */
#include "indexer/builder/generation.h"
#include "indexer/builder/generations.h"
#include "indexer/run.h"

enum status run_prune(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct published published;
    struct generation generation = { .lock = -1 };
    size_t removed = 0;
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    if (!(status = published_find(settings->index, &published, failure)) &&
        !(status = generation_lock(&generation, settings->index, "prune", failure)) &&
        !(status = generations_prune(settings->index, &generation.previous, 0, settings->keep, &removed, failure)) &&
        !settings->quiet)
        fprintf(settings->output, "%zu generation%s removed; generation %lu is published\n", removed,
                removed == 1 ? "" : "s", generation.previous.generation);
    generation_end(&generation);
    return status;
}
