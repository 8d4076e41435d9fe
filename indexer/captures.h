/* Several captures of one page: the newest stays in the index. About 50 bytes an address while a run lasts. */
#ifndef DEPECHE_INDEXER_CAPTURES_H
#define DEPECHE_INDEXER_CAPTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/key_map.h"

struct captures {
    struct key_map newest;   /* by address: when it was captured, docid */
    uint32_t *superseded;    /* docids of captures that a newer one came after */
    size_t superseded_count, superseded_capacity;
};

#define CAPTURES_EMPTY { .newest = KEY_MAP_EMPTY }

/* A capture of `uri` that would get this docid. `*is_newest` is false for one that is older than another seen before,
 * and is not to be indexed; of two at the same second the later stays. */
enum status captures_add(struct captures *captures, struct key uri, int64_t captured_s, uint32_t docid,
                         bool *is_newest, struct failure *failure);

/* In order, after all were added; then ask. */
void captures_sort(struct captures *captures);
bool captures_is_superseded(const struct captures *captures, uint32_t docid);

void captures_clear(struct captures *captures);

/* The value of SLOT_CAPTURE, and back: false for bytes that are no such value. */
void captures_write_value(struct key uri, int64_t captured_s, struct buffer *value);
bool captures_read_value(struct bytes value, struct key *uri, int64_t *captured_s);

#endif
