/* `rollback`: publish a generation that was published before. */
#include <inttypes.h>

#include "indexer/builder/generation.h"
#include "indexer/builder/generations.h"
#include "indexer/builder/manifest.h"
#include "indexer/builder/opened.h"
#include "indexer/run.h"

/* The one that is named, else the one before the published. */
static enum status choose(const struct run_settings *settings, const struct published *published,
                          unsigned long *number, struct failure *failure)
{
    struct generations generations;
    enum status status;
    if (settings->source_count)
        return generation_named(settings->index, settings->sources[0], number, failure);
    if ((status = generations_list(&generations, settings->index, failure)))
        return status;
    *number = generations_before(&generations, published->generation);
    generations_clear(&generations);
    if (*number)
        return STATUS_OK;
    fail(failure, STATUS_NOT_FOUND, "there is no generation before %lu in %s", published->generation,
         settings->index);
    return fail_hint(failure, "depeche-index status tells which there are");
}

static void tell_problem(const char *file, const char *problem, void *context)
{
    const struct run_settings *settings = context;
    fprintf(settings->messages, "damaged: %s: %s\n", file, problem);
}

static enum status go_back(const struct run_settings *settings, struct generation *generation,
                           struct failure *failure)
{
    unsigned long number, published = generation->previous.generation;
    char directory[FILES_PATH_BYTES];
    struct manifest_check check = { .problem = tell_problem, .context = (void *)settings };
    enum status status;
    if (!published)
        return published_find(settings->index, &generation->previous, failure);
    if ((status = choose(settings, &generation->previous, &number, failure)))
        return status;
    if (number == published)
        return fail(failure, STATUS_USAGE, "generation %lu is the published one", number);
    if ((status = published_directory(settings->index, number, directory, failure)) ||
        (status = manifest_verify(directory, &check, failure)) ||
        (status = generation_go_back(generation, number, failure)))
        return status;
    fprintf(settings->output,
            "generation %lu is published again: %" PRIu32 " documents; generation %lu stays until the next run\n",
            number, check.facts.document_count, published);
    return STATUS_OK;
}

enum status run_rollback(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct published published;
    struct generation generation = { .lock = -1 };
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    /* First, so that no folder is made where there is no index. */
    if (!(status = published_find(settings->index, &published, failure)) &&
        !(status = generation_lock(&generation, settings->index, "rollback", failure)))
        status = go_back(settings, &generation, failure);
    generation_end(&generation);
    return status;
}
