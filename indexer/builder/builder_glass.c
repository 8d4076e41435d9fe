/* Builds a database by writing its tables: words of many documents are sorted in bounded memory, and merged at the
 * end. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "glass/writer.h"
#include "indexer/builder/builder.h"
#include "indexer/builder/glass_document.h"
#include "indexer/builder/glass_guard.h"

struct builder {
    char work[FILES_PATH_BYTES];
    struct glass_writer *writer;
    struct glass_converter converter;
};

static void builder_close(struct builder *builder)
{
    if (!builder)
        return;
    glass_writer_close(builder->writer);
    glass_converter_clear(&builder->converter);
    free(builder);
}

/* Try the format in the folder for working files, then begin there. */
static enum status begin(struct builder *builder, const char *database, size_t memory_bytes, struct failure *failure)
{
    char runs[FILES_PATH_BYTES];
    enum status status;
    if ((status = files_make_directory(builder->work, failure)) || (status = glass_guard(builder->work, failure)) ||
        (status = files_join(runs, builder->work, "runs", failure)))
        return status;
    return glass_writer_open(&builder->writer, database, runs, memory_bytes, failure);
}

static enum status builder_open(struct builder **made, const char *directory, const char *name, size_t memory_bytes,
                                struct failure *failure)
{
    char database[FILES_PATH_BYTES];
    struct builder *builder = calloc(1, sizeof *builder);
    enum status status;
    if (!builder)
        return fail_no_memory(failure);
    if ((status = files_join(builder->work, directory, "glass", failure)) ||
        (status = files_join(database, directory, name, failure)))
        goto failed;
    if ((status = begin(builder, database, memory_bytes, failure))) {
        files_remove_tree(builder->work, NULL); /* whoever builds in another way finds nothing of this one */
        goto failed;
    }
    *made = builder;
    return STATUS_OK;

failed:
    builder_close(builder);
    return status;
}

static enum status builder_add(struct builder *builder, const struct xs_document *document, struct failure *failure)
{
    struct glass_document converted;
    enum status status = glass_convert(&builder->converter, document, &converted, failure);
    return status ? status : glass_writer_add(builder->writer, 0, &converted, failure);
}

static enum status builder_finish(struct builder *builder, struct failure *failure)
{
    enum status status = glass_writer_finish(builder->writer, failure);
    return status ? status : files_remove_tree(builder->work, failure);
}

const struct builder_kind builder_glass = { "glass", builder_open, builder_add, builder_finish, builder_close };
