/* One growing string of bytes, and reading such strings back. */
#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char buffer_nothing[1] = "";

enum { SMALLEST_CAPACITY = 64 };

static bool grow(struct buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more > SIZE_MAX / 2 - buffer->size - 1) {
        buffer->failed = STATUS_NO_MEMORY;
        return false;
    }
    size_t size = buffer->size + more;
    if (buffer->limit && size > buffer->limit) {
        buffer->failed = STATUS_LIMIT;
        return false;
    }
    if (size + 1 <= buffer->capacity)
        return true;

    size_t capacity = buffer->capacity ? buffer->capacity : SMALLEST_CAPACITY;
    while (capacity < size + 1)
        capacity *= 2;
    if (buffer->limit && capacity > buffer->limit)
        capacity = buffer->limit + 1;
    char *bytes = realloc(buffer->capacity ? buffer->bytes : NULL, capacity);
    if (!bytes) {
        buffer->failed = STATUS_NO_MEMORY;
        return false;
    }
    if (!buffer->capacity)
        bytes[0] = '\0';
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void buffer_append_growing(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0 || !grow(buffer, size))
        return;
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer_commit(buffer, size);
}

void buffer_append_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int wanted = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (wanted < 0 && !buffer->failed)
        buffer->failed = STATUS_NO_MEMORY; /* longer than an int can count */
    if (wanted < 0 || !grow(buffer, (size_t)wanted))
        return;

    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->size, (size_t)wanted + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)wanted;
}

void buffer_append_decimal(struct buffer *buffer, uint64_t number)
{
    char figures[20]; /* of the largest */
    size_t at = sizeof figures;
    do {
        figures[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    buffer_append(buffer, figures + at, sizeof figures - at);
}

void buffer_append_varint(struct buffer *buffer, uint64_t number)
{
    char coded[VARINT_LONGEST_BYTES];
    buffer_append(buffer, coded, bytes_write_varint(coded, number));
}

char *buffer_reserve(struct buffer *buffer, size_t size)
{
    return grow(buffer, size) ? buffer->bytes + buffer->size : NULL;
}

void buffer_commit(struct buffer *buffer, size_t size)
{
    if (buffer->failed || !buffer->capacity)
        return;
    assert(size < buffer->capacity - buffer->size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

enum status buffer_status(const struct buffer *buffer, const char *what, struct failure *failure)
{
    switch (buffer->failed) {
    case STATUS_OK:
        return STATUS_OK;
    case STATUS_LIMIT:
        return fail(failure, STATUS_LIMIT, "%s is larger than %zu bytes", what, buffer->limit);
    default:
        return fail_no_memory(failure);
    }
}

void buffer_truncate(struct buffer *buffer, size_t size)
{
    buffer->failed = STATUS_OK;
    if (buffer->capacity && size <= buffer->size) {
        buffer->size = size;
        buffer->bytes[size] = '\0';
    }
}

char *buffer_detach(struct buffer *buffer)
{
    char *bytes = NULL;
    if (grow(buffer, 0)) {
        bytes = buffer->bytes;
        buffer->bytes = buffer_nothing;
        buffer->size = buffer->capacity = 0;
    }
    buffer_clear(buffer);
    return bytes;
}

void buffer_clear(struct buffer *buffer)
{
    if (buffer->capacity)
        free(buffer->bytes);
    buffer->bytes = buffer_nothing;
    buffer->size = buffer->capacity = 0;
    buffer->failed = STATUS_OK;
}

size_t bytes_write_varint(char into[VARINT_LONGEST_BYTES], uint64_t number)
{
    size_t size = 0;
    for (; number > 0x7F; number >>= 7)
        into[size++] = (char)(number | 0x80);
    into[size++] = (char)number;
    return size;
}

bool bytes_read_long_varint(struct bytes *from, uint64_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < from->size && i < VARINT_LONGEST_BYTES; i++) {
        unsigned char byte = (unsigned char)from->data[i];
        if (i == VARINT_LONGEST_BYTES - 1 && byte > 1)
            return false; /* would not fit in 64 bits */
        value |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (!(byte & 0x80)) {
            from->data += i + 1;
            from->size -= i + 1;
            *number = value;
            return true;
        }
    }
    return false;
}

bool bytes_read(struct bytes *from, size_t size, struct bytes *taken)
{
    if (size > from->size)
        return false;
    *taken = (struct bytes){ from->data, size };
    if (size > 0) /* nothing may be added to the NULL of an empty file */
        from->data += size;
    from->size -= size;
    return true;
}
