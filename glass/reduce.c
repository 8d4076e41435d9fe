/* Merging runs into fewer runs. */
#include "glass/reduce.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "glass/merge.h"

/* == Names ==================================================================================================== */

enum status glass_names_add(struct glass_names *names, const char *name, struct failure *failure)
{
    if (!array_reserve((void **)&names->names, &names->capacity, names->count + 1, sizeof *names->names) ||
        !(names->names[names->count] = strdup(name)))
        return fail_no_memory(failure);
    names->count++;
    return STATUS_OK;
}

void glass_names_clear(struct glass_names *names)
{
    while (names->count > 0)
        free(names->names[--names->count]);
    free(names->names);
    *names = (struct glass_names){ .names = NULL };
}

/* == Merging ================================================================================================== */

struct rewriting {
    struct glass_run_file file;
    enum glass_kind kind;
    uint32_t last_docid; /* of the entry */
};

static enum status rewrite_begin(void *context, const struct glass_entry *entry, struct failure *failure)
{
    struct rewriting *rewriting = context;
    (void)failure;
    rewriting->kind = entry->kind;
    rewriting->last_docid = 0;
    glass_run_file_entry(&rewriting->file, entry);
    return STATUS_OK;
}

static enum status rewrite_items(void *context, const struct glass_item *items, size_t count, struct failure *failure)
{
    struct rewriting *rewriting = context;
    char head[GLASS_ITEM_HEAD_BYTES];
    (void)failure;
    for (const struct glass_item *item = items; item < items + count; item++) {
        glass_run_file_add(&rewriting->file, head,
                           glass_put_item_head(head, rewriting->kind, rewriting->last_docid, item));
        glass_run_file_add(&rewriting->file, item->tag.data, item->tag.size);
        rewriting->last_docid = item->docid;
    }
    return STATUS_OK;
}

static enum status rewrite_end(void *context, struct failure *failure)
{
    (void)context, (void)failure;
    return STATUS_OK;
}

static enum status merge_postings(const char *const *names, size_t count, const char *to, struct failure *failure)
{
    struct rewriting rewriting;
    struct glass_sink sink = { rewrite_begin, rewrite_items, rewrite_end, &rewriting };
    enum status status;
    if (!(status = glass_run_file_open(&rewriting.file, to, failure)) &&
        !(status = glass_merge_postings(names, count, &sink, failure)))
        status = glass_run_file_finish(&rewriting.file, failure);
    glass_run_file_close(&rewriting.file);
    return status;
}

/* == Passes =================================================================================================== */

/* Merge names[first] and those after it into one, which takes the place of names[to]. */
static enum status reduce_group(struct glass_names *names, size_t first, size_t count, size_t to, const char *path,
                                struct failure *failure)
{
    char **group = names->names + first;
    char *kept = strdup(path);
    if (!kept)
        return fail_no_memory(failure);
    enum status status = merge_postings((const char *const *)group, count, path, failure);
    if (status) {
        free(kept);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        unlink(group[i]); /* one that cannot be removed goes with its folder in the end */
        free(group[i]);
        group[i] = NULL;
    }
    names->names[to] = kept;
    return STATUS_OK;
}

static enum status reduce_once(struct glass_names *names, size_t width, const char *prefix, size_t *made,
                               struct failure *failure)
{
    size_t groups = (names->count + width - 1) / width, count = names->count;
    char path[FILES_PATH_BYTES];
    for (size_t group = 0; group < groups; group++) {
        size_t first = count * group / groups, end = count * (group + 1) / groups;
        if ((size_t)snprintf(path, sizeof path, "%s%zu", prefix, (*made)++) >= sizeof path)
            return fail(failure, STATUS_LIMIT, "a path too long for the runs: %s", prefix);
        enum status status = reduce_group(names, first, end - first, group, path, failure);
        if (status)
            return status;
    }
    names->count = groups;
    return STATUS_OK;
}

enum status glass_reduce_postings(struct glass_names *names, size_t width, const char *prefix,
                                  struct failure *failure)
{
    size_t made = 0;
    enum status status = STATUS_OK;
    while (names->count > width && !status)
        status = reduce_once(names, width, prefix, &made, failure);
    return status;
}
