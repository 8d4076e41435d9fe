/* The checksum: known values, and the same in whatever pieces. */
#include "base/crc64.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_known_values(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t sum;
    } cases[] = {
        { "", 0 }, { "123456789", UINT64_C(0x995DC9BBDF1939FA) }, /* the check value published for CRC-64/XZ */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct crc64 crc;
        crc64_init(&crc);
        crc64_add(&crc, cases[i].text, strlen(cases[i].text));
        assert_true(crc64_sum(&crc) == cases[i].sum);
    }
}

static void test_pieces(void **state)
{
    (void)state;
    unsigned char bytes[257];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * i);
    struct crc64 whole, pieces;
    crc64_init(&whole);
    crc64_add(&whole, bytes, sizeof bytes);
    for (size_t piece = 1; piece < 40; piece++) {
        crc64_init(&pieces);
        for (size_t at = 0; at < sizeof bytes; at += piece)
            crc64_add(&pieces, bytes + at, at + piece < sizeof bytes ? piece : sizeof bytes - at);
        assert_true(crc64_sum(&pieces) == crc64_sum(&whole));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_known_values), cmocka_unit_test(test_pieces) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
