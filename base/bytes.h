/* A view of bytes somebody else owns, and what is asked of one everywhere. */
#ifndef DEPECHE_BASE_BYTES_H
#define DEPECHE_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const char *data;
    size_t size;
};

/* A NUL-terminated string; empty for NULL. */
static inline struct bytes bytes_of(const char *text)
{
    struct bytes bytes = { text ? text : "", text ? strlen(text) : 0 };
    return bytes;
}

static inline bool bytes_equal(struct bytes left, struct bytes right)
{
    return left.size == right.size && (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

static inline bool bytes_are(struct bytes bytes, const char *text)
{
    return bytes_equal(bytes, bytes_of(text));
}

static inline bool bytes_begin(struct bytes bytes, const char *with)
{
    size_t size = strlen(with);
    return bytes.size >= size && memcmp(bytes.data, with, size) == 0;
}

static inline bool bytes_end(struct bytes bytes, const char *with)
{
    size_t size = strlen(with);
    return bytes.size >= size && memcmp(bytes.data + bytes.size - size, with, size) == 0;
}

/* ASCII's white space, whatever the locale; likewise its digits and letters. */
static inline bool byte_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline bool byte_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool byte_is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Without white space at both ends. */
static inline struct bytes bytes_trimmed(struct bytes bytes)
{
    while (bytes.size && byte_is_space(*bytes.data)) {
        bytes.data++;
        bytes.size--;
    }
    while (bytes.size && byte_is_space(bytes.data[bytes.size - 1]))
        bytes.size--;
    return bytes;
}

/* Replace each of a byte; `size` bytes that hold few of them take no longer than a look at them. */
static inline void bytes_replace(char *bytes, size_t size, char from, char to)
{
    char *end = bytes + size;
    while (bytes < end && (bytes = (char *)memchr(bytes, from, (size_t)(end - bytes))))
        *bytes++ = to;
}

/* Write `count` digits of a number, with zeroes before it; the lowest where it has more. Returns where they end. */
static inline char *bytes_write_digits(char *into, unsigned number, size_t count)
{
    for (size_t i = count; i > 0; i--, number /= 10)
        into[i - 1] = (char)('0' + number % 10);
    return into + count;
}

/* Where the line of byte `at` ends: at its newline, or with the text. */
static inline size_t bytes_line_end(struct bytes text, size_t at)
{
    const char *newline = at < text.size ? (const char *)memchr(text.data + at, '\n', text.size - at) : NULL;
    return newline ? (size_t)(newline - text.data) : text.size;
}

/* == Reading binary data back (base/buffer.c) ================================================================= */

/* The bytes of a varint into `into`; how many they are is returned. */
enum { VARINT_LONGEST_BYTES = 10 };
size_t bytes_write_varint(char into[VARINT_LONGEST_BYTES], uint64_t number);

/* Take a varint, or `size` raw bytes, off the front of `from`. False when `from` does not hold them whole. */
bool bytes_read_long_varint(struct bytes *from, uint64_t *number);

static inline bool bytes_read_varint(struct bytes *from, uint64_t *number)
{
    if (!from->size || *from->data & 0x80)
        return bytes_read_long_varint(from, number);
    *number = (unsigned char)*from->data++;
    from->size--;
    return true;
}

bool bytes_read(struct bytes *from, size_t size, struct bytes *taken);

#endif
