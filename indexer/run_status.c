/* `status`: what is published. */
#include <inttypes.h>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/manifest.h"
#include "indexer/run.h"
#include "record/published.h"

static enum status add_size(const struct file_entry *entry, void *context, struct failure *failure)
{
    (void)failure;
    *(uint64_t *)context += entry->size;
    return STATUS_OK;
}

static enum status pass_refused(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_OK;
}

enum status run_status(const struct run_settings *settings, struct failure *failure)
{
    struct published published;
    struct manifest_facts facts;
    uint64_t bytes = 0;
    char made[CLOCK_STAMP_BYTES], size[SIZE_TEXT_BYTES];
    enum status status;

    if ((status = published_find(settings->index, &published, failure)) ||
        (status = manifest_read(published.directory, &facts, failure)) ||
        (status = files_walk(published.directory, add_size, pass_refused, &bytes, failure)))
        return status;
    clock_format_utc(facts.made_s, made);
    report_format_size(bytes, size);
    fprintf(settings->output, "index       %s\ngeneration  %lu\ndocuments   %" PRIu32 "\nsize        %s\nmade        %s\nby          %s\n",
            settings->index, published.generation, facts.document_count, size, made, facts.made_by);
    return STATUS_OK;
}
