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

static inline uint32_t hash_bytes(uint64_t seed, struct bytes bytes)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / the golden ratio */
    uint64_t hash = seed ^ bytes.size, eight = 0;
    while (bytes.size > sizeof eight) {
        memcpy(&eight, bytes.data, sizeof eight);
        hash = hash_mix(hash ^ eight, odd);
        bytes.data += sizeof eight;
        bytes.size -= sizeof eight;
    }
    eight = 0;
    for (size_t i = 0; i < bytes.size; i++)
        eight |= (uint64_t)(unsigned char)bytes.data[i] << (8 * i);
    hash = hash_mix(hash ^ eight, odd);
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
