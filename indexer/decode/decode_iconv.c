/* iconv only converts: which encoding it is was decided before. */
#include "indexer/decode/decode_iconv.h"

#include <errno.h>
#include <iconv.h>

#include "indexer/decode/decode.h"

enum { CONVERSIONS = ENCODING_EUC_KR - ENCODING_SHIFT_JIS + 1 };

/* The C library unloads the module of a conversion that nobody has open, and a sandboxed process cannot load it
 * again; so these stay open as long as the process lives. */
static iconv_t kept_open[CONVERSIONS];

enum status decode_prepare(struct failure *failure)
{
    (void)failure;
    for (size_t i = 0; i < CONVERSIONS; i++)
        if (!kept_open[i])
            kept_open[i] = iconv_open("UTF-8", decode_encodings[ENCODING_SHIFT_JIS + i].iconv);
    return STATUS_OK;
}

bool decode_iconv(const struct encoding *encoding, struct bytes raw, struct buffer *utf8, size_t *replaced)
{
    enum { ROOM = 4096 };
    iconv_t conversion = iconv_open("UTF-8", encoding->iconv);
    if (conversion == (iconv_t)-1)
        return false;

    char *from = (char *)raw.data; /* iconv's type lacks a const; it does not write there */
    size_t from_left = raw.size;
    while (from_left > 0) {
        char *room = buffer_reserve(utf8, ROOM);
        if (!room)
            break;
        char *to = room;
        size_t to_left = ROOM;
        size_t result = iconv(conversion, &from, &from_left, &to, &to_left);
        int error = errno;
        buffer_commit(utf8, (size_t)(to - room));
        if (result != (size_t)-1 || error == E2BIG)
            continue;
        buffer_append_text(utf8, "\uFFFD");
        (*replaced)++;
        from++;
        from_left--;
    }
    iconv_close(conversion);
    return true;
}
