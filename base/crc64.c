/* CRC-64, eight bytes at a time. */
#include "base/crc64.h"

/* x^64 + x^62 + ... + x + 1 of ECMA-182, the lowest power in the highest bit. */
#define POLYNOMIAL UINT64_C(0xC96C5795D7870F42)

/* table[0][b] is the remainder of the byte b; table[k][b] that of b with k zero bytes after it. So the remainders of
 * eight bytes can be looked up side by side. */
void crc64_init(struct crc64 *crc)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        uint64_t remainder = byte;
        for (int bit = 0; bit < 8; bit++)
            remainder = remainder & 1 ? remainder >> 1 ^ POLYNOMIAL : remainder >> 1;
        crc->table[0][byte] = remainder;
    }
    for (unsigned zeros = 1; zeros < 8; zeros++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            uint64_t before = crc->table[zeros - 1][byte];
            crc->table[zeros][byte] = before >> 8 ^ crc->table[0][before & 0xFF];
        }
    }
    crc->state = UINT64_MAX;
}

void crc64_add(struct crc64 *crc, const void *bytes, size_t size)
{
    const unsigned char *next = bytes;
    uint64_t state = crc->state;
    for (; size >= 8; size -= 8, next += 8) {
        for (unsigned i = 0; i < 8; i++)
            state ^= (uint64_t)next[i] << (8 * i);
        uint64_t mixed = 0;
        for (unsigned i = 0; i < 8; i++)
            mixed ^= crc->table[7 - i][state >> (8 * i) & 0xFF];
        state = mixed;
    }
    for (; size > 0; size--, next++)
        state = state >> 8 ^ crc->table[0][(state ^ *next) & 0xFF];
    crc->state = state;
}

uint64_t crc64_sum(const struct crc64 *crc)
{
    return ~crc->state;
}
