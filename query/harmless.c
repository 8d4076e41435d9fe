/* Text of documents on its way to people: it may not do anything to a terminal or to the line it stands in. */
#include "query/harmless.h"

#include <string.h>

#include "language/utf8.h"

/* What would upset a terminal or the order of a line: controls of both sets, and those that turn the direction of
 * writing (a title could hide its end behind them). */
static bool is_harmful(uint32_t character)
{
    return character < ' ' || (character >= 0x7F && character < 0xA0) || character == 0x2028 || character == 0x2029 ||
           (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

size_t harmless_copy(struct bytes text, char *copy)
{
    size_t size = 0;
    bool space = false;
    for (size_t at = 0; at < text.size;) {
        size_t used = 1;
        unsigned char byte = (unsigned char)text.data[at];
        uint32_t character = byte;
        if (byte >= 0x80)
            character = utf8_decode((struct bytes){ text.data + at, text.size - at }, &used);
        bool whole = byte < 0x80 || used > 1;
        if (!whole || is_harmful(character) || utf8_is_space(character)) {
            space = size > 0;
        } else {
            if (space)
                copy[size++] = ' ';
            space = false;
            memcpy(copy + size, text.data + at, used);
            size += used;
        }
        at += used;
    }
    return size;
}

void harmless_append(struct buffer *out, struct bytes text)
{
    char *copy = buffer_reserve(out, text.size);
    if (copy)
        buffer_commit(out, harmless_copy(text, copy));
}

void harmless_append_text(struct buffer *out, const char *text)
{
    if (text)
        harmless_append(out, bytes_of(text));
}
