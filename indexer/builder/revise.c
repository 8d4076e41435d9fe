/* What an update makes of the databases of the generation before.
 *
 * Of 100,000 documents of which 1,000 change, 860 MB are linked and some 10 MB written. Folding writes everything. */
#include "indexer/builder/revise.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/files.h"
#include "shim/xapian_shim.h"

enum {
    SMALL_SHARD_BYTES = 16 << 20, /* to fold this takes half a second */
    MOST_ADDITIONS = 8,           /* databases beside the base; each costs a search some look-ups more */
    LARGEST_SHARE = 10,           /* a tenth of the documents beside the base or hidden */
};

/* One of the databases before. */
struct old_part {
    const struct part *part;
    char path[FILES_PATH_BYTES];
    uint32_t document_count; /* hidden ones too */
    uint32_t *hidden;        /* its own docids, ascending */
    size_t hidden_count, hidden_capacity;
    size_t kept_as; /* its place among the new ones; NOT_KEPT */
};
enum { NOT_KEPT = SIZE_MAX };

struct revising {
    const struct revision *revision;
    struct old_part *old;
    struct parts *parts; /* the new ones */
};

/* == What there is ============================================================================================ */

static enum status count_documents(struct old_part *old, struct failure *failure)
{
    struct xs_reader *reader = NULL;
    struct xs_reader_facts facts = { .document_count = 0 };
    enum status status = xs_reader_open(&reader, old->path, failure);
    if (!status)
        status = xs_reader_facts(reader, &facts, failure);
    xs_reader_close(reader);
    old->document_count = facts.document_count;
    return status;
}

static enum status hide(struct old_part *old, uint32_t docid, struct failure *failure)
{
    if (!array_reserve((void **)&old->hidden, &old->hidden_capacity, old->hidden_count + 1, sizeof *old->hidden))
        return fail_no_memory(failure);
    old->hidden[old->hidden_count++] = docid;
    return STATUS_OK;
}

static enum status see_parts(struct revising *revising, struct failure *failure)
{
    const struct revision *revision = revising->revision;
    const struct hidden *hidden = revision->hidden;
    uint32_t count = (uint32_t)revision->before->count;
    enum status status = STATUS_OK;
    if (!(revising->old = calloc(count, sizeof *revising->old)))
        return fail_no_memory(failure);
    for (size_t i = 0; i < count && !status; i++) {
        struct old_part *old = &revising->old[i];
        *old = (struct old_part){ .part = &revision->before->items[i], .kept_as = NOT_KEPT };
        if (!(status = files_join(old->path, revision->from, old->part->name, failure)))
            status = count_documents(old, failure);
    }
    for (size_t i = 0; i < hidden->count && !status; i++)
        status = hide(&revising->old[(hidden->docids[i] - 1) % count], (hidden->docids[i] - 1) / count + 1, failure);
    return status;
}

/* == Folding ================================================================================================== */

/* Databases to merge, those among them that are copies of ours to remove again, and how many documents they have. */
struct sources {
    char **paths;
    size_t count, capacity;
};

static enum status sources_add(struct sources *sources, const char *path, struct failure *failure)
{
    char *copy = strdup(path);
    if (!copy || !array_reserve((void **)&sources->paths, &sources->capacity, sources->count + 1, sizeof copy)) {
        free(copy);
        return fail_no_memory(failure);
    }
    sources->paths[sources->count++] = copy;
    return STATUS_OK;
}

static void sources_clear(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        free(sources->paths[i]);
    free(sources->paths);
}

/* Merging cannot leave documents out, so they are deleted from a copy. */
static enum status delete_from_copy(const struct old_part *old, const char *copy, struct failure *failure)
{
    struct xs_writer *writer = NULL;
    enum status status;
    if ((status = files_copy_directory(old->path, copy, failure)) ||
        (status = xs_writer_open(&writer, copy, XS_UPDATE, failure)) ||
        (status = xs_writer_delete_docids(writer, old->hidden, old->hidden_count, failure)))
        goto done;
    status = xs_writer_commit(writer, failure);

done:
    xs_writer_close(writer);
    return status;
}

static enum status add_old(struct sources *sources, const struct old_part *old, const char *work,
                           struct failure *failure)
{
    char copy[FILES_PATH_BYTES];
    enum status status;
    if (old->hidden_count >= old->document_count)
        return STATUS_OK;
    if (!old->hidden_count)
        return sources_add(sources, old->path, failure);
    if ((status = files_join(copy, work, old->part->name, failure)) ||
        (status = delete_from_copy(old, copy, failure)))
        return status;
    return sources_add(sources, copy, failure);
}

static enum status make_empty(const char *path, struct failure *failure)
{
    struct xs_writer *writer = NULL;
    enum status status = xs_writer_open(&writer, path, XS_CREATE, failure);
    if (!status)
        status = xs_writer_commit(writer, failure);
    xs_writer_close(writer);
    return status;
}

