/* `rebuild` and `update`: from files to a published generation. */
#include "indexer/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "base/table.h"
#include "indexer/run_state.h"

/* A file of which the librarian's table says something else than before counts as changed. */
static void mark_with_metadata(struct run *run)
{
    for (size_t i = 0; i < run->files.count && run->lists.metadata; i++)
        run->files.stamps[i].modified_ns ^= (int64_t)metadata_stamp(
            run->lists.metadata, interner_text(run->files.paths, (uint32_t)i).data);
}

/* What it left is cleared away by now. */
static void tell_interrupted(struct run *run)
{
    char holder[LOCK_HOLDER_BYTES];
    struct failure note;
    if (!run->generation.interrupted.process || run->settings->quiet)
        return;
    lock_holder_tell(&run->generation.interrupted, holder);
    fail(&note, STATUS_OK, "the run before was interrupted and is begun anew: %s", holder);
    report_warn(&run->report, &note);
}

enum status run_begin(struct run *run, const char *verb, const struct run_settings *settings,
                      struct run_counts *counts, struct failure *failure)
{
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    *run = (struct run){
        .settings = settings,
        .counts = counts,
        .generation = { .lock = -1 },
        .captures = CAPTURES_EMPTY,
    };
    status = report_begin(&run->report, settings->messages, settings->progress, settings->report_file, counts, failure);
    name_counts_open(&run->report.names, settings->names_file);
    if (status || (status = lists_load(&run->lists, settings, failure)) ||
        (status = canaries_load(&run->canaries, settings->canary_file, failure)) ||
        (status = generation_begin(&run->generation, settings->index, verb, failure)) ||
        (status = source_files_scan(&run->files, settings->sources, settings->source_count, &run->report, failure)))
        return status;
    tell_interrupted(run);
    mark_with_metadata(run);
    return STATUS_OK;
}

/* What is asked of it before anybody sees it: the librarian's questions must have their answers. */
enum status run_publish(struct run *run, struct failure *failure)
{
    struct generation_facts facts;
    enum status status;
    report_stage(&run->report, "publishing");
    if ((status = generation_finish(&run->generation, &run->lists.countries, &run->lists.goals, &facts, failure)) ||
        (status = canaries_ask(&run->canaries, &run->generation, run->settings->messages, failure)) ||
        (status = generation_publish(&run->generation, run->settings->keep, failure)))
        return status;
    run->counts->documents = facts.document_count;
    run->counts->paired = facts.twins.paired;
    run->counts->unpaired = facts.twins.unpaired;
    run->counts->index_bytes = facts.bytes;
    run->counts->generation = run->generation.number;
    return STATUS_OK;
}

static bool find_twin(uint64_t number, struct bytes uri, struct bytes *twin, const void *context)
{
    (void)number;
    struct bytes found;
    if (!table_find(context, uri, &found))
        return false;
    *twin = (struct bytes){ found.data, strnlen(found.data, found.size) };
    return true;
}

