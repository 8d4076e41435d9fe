/* Numbers, terms and docids as glass writes them: bytes seen in databases that Xapian made, and their order. */
#include "glass/packing.h"

#include <string.h>

#include "tests/unit/scratch.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void docids_have_the_bytes_of_xapian(void **state)
{
    static const struct {
        uint32_t docid;
        const char *bytes;
        size_t size;
    } cases[] = {
        { 1, "\x00\x01", 2 },
        { 0x7fff, "\x7f\xff", 2 },
        { 0x8000, "\x80\x80\x00", 3 },
        { 0x3fffff, "\xbf\xff\xff", 3 },
        { 0x400000, "\xc0\x40\x00\x00", 4 },
        { 0x1fffffff, "\xdf\xff\xff\xff", 4 },
        { 0x20000000, "\xe0\x20\x00\x00\x00", 5 },
        { UINT32_MAX, "\xe0\xff\xff\xff\xff", 5 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char bytes[GLASS_DOCID_BYTES];
        assert_int_equal(glass_put_docid(bytes, cases[i].docid), cases[i].size);
        assert_memory_equal(bytes, cases[i].bytes, cases[i].size);
    }
}

static void docids_sort_as_numbers(void **state)
{
    char before[GLASS_DOCID_BYTES], bytes[GLASS_DOCID_BYTES];
    size_t before_size = glass_put_docid(before, 1);
    (void)state;
    for (uint64_t docid = 2; docid <= UINT32_MAX; docid += 1 + docid / 50) {
        size_t size = glass_put_docid(bytes, (uint32_t)docid);
        assert_true(glass_compare_keys((struct bytes){ before, before_size }, (struct bytes){ bytes, size }) < 0);
        memcpy(before, bytes, size);
        before_size = size;
    }
}

/* In their order, which is also that of their keys. */
static const struct {
    struct bytes term, key;
} terms[] = {
    { { "\0", 1 }, { "\0\xff", 2 } },
    { { "\0\0", 2 }, { "\0\xff\0\xff", 4 } },
    { { "\0a", 2 },
      { "\0\xff"
        "a",
        3 } },
    { { "a", 1 }, { "a", 1 } },
    { { "a\0", 2 }, { "a\0\xff", 3 } },
    { { "a\0b", 3 },
      { "a\0\xff"
        "b",
        4 } },
    { { "a\1", 2 }, { "a\1", 2 } },
    { { "\xff", 1 }, { "\xff", 1 } },
};

static void terms_are_escaped_and_keep_their_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(terms); i++) {
        char key[GLASS_KEY_BYTES];
        assert_int_equal(glass_term_size(terms[i].term), terms[i].key.size);
        assert_int_equal(glass_put_term(key, terms[i].term), terms[i].key.size);
        assert_memory_equal(key, terms[i].key.data, terms[i].key.size);
        if (i > 0) {
            assert_true(glass_compare_keys(terms[i - 1].term, terms[i].term) < 0);
            assert_true(glass_compare_keys(terms[i - 1].key, terms[i].key) < 0);
        }
    }
}

static void keys_are_compared_and_shared(void **state)
{
    static const struct {
        struct bytes left, right;
        int order;
        size_t shared;
    } cases[] = {
        { { "", 0 }, { "", 0 }, 0, 0 },       { { NULL, 0 }, { "a", 1 }, -1, 0 },
        { { "ab", 2 }, { "abc", 3 }, -1, 2 }, { { "abd", 3 }, { "abc", 3 }, 1, 2 },
        { { "\xff", 1 }, { "a", 1 }, 1, 0 },  { { "same", 4 }, { "same", 4 }, 0, 4 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int order = glass_compare_keys(cases[i].left, cases[i].right);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
        assert_int_equal(glass_shared_bytes(cases[i].left, cases[i].right), cases[i].shared);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(docids_have_the_bytes_of_xapian),
        cmocka_unit_test(docids_sort_as_numbers),
        cmocka_unit_test(terms_are_escaped_and_keep_their_order),
        cmocka_unit_test(keys_are_compared_and_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
