/* The bytes of a web archive, unpacked as they are wanted. */
#include "indexer/containers/warc_stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/common/reason.h"
#include "indexer/common/unpack.h"
#include "indexer/containers/container.h"

enum {
    PIECE_BYTES = 1 << 16,
    KEPT_BYTES = 1 << 20, /* passed bytes that may stay in the window */
    GZIP_WINDOW_BITS = 15 + 16,
};

enum status warc_stream_open(struct warc_stream *stream, struct input *input, bool packed, struct failure *failure)
{
    *stream = (struct warc_stream){
        .input = input,
        .packed = BUFFER_EMPTY,
        .window = BUFFER_EMPTY,
        .position = input->at,
        .is_packed = packed,
    };
    if (packed && inflateInit2(&stream->zlib, GZIP_WINDOW_BITS) != Z_OK)
        return fail_no_memory(failure);
    return STATUS_OK;
}

void warc_stream_close(struct warc_stream *stream)
{
    if (stream->is_packed)
        inflateEnd(&stream->zlib);
    buffer_clear(&stream->packed);
    buffer_clear(&stream->window);
    free(stream->marks);
}

/* == Reading the file ========================================================================================= */

static void set_broken(struct warc_stream *stream, enum reason reason, const char *what)
{
    stream->ended = true;
    fail_reason(&stream->broken, reason, "%s", what);
}

/* More bytes of the file behind `into`. False at its end. */
static bool read_piece(struct warc_stream *stream, struct buffer *into)
{
    char *room = buffer_reserve(into, PIECE_BYTES);
    ssize_t got = room ? input_read(stream->input, room, PIECE_BYTES) : 0;
    if (got < 0)
        set_broken(stream, REASON_UNREADABLE, strerror(errno));
    else if (!room)
        set_broken(stream, REASON_MEMORY, "out of memory");
    else
        buffer_commit(into, (size_t)got);
    return got > 0;
}

static struct bytes packed_left(const struct warc_stream *stream)
{
    return (struct bytes){ stream->packed.bytes + stream->packed_at, stream->packed.size - stream->packed_at };
}

/* At least `wanted` bytes of the file that are not yet unpacked. */
static bool read_packed(struct warc_stream *stream, size_t wanted)
{
    struct bytes left = packed_left(stream);
    if (left.size >= wanted)
        return true;
    if (stream->packed_at > 0) {
        memmove(stream->packed.bytes, left.data, left.size);
        buffer_truncate(&stream->packed, left.size);
        stream->packed_at = 0;
    }
    while (stream->packed.size < wanted)
        if (!read_piece(stream, &stream->packed))
            return false;
    return true;
}

static uint64_t file_offset(const struct warc_stream *stream)
{
    return stream->input->at - packed_left(stream).size;
}

/* == Gzip members ============================================================================================= */

static bool is_member(struct bytes packed)
{
    return packed.size >= 3 && memcmp(packed.data, "\x1F\x8B\x08", 3) == 0;
}

static bool begin_member(struct warc_stream *stream)
{
    if (!array_reserve((void **)&stream->marks, &stream->mark_capacity, stream->mark_count + 1,
                       sizeof *stream->marks)) {
        set_broken(stream, REASON_MEMORY, "out of memory");
        return false;
    }
    stream->marks[stream->mark_count++] = (struct warc_mark){ stream->position + stream->window.size,
                                                              file_offset(stream) };
    inflateReset(&stream->zlib);
    stream->member_packed = stream->member_unpacked = 0;
    stream->in_member = true;
    return true;
}

/* Zeros fill up the blocks of a tape; anything else is damage. */
static bool is_padding(struct bytes packed)
{
    for (size_t i = 0; i < packed.size; i++)
        if (packed.data[i] != '\0')
            return false;
    return true;
}

static bool next_member(struct warc_stream *stream)
{
    bool more = read_packed(stream, 3);
    struct bytes packed = packed_left(stream);
    if (more && is_member(packed))
        return begin_member(stream);
    if (!stream->ended && is_padding(packed))
        stream->ended = true;
    else if (!stream->ended)
        set_broken(stream, REASON_DAMAGED, "the gzip data is broken");
    return false;
}

static bool unpack_piece(struct warc_stream *stream)
{
    if (!read_packed(stream, 1)) {
        if (!stream->ended)
            set_broken(stream, REASON_DAMAGED, "the gzip data is cut short");
        return false;
    }
    char *room = buffer_reserve(&stream->window, PIECE_BYTES);
    if (!room) {
        set_broken(stream, REASON_MEMORY, "out of memory");
        return false;
    }
    struct bytes packed = packed_left(stream);
    stream->zlib.next_in = (Bytef *)(uintptr_t)packed.data;
    stream->zlib.avail_in = (uInt)packed.size;
    stream->zlib.next_out = (Bytef *)room;
    stream->zlib.avail_out = PIECE_BYTES;
    int result = inflate(&stream->zlib, Z_NO_FLUSH);
    buffer_commit(&stream->window, PIECE_BYTES - stream->zlib.avail_out);
    stream->packed_at = stream->packed.size - stream->zlib.avail_in;
    stream->member_packed += packed.size - stream->zlib.avail_in;
    stream->member_unpacked += PIECE_BYTES - stream->zlib.avail_out;
    if (result == Z_STREAM_END)
        stream->in_member = false;
    else if (result != Z_OK)
        set_broken(stream, result == Z_MEM_ERROR ? REASON_MEMORY : REASON_DAMAGED, "the gzip data is broken");
    else if (unpack_is_bomb(stream->member_packed, stream->member_unpacked))
        stream->ended = unpack_fail_bomb(&stream->broken) != STATUS_OK;
    return !stream->ended;
}

