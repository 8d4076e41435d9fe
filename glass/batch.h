/* Postings, lengths and values of a batch of documents, turned from documents with terms into terms with documents:
 * in memory, until they are written as one sorted file. Batches know nothing of each other. */
#ifndef DEPECHE_GLASS_BATCH_H
#define DEPECHE_GLASS_BATCH_H

#include "glass/document.h"

struct glass_batch;

enum status glass_batch_new(struct glass_batch **batch, struct failure *failure);
void glass_batch_free(struct glass_batch *batch);

/* Docids ascend; the document is one that `glass_document_check` accepts. After a failure the batch is of no use. */
enum status glass_batch_add(struct glass_batch *batch, uint32_t docid, const struct glass_document *document,
                            struct failure *failure);

/* How many bytes it takes. */
size_t glass_batch_memory(const struct glass_batch *batch);

/* Write NAME.postings. The batch is empty after, also after a failure. */
enum status glass_batch_write(struct glass_batch *batch, const char *name, struct failure *failure);

#endif
