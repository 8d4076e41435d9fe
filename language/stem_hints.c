/* The beginnings that words must have to have one of some stems, in a set of hashes. */
#include "language/stem_hints.h"

enum { MOST_BYTES = 8 /* of a beginning that are looked at: they fit in a number */ };

/* How many bytes of a stem its words have as well: "us" of "use", using; "publi" of "publiqu", publication. */
static size_t common_bytes(size_t stem_bytes)
{
    if (stem_bytes < 3)
        return stem_bytes;
    size_t common = stem_bytes < 6 ? (stem_bytes + 2) / 2 : stem_bytes - 2;
    return common < MOST_BYTES ? common : MOST_BYTES;
}

/* With one more byte at its end; y and i are one, for "dying" has the stem "die". */
static uint64_t longer(uint64_t beginning, size_t at, char byte)
{
    return beginning | (uint64_t)(unsigned char)(byte == 'y' ? 'i' : byte) << 8 * at;
}

/* The multiplier is the golden ratio's; the highest bits of the product depend on all bytes. */
static unsigned hash_of(uint64_t beginning)
{
    return (unsigned)(beginning * UINT64_C(0x9E3779B97F4A7C15) >> 48) % STEM_HINT_BITS;
}

void stem_hints_add(struct stem_hints *hints, struct bytes stem)
{
    uint64_t beginning = 0;
    for (size_t i = 0; i < common_bytes(stem.size); i++)
        beginning = longer(beginning, i, stem.data[i]);
    hints->bits[hash_of(beginning) / 64] |= UINT64_C(1) << hash_of(beginning) % 64;
}

bool stem_hints_may_have(const struct stem_hints *hints, struct bytes folded)
{
    uint64_t beginning = 0;
    for (size_t i = 0; i < folded.size && i < MOST_BYTES; i++) {
        beginning = longer(beginning, i, folded.data[i]);
        if (hints->bits[hash_of(beginning) / 64] >> hash_of(beginning) % 64 & 1)
            return true;
    }
    return false;
}
