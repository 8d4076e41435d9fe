/* The heads of a web archive's records: WARC (ISO 28500, versions 0.18 to 1.1) and ARC (versions 1 and 2). */
#ifndef DEPECHE_INDEXER_WARC_HEADER_H
#define DEPECHE_INDEXER_WARC_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum warc_type {
    WARC_OTHER,    /* a request, metadata, what is of no use here */
    WARC_RESPONSE, /* what a server sent */
    WARC_RESOURCE, /* a file as it is */
    WARC_REVISIT,  /* as an earlier record says */
};

/* Views into the head; empty for what it does not say. */
struct warc_header {
    enum warc_type type;
    bool is_arc;     /* then the block of a response may be without a head of its own */
    uint64_t length; /* of the block behind the head */
    struct bytes uri, date, mime;
    struct bytes id, digest, refers_to, truncated;
};

/* How many bytes the head at the front of `text` takes, with the empty line after it; 0 when none begins here, or it
 * is not whole. */
size_t warc_header_read(struct bytes text, struct warc_header *header);

/* Does a head begin here, as far as can be seen? */
bool warc_header_begins(struct bytes text);

/* How long a head may be. */
enum { WARC_HEADER_MOST_BYTES = 1 << 16 };

/* Seconds since 1970 of "2019-08-15T14:06:11Z" or "20190815140611"; what is missing at the end is as early as can be,
 * and
 * `*whole` false. 0 for what is no date. */
int64_t warc_date(struct bytes text, bool *whole);

#endif
