/* One growing string of bytes, for text and for binary data.
 *
 * A failed growth is remembered: further appends do nothing, and `buffer_status` tells at the end. So a run of
 * appends is checked once. `bytes` is always followed by a NUL that is not counted in `size`, and is "" while empty.
 * A buffer is set to BUFFER_EMPTY (or BUFFER_LIMITED) before its first use and emptied by `buffer_clear`. */
#ifndef DEPECHE_BASE_BUFFER_H
#define DEPECHE_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "base/status.h"

struct buffer {
    char *bytes;
    size_t size;        /* bytes in use */
    size_t capacity;    /* bytes allocated, the NUL included, never more than `limit` has; 0 while `bytes` is the shared "" */
    size_t limit;       /* growth past this many bytes fails with STATUS_LIMIT; 0: no limit but memory */
    enum status failed; /* the first failure, STATUS_OK while there is none */
};

extern char buffer_nothing[1];
#define BUFFER_EMPTY { .bytes = buffer_nothing }
#define BUFFER_LIMITED(limit_bytes) { .bytes = buffer_nothing, .limit = (limit_bytes) }

/* == Appending ================================================================================================ */

void buffer_append_growing(struct buffer *buffer, const void *bytes, size_t size); /* where there may be no room */

static inline bool buffer_has_room(const struct buffer *buffer, size_t size)
{
    return !buffer->failed && size < buffer->capacity - buffer->size;
}

static inline void buffer_append(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0 || !buffer_has_room(buffer, size)) {
        buffer_append_growing(buffer, bytes, size);
        return;
    }
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

static inline void buffer_append_byte(struct buffer *buffer, char byte)
{
    buffer_append(buffer, &byte, 1);
}

void buffer_append_text(struct buffer *buffer, const char *text);
void buffer_append_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* In figures. On paths that every document takes: a format is ten times as dear. */
void buffer_append_decimal(struct buffer *buffer, uint64_t number);

/* Numbers as binary data: LEB128 (7 bits a byte, least significant first), read back by `bytes_read_varint`. */
void buffer_append_varint(struct buffer *buffer, uint64_t number);

/* Room for `size` more bytes: returns where to write them, NULL after a failure; `buffer_commit` counts those that
 * were written and puts the NUL after them, so it is called even when they are none. */
char *buffer_reserve(struct buffer *buffer, size_t size);
void buffer_commit(struct buffer *buffer, size_t size);

/* == The end ================================================================================================== */

/* STATUS_OK, or the first failure, described in `failure`. `what` names the thing that grew: "the text of a page". */
enum status buffer_status(const struct buffer *buffer, const char *what, struct failure *failure);

/* Keep the memory and the first `size` bytes; forget what stands after them and any failure. */
void buffer_truncate(struct buffer *buffer, size_t size);

/* Hand the NUL-terminated content to the caller, who frees it; the buffer is empty after. NULL if growth failed. */
char *buffer_detach(struct buffer *buffer);

void buffer_clear(struct buffer *buffer);

/* What it holds; until it changes. */
static inline struct bytes buffer_view(const struct buffer *buffer)
{
    struct bytes view = { buffer->bytes, buffer->size };
    return view;
}

#endif
