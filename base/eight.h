/* Eight bytes looked at together, as one number: what lets scanners skip what does not interest them. Each answer is
 * not 0 where at least one of the eight is of the kind asked for; which one it is, is not told. */
#ifndef DEPECHE_BASE_EIGHT_H
#define DEPECHE_BASE_EIGHT_H

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

static inline uint64_t eight_zeros(uint64_t eight)
{
    return (eight - eight_times(1)) & ~eight & eight_times(0x80);
}

static inline uint64_t eight_equal(uint64_t eight, unsigned char byte)
{
    return eight_zeros(eight ^ eight_times(byte));
}

/* Under 0x20: the three highest bits are 0. */
static inline uint64_t eight_controls(uint64_t eight)
{
    return eight_zeros(eight & eight_times(0xE0));
}

static inline uint64_t eight_beyond_ascii(uint64_t eight)
{
    return eight & eight_times(0x80);
}

#endif
