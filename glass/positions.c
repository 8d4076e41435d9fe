/* Position lists: the last one as a number; if there are more, the first, how many, and the rest by interpolation:
 * the middle one within the bounds that its neighbours leave it, then each half in the same way. */
#include "glass/positions.h"

#include <string.h>

#include "glass/packing.h"

/* Bits are filled from the least significant one. */
struct bits {
    uint64_t pending;
    unsigned pending_bits; /* under 32 between two calls */
    unsigned char *next;
};

/* What one bit position is written with: at most 32 bits, so that `pending` never overflows. */
static void put_bits(struct bits *bits, uint64_t number, unsigned count)
{
    bits->pending |= number << bits->pending_bits;
    bits->pending_bits += count;
    if (bits->pending_bits < 32)
        return;
    for (unsigned i = 0; i < 4; i++)
        *bits->next++ = (unsigned char)(bits->pending >> (8 * i));
    bits->pending >>= 32;
    bits->pending_bits -= 32;
}

static void end_bits(struct bits *bits)
{
    for (unsigned done = 0; done < bits->pending_bits; done += 8)
        *bits->next++ = (unsigned char)(bits->pending >> done);
}

/* The number of bits that hold 0 to range - 1. */
static unsigned bits_of(uint64_t range)
{
    return range > 1 ? 64 - (unsigned)__builtin_clzll(range - 1) : 0;
}

/* Write a number under `range` (at most 2^32). Where the range is no power of two, the codes to spare make those of
 * the numbers in the middle, the likeliest ones, a bit shorter; the bit that the others have more comes last. */
static void put_within(struct bits *bits, uint64_t number, uint64_t range)
{
    unsigned count = bits_of(range);
    uint64_t spare = (UINT64_C(1) << count) - range;
    uint64_t short_from = (range - spare) / 2, short_to = short_from + spare;
    if (spare == 0 || number < short_from)
        put_bits(bits, number, count);
    else if (number >= short_to)
        put_bits(bits, (number - short_to) | UINT64_C(1) << (count - 1), count);
    else
        put_bits(bits, number, count - 1);
}

/* What stands between the positions `first` and `last` of the list. The depth is the logarithm of its size. */
static void put_between(struct bits *bits, const uint32_t *positions, size_t first, size_t last)
{
    while (first + 1 < last) {
        size_t middle = first + (last - first) / 2;
        uint64_t lowest = positions[first] + (uint64_t)(middle - first);
        uint64_t highest = positions[last] - (uint64_t)(last - middle);
        put_within(bits, positions[middle] - lowest, highest - lowest + 1);
        put_between(bits, positions, first, middle);
        first = middle;
    }
}

void glass_encode_positions(const uint32_t *positions, size_t count, struct buffer *tag)
{
    uint64_t first = positions[0], last = positions[count - 1];
    if (count == 1) {
        buffer_append_varint(tag, last);
        return;
    }
    char *into = buffer_reserve(tag, VARINT_LONGEST_BYTES + (count + 2) * sizeof *positions);
    if (!into)
        return;
    struct bits bits = { .next = (unsigned char *)into };
    bits.next += glass_put_number(into, last);
    put_within(&bits, first, last);
    put_within(&bits, count - 2, last - first);
    put_between(&bits, positions, 0, count - 1);
    end_bits(&bits);
    buffer_commit(tag, (size_t)(bits.next - (unsigned char *)into));
}
