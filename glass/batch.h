/* Postings, lengths and values of a batch of documents, turned from documents with terms into terms with documents:
 * in memory, until they are written as one sorted file. Batches know nothing of each other. */
#ifndef DEPECHE_GLASS_BATCH_H
#define DEPECHE_GLASS_BATCH_H

#include "glass/document.h"

struct glass_batch;

enum status glass_batch_new(struct glass_batch **batch, struct failure *failure);
void glass_batch_free(struct glass_batch *batch);

/* The document is one that `glass_document_check` accepts. STATUS_INVALID for a docid that is not above the one before
 * leaves the batch as it was; after any other failure it is of no use. */
enum status glass_batch_add(struct glass_batch *batch, uint32_t docid, const struct glass_document *document,
                            struct failure *failure);

/* How many bytes it takes. */
size_t glass_batch_memory(const struct glass_batch *batch);

/* Write the run. The batch is empty after, also after a failure. */
enum status glass_batch_write(struct glass_batch *batch, const char *path, struct failure *failure);

#endif
