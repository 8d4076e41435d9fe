/* From one document in memory to its record: read, choose the text, find the facts. Runs in the worker. */
#ifndef DEPECHE_INDEXER_READ_DOCUMENT_H
#define DEPECHE_INDEXER_READ_DOCUMENT_H

#include "base/status.h"
#include "indexer/container.h"
#include "indexer/facts.h"
#include "record/record.h"

/* `source` is the file, `member` the document in it, whose status is STATUS_OK. `record` is initialised. A failure
 * says in one line why there is no record. */
enum status read_document(struct fact_finder *finder, const char *source, const struct member *member,
                          struct record *record, struct failure *failure);

#endif
