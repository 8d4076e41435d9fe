/* `rebuild` and `update`: from files to a published generation. */
#include "indexer/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "base/table.h"
#include "indexer/builder/builder.h"
#include "indexer/builder/generation.h"
#include "indexer/builder/indexed.h"
#include "indexer/ledger/captures.h"
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
    struct captures captures;

    const struct builder_kind *kind; /* of a rebuild */
    struct builder *builder;

    struct xs_writer *writer; /* of an update, once there is something to change */
    struct indexed_files indexed;
    bool *unchanged; /* by file */
    size_t uncommitted;
};

/* A file of which the librarian's table says something else than before counts as changed. */
static void mark_with_metadata(struct run *run)
{
    for (size_t i = 0; i < run->files.count && run->lists.metadata; i++)
        run->files.stamps[i].modified_ns ^= (int64_t)metadata_stamp(
            run->lists.metadata, interner_text(run->files.paths, (uint32_t)i).data);
}

static enum status run_begin(struct run *run, const struct run_settings *settings, struct run_counts *counts,
                             struct failure *failure)
{
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    *run = (struct run){
        .settings = settings,
        .counts = counts,
        .generation = { .lock = -1 },
        .captures = CAPTURES_EMPTY,
    };
    if ((status = report_begin(&run->report, settings->messages, settings->progress, settings->report_file, counts,
                               failure)) ||
        (status = lists_load(&run->lists, settings, failure)) ||
        (status = generation_begin(&run->generation, settings->index, failure)) ||
        (status = source_files_scan(&run->files, settings->sources, settings->source_count, &run->report, failure)))
        return status;
    mark_with_metadata(run);
    return STATUS_OK;
}

static enum status run_publish(struct run *run, struct failure *failure)
{
    struct generation_facts facts;
    report_stage(&run->report, "publishing");
    enum status status = generation_publish(&run->generation, &run->lists.countries, &run->lists.goals, &facts,
                                            failure);
    if (status)
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
    return status;
}

/* The ledger tells of a run that failed what it can; one that did not begin leaves the ledger of the last alone. */
static enum status run_end(struct run *run, enum status status, struct failure *failure)
{
    enum status told = STATUS_OK;
    captures_end(&run->captures);
    if (!status || run->report.ledger.row_count)
        told = finish_ledger(run, status ? NULL : failure);
    if (!status)
        status = told;
    run->counts->nanoseconds = clock_monotonic_ns() - run->report.started_ns;
    if (run->kind)
        run->kind->close(run->builder);
    xs_writer_close(run->writer);
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
    free(run->unchanged);
    return status;
}

/* == Documents ================================================================================================ */

/* Unpack the document in hand. What is damaged comes from a worker that its document has led astray. */
static bool unpack_document(struct run *run, const struct worker_answer *answer, struct taken *taken)
{
    if (!document_unpack(answer->document, &run->document, NULL))
        return true;
    taken->status = LEDGER_REJECTED;
    fail_reason(&taken->failure, REASON_CRASH, "made its reader send a damaged document");
    return false;
}

/* A capture waits until all are known. */
static enum status put_aside(struct run *run, const struct worker_answer *answer, bool replaces, struct taken *taken,
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

/* Add the document in hand, in place of another one or as a new one. */
typedef enum status (*run_add)(struct run *run, bool replaces, struct failure *failure);

/* Add the newest captures of all. */
static enum status add_captures(struct run *run, run_add add, struct failure *failure)
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
            (status = add(run, capture.replaces, failure)))
            return status;
    return status;
}

/* == Rebuild ================================================================================================== */

static enum status add_for_rebuild(struct run *run, bool replaces, struct failure *failure)
{
    (void)replaces;
    run->counts->added++;
    return run->kind->add(run->builder, &run->document.xapian, failure);
}

static enum status take_for_rebuild(const char *source, const struct worker_answer *answer, struct taken *taken,
                                    void *context, struct failure *failure)
{
    (void)source;
    struct run *run = context;
    if (!unpack_document(run, answer, taken))
        return STATUS_OK;
    return answer->captured_s ? put_aside(run, answer, false, taken, failure) : add_for_rebuild(run, false, failure);
}

/* Tables are written by ourselves where that gives what Xapian's API gives, which is tried out here and now. */
static enum status open_builder(struct run *run, struct failure *failure)
{
    const struct builder_kind *wanted = run->settings->builder;
    enum status status;
    run->kind = wanted ? wanted : &builder_glass;
    status = run->kind->open(&run->builder, run->generation.directory, PUBLISHED_DATABASE, failure);
    if (wanted || status != STATUS_INVALID)
        return status;
    report_warn(&run->report, failure);
    run->kind = &builder_api;
    return run->kind->open(&run->builder, run->generation.directory, PUBLISHED_DATABASE, failure);
}

