/* Reading the postings of one term, or the lengths of the documents, in ascending docids. */
#ifndef DEPECHE_GLASS_POSTINGS_H
#define DEPECHE_GLASS_POSTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "glass/cursor.h"
#include "glass/packing.h"
#include "glass/reader.h"

struct glass_postings {
    struct glass_cursor cursor; /* at the chunk that is read */
    char key[GLASS_KEY_BYTES + 1 + GLASS_DOCID_BYTES];
    size_t first_bytes, later_bytes; /* of the key of the first chunk, and of later ones without the docid */
    uint32_t frequency;              /* how many documents; 0 for the lengths */
    uint64_t collection_frequency;
    uint32_t docid, wdf; /* the next posting; docid 0: no more */
    uint32_t last_docid; /* of the chunk */
    bool last_chunk;
    struct bytes rest; /* of the chunk, after the next posting */
};

/* A term that is in no document has an empty list. `list` need not be cleared after a failure. */
enum status glass_postings_open(struct glass_postings *list, struct glass_reader *reader, struct bytes term,
                                struct failure *failure);
enum status glass_postings_open_lengths(struct glass_postings *list, struct glass_reader *reader,
                                        struct failure *failure);
void glass_postings_clear(struct glass_postings *list);

/* The postings of docids from `from` to `from` + GLASS_WINDOW - 1: a bit for each document in `bits`, and in `wdfs`
 * what its wdf is, which is added where the bit was set. Either may be NULL. `from` ascends from call to call. */
enum { GLASS_WINDOW = 4096, GLASS_WINDOW_WORDS = GLASS_WINDOW / 64 };
enum status glass_postings_window(struct glass_postings *list, uint32_t from, uint64_t bits[GLASS_WINDOW_WORDS],
                                  uint32_t wdfs[GLASS_WINDOW], struct failure *failure);

#endif
