/* A whole database from documents that come one after the other. */
#include "glass/writer.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"
#include "glass/database.h"
#include "glass/reduce.h"
#include "glass/run.h"

struct glass_writer {
    char scratch[FILES_PATH_BYTES];
    size_t memory_bytes;
    struct glass_database *database;
    struct glass_run *run;    /* NULL before the first document */
    bool run_is_open;         /* something may be added to it */
    struct glass_names names; /* of all runs */
    uint32_t last_docid;
};

enum status glass_writer_open(struct glass_writer **made, const char *directory, const char *scratch,
                              size_t memory_bytes, struct failure *failure)
{
    struct glass_writer *writer = calloc(1, sizeof *writer);
    enum status status;
    if (!writer)
        return fail_no_memory(failure);
    writer->memory_bytes = memory_bytes;
    if ((status = files_join(writer->scratch, "", scratch, failure)) ||
        (status = files_make_directory(scratch, failure)) ||
        (status = glass_database_open(&writer->database, directory, scratch, failure))) {
        glass_writer_close(writer);
        return status;
    }
    *made = writer;
    return STATUS_OK;
}

void glass_writer_close(struct glass_writer *writer)
{
    if (!writer)
        return;
    glass_run_close(writer->run);
    glass_database_close(writer->database);
    glass_names_clear(&writer->names);
    free(writer);
}

static enum status begin_run(struct glass_writer *writer, struct failure *failure)
{
    char name[32], path[FILES_PATH_BYTES];
    enum status status;
    snprintf(name, sizeof name, "run-%zu", writer->names.count);
    if ((status = files_join(path, writer->scratch, name, failure)) ||
        (status = glass_names_add(&writer->names, path, failure)))
        return status;
    status = writer->run ? glass_run_begin(writer->run, path, failure) : glass_run_open(&writer->run, path, failure);
    writer->run_is_open = !status;
    return status;
}

/* The documents go into their tables at once: no other run has documents between them. */
static enum status end_run(struct glass_writer *writer, struct failure *failure)
{
    const char *name = writer->names.names[writer->names.count - 1];
    writer->run_is_open = false;
    enum status status = glass_run_end(writer->run, failure);
    return status ? status : glass_database_take_documents(writer->database, &name, 1, failure);
}

enum status glass_writer_add(struct glass_writer *writer, uint32_t docid, const struct glass_document *document,
                             struct failure *failure)
{
    enum status status;
    if (docid == 0 && writer->last_docid == UINT32_MAX)
        return fail(failure, STATUS_LIMIT, "a database has no room for more documents");
    if (docid == 0)
        docid = writer->last_docid + 1;
    if (docid <= writer->last_docid)
        return fail(failure, STATUS_INVALID, "the document %" PRIu32 " comes after %" PRIu32, docid,
                    writer->last_docid);
    if ((!writer->run_is_open && (status = begin_run(writer, failure))) ||
        (status = glass_run_add(writer->run, docid, document, failure)))
        return status;
    writer->last_docid = docid;
    return glass_run_memory(writer->run) < writer->memory_bytes ? STATUS_OK : end_run(writer, failure);
}

enum status glass_writer_finish(struct glass_writer *writer, struct failure *failure)
{
    enum status status;
    if (writer->run_is_open && (status = end_run(writer, failure)))
        return status;
    /* What a batch took is of no more use. */
    glass_run_close(writer->run);
    writer->run = NULL;
    if ((status = glass_database_take_postings(writer->database, (const char *const *)writer->names.names,
                                               writer->names.count, failure)) ||
        (status = glass_database_finish(writer->database, failure)))
        return status;
    return files_remove_tree(writer->scratch, failure);
}
