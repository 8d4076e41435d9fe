/* A whole database from documents that come one after the other. */
#include "glass/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/side.h"
#include "glass/batch.h"
#include "glass/database.h"
#include "glass/reduce.h"

/* A batch on its way into a run, beside the next one. */
struct run_writing {
    struct side side;
    struct glass_batch *batch; /* empty once it is written */
    char path[FILES_PATH_BYTES];
};

struct glass_writer {
    char scratch[FILES_PATH_BYTES];
    size_t batch_bytes;
    struct glass_database *database;
    struct glass_storer *storer;
    struct glass_batch *batch;  /* that documents are added to */
    struct run_writing writing; /* the one before it */
    struct glass_names runs;
    uint32_t last_docid;
};

enum status glass_writer_open(struct glass_writer **made, const char *directory, const char *scratch,
                              size_t memory_bytes, struct failure *failure)
{
    struct glass_writer *writer = calloc(1, sizeof *writer);
    enum status status;
    if (!writer)
        return fail_no_memory(failure);
    writer->batch_bytes = memory_bytes / 2;
    if ((status = files_join(writer->scratch, "", scratch, failure)) ||
        (status = files_make_directory(scratch, failure)) ||
        (status = glass_database_open(&writer->database, directory, scratch, failure)) ||
        (status = glass_storer_new(&writer->storer, failure)) ||
        (status = glass_batch_new(&writer->batch, failure)) ||
        (status = glass_batch_new(&writer->writing.batch, failure))) {
        glass_writer_close(writer);
        return status;
    }
    *made = writer;
    return STATUS_OK;
}

/* == Runs ===================================================================================================== */

static enum status write_batch(void *context, struct failure *failure)
{
    struct run_writing *writing = context;
    return glass_batch_write(writing->batch, writing->path, failure);
}

/* Put the batch in the place of the one before, which is a run by now. */
static enum status take_batch(struct glass_writer *writer, struct failure *failure)
{
    struct run_writing *writing = &writer->writing;
    struct glass_batch *written = writing->batch;
    char name[32];
    enum status status;
    snprintf(name, sizeof name, "run-%zu", writer->runs.count);
    if ((status = side_end(&writing->side, failure)) ||
        (status = files_join(writing->path, writer->scratch, name, failure)) ||
        (status = glass_names_add(&writer->runs, writing->path, failure)))
        return status;
    writing->batch = writer->batch;
    writer->batch = written;
    return STATUS_OK;
}

static enum status begin_run(struct glass_writer *writer, struct failure *failure)
{
    enum status status = take_batch(writer, failure);
    if (status)
        return status;
    side_begin(&writer->writing.side, write_batch, &writer->writing);
    return STATUS_OK;
}

/* What batches took is of no more use. */
static enum status write_last_run(struct glass_writer *writer, struct failure *failure)
{
    enum status status = take_batch(writer, failure);
    glass_batch_free(writer->batch);
    writer->batch = NULL;
    if (!status)
        status = write_batch(&writer->writing, failure);
    glass_batch_free(writer->writing.batch);
    writer->writing.batch = NULL;
    return status;
}

void glass_writer_close(struct glass_writer *writer)
{
    if (!writer)
        return;
    side_end(&writer->writing.side, NULL);
    glass_batch_free(writer->writing.batch);
    glass_batch_free(writer->batch);
    glass_storer_free(writer->storer);
    glass_database_close(writer->database);
    glass_names_clear(&writer->runs);
    free(writer);
}

/* == Documents ================================================================================================ */

enum status glass_writer_add(struct glass_writer *writer, uint32_t docid, const struct glass_document *document,
                             struct failure *failure)
{
    struct glass_stored_document stored;
    enum status status;
    if (docid == 0 && writer->last_docid == UINT32_MAX)
        return fail(failure, STATUS_LIMIT, "a database has no room for more documents");
    if (docid == 0)
        docid = writer->last_docid + 1;
    if (docid <= writer->last_docid)
        return fail(failure, STATUS_INVALID, "the document %" PRIu32 " comes after %" PRIu32, docid,
                    writer->last_docid);
    if ((status = glass_document_check(document, failure)) ||
        (status = glass_store(writer->storer, docid, document, &stored, failure)) ||
        (status = glass_database_add_document(writer->database, &stored, failure)) ||
        (status = glass_batch_add(writer->batch, docid, document, failure)))
        return status;
    writer->last_docid = docid;
    return glass_batch_memory(writer->batch) < writer->batch_bytes ? STATUS_OK : begin_run(writer, failure);
}

enum status glass_writer_finish(struct glass_writer *writer, struct failure *failure)
{
    enum status status = writer->last_docid ? write_last_run(writer, failure) : STATUS_OK;
    if (status)
        return status;
    if ((status = glass_database_take_postings(writer->database, (const char *const *)writer->runs.names,
                                               writer->runs.count, failure)) ||
        (status = glass_database_finish(writer->database, failure)))
        return status;
    return files_remove_tree(writer->scratch, failure);
}
