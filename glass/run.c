/* Making one run out of documents. */
#include "glass/run.h"

#include <stdio.h>
#include <stdlib.h>

#include "glass/batch.h"
#include "glass/deflate.h"
#include "glass/run_file.h"
#include "glass/termlist.h"

struct glass_run {
    char name[FILES_PATH_BYTES];
    struct glass_batch *batch;
    struct glass_deflater *deflater;
    struct glass_run_file documents;
    uint32_t last_docid;
    struct buffer terms, slots;
};

enum status glass_run_begin(struct glass_run *run, const char *name, struct failure *failure)
{
    enum status status = files_join(run->name, "", name, failure);
    return status ? status : glass_run_file_open(&run->documents, name, GLASS_RUN_DOCUMENTS, failure);
}

enum status glass_run_open(struct glass_run **made, const char *name, struct failure *failure)
{
    struct glass_run *run = calloc(1, sizeof *run);
    enum status status;
    if (!run)
        return fail_no_memory(failure);
    run->terms = run->slots = (struct buffer)BUFFER_EMPTY;
    if ((status = glass_batch_new(&run->batch, failure)) || (status = glass_deflater_new(&run->deflater, failure)) ||
        (status = glass_run_begin(run, name, failure))) {
        glass_run_close(run);
        return status;
    }
    *made = run;
    return STATUS_OK;
}

void glass_run_close(struct glass_run *run)
{
    if (!run)
        return;
    glass_run_file_close(&run->documents);
    glass_deflater_free(run->deflater);
    glass_batch_free(run->batch);
    buffer_clear(&run->terms);
    buffer_clear(&run->slots);
    free(run);
}

size_t glass_run_memory(const struct glass_run *run)
{
    return glass_batch_memory(run->batch);
}

/* The deflater has one result at a time: the terms' is copied. */
static enum status deflate_terms(struct glass_run *run, const struct glass_document *document,
                                 struct glass_stored *stored, struct failure *failure)
{
    struct bytes deflated;
    enum status status;
    buffer_truncate(&run->terms, 0);
    glass_encode_terms(document, &run->terms);
    if ((status = buffer_status(&run->terms, "the terms of a document", failure)) ||
        (status = glass_deflate(run->deflater, buffer_view(&run->terms), &deflated,
                                &stored->compressed, failure)))
        return status;
    if (stored->compressed) {
        buffer_truncate(&run->terms, 0);
        buffer_append(&run->terms, deflated.data, deflated.size);
    }
    stored->tag = buffer_view(&run->terms);
    return STATUS_OK;
}

static enum status deflate_slots(struct glass_run *run, const struct glass_document *document,
                                 struct glass_stored *stored, struct failure *failure)
{
    buffer_truncate(&run->slots, 0);
    glass_encode_slots(document, &run->slots);
    stored->compressed = false;
    stored->tag = buffer_view(&run->slots);
    return buffer_status(&run->slots, "the slots of a document", failure);
}

static enum status store_document(struct glass_run *run, uint32_t docid, const struct glass_document *document,
                                  struct failure *failure)
{
    struct glass_stored_document stored = { .docid = docid };
    enum status status;
    if ((status = deflate_terms(run, document, &stored.terms, failure)) ||
        (status = deflate_slots(run, document, &stored.slots, failure)) ||
        (status = glass_deflate(run->deflater, document->data, &stored.data.tag, &stored.data.compressed, failure)))
        return status;
    glass_run_file_document(&run->documents, &stored);
    return STATUS_OK;
}

enum status glass_run_add(struct glass_run *run, uint32_t docid, const struct glass_document *document,
                          struct failure *failure)
{
    enum status status = glass_document_check(document, failure);
    if (status)
        return status;
    if (docid <= run->last_docid)
        return fail(failure, STATUS_INVALID, "the docids of a run do not ascend");
    run->last_docid = docid;
    if ((status = store_document(run, docid, document, failure)))
        return status;
    return glass_batch_add(run->batch, docid, document, failure);
}

enum status glass_run_end(struct glass_run *run, struct failure *failure)
{
    enum status status = glass_run_file_finish(&run->documents, failure);
    return status ? status : glass_batch_write(run->batch, run->name, failure);
}
