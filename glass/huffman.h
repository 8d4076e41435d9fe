/* Codes of deflate (RFC 1951): how long the code of each symbol is, and what its bits are. */
#ifndef DEPECHE_GLASS_HUFFMAN_H
#define DEPECHE_GLASS_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

enum {
    HUFFMAN_LITERALS = 286, /* bytes, the end (256), lengths of matches (from 257) */
    HUFFMAN_DISTANCES = 30,
    HUFFMAN_LENGTHS = 19, /* the alphabet in which the lengths of codes are told */
    HUFFMAN_LONGEST = 15,
    HUFFMAN_LONGEST_OF_LENGTHS = 7,
};

/* One symbol's bits, to be written from the least significant one; no bits: it has no code. */
struct huffman_code {
    uint16_t bits;
    uint8_t size;
};

/* Codes for the `count` (at most HUFFMAN_LITERALS) symbols that come as often as `frequencies` say, none for those that
 * never come; at least two come. None is longer than `longest` bits, for which all symbols must have room. */
void huffman_make(const uint64_t *frequencies, size_t count, unsigned longest, struct huffman_code *codes);

#endif
