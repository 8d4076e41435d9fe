/* How a document was read, as lines of a key and a text. */
#include "indexer/page/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add_bytes(struct buffer *notes, const char *bytes, size_t size)
{
    buffer_append_varint(notes, size);
    buffer_append(notes, bytes, size);
}

void notes_add(struct buffer *notes, const char *key, const char *format, ...)
{
    char text[1000];
    va_list arguments;
    if (!notes)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_bytes(notes, key, strlen(key));
    add_bytes(notes, text, strlen(text));
}

static bool read_bytes(struct bytes *from, struct bytes *bytes)
{
    uint64_t size;
    return bytes_read_varint(from, &size) && bytes_read(from, size, bytes);
}

bool notes_next(struct bytes *rest, const char *key, struct bytes *text)
{
    struct bytes name;
    while (read_bytes(rest, &name) && read_bytes(rest, text))
        if (bytes_are(name, key))
            return true;
    return false;
}

struct bytes notes_find(struct bytes notes, const char *key)
{
    struct bytes text;
    return notes_next(&notes, key, &text) ? text : (struct bytes){ "", 0 };
}
