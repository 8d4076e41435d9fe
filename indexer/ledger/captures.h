/* Several captures of one page: the newest is indexed. Their documents wait, in memory and a temporary file, until
 * all captures are known: to add a document and delete it again would take longer. About 50 bytes an address are
 * kept. */
#ifndef DEPECHE_INDEXER_CAPTURES_H
#define DEPECHE_INDEXER_CAPTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/key_map.h"
#include "indexer/common/spool.h"

struct capture_numbers {
    uint32_t *items;
    size_t count, capacity;
};

struct captures {
    struct key_map newest;                /* by address: when it was captured, which it is */
    struct capture_numbers older;         /* of this run, by number */
    struct capture_numbers older_indexed; /* of the index before, by docid */
    uint32_t count;                       /* of this run */
    struct spool waiting;
    struct buffer packed;
};

#define CAPTURES_EMPTY                                                                                               \
    {                                                                                                                \
        .newest = KEY_MAP_EMPTY, .waiting = SPOOL_EMPTY, .packed = BUFFER_EMPTY                                      \
    }

/* A capture that the index holds. */
enum status captures_add_indexed(struct captures *captures, struct key uri, int64_t captured_s, uint32_t docid,
                                 struct failure *failure);

/* A capture of this run and its document, which is copied. It gets a number, from 1 on. `*is_newest` is false for one
 * that is older than another seen before, and needs no more attention; of two at the same second the later counts. */
struct capture {
    struct key uri;
    int64_t captured_s;
    struct bytes document;
    bool replaces; /* for the caller: its file was in the index before */
    uint32_t number;
    bool is_newest;
};
enum status captures_add(struct captures *captures, struct capture *capture, struct failure *failure);

/* All were added; what follows may be asked. */
void captures_end(struct captures *captures);

/* The next one that is the newest of its address, with its document (a view until the next call),
 * `replaces` and number. `*more` is false at the end. */
enum status captures_next(struct captures *captures, struct capture *capture, bool *more, struct failure *failure);

/* Did a newer one come after this number? */
bool captures_is_older(const struct captures *captures, uint32_t number);

void captures_clear(struct captures *captures);

/* The value of SLOT_CAPTURE, and back: false for bytes that are no such value. */
void captures_write_value(struct key uri, int64_t captured_s, struct buffer *value);
bool captures_read_value(struct bytes value, struct key *uri, int64_t *captured_s);

#endif
