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

/* A file that cannot be removed is no failure: the folder it is in goes in the end. */
static void remove_file(const char *name, const char *ending)
{
    char path[FILES_PATH_BYTES];
    if ((size_t)snprintf(path, sizeof path, "%s%s", name, ending) < sizeof path)
        unlink(path);
}

void glass_remove_postings(const char *name)
{
    remove_file(name, GLASS_RUN_POSTINGS);
}

void glass_remove_documents(const char *name)
{
    remove_file(name, GLASS_RUN_DOCUMENTS);
}

/* == Postings ================================================================================================= */

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

static enum status rewrite_item(void *context, const struct glass_item *item, struct failure *failure)
{
    struct rewriting *rewriting = context;
    char head[GLASS_ITEM_HEAD_BYTES];
    (void)failure;
    glass_run_file_add(&rewriting->file, head,
                       glass_put_item_head(head, rewriting->kind, rewriting->last_docid, item));
    glass_run_file_add(&rewriting->file, item->tag.data, item->tag.size);
    rewriting->last_docid = item->docid;
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
    struct glass_sink sink = { rewrite_begin, rewrite_item, rewrite_end, &rewriting };
    enum status status;
    if (!(status = glass_run_file_open(&rewriting.file, to, GLASS_RUN_POSTINGS, failure)) &&
        !(status = glass_merge_postings(names, count, &sink, failure)))
        status = glass_run_file_finish(&rewriting.file, failure);
    glass_run_file_close(&rewriting.file);
    return status;
}

/* == Documents ================================================================================================ */

static enum status rewrite_document(void *context, const struct glass_stored_document *document,
                                    struct failure *failure)
{
    (void)failure;
    glass_run_file_document(context, document);
    return STATUS_OK;
}

static enum status merge_documents(const char *const *names, size_t count, const char *to, struct failure *failure)
{
    struct glass_run_file file;
    enum status status;
    if (!(status = glass_run_file_open(&file, to, GLASS_RUN_DOCUMENTS, failure)) &&
        !(status = glass_merge_documents(names, count, rewrite_document, &file, failure)))
        status = glass_run_file_finish(&file, failure);
    glass_run_file_close(&file);
    return status;
}

/* == Passes =================================================================================================== */

struct reduction {
    enum status (*merge)(const char *const *names, size_t count, const char *to, struct failure *failure);
    void (*remove)(const char *name);
    const char *prefix;
    size_t made;
};

/* Merge names[first] and those after it into one, which takes the place of names[to]. */
static enum status reduce_group(struct reduction *reduction, char **names, size_t first, size_t count, size_t to,
                                struct failure *failure)
{
    char name[FILES_PATH_BYTES];
    char *kept;
    if ((size_t)snprintf(name, sizeof name, "%s%zu", reduction->prefix, reduction->made++) >= sizeof name)
        return fail(failure, STATUS_LIMIT, "a path too long for the runs: %s", reduction->prefix);
    enum status status = reduction->merge((const char *const *)names + first, count, name, failure);
    if (status)
        return status;
    if (!(kept = strdup(name)))
        return fail_no_memory(failure);
    for (size_t i = first; i < first + count; i++) {
        reduction->remove(names[i]);
        free(names[i]);
        names[i] = NULL;
    }
    names[to] = kept;
    return STATUS_OK;
}

static enum status reduce_once(struct reduction *reduction, struct glass_names *names, size_t width,
                               struct failure *failure)
{
    size_t groups = (names->count + width - 1) / width, count = names->count;
    for (size_t group = 0; group < groups; group++) {
        size_t first = count * group / groups, end = count * (group + 1) / groups;
        enum status status = reduce_group(reduction, names->names, first, end - first, group, failure);
        if (status)
            return status;
    }
    names->count = groups;
    return STATUS_OK;
}

static enum status reduce(struct reduction reduction, struct glass_names *names, size_t width,
                          struct failure *failure)
{
    enum status status = STATUS_OK;
    while (names->count > width && !status)
        status = reduce_once(&reduction, names, width, failure);
    return status;
}

enum status glass_reduce_postings(struct glass_names *names, size_t width, const char *prefix,
                                  struct failure *failure)
{
    return reduce((struct reduction){ merge_postings, glass_remove_postings, prefix, 0 }, names, width, failure);
}

enum status glass_reduce_documents(struct glass_names *names, size_t width, const char *prefix,
                                   struct failure *failure)
{
    return reduce((struct reduction){ merge_documents, glass_remove_documents, prefix, 0 }, names, width, failure);
}
