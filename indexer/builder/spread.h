/* Documents spread over the shards of an index: each goes to the one its unique id says, whatever else there is. Each
 * shard is a database of its own, made by a builder of its own. */
#ifndef DEPECHE_INDEXER_SPREAD_H
#define DEPECHE_INDEXER_SPREAD_H

#include "base/files.h"
#include "base/status.h"
#include "indexer/builder/builder.h"

enum { MOST_SHARDS = 64 };

struct spread {
    const struct builder_kind *kind; /* in use; NULL before the first document where none was asked for */
    struct failure fallback;         /* why not the fastest kind; STATUS_OK where it is */
    char directory[FILES_PATH_BYTES];
    size_t shard_count;
    size_t memory_bytes;                   /* of each builder */
    struct builder *builders[MOST_SHARDS]; /* NULL for a shard without documents */
    uint32_t document_counts[MOST_SHARDS];
};

/* Some 20,000 releases; more is hardly faster. */
enum { SPREAD_MEMORY_BYTES = 64 << 20 };

/* `kind` NULL: the fastest that can be trusted here. Documents that wait to be written take about `memory_bytes` in
 * all (0: SPREAD_MEMORY_BYTES). Nothing is made before there is a document. */
enum status spread_open(struct spread *spread, const struct builder_kind *kind, const char *directory,
                        size_t shard_count, size_t memory_bytes, struct failure *failure);

enum status spread_add(struct spread *spread, const struct xs_document *document, struct failure *failure);

/* A database without documents for each shard that has none, to be finished like the others. */
enum status spread_fill(struct spread *spread, struct failure *failure);
enum status spread_finish(struct spread *spread, struct failure *failure);

/* Where the finished database of a shard is, which has documents or was filled; and rename it to `name` in the
 * spread's directory. */
enum status spread_path(const struct spread *spread, size_t shard, char path[FILES_PATH_BYTES],
                        struct failure *failure);
enum status spread_take(struct spread *spread, size_t shard, const char *name, struct failure *failure);

/* Remove what a shard's builder made. */
enum status spread_drop(struct spread *spread, size_t shard, struct failure *failure);

/* In any case. What was not taken stays in the directory. */
void spread_close(struct spread *spread);

#endif