enum status run_rebuild(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct run run;
    enum status status;
    if ((status = run_begin(&run, settings, counts, failure)) || (status = open_builder(&run, failure)))
        goto done;

    struct reading reading = {
        .settings = settings,
        .lists = &run.lists,
        .files = &run.files,
        .report = &run.report,
        .take = take_for_rebuild,
        .context = &run,
    };
    if ((status = read_files(&reading, failure)) || (status = add_captures(&run, add_for_rebuild, failure)))
        goto done;
    report_stage(&run.report, "merging");
    if ((status = run.kind->finish(run.builder, failure)))
        goto done;
    status = run_publish(&run, failure);

done:
    return run_end(&run, status, failure);
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
        run->unchanged[i] = stamps_equal(&run->indexed.stamps[id], &run->files.stamps[i]);
        run->indexed.fates[id].seen = true;
        run->indexed.fates[id].stays = run->unchanged[i];
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
    term_make(&term, PREFIX_SOURCE, bytes_of(source));
    return xs_writer_delete(run->writer, &(struct bytes){ term.bytes, term.size }, 1, failure);
}

/* Only what was read from under these sources can be gone from under them. */
static enum status delete_gone(struct run *run, struct failure *failure)
{
    struct indexed_files *indexed = &run->indexed;
    enum status status;
    for (size_t i = 0; i < indexed->count; i++) {
        struct bytes source = interner_text(indexed->sources, (uint32_t)i);
        if (indexed->fates[i].seen || !source_covers(run->settings->sources, run->settings->source_count, source))
            continue;
        if ((status = open_copy(run, failure)) || (status = delete_source(run, source.data, failure)) ||
            (status = commit_when_many(run, failure)))
            return status;
        indexed->fates[i].stays = false;
        run->counts->gone++;
    }
    return STATUS_OK;
}

/* What was captured before is compared with what is read now. */
static enum status see_indexed_captures(struct run *run, struct failure *failure)
{
    const struct indexed_files *indexed = &run->indexed;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < indexed->capture_count && !status; i++) {
        const struct indexed_capture *capture = &indexed->captures[i];
        if (indexed->fates[capture->source].stays)
            status = captures_add_indexed(&run->captures, capture->uri, capture->captured_s, capture->docid, failure);
    }
    return status;
}

static bool skips_unchanged(size_t file, void *context)
{
    struct run *run = context;
    return run->unchanged[file];
}

/* The first document of a file that is read again replaces all that the file gave before. */
static enum status replace_source(struct run *run, const char *source, uint32_t id, struct failure *failure)
{
    struct indexed_fate *fate = &run->indexed.fates[id];
    enum status status = fate->replaced ? STATUS_OK : delete_source(run, source, failure);
    fate->replaced = true;
    return status;
}

static enum status add_for_update(struct run *run, bool replaces, struct failure *failure)
{
    ++*(replaces ? &run->counts->changed : &run->counts->added);
    enum status status = xs_writer_add(run->writer, &run->document.xapian, 1, failure);
    return status ? status : commit_when_many(run, failure);
}

static enum status take_for_update(const char *source, const struct worker_answer *answer, struct taken *taken,
                                   void *context, struct failure *failure)
{
    struct run *run = context;
    uint32_t id = interner_find(run->indexed.sources, bytes_of(source));
    bool replaces = id != INTERNER_NONE;
    enum status status;
    if (!unpack_document(run, answer, taken))
        return STATUS_OK;
    if ((status = open_copy(run, failure)) || (replaces && (status = replace_source(run, source, id, failure))))
        return status;
    return answer->captured_s ? put_aside(run, answer, replaces, taken, failure)
                              : add_for_update(run, replaces, failure);
}

static enum status delete_older_captures(struct run *run, struct failure *failure)
{
    const struct capture_numbers *older = &run->captures.older_indexed;
    return older->count ? xs_writer_delete_docids(run->writer, older->items, older->count, failure) : STATUS_OK;
}

static enum status update_existing(struct run *run, struct failure *failure)
{
    enum status status;
    struct reading reading = {
        .settings = run->settings,
        .lists = &run->lists,
        .files = &run->files,
        .report = &run->report,
        .skips = skips_unchanged,
        .take = take_for_update,
        .context = run,
    };
    if ((status = read_indexed(run, failure)) || (status = compare_with_indexed(run, failure)) ||
        (status = delete_gone(run, failure)) || (status = see_indexed_captures(run, failure)) ||
        (status = read_files(&reading, failure)))
        return status;
    if (!run->writer)
        return STATUS_OK; /* nothing has changed */
    if ((status = add_captures(run, add_for_update, failure)) || (status = delete_older_captures(run, failure)) ||
        (status = xs_writer_commit(run->writer, failure)))
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
    return run_end(&run, status, failure);
}
