/* How glass writes numbers, terms and docids: the small pieces that keys and tags are put together from. */
#ifndef DEPECHE_GLASS_PACKING_H
#define DEPECHE_GLASS_PACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum {
    GLASS_KEY_BYTES = 255,  /* a key's length is one byte */
    GLASS_TERM_BYTES = 245, /* as it stands in a key: the length after its NULs are escaped */
    GLASS_DOCID_BYTES = 5,  /* at most */
};

/* What the keys of the postlist table begin with that are not those of terms: they sort before all terms, whose own
 * NULs are escaped. */
#define GLASS_KEY_STATISTICS "\x00\xd0"
#define GLASS_KEY_VALUES "\x00\xd8"
#define GLASS_KEY_LENGTHS "\x00\xe0"
enum { GLASS_KEY_PREFIX_BYTES = 2 };

/* A number of 7 bits a byte, least significant first; its size is returned. Nearly all have one byte. */
static inline size_t glass_put_number(char into[VARINT_LONGEST_BYTES], uint64_t number)
{
    if (number >= 0x80)
        return bytes_write_varint(into, number);
    *into = (char)number;
    return 1;
}

/* Take such a number off the front of `from`. False when it is not there to its end. Most have one byte or two, and a
 * view that no other function sees stays in registers. */
static inline bool glass_get_number(struct bytes *from, uint64_t *number)
{
    if (from->size >= 2) {
        uint64_t first = (unsigned char)from->data[0], second = (unsigned char)from->data[1];
        if (first < 0x80 || second < 0x80) {
            size_t size = first < 0x80 ? 1 : 2;
            *number = first < 0x80 ? first : (first & 0x7F) | second << 7;
            from->data += size;
            from->size -= size;
            return true;
        }
    }
    struct bytes rest = *from;
    uint64_t found;
    if (!bytes_read_varint(&rest, &found))
        return false;
    *from = rest;
    *number = found;
    return true;
}

/* A docid in the form whose byte order is that of the numbers; its size is returned. */
size_t glass_put_large_docid(char into[GLASS_DOCID_BYTES], uint32_t docid);
static inline size_t glass_put_docid(char into[GLASS_DOCID_BYTES], uint32_t docid)
{
    bool is_small = docid < UINT32_C(1) << 15;
    if (docid >= UINT32_C(1) << 22)
        return glass_put_large_docid(into, docid);
    uint32_t marked = is_small ? docid << 8 : docid | 0x800000;
    into[0] = (char)(marked >> 16);
    into[1] = (char)(marked >> 8);
    into[2] = (char)marked; /* nothing, where it is small */
    return is_small ? 2 : 3;
}

/* The docid that is the whole of `packed`; 0 when it is none. */
uint32_t glass_get_docid(struct bytes packed);

/* How many bytes a term takes in a key. */
size_t glass_term_size(struct bytes term);

/* A term as it stands in keys, each NUL followed by 0xFF. It must fit: see `glass_term_size`. */
size_t glass_put_term(char into[GLASS_KEY_BYTES], struct bytes term);

/* The order of keys: that of bytes, the shorter one first where one begins the other. */
int glass_compare_keys(struct bytes left, struct bytes right);

/* How many bytes two strings have in common at their beginning. */
size_t glass_shared_bytes(struct bytes left, struct bytes right);

#endif
