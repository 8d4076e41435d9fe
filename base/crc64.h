/* A checksum that finds every damage of up to 64 bits in a row, and others with all but certainty: CRC-64 with the
 * polynomial of ECMA-182 (annex B), in the reflected form of the XZ file format (section 6, "CRC64"). */
#ifndef DEPECHE_BASE_CRC64_H
#define DEPECHE_BASE_CRC64_H

#include <stddef.h>
#include <stdint.h>

/* The sum so far and the tables it is made with: 16 kB, in place of a table that all would share. */
struct crc64 {
    uint64_t state;
    uint64_t table[8][256];
};

void crc64_init(struct crc64 *crc);
void crc64_add(struct crc64 *crc, const void *bytes, size_t size);
uint64_t crc64_sum(const struct crc64 *crc);

#endif
