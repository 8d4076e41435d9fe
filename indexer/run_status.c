/* `status`: what is published. */
#include <inttypes.h>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/builder/manifest.h"
#include "indexer/run.h"
#include "record/published.h"

enum status run_status(const struct run_settings *settings, struct failure *failure)
{
    struct published published;
    struct manifest_facts facts;
    uint64_t bytes;
    char made[CLOCK_STAMP_BYTES], size[SIZE_TEXT_BYTES];
    enum status status;

    if ((status = published_find(settings->index, &published, failure)) ||
        (status = manifest_read(published.directory, &facts, failure)) ||
        (status = files_tree_bytes(published.directory, &bytes, failure)))
        return status;
    clock_format_utc(facts.made_s, made);
    report_format_size(bytes, size);
    fprintf(settings->output, "index       %s\ngeneration  %lu\ndocuments   %" PRIu32 "\nsize        %s\nmade        %s\nby          %s\n",
            settings->index, published.generation, facts.document_count, size, made, facts.made_by);
    return STATUS_OK;
}
