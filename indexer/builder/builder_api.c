/* Builds a database through Xapian's API: small segments, which keep its in-memory inversion fast, merged at the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "indexer/builder/builder.h"

/* Of 250 to 10,000 documents a segment, 1,000 was the fastest (design, section 2). */
enum { SEGMENT_DOCUMENTS = 1000 };

struct builder {
    char directory[FILES_PATH_BYTES];
    char *name;
    char **segments; /* paths */
    size_t segment_count, segment_capacity;
    struct xs_writer *writer; /* of the last segment */
    size_t document_count;    /* in it */
};

static enum status builder_open(struct builder **made, const char *directory, const char *name, size_t memory_bytes,
                                struct failure *failure)
{
    (void)memory_bytes;
    struct builder *builder = calloc(1, sizeof *builder);
    enum status status;
    if (!builder)
        return fail_no_memory(failure);
    if (!(builder->name = strdup(name))) {
        status = fail_no_memory(failure);
        goto failed;
    }
    if ((status = files_join(builder->directory, directory, "segments", failure)) ||
        (status = files_make_directory(builder->directory, failure)))
        goto failed;
    *made = builder;
    return STATUS_OK;

failed:
    builder_api.close(builder);
    return status;
}

static enum status end_segment(struct builder *builder, struct failure *failure)
{
    enum status status = builder->writer ? xs_writer_commit(builder->writer, failure) : STATUS_OK;
    xs_writer_close(builder->writer);
    builder->writer = NULL;
    builder->document_count = 0;
    return status;
}

static enum status begin_segment(struct builder *builder, struct failure *failure)
{
    char name[32], path[FILES_PATH_BYTES];
    enum status status;
    snprintf(name, sizeof name, "%06zu", builder->segment_count);
    if ((status = files_join(path, builder->directory, name, failure)))
        return status;
    if (!array_reserve((void **)&builder->segments, &builder->segment_capacity, builder->segment_count + 1,
                       sizeof *builder->segments))
        return fail_no_memory(failure);
    if (!(builder->segments[builder->segment_count] = strdup(path)))
        return fail_no_memory(failure);
    builder->segment_count++;
    return xs_writer_open(&builder->writer, path, XS_CREATE, failure);
}

static enum status builder_add(struct builder *builder, const struct xs_document *document, struct failure *failure)
{
    enum status status;
    if (builder->document_count == SEGMENT_DOCUMENTS && (status = end_segment(builder, failure)))
        return status;
    if (!builder->writer && (status = begin_segment(builder, failure)))
        return status;
    builder->document_count++;
    return xs_writer_add(builder->writer, document, 1, failure);
}

static enum status builder_finish(struct builder *builder, struct failure *failure)
{
    char parent[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    enum status status;

    /* An index without documents is a database too. */
    if (!builder->segment_count && (status = begin_segment(builder, failure)))
        return status;
    if ((status = end_segment(builder, failure)))
        return status;
    snprintf(parent, sizeof parent, "%s", builder->directory);
    *strrchr(parent, '/') = '\0';
    if ((status = files_join(path, parent, builder->name, failure)) ||
        (status = xs_merge((const char *const *)builder->segments, builder->segment_count, path, failure)))
        return status;
    return files_remove_tree(builder->directory, failure);
}

static void builder_close(struct builder *builder)
{
    if (!builder)
        return;
    xs_writer_close(builder->writer);
    for (size_t i = 0; i < builder->segment_count; i++)
        free(builder->segments[i]);
    free(builder->segments);
    free(builder->name);
    free(builder);
}

const struct builder_kind builder_api = { "api", builder_open, builder_add, builder_finish, builder_close };
