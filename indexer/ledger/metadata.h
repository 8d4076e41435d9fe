/* A table of fields that a librarian gives for documents, by path or address: `--metadata FILE.csv`. */
#ifndef DEPECHE_INDEXER_METADATA_H
#define DEPECHE_INDEXER_METADATA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/record.h"

struct metadata;

/* UTF-8; the first row names the columns: "path" or "uri", then fields (indexer/ledger/override.h). About the size of the
 * file and 50 bytes a row are kept. STATUS_INVALID names what is wrong with it. */
enum { METADATA_MOST_BYTES = 512 << 20 };
enum status metadata_load(struct metadata **metadata, const char *path, struct failure *failure);
void metadata_free(struct metadata *metadata);

/* What is said of a file, as a number that changes with it; 0 where nothing is. */
uint64_t metadata_stamp(const struct metadata *metadata, const char *source);

/* Put the fields of the row that is about this record (by its source, with or without folders in front, by its
 * member, or by its uri) into it, and add them to `*stated` as bits 1 << field. `metadata` may be NULL. */
enum status metadata_apply(const struct metadata *metadata, struct record *record, struct buffer *notes,
                           unsigned *stated, struct failure *failure);

#endif
