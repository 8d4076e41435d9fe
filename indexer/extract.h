/* From the bytes of one file to its record: decode, read, choose the text, find the facts. Runs in the worker. */
#ifndef DEPECHE_INDEXER_EXTRACT_H
#define DEPECHE_INDEXER_EXTRACT_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/facts.h"
#include "record/record.h"

/* A file's bytes and where they are from. */
struct item {
    const char *source;   /* the path as the indexer was told of it */
    struct bytes content;
};

/* Load what reading will need (character set tables, the XML library), before the process goes into its sandbox. */
enum status extract_prepare(struct failure *failure);

/* `record` is initialised and empty. STATUS_INVALID: not a document we can read, with the reason in one line. The
 * finder holds the words of the record afterwards. */
enum status extract(struct fact_finder *finder, const struct item *item, struct record *record, struct failure *failure);

#endif
