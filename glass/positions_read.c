/* Decoding what glass/positions.c encodes. */
#include "glass/positions.h"

struct reading {
    struct bytes rest;
    uint64_t bits; /* read from the tag and not yet used, the next one lowest */
    unsigned bit_count;
    uint32_t wanted; /* positions still to visit */
    bool damaged;
    void (*visit)(uint32_t position, void *context);
    void *context;
};

static uint64_t take_bits(struct reading *reading, unsigned count)
{
    while (reading->bit_count < count) {
        if (reading->rest.size == 0) {
            reading->damaged = true;
            return 0;
        }
        reading->bits |= (uint64_t)(unsigned char)*reading->rest.data << reading->bit_count;
        reading->bit_count += 8;
        reading->rest.data++;
        reading->rest.size--;
    }
    uint64_t number = reading->bits & ((UINT64_C(1) << count) - 1);
    reading->bits >>= count;
    reading->bit_count -= count;
    return number;
}

/* A number under `range`, at most 2^32: see put_within in glass/positions.c. */
static uint64_t take_within(struct reading *reading, uint64_t range)
{
    if (range < 2)
        return 0;
    unsigned count = 64 - (unsigned)__builtin_clzll(range - 1);
    uint64_t spare = (UINT64_C(1) << count) - range;
    if (spare == 0)
        return take_bits(reading, count);
    uint64_t short_from = (range - spare) / 2, short_to = short_from + spare;
    uint64_t number = take_bits(reading, count - 1);
    if (number < short_from && take_bits(reading, 1))
        number += short_to;
    return number;
}

static void visit(struct reading *reading, uint64_t position)
{
    if (reading->wanted == 0 || reading->damaged)
        return;
    reading->wanted--;
    reading->visit((uint32_t)position, reading->context);
}

/* One end of what is not yet told: the position with this number in the list. */
struct end {
    uint64_t number, position;
};

/* Visit what stands between two ends. The depth is the logarithm of their distance. */
static void take_between(struct reading *reading, struct end first, struct end last)
{
    while (first.number + 1 < last.number && reading->wanted && !reading->damaged) {
        struct end middle = { .number = first.number + (last.number - first.number) / 2 };
        uint64_t lowest = first.position + (middle.number - first.number);
        uint64_t highest = last.position - (last.number - middle.number);
        if (highest < lowest || last.position < last.number - middle.number) {
            reading->damaged = true;
            return;
        }
        middle.position = lowest + take_within(reading, highest - lowest + 1);
        take_between(reading, first, middle);
        visit(reading, middle.position);
        first = middle;
    }
}

bool glass_decode_positions(struct bytes tag, uint32_t most, void (*take)(uint32_t position, void *context),
                            void *context)
{
    struct reading reading = { .wanted = most, .visit = take, .context = context };
    uint64_t last;
    if (!bytes_read_varint(&tag, &last) || last > UINT32_MAX)
        return false;
    if (tag.size == 0) {
        visit(&reading, last);
        return true;
    }
    reading.rest = tag;
    struct end begin = { 0, take_within(&reading, last) };
    if (begin.position >= last)
        return false;
    struct end end = { take_within(&reading, last - begin.position) + 1, last };
    visit(&reading, begin.position);
    take_between(&reading, begin, end);
    visit(&reading, last);
    return !reading.damaged;
}