/* The last of `parts` is made of what was added to the shard and of its old parts, the base among them or not. */
static enum status fold(struct revising *revising, size_t shard, bool with_base, struct failure *failure)
{
    const struct revision *revision = revising->revision;
    char work[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    struct sources sources = { .paths = NULL };
    enum status status;
    if ((status = parts_add(revising->parts, shard, with_base ? 0 : revision->number, failure)) ||
        (status = files_join(work, revision->to, "folding", failure)) ||
        (status = files_join(path, revision->to, revising->parts->items[revising->parts->count - 1].name, failure)) ||
        (status = files_make_directory(work, failure)))
        return status;
    for (size_t i = 0; i < revision->before->count && !status; i++)
        if (revising->old[i].part->shard == shard && (with_base || !revising->old[i].part->is_base))
            status = add_old(&sources, &revising->old[i], work, failure);
    if (!status && revision->added->document_counts[shard]) {
        char added[FILES_PATH_BYTES];
        if (!(status = spread_path(revision->added, shard, added, failure)))
            status = sources_add(&sources, added, failure);
    }
    if (!status && sources.count)
        status = xs_merge((const char *const *)sources.paths, sources.count, path, failure);
    else if (!status && with_base)
        status = make_empty(path, failure);
    else if (!status)
        revising->parts->count--; /* all that was beside the base is hidden */
    sources_clear(&sources);
    if (!status)
        status = files_remove_tree(work, failure);
    return status ? status : spread_drop(revision->added, shard, failure);
}

/* == Keeping ================================================================================================== */

static enum status keep(struct revising *revising, struct old_part *old, struct failure *failure)
{
    char to[FILES_PATH_BYTES];
    struct parts *parts = revising->parts;
    enum status status;
    if (!array_reserve((void **)&parts->items, &parts->capacity, parts->count + 1, sizeof *parts->items))
        return fail_no_memory(failure);
    if ((status = files_join(to, revising->revision->to, old->part->name, failure)) ||
        (status = files_link_directory(old->path, to, failure)))
        return status;
    old->kept_as = parts->count;
    parts->items[parts->count++] = *old->part;
    return STATUS_OK;
}

static enum status keep_all(struct revising *revising, size_t shard, bool with_additions, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < revising->revision->before->count && !status; i++) {
        struct old_part *old = &revising->old[i];
        if (old->part->shard == shard && (old->part->is_base || with_additions))
            status = keep(revising, old, failure);
    }
    return status;
}

/* == The decision ============================================================================================= */

/* What counts for it, of one shard. */
struct state {
    uint32_t document_count, beside_base, hidden_count;
    size_t addition_count; /* databases */
    uint64_t base_bytes;
};

static enum status look(const struct revising *revising, size_t shard, struct state *state, struct failure *failure)
{
    enum status status = STATUS_OK;
    uint32_t added = revising->revision->added->document_counts[shard];
    *state = (struct state){ .document_count = added, .beside_base = added, .addition_count = added > 0 };
    for (size_t i = 0; i < revising->revision->before->count && !status; i++) {
        const struct old_part *old = &revising->old[i];
        if (old->part->shard != shard)
            continue;
        state->document_count += old->document_count;
        state->hidden_count += (uint32_t)old->hidden_count;
        state->beside_base += old->part->is_base ? 0 : old->document_count;
        state->addition_count += !old->part->is_base;
        if (old->part->is_base)
            status = files_tree_bytes(old->path, &state->base_bytes, failure);
    }
    return status;
}

static bool folds_whole(enum fold wanted, const struct state *state)
{
    bool is_one = !state->addition_count && !state->hidden_count;
    if (is_one || wanted != FOLD_AUTO)
        return !is_one && wanted == FOLD_ALWAYS;
    return state->base_bytes < SMALL_SHARD_BYTES ||
           ((uint64_t)state->beside_base + state->hidden_count) * LARGEST_SHARE > state->document_count;
}

static enum status revise_shard(struct revising *revising, size_t shard, struct failure *failure)
{
    const struct revision *revision = revising->revision;
    struct state state;
    enum status status = look(revising, shard, &state, failure);
    if (status)
        return status;
    if (folds_whole(revision->fold, &state))
        return fold(revising, shard, true, failure);
    if (revision->fold == FOLD_AUTO && state.addition_count > MOST_ADDITIONS) {
        status = keep_all(revising, shard, false, failure);
        return status ? status : fold(revising, shard, false, failure);
    }
    if ((status = keep_all(revising, shard, true, failure)) || !revision->added->document_counts[shard] ||
        (status = parts_add(revising->parts, shard, revision->number, failure)))
        return status;
    return spread_take(revision->added, shard, revising->parts->items[revising->parts->count - 1].name, failure);
}

static int compare_docids(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* The docids that those still hidden have among the new parts. */
static enum status number_hidden(const struct revising *revising, struct hidden *hidden, struct failure *failure)
{
    uint64_t count = revising->parts->count;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < revising->revision->before->count; i++) {
        const struct old_part *old = &revising->old[i];
        for (size_t j = 0; j < old->hidden_count && old->kept_as != NOT_KEPT && !status; j++) {
            uint64_t docid = (old->hidden[j] - 1) * count + old->kept_as + 1;
            status = docid > UINT32_MAX ? fail(failure, STATUS_LIMIT, "the index has no room for more databases")
                                        : hidden_add(hidden, (uint32_t)docid, failure);
        }
    }
    if (hidden->count)
        qsort(hidden->docids, hidden->count, sizeof *hidden->docids, compare_docids);
    return status;
}

enum status revise(const struct revision *revision, struct parts *parts, struct hidden *hidden,
                   struct failure *failure)
{
    struct revising revising = { .revision = revision, .parts = parts };
    enum status status = see_parts(&revising, failure);
    for (size_t i = 0; i < revision->before->shard_count && !status; i++)
        status = revise_shard(&revising, i, failure);
    parts->shard_count = revision->before->shard_count;
    if (!status)
        status = number_hidden(&revising, hidden, failure);
    for (size_t i = 0; i < revision->before->count && revising.old; i++)
        free(revising.old[i].hidden);
    free(revising.old);
    return status;
}
