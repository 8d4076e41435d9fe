/* Unpacking bytes in memory, through zlib and brotli. */
#include "indexer/common/unpack.h"

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>

#include "indexer/common/reason.h"

enum {
    PIECE_BYTES = 1 << 16,
    WINDOW_BITS = 15,
    WITH_GZIP_HEADER = 16,
};

bool unpack_is_bomb(uint64_t packed, uint64_t unpacked)
{
    return unpacked > UNPACK_FREE_BYTES && unpacked / UNPACK_GROWTH_MOST > packed;
}

enum status unpack_fail_bomb(struct failure *failure)
{
    return fail_reason(failure, REASON_TOO_LARGE, "unpacks to more than %d times its size", UNPACK_GROWTH_MOST);
}

/* == zlib ===================================================================================================== */

/* One piece more. What zlib says is returned; Z_BUF_ERROR when `content` can take no more. */
static int inflate_piece(z_stream *stream, struct buffer *content)
{
    char *room = buffer_reserve(content, PIECE_BYTES);
    if (!room)
        return Z_BUF_ERROR;
    stream->next_out = (Bytef *)room;
    stream->avail_out = PIECE_BYTES;
    int result = inflate(stream, Z_NO_FLUSH);
    buffer_commit(content, PIECE_BYTES - stream->avail_out);
    return result;
}

static enum status unpack_zlib(int window_bits, struct bytes packed, struct buffer *content, bool *cut,
                               struct failure *failure)
{
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)packed.data, .avail_in = (uInt)packed.size };
    size_t before = content->size;
    int result = inflateInit2(&stream, window_bits);
    enum status status = STATUS_OK;

    while (result == Z_OK && !unpack_is_bomb(stream.total_in, content->size - before)) {
        result = inflate_piece(&stream, content);
        /* Files may be packed in parts, one behind the other. */
        if (result == Z_STREAM_END && stream.avail_in > 1 && stream.next_in[0] == 0x1F && stream.next_in[1] == 0x8B)
            result = inflateReset(&stream);
    }
    *cut = result != Z_STREAM_END;
    if (content->failed)
        status = buffer_status(content, "what is packed", failure);
    else if (result == Z_OK)
        status = unpack_fail_bomb(failure);
    else if (result == Z_MEM_ERROR)
        status = fail_no_memory(failure);
    else if (result != Z_STREAM_END && content->size == before)
        status = fail_reason(failure, REASON_DAMAGED, "cannot be unpacked: %s",
                             stream.msg ? stream.msg : "cut short");
    inflateEnd(&stream);
    return status;
}

size_t unpack_peek(struct bytes packed, char *into, size_t size)
{
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)packed.data,
                        .avail_in = (uInt)packed.size,
                        .next_out = (Bytef *)into,
                        .avail_out = (uInt)size };
    if (inflateInit2(&stream, WINDOW_BITS + WITH_GZIP_HEADER) != Z_OK)
        return 0;
    inflate(&stream, Z_SYNC_FLUSH);
    inflateEnd(&stream);
    return size - stream.avail_out;
}

/* == Brotli =================================================================================================== */

static enum status unpack_brotli(struct bytes packed, struct buffer *content, bool *cut, struct failure *failure)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const uint8_t *from = (const uint8_t *)packed.data;
    size_t left = packed.size, before = content->size;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    enum status status = STATUS_OK;
    if (!state)
        return fail_no_memory(failure);
    while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT &&
           !unpack_is_bomb(packed.size - left, content->size - before)) {
        char *room = buffer_reserve(content, PIECE_BYTES);
        size_t free_bytes = PIECE_BYTES;
        uint8_t *into = (uint8_t *)room;
        if (!room)
            break;
        result = BrotliDecoderDecompressStream(state, &left, &from, &free_bytes, &into, NULL);
        buffer_commit(content, PIECE_BYTES - free_bytes);
    }
    BrotliDecoderDestroyInstance(state);
    *cut = result != BROTLI_DECODER_RESULT_SUCCESS;
    if (content->failed)
        status = buffer_status(content, "what is packed", failure);
    else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
        status = unpack_fail_bomb(failure);
    else if (result != BROTLI_DECODER_RESULT_SUCCESS && content->size == before)
        status = fail_reason(failure, REASON_DAMAGED, "cannot be unpacked: no brotli");
    return status;
}

/* ============================================================================================================= */

/* The header of zlib: the method and window in the first byte, both bytes divisible by 31. */
static bool has_zlib_header(struct bytes packed)
{
    if (packed.size < 2)
        return false;
    unsigned first = (unsigned char)packed.data[0], second = (unsigned char)packed.data[1];
    return (first & 0x0F) == Z_DEFLATED && (first << 8 | second) % 31 == 0;
}

enum status unpack(enum packing packing, struct bytes packed, struct buffer *content, bool *cut,
                   struct failure *failure)
{
    switch (packing) {
    case PACKING_GZIP:
        return unpack_zlib(WINDOW_BITS + WITH_GZIP_HEADER, packed, content, cut, failure);
    case PACKING_DEFLATE:
        return unpack_zlib(has_zlib_header(packed) ? WINDOW_BITS : -WINDOW_BITS, packed, content, cut, failure);
    default:
        return unpack_brotli(packed, content, cut, failure);
    }
}