/* With the twins that the published generation has. */
static enum status finish_ledger(struct run *run, struct failure *failure)
{
    char directory[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    struct table twins = { .entry_count = 0 };
    enum status status = STATUS_OK;
    if (run->report.ledger.path && run->counts->generation &&
        ((status = published_directory(run->generation.index, run->counts->generation, directory, failure)) ||
         (status = files_join(path, directory, PUBLISHED_TWINS, failure)) ||
         (status = table_open(&twins, path, failure))))
        return status;
    status = ledger_finish(&run->report.ledger, &run->captures, &(struct ledger_twins){ find_twin, &twins }, failure);
    table_close(&twins);
    return status ? status : name_counts_finish(&run->report.names, failure);
}

/* The ledger tells of a run that failed what it can; one that did not begin leaves the ledger of the last alone. */
enum status run_end(struct run *run, enum status status, struct failure *failure)
{
    enum status told = STATUS_OK;
    captures_end(&run->captures);
    if (!status || run->report.ledger.row_count)
        told = finish_ledger(run, status ? NULL : failure);
    if (!status)
        status = told;
    run->counts->nanoseconds = clock_monotonic_ns() - run->report.started_ns;
    spread_close(&run->spread);
    report_end(&run->report);
    if (!status && !run->settings->quiet)
        report_summary(&run->report, run->counts);
    generation_end(&run->generation);
    document_clear(&run->document);
    indexed_files_clear(&run->indexed);
    source_files_clear(&run->files);
    lists_clear(&run->lists);
    report_clear(&run->report);
    captures_clear(&run->captures);
    canaries_clear(&run->canaries);
    free(run->unchanged);
    return status;
}

/* == Documents ================================================================================================ */

/* Unpack the document in hand. What is damaged comes from a worker that its document has led astray. */
bool run_unpack(struct run *run, const struct worker_answer *answer, struct taken *taken)
{
    if (!document_unpack(answer->document, &run->document, NULL))
        return true;
    taken->status = LEDGER_REJECTED;
    fail_reason(&taken->failure, REASON_CRASH, "made its reader send a damaged document");
    return false;
}

/* A capture waits until all are known. */
enum status run_put_aside(struct run *run, const struct worker_answer *answer, bool replaces, struct taken *taken,
                          struct failure *failure)
{
    struct capture capture = {
        .uri = key_of(answer->uri),
        .captured_s = answer->captured_s,
        .document = answer->document,
        .replaces = replaces,
    };
    enum status status = captures_add(&run->captures, &capture, failure);
    taken->capture = capture.number;
    if (!status && !capture.is_newest)
        taken->status = LEDGER_OLDER_CAPTURE;
    return status;
}

enum status run_add(struct run *run, bool replaces, struct failure *failure)
{
    ++*(replaces ? &run->counts->changed : &run->counts->added);
    return spread_add(&run->spread, &run->document.xapian, failure);
}

enum status run_add_captures(struct run *run, struct failure *failure)
{
    struct capture capture;
    bool more = true;
    enum status status;
    captures_end(&run->captures);
    run->counts->older_captures = run->captures.older.count + run->captures.older_indexed.count;
    if (!run->captures.count)
        return STATUS_OK;
    report_stage(&run->report, "adding captures");
    while (!(status = captures_next(&run->captures, &capture, &more, failure)) && more)
        if ((status = document_unpack(capture.document, &run->document, failure)) ||
            (status = run_add(run, capture.replaces, failure)))
            return status;
    return status;
}

/* == Rebuild ================================================================================================== */

static enum status take_for_rebuild(const char *source, const struct worker_answer *answer, struct taken *taken,
                                    void *context, struct failure *failure)
{
    (void)source;
    struct run *run = context;
    if (!run_unpack(run, answer, taken))
        return STATUS_OK;
    return answer->captured_s ? run_put_aside(run, answer, false, taken, failure) : run_add(run, false, failure);
}

/* Tables that were not written the fastest way: why not. */
enum status run_finish_spread(struct run *run, struct failure *failure)
{
    if (run->spread.fallback.status)
        report_warn(&run->report, &run->spread.fallback);
    report_stage(&run->report, "merging");
    return spread_finish(&run->spread, failure);
}

/* The bases of all shards, those without documents too. */
static enum status take_databases(struct run *run, struct failure *failure)
{
    struct parts *parts = &run->generation.parts;
    enum status status = spread_fill(&run->spread, failure);
    if (!status)
        status = run_finish_spread(run, failure);
    for (size_t i = 0; i < run->spread.shard_count && !status; i++)
        if (!(status = parts_add(parts, i, 0, failure)))
            status = spread_take(&run->spread, i, parts->items[parts->count - 1].name, failure);
    return status;
}

static enum status rebuild(struct run *run, struct failure *failure)
{
    const struct run_settings *settings = run->settings;
    size_t shards = settings->shards ? settings->shards : 1;
    struct reading reading = {
        .settings = settings,
        .lists = &run->lists,
        .files = &run->files,
        .report = &run->report,
        .take = take_for_rebuild,
        .context = run,
    };
    enum status status;
    if ((status = spread_open(&run->spread, settings->builder, run->generation.directory, shards,
                              settings->memory_bytes, failure)) ||
        (status = read_files(&reading, failure)) || (status = run_add_captures(run, failure)) ||
        (status = take_databases(run, failure)))
        return status;
    return run_publish(run, failure);
}

enum status run_rebuild(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct run run;
    enum status status = run_begin(&run, "rebuild", settings, counts, failure);
    if (!status)
        status = rebuild(&run, failure);
    return run_end(&run, status, failure);
}
