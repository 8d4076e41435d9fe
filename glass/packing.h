/* How glass writes numbers, terms and docids: the small pieces that keys and tags are put together from. */
#ifndef DEPECHE_GLASS_PACKING_H
#define DEPECHE_GLASS_PACKING_H

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

/* A docid in the form whose byte order is that of the numbers; its size is returned. */
size_t glass_put_docid(char into[GLASS_DOCID_BYTES], uint32_t docid);

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
