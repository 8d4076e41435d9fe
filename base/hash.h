/* A hash of bytes for tables in memory; with a seed nobody can prepare keys that all fall into one slot. Never stored. */
#ifndef DEPECHE_BASE_HASH_H
#define DEPECHE_BASE_HASH_H

#include "base/bytes.h"

/* Multiply to 128 bits and fold: every bit of both numbers reaches every bit of the result. */
static inline uint64_t hash_mix(uint64_t left, uint64_t right)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)left * right;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* At most eight bytes as a number, other bytes as another where their count is the same: two halves, which overlap.
 */
static inline uint64_t hash_few(const char *bytes, size_t size)
{
    uint32_t first = 0, last = 0;
    uint16_t middle = 0;
    if (size >= sizeof first) {
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + size - sizeof last, sizeof last);
        return (uint64_t)last << 32 | first;
    }
    if (size < sizeof middle)
        return size ? (unsigned char)*bytes : 0;
    memcpy(&middle, bytes, sizeof middle);
    return (uint64_t)(unsigned char)bytes[size - 1] << 16 | middle;
}

static inline uint32_t hash_bytes(uint64_t seed, struct bytes bytes)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / the golden ratio */
    uint64_t hash = seed ^ bytes.size, eight;
    while (bytes.size > sizeof eight) {
        memcpy(&eight, bytes.data, sizeof eight);
        hash = hash_mix(hash ^ eight, odd);
        bytes.data += sizeof eight;
        bytes.size -= sizeof eight;
    }
    hash = hash_mix(hash ^ hash_few(bytes.data, bytes.size), odd);
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
