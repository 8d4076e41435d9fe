/* Eight bytes looked at together, as one number: what lets scanners skip what does not interest them. An answer has
 * the highest bit of each of the eight that is of the kind asked for, and no other bit. */
#ifndef DEPECHE_BASE_EIGHT_H
#define DEPECHE_BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { EIGHT = 8 };

static inline uint64_t eight_at(const char *bytes)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return eight;
}

static inline uint64_t eight_times(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* Less than `limit`, which is at most 0x80. */
static inline uint64_t eight_below(uint64_t eight, unsigned char limit)
{
    return ~(((eight & eight_times(0x7F)) + eight_times((unsigned char)(0x80 - limit))) | eight) & eight_times(0x80);
}

/* Not less than `limit`, which is more than 0x80. */
static inline uint64_t eight_from(uint64_t eight, unsigned char limit)
{
    return ((eight & eight_times(0x7F)) + eight_times((unsigned char)(0x100 - limit))) & eight & eight_times(0x80);
}

static inline uint64_t eight_equal(uint64_t eight, unsigned char byte)
{
    return eight_below(eight ^ eight_times(byte), 1);
}

static inline uint64_t eight_controls(uint64_t eight)
{
    return eight_below(eight, 0x20);
}

/* What is under 10 once the bits of '0' are gone. */
static inline uint64_t eight_digits(uint64_t eight)
{
    return eight_below(eight ^ eight_times('0'), 10);
}

static inline uint64_t eight_beyond_ascii(uint64_t eight)
{
    return eight & eight_times(0x80);
}

/* The place of the first byte that an answer, which is not 0, tells of. */
static inline size_t eight_first(uint64_t answer)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return (size_t)__builtin_clzll(answer) / EIGHT;
#else
    return (size_t)__builtin_ctzll(answer) / EIGHT;
#endif
}

/* The bytes before that place, with zeroes in place of the others. */
static inline uint64_t eight_before_first(uint64_t eight, uint64_t answer)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return eight & ~(UINT64_MAX >> EIGHT * eight_first(answer));
#else
    return eight & (((answer & -answer) - 1) >> 7);
#endif
}

/* The first eight of some bytes as a number that sorts as they do: bytes that are not there count as 0. */
static inline uint64_t eight_to_sort(const char *bytes, size_t size)
{
    uint64_t eight = 0;
    uint32_t first, last;
    if (size >= EIGHT)
        return be64toh(eight_at(bytes));
    if (size >= sizeof first) { /* two fours that have some bytes in common */
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + size - sizeof last, sizeof last);
        return (uint64_t)be32toh(first) << 32 | (uint64_t)be32toh(last) << EIGHT * (EIGHT - size);
    }
    for (size_t i = 0; i < size; i++)
        eight |= (uint64_t)(unsigned char)bytes[i] << EIGHT * (EIGHT - 1 - i);
    return eight;
}

#endif