/* == The window =============================================================================================== */

/* Marks of members that lie wholly before the window are of no use; the last of those is where the window begins. */
static void forget_marks(struct warc_stream *stream)
{
    size_t passed = 0;
    while (passed + 1 < stream->mark_count && stream->marks[passed + 1].position <= stream->position)
        passed++;
    if (passed > 0) {
        memmove(stream->marks, stream->marks + passed, (stream->mark_count - passed) * sizeof *stream->marks);
        stream->mark_count -= passed;
    }
}

static void forget_passed(struct warc_stream *stream)
{
    memmove(stream->window.bytes, stream->window.bytes + stream->at, stream->window.size - stream->at);
    buffer_truncate(&stream->window, stream->window.size - stream->at);
    stream->position += stream->at;
    stream->at = 0;
    forget_marks(stream);
}

static bool read_more(struct warc_stream *stream)
{
    if (stream->ended)
        return false;
    if (!stream->is_packed) {
        if (!read_piece(stream, &stream->window))
            stream->ended = true;
        return !stream->ended;
    }
    return (stream->in_member || next_member(stream)) && unpack_piece(stream);
}

struct bytes warc_stream_look(struct warc_stream *stream, size_t wanted)
{
    if (stream->at > KEPT_BYTES)
        forget_passed(stream);
    while (stream->window.size - stream->at < wanted && read_more(stream))
        ;
    size_t left = stream->window.size - stream->at;
    return (struct bytes){ stream->window.bytes + stream->at, left };
}

uint64_t warc_stream_left(const struct warc_stream *stream)
{
    uint64_t end = stream->is_packed ? UINT64_MAX : input_size(stream->input), here = stream->position + stream->at;
    return end > here ? end - here : 0;
}

/* In a file that is not packed what is not looked at need not be read. */
static uint64_t jump(struct warc_stream *stream, uint64_t size)
{
    uint64_t end = input_size(stream->input), left = end > stream->input->at ? end - stream->input->at : 0;
    if (size > left)
        size = left;
    forget_passed(stream);
    if (!input_seek(stream->input, stream->input->at + size))
        return 0;
    stream->position += size;
    return size;
}

uint64_t warc_stream_pass(struct warc_stream *stream, uint64_t size)
{
    uint64_t passed = 0;
    while (passed < size) {
        size_t left = warc_stream_look(stream, 1).size;
        if (left == 0)
            break;
        if (left > size - passed)
            left = (size_t)(size - passed);
        stream->at += left;
        passed += left;
        if (!stream->is_packed && size - passed > KEPT_BYTES)
            passed += jump(stream, size - passed);
    }
    return passed;
}

struct warc_place warc_stream_place(const struct warc_stream *stream)
{
    uint64_t here = stream->position + stream->at;
    struct warc_place place = { here, 0 };
    for (size_t i = stream->mark_count; i > 0; i--) {
        const struct warc_mark *mark = &stream->marks[i - 1];
        if (mark->position <= here)
            return (struct warc_place){ mark->offset, here - mark->position };
    }
    return place;
}

size_t warc_stream_next_mark(const struct warc_stream *stream)
{
    uint64_t here = stream->position + stream->at;
    for (size_t i = 0; i < stream->mark_count; i++)
        if (stream->marks[i].position > here)
            return (size_t)(stream->marks[i].position - here);
    return SIZE_MAX;
}

/* == Mending ================================================================================================== */

/* Does a member begin here that holds a record? */
static bool holds_record(struct bytes packed)
{
    char head[16];
    size_t size = is_member(packed) ? unpack_peek(packed, head, sizeof head) : 0;
    return (size >= 5 && memcmp(head, "WARC/", 5) == 0) || (size >= 4 && memcmp(head, "http", 4) == 0);
}

/* Go to the next member that holds a record. */
static bool find_member(struct warc_stream *stream)
{
    enum { HEAD_BYTES = 512 };
    while (read_packed(stream, 1)) {
        struct bytes packed = packed_left(stream);
        const char *found = memchr(packed.data, 0x1F, packed.size);
        stream->packed_at += found ? (size_t)(found - packed.data) : packed.size;
        read_packed(stream, HEAD_BYTES); /* fewer at the end of the file */
        if (found && holds_record(packed_left(stream)))
            return true;
        stream->packed_at += found != NULL;
    }
    return false;
}

bool warc_stream_mend(struct warc_stream *stream)
{
    /* A member that breaks far behind the damage has swallowed others: they are looked for from its own beginning. A
     * file can be made of nothing but members that do so. */
    enum { MENDS_MOST = 1000 };
    if (!stream->is_packed || !stream->broken.status || ++stream->mend_count > MENDS_MOST || !stream->mark_count ||
        !input_seek(stream->input, stream->marks[stream->mark_count - 1].offset + 1))
        return false;
    buffer_truncate(&stream->packed, 0);
    stream->packed_at = 0;
    stream->at = stream->window.size;
    forget_passed(stream);
    stream->ended = stream->in_member = false;
    stream->broken.status = STATUS_OK;
    if (find_member(stream) && begin_member(stream))
        return true;
    stream->ended = true;
    return false;
}
