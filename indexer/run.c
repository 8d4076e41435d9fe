/* `rebuild` and `update`: from files to a published generation. */
#include "indexer/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/builder.h"
#include "indexer/generation.h"
#include "indexer/indexed.h"
#include "indexer/reading.h"
#include "record/fields.h"

/* Documents that replace others are committed in lots: an update's memory stays small. */
enum { COMMIT_DOCUMENTS = 1000 };

struct run {
    const struct run_settings *settings;
    struct run_counts *counts;
    struct report report;
    struct lists lists;
    struct source_files files;
    struct generation generation;
    struct document document; /* the one in hand */

    struct builder *builder;  /* of a rebuild */

    struct xs_writer *writer; /* of an update, once there is something to change */
    struct indexed_files indexed;
    bool *unchanged;          /* by file */
    size_t uncommitted;
};

static enum status run_begin(struct run *run, const struct run_settings *settings, struct run_counts *counts,
                             struct failure *failure)
{
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    *run = (struct run){ .settings = settings, .counts = counts, .generation = { .lock = -1 } };
    report_begin(&run->report, settings->messages, settings->progress);
    if ((status = lists_load(&run->lists, settings, failure)) ||
        (status = generation_begin(&run->generation, settings->index, failure)))
        return status;
    return source_files_scan(&run->files, settings->sources, settings->source_count, &run->report, counts, failure);
}

static enum status run_publish(struct run *run, struct failure *failure)
{
    struct generation_facts facts;
    report_stage(&run->report, "publishing");
    enum status status =
        generation_publish(&run->generation, &run->lists.countries, &run->lists.goals, &facts, failure);
    if (status)
        return status;
    run->counts->documents = facts.document_count;
    run->counts->paired = facts.twins.paired;
    run->counts->unpaired = facts.twins.unpaired;
    run->counts->index_bytes = facts.bytes;
    run->counts->generation = run->generation.number;
    return STATUS_OK;
}

static void run_end(struct run *run, enum status status)
{
    run->counts->nanoseconds = clock_monotonic_ns() - run->report.started_ns;
    builder_api.close(run->builder);
    xs_writer_close(run->writer);
    report_end(&run->report);
    if (!status && !run->settings->quiet)
        report_summary(&run->report, run->counts);
    generation_end(&run->generation);
    document_clear(&run->document);
    indexed_files_clear(&run->indexed);
    source_files_clear(&run->files);
    lists_clear(&run->lists);
    free(run->unchanged);
}

/* == Rebuild ================================================================================================== */

static enum status take_for_rebuild(const char *source, const struct worker_answer *answer, void *context,
                                    struct failure *failure)
{
    (void)source;
    struct run *run = context;
    enum status status = document_unpack(answer->document, &run->document, failure);
    if (status)
        return status;
    run->counts->added++;
    return builder_api.add(run->builder, &run->document.xapian, failure);
}

enum status run_rebuild(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct run run;
    enum status status;
    if ((status = run_begin(&run, settings, counts, failure)) ||
        (status = builder_api.open(&run.builder, run.generation.directory, PUBLISHED_DATABASE, failure)))
        goto done;

    struct reading reading = {
        .settings = settings, .lists = &run.lists, .files = &run.files, .report = &run.report,
        .counts = counts, .take = take_for_rebuild, .context = &run,
    };
    if ((status = read_files(&reading, failure)))
        goto done;
    report_stage(&run.report, "merging");
    if ((status = builder_api.finish(run.builder, failure)))
        goto done;
    status = run_publish(&run, failure);

done:
    run_end(&run, status);
    return status;
}

/* == Update =================================================================================================== */

static enum status read_indexed(struct run *run, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct xs_reader *reader = NULL;
    enum status status;
    if ((status = files_join(path, run->generation.previous.directory, PUBLISHED_STUB, failure)) ||
        (status = xs_reader_open(&reader, path, failure)))
        return status;
    status = indexed_files_read(&run->indexed, reader, failure);
    xs_reader_close(reader);
    return status;
}

static bool stamps_equal(const struct stamp *left, const struct stamp *right)
{
    return left->size == right->size && left->modified_ns == right->modified_ns;
}

/* Mark the files that are as they were, and those of the index that are still there. */
static enum status compare_with_indexed(struct run *run, struct failure *failure)
{
    run->unchanged = calloc(run->files.count + 1, sizeof *run->unchanged);
    if (!run->unchanged)
        return fail_no_memory(failure);
    for (size_t i = 0; i < run->files.count; i++) {
        uint32_t id = interner_find(run->indexed.sources, interner_text(run->files.paths, (uint32_t)i));
        if (id == INTERNER_NONE)
            continue;
        run->indexed.seen[id] = true;
        run->unchanged[i] = stamps_equal(&run->indexed.stamps[id], &run->files.stamps[i]);
        run->counts->unchanged += run->unchanged[i];
    }
    return STATUS_OK;
}

