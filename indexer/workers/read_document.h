/* From one document in memory to its record: read, choose the text, find the facts. Runs in the worker. */
#ifndef DEPECHE_INDEXER_READ_DOCUMENT_H
#define DEPECHE_INDEXER_READ_DOCUMENT_H

#include "base/status.h"
#include "indexer/containers/container.h"
#include "indexer/facts/facts.h"
#include "indexer/workers/extract.h"
#include "record/record.h"

/* `member` is the document in the file, whose status is STATUS_OK. `record` is initialised; `notes` are added to,
 * also before a failure, which says in one line why there is no record. */
enum status read_document(struct fact_finder *finder, const struct item *item, const struct member *member,
                          struct record *record, struct buffer *notes, struct failure *failure);

#endif
