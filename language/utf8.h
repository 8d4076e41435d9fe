/* UTF-8: checking, walking, normal form C. */
#ifndef DEPECHE_LANGUAGE_UTF8_H
#define DEPECHE_LANGUAGE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { UTF8_LONGEST = 4 /* bytes of one character */ };

/* Strict: no surrogates, no overlong forms, nothing past U+10FFFF. */
bool utf8_valid(struct bytes text);

/* The character at the front of `text` (not empty) and how many bytes it takes (1 for a byte that is not UTF-8,
 * which gives U+FFFD). */
uint32_t utf8_decode_long(struct bytes text, size_t *used); /* for what is not ASCII */

static inline uint32_t utf8_decode(struct bytes text, size_t *used)
{
    if (*text.data & 0x80)
        return utf8_decode_long(text, used);
    *used = 1;
    return (unsigned char)*text.data;
}

/* How many bytes from `at` on are ASCII. */
size_t utf8_ascii_bytes(struct bytes text, size_t at);

size_t utf8_encode(uint32_t character, char bytes[UTF8_LONGEST]);

/* Append `text` in normal form C; bytes that are not UTF-8 become U+FFFD, NUL and other C0 controls but tab and
 * newline become spaces. ASCII is copied as it is. */
void utf8_append_nfc(struct buffer *out, struct bytes text);

/* Does the not empty `text` begin with a character of several bytes that is Latin, common punctuation, a currency or
 * ™? Those are in normal form C by themselves, and combine with nothing before them. How many bytes it takes; 0 for
 * others. */
static inline size_t utf8_settled(struct bytes text)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    if (bytes[0] >= 0xC2 && bytes[0] < 0xCC)
        return text.size >= 2 && (bytes[1] & 0xC0) == 0x80 ? 2 : 0;
    if (bytes[0] != 0xE2 || text.size < 3)
        return 0;
    bool settled = (bytes[1] == 0x80 && bytes[2] >= 0x82 && bytes[2] <= 0xBF) || /* U+2002 to U+203F */
                   (bytes[1] == 0x82 && bytes[2] >= 0xA0 && bytes[2] <= 0xBF) || /* U+20A0 to U+20BF */
                   (bytes[1] == 0x84 && bytes[2] == 0xA2);                       /* U+2122 */
    return settled ? 3 : 0;
}

/* Put decomposed characters in canonical order and compose them, in place; returns how many are left. */
size_t utf8_compose(int32_t *characters, size_t count);

/* The largest size <= `size` that does not cut a character of `text`. */
size_t utf8_whole(struct bytes text, size_t size);

/* What a reader's eye skips: spaces of every width (none too), no-break ones, tabs, line ends. */
bool utf8_is_space(uint32_t character);

/* Without spaces of any kind at both ends. */
struct bytes utf8_trimmed(struct bytes text);

/* Columns of a terminal that a character takes: 0 when it combines with the one before it or is invisible, 2 when it
 * is wide, else 1. */
unsigned utf8_columns(uint32_t character);

#endif