static enum status copy_database_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    char to[FILES_PATH_BYTES];
    enum status status = files_join(to, context, files_name(entry->path), failure);
    return status ? status : files_copy(entry->path, to, failure);
}

static enum status refuse_copy(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_IO;
}

/* The new generation begins as a copy of the served one, which is never written to. */
static enum status open_copy(struct run *run, struct failure *failure)
{
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    enum status status;
    if (run->writer)
        return STATUS_OK;
    report_stage(&run->report, "copying the index");
    if ((status = files_join(from, run->generation.previous.directory, PUBLISHED_DATABASE, failure)) ||
        (status = files_join(to, run->generation.directory, PUBLISHED_DATABASE, failure)) ||
        (status = files_make_directory(to, failure)) ||
        (status = files_walk(from, copy_database_file, refuse_copy, to, failure)))
        return status;
    return xs_writer_open(&run->writer, to, XS_UPDATE, failure);
}

static enum status commit_when_many(struct run *run, struct failure *failure)
{
    if (++run->uncommitted < COMMIT_DOCUMENTS)
        return STATUS_OK;
    run->uncommitted = 0;
    return xs_writer_commit(run->writer, failure);
}

static enum status delete_source(struct run *run, const char *source, struct failure *failure)
{
    struct term term;
    term_make(&term, PREFIX_SOURCE, (struct bytes){ source, strlen(source) });
    return xs_writer_delete(run->writer, &(struct bytes){ term.bytes, term.size }, 1, failure);
}

/* Only what was read from under these sources can be gone from under them. */
static enum status delete_gone(struct run *run, struct failure *failure)
{
    const struct indexed_files *indexed = &run->indexed;
    enum status status;
    for (size_t i = 0; i < indexed->count; i++) {
        struct bytes source = interner_text(indexed->sources, (uint32_t)i);
        if (indexed->seen[i] || !source_covers(run->settings->sources, run->settings->source_count, source))
            continue;
        if ((status = open_copy(run, failure)) || (status = delete_source(run, source.data, failure)) ||
            (status = commit_when_many(run, failure)))
            return status;
        run->counts->gone++;
    }
    return STATUS_OK;
}

static bool skips_unchanged(size_t file, void *context)
{
    struct run *run = context;
    return run->unchanged[file];
}

/* The first document of a file that is read again replaces all that the file gave before. */
static enum status take_for_update(const char *source, const struct worker_answer *answer, void *context,
                                   struct failure *failure)
{
    struct run *run = context;
    uint32_t id = interner_find(run->indexed.sources, (struct bytes){ source, strlen(source) });
    enum status status;
    if ((status = document_unpack(answer->document, &run->document, failure)) || (status = open_copy(run, failure)))
        return status;
    if (id == INTERNER_NONE) {
        run->counts->added++;
    } else {
        run->counts->changed++;
        if (!run->indexed.replaced[id] && (status = delete_source(run, source, failure)))
            return status;
        run->indexed.replaced[id] = true;
    }
    if ((status = xs_writer_add(run->writer, &run->document.xapian, 1, failure)))
        return status;
    return commit_when_many(run, failure);
}

static enum status update_existing(struct run *run, struct failure *failure)
{
    enum status status;
    struct reading reading = {
        .settings = run->settings, .lists = &run->lists, .files = &run->files, .report = &run->report,
        .counts = run->counts, .skips = skips_unchanged, .take = take_for_update, .context = run,
    };
    if ((status = read_indexed(run, failure)) || (status = compare_with_indexed(run, failure)) ||
        (status = delete_gone(run, failure)) || (status = read_files(&reading, failure)))
        return status;
    if (!run->writer)
        return STATUS_OK; /* nothing has changed */
    if ((status = xs_writer_commit(run->writer, failure)))
        return status;
    xs_writer_close(run->writer);
    run->writer = NULL;
    return run_publish(run, failure);
}

enum status run_update(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct published published;
    struct run run;
    enum status status = published_find(settings->index, &published, failure);
    if (status == STATUS_NOT_FOUND)
        return run_rebuild(settings, counts, failure);
    if (status)
        return status;
    if (!(status = run_begin(&run, settings, counts, failure)))
        status = update_existing(&run, failure);
    run_end(&run, status);
    return status;
}
