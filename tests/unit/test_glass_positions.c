/* Position lists: bytes seen in a database that Xapian made, and lists of every shape read back. */
#include "glass/positions.h"

#include <string.h>

#include "tests/unit/scratch.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void lists_have_the_bytes_of_xapian(void **state)
{
    static const struct {
        uint32_t positions[5];
        size_t count;
        const char *bytes;
        size_t size;
    } cases[] = {
        { { 7 }, 1, "\x07", 1 },
        { { 0 }, 1, "\x00", 1 },
        { { 1, 5 }, 2, "\x05\x01", 2 },
        { { 3, 10, 11, 1000, UINT32_MAX },
          5,
          "\xff\xff\xff\xff\x0f\x03\x00\x00\x00\x03\x00\x00\x00\x06\x00\x00\x00\xe6\x1e\x00\x00\x00",
          22 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer tag = BUFFER_EMPTY;
        glass_encode_positions(cases[i].positions, cases[i].count, &tag);
        assert_int_equal(tag.size, cases[i].size);
        assert_memory_equal(tag.bytes, cases[i].bytes, tag.size);
        buffer_clear(&tag);
    }
}

/* == Reading back ============================================================================================ */

struct reading {
    const unsigned char *bytes;
    size_t size, bit;
};

static uint64_t take_bits(struct reading *reading, unsigned count)
{
    uint64_t number = 0;
    for (unsigned i = 0; i < count; i++, reading->bit++) {
        assert_true(reading->bit / 8 < reading->size);
        number |= (uint64_t)(reading->bytes[reading->bit / 8] >> reading->bit % 8 & 1) << i;
    }
    return number;
}

/* A number under `range`: the middle ones have a bit less than the others. */
static uint64_t take_within(struct reading *reading, uint64_t range)
{
    unsigned bits = 0;
    while (UINT64_C(1) << bits < range)
        bits++;
    uint64_t spare = (UINT64_C(1) << bits) - range, longer = (range - spare) / 2;
    if (spare == 0)
        return take_bits(reading, bits);
    uint64_t number = take_bits(reading, bits - 1);
    if (number < longer && take_bits(reading, 1))
        number += longer + spare;
    return number;
}

static void take_between(struct reading *reading, uint32_t *positions, size_t first, size_t last)
{
    if (last - first < 2)
        return;
    size_t middle = first + (last - first) / 2;
    uint64_t lowest = (uint64_t)positions[first] + (middle - first);
    uint64_t highest = (uint64_t)positions[last] - (last - middle);
    positions[middle] = (uint32_t)(lowest + take_within(reading, highest - lowest + 1));
    take_between(reading, positions, first, middle);
    take_between(reading, positions, middle, last);
}

static void assert_reads_back(const uint32_t *positions, size_t count)
{
    struct buffer tag = BUFFER_EMPTY;
    uint32_t *read = calloc(count, sizeof *read);
    uint64_t last;
    assert_non_null(read);
    glass_encode_positions(positions, count, &tag);
    struct bytes rest = { tag.bytes, tag.size };
    assert_true(bytes_read_varint(&rest, &last));
    if (count > 1) {
        struct reading reading = { (const unsigned char *)rest.data, rest.size, 0 };
        uint64_t first = take_within(&reading, last);
        assert_int_equal(take_within(&reading, last - first), count - 2);
        read[0] = (uint32_t)first;
        read[count - 1] = (uint32_t)last;
        take_between(&reading, read, 0, count - 1);
        assert_int_equal((reading.bit + 7) / 8, rest.size);
    } else {
        assert_int_equal(rest.size, 0);
        read[0] = (uint32_t)last;
    }
    assert_memory_equal(read, positions, count * sizeof *read);
    free(read);
    buffer_clear(&tag);
}

static void lists_of_every_shape_read_back(void **state)
{
    enum { MOST = 3000 };
    static uint32_t positions[MOST];
    uint64_t seed = 12345;
    (void)state;
    for (uint32_t step = 1; step < 2000000; step = step * 3 + 1)
        for (size_t count = 1; count <= MOST && count * step < UINT32_MAX / 2; count = count * 5 / 4 + 1) {
            uint64_t position = 0;
            for (size_t i = 0; i < count; i++) {
                seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                position += (seed >> 33) % step + (i > 0);
                positions[i] = (uint32_t)position;
            }
            assert_reads_back(positions, count);
            positions[count - 1] = UINT32_MAX;
            assert_reads_back(positions, count);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_have_the_bytes_of_xapian),
        cmocka_unit_test(lists_of_every_shape_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
