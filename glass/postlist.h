/* The postings of one term after the other, cut into the chunks of the postlist table. The documents' lengths are
 * such a list too, with a length in the place of each wdf. */
#ifndef DEPECHE_GLASS_POSTLIST_H
#define DEPECHE_GLASS_POSTLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "glass/packing.h"
#include "glass/table.h"

enum {
    GLASS_CHUNK_BYTES = 2000, /* a chunk that has reached this is complete */
    GLASS_POSTING_BYTES = 2 * VARINT_LONGEST_BYTES,
};

struct glass_postlist {
    struct glass_table *table;
    char key[GLASS_KEY_BYTES]; /* of the list's first chunk */
    size_t key_bytes;
    bool lengths; /* of documents, and no term's */
    bool first_chunk;
    uint64_t frequency, collection_frequency;
    uint32_t first_docid, last_docid; /* of the chunk; 0 while it is empty */
    size_t chunk_bytes;
    char chunk[GLASS_CHUNK_BYTES + GLASS_POSTING_BYTES];
};

/* Keys come in ascending order, as they stand in the table (`glass_put_term`, or GLASS_KEY_LENGTHS with both
 * frequencies 0). */
void glass_postlist_begin(struct glass_postlist *list, struct bytes key, uint64_t frequency,
                          uint64_t collection_frequency);

/* Docids ascend. */
enum status glass_postlist_add(struct glass_postlist *list, uint32_t docid, uint32_t wdf, struct failure *failure);

enum status glass_postlist_end(struct glass_postlist *list, struct failure *failure);

#endif
