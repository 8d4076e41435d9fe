/* Decoding what glass/positions.c encodes: in a phrase of frequent words, most of the time goes here. */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "glass/positions.h"

/* Eight bytes are read at once, maybe some of them after the end: the tag is read from a copy with zeros behind it.
 * Bits come from the least significant one; those not yet used are kept in `bits`, the next one lowest. */
enum { WORD_BYTES = 8, USUAL_BYTES = 248 };

struct reading {
    const unsigned char *at, *end;
    uint64_t bits;
    unsigned bit_count; /* 56 to 63 after refilling */
};

/* Bytes that are not counted yet are the same the next time. */
static inline void refill(struct reading *reading)
{
    uint64_t word;
    memcpy(&word, reading->at, sizeof word);
    reading->bits |= le64toh(word) << reading->bit_count;
    reading->at += (63 - reading->bit_count) / 8;
    reading->bit_count |= 56;
    if (reading->at > reading->end)
        reading->at = reading->end; /* damaged: all that comes is nonsense, and ends */
}

/* A number under `range`, at most 2^32: see put_within in glass/positions.c. Whether it has one more bit is as good
 * as chance, so that a branch would mostly be taken in vain. */
static inline uint64_t take_within(struct reading *reading, uint64_t range)
{
    if (range < 2)
        return 0;
    refill(reading);
    unsigned count = 63 - (unsigned)__builtin_clzll(range - 1); /* one less than the most */
    uint64_t spare = (UINT64_C(2) << count) - range, short_from = (range - spare) / 2;
    uint64_t number = reading->bits & ((UINT64_C(1) << count) - 1);
    uint64_t longer = number < short_from, bit = reading->bits >> count & longer;
    number += (short_from + spare) & (0 - bit);
    count += (unsigned)longer;
    reading->bits >>= count;
    reading->bit_count -= count;
    return number;
}

/* Fill in what stands between the first and the last position of the list: the middle one, then the left half in the
 * same way, then the right, unless all of it is past `most`. The halves left over are no more than the levels.
 * `*end`: the positions before it are filled in. */
static bool take_between(struct reading *reading, uint32_t *list, uint32_t last, uint32_t most, size_t *end)
{
    struct {
        uint32_t first, last;
    } halves[32];
    size_t count = 0;
    for (uint32_t first = 0;;) {
        while (first + 1 < last) {
            uint32_t middle = first + (last - first) / 2;
            uint64_t lowest = (uint64_t)list[first] + (middle - first), beyond = last - middle;
            if (list[last] < lowest + beyond)
                return false;
            list[middle] = (uint32_t)(lowest + take_within(reading, list[last] - beyond - lowest + 1));
            if (list[middle] < most) {
                halves[count].first = middle;
                halves[count++].last = last;
            } else {
                *end = middle + (size_t)1;
            }
            last = middle;
        }
        if (count == 0)
            return true;
        first = halves[--count].first;
        last = halves[count].last;
    }
}

/* == The whole ================================================================================================ */

enum { POSITIONS_MOST = 1 << 24 }; /* no document has more words */

static bool make_room(struct glass_position_list *list, size_t count)
{
    if (count <= list->capacity)
        return true;
    list->failed = !array_reserve((void **)&list->positions, &list->capacity, count, sizeof *list->positions);
    return !list->failed;
}

static bool decode(struct bytes padded, uint64_t last, uint32_t most, struct glass_position_list *list)
{
    struct reading reading = { .at = (const unsigned char *)padded.data };
    reading.end = reading.at + padded.size;
    uint64_t first = take_within(&reading, last);
    if (first >= last)
        return false;
    uint64_t number = take_within(&reading, last - first) + 1;
    if (number >= POSITIONS_MOST || number > last - first || !make_room(list, number + 1))
        return false;
    list->positions[0] = (uint32_t)first;
    list->positions[number] = (uint32_t)last;
    size_t end = number + 1;
    if (!take_between(&reading, list->positions, (uint32_t)number, most, &end))
        return false;
    list->count = end;
    return true;
}

bool glass_decode_positions(struct bytes tag, uint32_t most, struct glass_position_list *list)
{
    char usual[USUAL_BYTES + WORD_BYTES], *padded = usual;
    uint64_t last;
    list->count = 0;
    if (!bytes_read_varint(&tag, &last) || last > UINT32_MAX || !make_room(list, 1))
        return false;
    if (tag.size == 0) {
        list->positions[list->count++] = (uint32_t)last;
        return true;
    }
    if (tag.size > USUAL_BYTES && !(padded = malloc(tag.size + WORD_BYTES))) {
        list->failed = true;
        return false;
    }
    memcpy(padded, tag.data, tag.size);
    memset(padded + tag.size, 0, WORD_BYTES);
    bool decoded = decode((struct bytes){ padded, tag.size }, last, most, list);
    if (padded != usual)
        free(padded);
    return decoded;
}

void glass_position_list_clear(struct glass_position_list *list)
{
    free(list->positions);
    *list = (struct glass_position_list){ .positions = NULL };
}
