/* What the termlist and docdata tables keep of a document. */
#include "glass/stored.h"

#include <stdlib.h>

#include "glass/deflate.h"
#include "glass/termlist.h"

struct glass_storer {
    struct glass_deflater *terms_deflater, *data_deflater; /* each with codes for what it sees */
    struct buffer terms, slots;
};

enum status glass_storer_new(struct glass_storer **made, struct failure *failure)
{
    struct glass_storer *storer = calloc(1, sizeof *storer);
    if (!storer)
        return fail_no_memory(failure);
    storer->terms = storer->slots = (struct buffer)BUFFER_EMPTY;
    enum status status;
    if ((status = glass_deflater_new(&storer->terms_deflater, failure)) ||
        (status = glass_deflater_new(&storer->data_deflater, failure))) {
        glass_storer_free(storer);
        return status;
    }
    *made = storer;
    return STATUS_OK;
}

void glass_storer_free(struct glass_storer *storer)
{
    if (!storer)
        return;
    glass_deflater_free(storer->terms_deflater);
    glass_deflater_free(storer->data_deflater);
    buffer_clear(&storer->terms);
    buffer_clear(&storer->slots);
    free(storer);
}

/* The deflater has one result at a time: the terms' is copied. */
static enum status deflate_terms(struct glass_storer *storer, const struct glass_document *document,
                                 struct glass_stored *stored, struct failure *failure)
{
    struct bytes deflated;
    enum status status;
    buffer_truncate(&storer->terms, 0);
    glass_encode_terms(document, &storer->terms);
    if ((status = buffer_status(&storer->terms, "the terms of a document", failure)) ||
        (status = glass_deflate(storer->terms_deflater, buffer_view(&storer->terms), &deflated,
                                &stored->compressed, failure)))
        return status;
    if (stored->compressed) {
        buffer_truncate(&storer->terms, 0);
        buffer_append(&storer->terms, deflated.data, deflated.size);
    }
    stored->tag = buffer_view(&storer->terms);
    return STATUS_OK;
}

static enum status deflate_slots(struct glass_storer *storer, const struct glass_document *document,
                                 struct glass_stored *stored, struct failure *failure)
{
    buffer_truncate(&storer->slots, 0);
    glass_encode_slots(document, &storer->slots);
    stored->compressed = false;
    stored->tag = buffer_view(&storer->slots);
    return buffer_status(&storer->slots, "the slots of a document", failure);
}

enum status glass_store(struct glass_storer *storer, uint32_t docid, const struct glass_document *document,
                        struct glass_stored_document *stored, struct failure *failure)
{
    enum status status;
    *stored = (struct glass_stored_document){ .docid = docid };
    if ((status = deflate_terms(storer, document, &stored->terms, failure)) ||
        (status = deflate_slots(storer, document, &stored->slots, failure)))
        return status;
    return glass_deflate(storer->data_deflater, document->data, &stored->data.tag, &stored->data.compressed, failure);
}
