/* `update`: bring an index up to date with what is new, changed and gone. */
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "indexer/builder/revise.h"
#include "indexer/run_state.h"

/* Fewer bytes than these to read: Xapian makes the database sooner than our own way of writing tables is tried out.
 */
enum { FEW_BYTES = 2 << 20 };

/* == What has changed ========================================================================================= */

static enum status read_hidden(const struct run *run, struct hidden *hidden, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = files_join(path, run->generation.previous.directory, PUBLISHED_HIDDEN, failure);
    return status ? status : hidden_read(hidden, path, failure);
}

static enum status read_indexed(struct run *run, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct xs_reader *reader = NULL;
    struct hidden hidden = HIDDEN_EMPTY;
    enum status status;
    if ((status = files_join(path, run->generation.previous.directory, PUBLISHED_STUB, failure)) ||
        (status = xs_reader_open(&reader, path, failure)) || (status = read_hidden(run, &hidden, failure)) ||
        (status = xs_reader_hide(reader, hidden.docids, hidden.count, failure)))
        goto done;
    status = indexed_files_read(&run->indexed, reader, failure);

done:
    hidden_clear(&hidden);
    xs_reader_close(reader);
    return status;
}

/* Where only the time moved, what the file holds decides. */
static bool is_unchanged(const struct run *run, size_t file, const struct stamp *indexed)
{
    const struct stamp *found = &run->files.stamps[file];
    if (indexed->size != found->size)
        return false;
    return indexed->modified_ns == found->modified_ns ||
           (indexed->content &&
            indexed->content == reading_content(&run->lists, interner_text(run->files.paths, (uint32_t)file).data));
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
        run->unchanged[i] = is_unchanged(run, i, &run->indexed.stamps[id]);
        run->indexed.fates[id].seen = true;
        run->indexed.fates[id].stays = run->unchanged[i];
        run->counts->unchanged += run->unchanged[i];
    }
    return STATUS_OK;
}

/* Only what was read from under these sources can be gone from under them. */
static void see_gone(struct run *run)
{
    struct indexed_files *indexed = &run->indexed;
    for (size_t i = 0; i < indexed->count; i++) {
        struct bytes source = interner_text(indexed->sources, (uint32_t)i);
        if (indexed->fates[i].seen || !source_covers(run->settings->sources, run->settings->source_count, source))
            continue;
        if (run->settings->keep_gone) {
            run->counts->kept++;
            continue;
        }
        indexed->fates[i].stays = false;
        indexed->fates[i].replaced = true;
        run->has_changed = true;
        run->counts->gone++;
    }
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

/* == What is new ============================================================================================== */

/* The first document of a file that is read again replaces all that the file gave before. */
static enum status take_for_update(const char *source, const struct worker_answer *answer, struct taken *taken,
                                   void *context, struct failure *failure)
{
    struct run *run = context;
    uint32_t id = interner_find(run->indexed.sources, bytes_of(source));
    bool replaces = id != INTERNER_NONE;
    if (!run_unpack(run, answer, taken))
        return STATUS_OK;
    run->has_changed = true;
    if (replaces)
        run->indexed.fates[id].replaced = true;
    return answer->captured_s ? run_put_aside(run, answer, replaces, taken, failure)
                              : run_add(run, replaces, failure);
}

static int compare_docids(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* What was hidden stays so; with it goes what was replaced or is gone, and captures of which there is a newer one. */
static enum status find_hidden(struct run *run, struct hidden *hidden, struct failure *failure)
{
    const struct indexed_files *indexed = &run->indexed;
    const struct capture_numbers *older = &run->captures.older_indexed;
    enum status status = read_hidden(run, hidden, failure);
    for (size_t i = 1; i < indexed->docid_count && !status; i++)
        if (indexed->source_of[i] != INTERNER_NONE && indexed->fates[indexed->source_of[i]].replaced)
            status = hidden_add(hidden, (uint32_t)i, failure);
    for (size_t i = 0; i < older->count && !status; i++)
        status = hidden_add(hidden, older->items[i], failure);
    if (status || !hidden->count)
        return status;
    qsort(hidden->docids, hidden->count, sizeof *hidden->docids, compare_docids);
    size_t distinct = 0;
    for (size_t i = 0; i < hidden->count; i++)
        if (!i || hidden->docids[i] != hidden->docids[distinct - 1])
            hidden->docids[distinct++] = hidden->docids[i];
    hidden->count = distinct;
    return STATUS_OK;
}

static enum status revise_databases(struct run *run, const struct parts *before, struct failure *failure)
{
    struct generation *generation = &run->generation;
    struct hidden hidden = HIDDEN_EMPTY;
    const struct revision revision = {
        .from = generation->previous.directory,
        .to = generation->directory,
        .number = generation->number,
        .before = before,
        .hidden = &hidden,
        .added = &run->spread,
        .fold = run->settings->fold,
    };
    enum status status;
    if (!(status = find_hidden(run, &hidden, failure)) && !(status = run_finish_spread(run, failure)))
        status = revise(&revision, &generation->parts, &generation->hidden, failure);
    hidden_clear(&hidden);
    return status;
}

/* Is there anything for `--fold always` to make one of? */
static bool can_be_folded(const struct run *run, const struct parts *before)
{
    char path[FILES_PATH_BYTES];
    return before->count > before->shard_count ||
           (!files_join(path, run->generation.previous.directory, PUBLISHED_HIDDEN, NULL) && files_exist(path));
}

static const struct builder_kind *choose_builder(const struct run *run)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < run->files.count; i++)
        bytes += run->unchanged[i] ? 0 : run->files.stamps[i].size;
    return run->settings->builder || bytes >= FEW_BYTES ? run->settings->builder : &builder_api;
}

static enum status update_parts(struct run *run, const struct parts *before, struct failure *failure)
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
        (status = spread_open(&run->spread, choose_builder(run), run->generation.directory, before->shard_count,
                              run->settings->memory_bytes, failure)))
        return status;
    see_gone(run);
    if ((status = see_indexed_captures(run, failure)) || (status = read_files(&reading, failure)) ||
        (!run->has_changed && !(run->settings->fold == FOLD_ALWAYS && can_be_folded(run, before))))
        return status; /* nothing to publish */
    if ((status = run_add_captures(run, failure)) || (status = revise_databases(run, before, failure)))
        return status;
    return run_publish(run, failure);
}

static enum status update_existing(struct run *run, struct failure *failure)
{
    struct parts before = PARTS_EMPTY;
    enum status status = parts_read(&before, run->generation.previous.directory, failure);
    if (!status && run->settings->shards && run->settings->shards != before.shard_count) {
        status = fail(failure, STATUS_USAGE, "the index has %zu shards, and an update cannot give it %zu",
                      before.shard_count, run->settings->shards);
        fail_hint(failure, "rebuild it with --shards, or leave that out");
    }
    if (!status)
        status = update_parts(run, &before, failure);
    parts_clear(&before);
    return status;
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
    if (!(status = run_begin(&run, "update", settings, counts, failure)))
        status = update_existing(&run, failure);
    return run_end(&run, status, failure);
}
