/* Byte strings put aside, to be read again in their order: in memory while they are few, else in a temporary file
 * that has no name. */
#ifndef DEPECHE_INDEXER_SPOOL_H
#define DEPECHE_INDEXER_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct spool {
    struct buffer memory; /* what is not in the file: while writing the latest, while reading the piece in hand */
    int file;             /* -1: none is needed yet */
    uint64_t file_bytes, read_bytes;
    bool reading;
    size_t at; /* in memory, while reading */
};

#define SPOOL_EMPTY                                                                                                  \
    {                                                                                                                \
        .memory = { .bytes = buffer_nothing }, .file = -1                                                            \
    }

/* The file is made in TMPDIR, else /tmp. */
enum status spool_add(struct spool *spool, struct bytes bytes, struct failure *failure);

/* The next one, from the first on, after all were added; a view until the next call. `more` is false at the end. */
enum status spool_next(struct spool *spool, struct bytes *bytes, bool *more, struct failure *failure);

void spool_clear(struct spool *spool);

#endif
