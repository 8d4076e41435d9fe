/* PDF whose streams unpack to far more than they should: found by unpacking the beginning of each. */
#include "indexer/readers/pdf_bomb.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "indexer/common/unpack.h"

/* Below this no stream can reach what is free: deflate packs a thousandfold at best. */
enum { SMALLEST_BOMB_BYTES = UNPACK_FREE_BYTES / 1100, DICTIONARY_BYTES = 1024 };

/* Is the stream whose keyword is at `at` a picture? Its dictionary stands before it. */
static bool is_picture(struct bytes pdf, size_t at)
{
    size_t size = at < DICTIONARY_BYTES ? at : DICTIONARY_BYTES;
    const char *dictionary = pdf.data + at - size;
    static const char end[] = "endobj";
    for (const char *next; (next = memmem(dictionary, size, end, sizeof end - 1));) {
        size -= (size_t)(next + 1 - dictionary);
        dictionary = next + 1;
    }
    return memmem(dictionary, size, "/Image", 6) != NULL;
}

static bool is_bomb(struct bytes packed)
{
    enum { PIECE_BYTES = 1 << 16 };
    unsigned char piece[PIECE_BYTES];
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)packed.data, .avail_in = (uInt)packed.size };
    bool bomb = false;
    if (inflateInit(&stream) != Z_OK)
        return false;
    do {
        stream.next_out = piece;
        stream.avail_out = PIECE_BYTES;
        bomb = unpack_is_bomb(stream.total_in, stream.total_out);
    } while (!bomb && inflate(&stream, Z_NO_FLUSH) == Z_OK && stream.total_out <= 2 * (uLong)UNPACK_FREE_BYTES);
    inflateEnd(&stream);
    return bomb;
}

enum status pdf_refuse_bombs(struct bytes pdf, struct failure *failure)
{
    static const char keyword[] = "stream", end[] = "endstream";
    const char *found;
    for (size_t at = 0; (found = memmem(pdf.data + at, pdf.size - at, keyword, sizeof keyword - 1)); at++) {
        at = (size_t)(found - pdf.data);
        size_t begin = at + sizeof keyword - 1;
        while (begin < pdf.size && (pdf.data[begin] == '\r' || pdf.data[begin] == '\n'))
            begin++;
        struct bytes packed = { pdf.data + begin, pdf.size - begin };
        const char *last = memmem(packed.data, packed.size, end, sizeof end - 1);
        if (last)
            packed.size = (size_t)(last - packed.data);
        if (packed.size >= SMALLEST_BOMB_BYTES && !is_picture(pdf, at) && is_bomb(packed))
            return unpack_fail_bomb(failure);
        at = begin + packed.size + (last ? sizeof end - 2 : 0);
        if (at >= pdf.size)
            break;
    }
    return STATUS_OK;
}
