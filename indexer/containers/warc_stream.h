/* The bytes of a web archive, packed with gzip (as a whole, or record by record) or not, with their places in the
 * file. */
#ifndef DEPECHE_INDEXER_WARC_STREAM_H
#define DEPECHE_INDEXER_WARC_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/input.h"

/* Where a byte is: that of the file where its gzip member begins, and how far inside that member, unpacked. In a file
 * that is not packed `inside` is 0. */
struct warc_place {
    uint64_t offset, inside;
};

/* Where a gzip member begins among the unpacked bytes. */
struct warc_mark {
    uint64_t position, offset;
};

struct warc_stream {
    struct input *input;
    struct buffer packed; /* read from a packed file; from `packed_at` not yet unpacked */
    size_t packed_at;
    struct buffer window; /* what can be looked at; from `at` not yet passed */
    size_t at;
    uint64_t position; /* of the window's first byte, among all bytes unpacked */
    struct warc_mark *marks;
    size_t mark_count, mark_capacity; /* of the members in the window, in order; the first may begin before it */
    bool is_packed, in_member, ended;
    unsigned mend_count;
    z_stream zlib;
    uint64_t member_packed, member_unpacked; /* bytes of the member being unpacked, so far */
    struct failure
        broken; /* why nothing follows what is in the window; status STATUS_OK: it is the end of the file */
};

/* From where the input is. `packed`: it is gzip. */
enum status warc_stream_open(struct warc_stream *stream, struct input *input, bool packed, struct failure *failure);
void warc_stream_close(struct warc_stream *stream);

/* Look at what comes next, `wanted` bytes if there are as many; the view holds until the next call. Fewer come at the
 * end of the file, or where it is broken. */
struct bytes warc_stream_look(struct warc_stream *stream, size_t wanted);

/* Pass over bytes, seen or not; how many there were is returned. */
uint64_t warc_stream_pass(struct warc_stream *stream, uint64_t size);

/* How many bytes there can be at most; what a packed file holds is not known. */
uint64_t warc_stream_left(const struct warc_stream *stream);

/* The place of the byte that comes next. */
struct warc_place warc_stream_place(const struct warc_stream *stream);

/* How many bytes of those that can be seen come before the next gzip member; SIZE_MAX when none begins among them. */
size_t warc_stream_next_mark(const struct warc_stream *stream);

/* Behind the place where the file is broken, go on at the next gzip member. False when there is none. */
bool warc_stream_mend(struct warc_stream *stream);

#endif
