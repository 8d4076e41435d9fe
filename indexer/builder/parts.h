/* The databases that a generation consists of, as its stub lists them: for each shard the base, then what updates
 * have added to it. Document n of part i among k is document (n - 1) * k + i + 1 of all of them together. */
#ifndef DEPECHE_INDEXER_PARTS_H
#define DEPECHE_INDEXER_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum { PART_NAME_BYTES = 48 };

struct part {
    char name[PART_NAME_BYTES]; /* "database-0", "database-0-000041": the folder in the generation's */
    size_t shard;
    bool is_base;
};

struct parts {
    struct part *items;
    size_t count, capacity;
    size_t shard_count;
};
#define PARTS_EMPTY                                                                                                  \
    {                                                                                                                \
        .items = NULL                                                                                                \
    }

/* `generation` 0: the base of the shard; else what was added to it in that generation. */
enum status parts_add(struct parts *parts, size_t shard, unsigned long generation, struct failure *failure);

/* From the stub in a generation's folder. STATUS_CORRUPT for a stub that is not one of ours. */
enum status parts_read(struct parts *parts, const char *directory, struct failure *failure);

/* Append the text of a stub for them; `prefix` is put before each name. */
enum status parts_stub_text(const struct parts *parts, const char *prefix, struct buffer *text,
                            struct failure *failure);

void parts_clear(struct parts *parts);

#endif
