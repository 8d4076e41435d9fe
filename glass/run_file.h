/* A run: what a batch of documents leaves on disk until all are merged. A file that is ours alone: entries in the order
 * of their keys, which are those of the postlist table: statistics of slots (count, bounds), values of slots, lengths of
 * documents, postings of terms. The latter three have a number of items (and for terms the collection frequency), then
 * the items in docid order. A key of no bytes ends it. */
#ifndef DEPECHE_GLASS_RUN_FILE_H
#define DEPECHE_GLASS_RUN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/files.h"
#include "base/status.h"
#include "glass/packing.h"

enum glass_kind { GLASS_STATISTICS, GLASS_VALUES, GLASS_LENGTHS, GLASS_POSTINGS };

/* What an entry begins with. */
struct glass_entry {
    enum glass_kind kind;
    struct bytes key;
    uint64_t count;                /* of documents */
    uint64_t collection_frequency; /* GLASS_POSTINGS */
    struct bytes lower, upper;     /* GLASS_STATISTICS */
};

/* One document of an entry. */
struct glass_item {
    uint32_t docid;
    uint32_t wdf;     /* GLASS_POSTINGS; GLASS_LENGTHS: the length */
    struct bytes tag; /* GLASS_POSTINGS with a wdf above 0: the positions, encoded; GLASS_VALUES: the value */
};

/* False for a key of no kind. */
bool glass_kind_of(struct bytes key, enum glass_kind *kind);

/* == Items ==================================================================================================== */

enum { GLASS_ITEM_HEAD_BYTES = 3 * VARINT_LONGEST_BYTES };

/* What stands before an item's tag; `before` is the docid of the item before, 0 for the first. */
size_t glass_put_item_head(char into[GLASS_ITEM_HEAD_BYTES], enum glass_kind kind, uint32_t before,
                           const struct glass_item *item);

/* == Writing ================================================================================================== */

/* A file that is not worth an fsync. */
struct glass_run_file {
    FILE *file;   /* NULL while closed */
    char *buffer; /* of its own: the library's would be a block of the disk's */
    char path[FILES_PATH_BYTES];
};

enum status glass_run_file_open(struct glass_run_file *file, const char *path, struct failure *failure);

/* A failed write is remembered and told by `glass_run_file_finish`. */
void glass_run_file_add(struct glass_run_file *file, const void *bytes, size_t size);
void glass_run_file_number(struct glass_run_file *file, uint64_t number);
void glass_run_file_entry(struct glass_run_file *file, const struct glass_entry *entry);

/* Write the end. */
enum status glass_run_file_finish(struct glass_run_file *file, struct failure *failure);
void glass_run_file_close(struct glass_run_file *file); /* in any case */

#endif
