/* What the termlist table keeps of a document: bytes seen in databases that Xapian made. */
#include "glass/termlist.h"

#include <string.h>

#include "tests/unit/scratch.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_bytes(const struct buffer *tag, const char *bytes, size_t size)
{
    assert_int_equal(tag->failed, STATUS_OK);
    assert_int_equal(tag->size, size);
    assert_memory_equal(tag->bytes, bytes, size);
}

static void terms_share_beginnings(void **state)
{
    static const uint32_t positions[] = { 1, 2, 3, 4, 5 };
    static const struct glass_posting postings[] = {
        { { "Q1", 2 }, NULL, 0 },        { { "a\0b", 3 }, positions, 1 },  { { "cat", 3 }, positions, 2 },
        { { "cats", 4 }, positions, 1 }, { { "multi", 5 }, positions, 5 },
    };
    struct glass_document document = { .postings = postings, .posting_count = COUNT(postings) };
    struct buffer tag = BUFFER_EMPTY;
    (void)state;
    glass_encode_terms(&document, &tag);
    assert_bytes(&tag,
                 "\x09\x05\x02Q1\x00\x06\x03"
                 "a\0b"
                 "\x0c\x03"
                 "cat"
                 "\x0b\x01s"
                 "\x1e\x05multi",
                 26);
    buffer_clear(&tag);
}

/* A wdf that has no room beside the number of bytes in common stands behind the term. */
static void large_wdfs_stand_apart(void **state)
{
    static uint32_t positions[300];
    static const struct {
        size_t wdf;
        const char *bytes;
        size_t size;
    } cases[] = {
        /* (wdf + 1) * (1 + 1) + 1 in a byte up to 255, wdf 126 at most */
        { 0,
          "\x03\x01"
          "b",
          3 },
        { 126,
          "\xff\x01"
          "b",
          3 },
        { 127,
          "\x01\x01"
          "b\x7f",
          4 },
        { 128,
          "\x01\x01"
          "b\x80\x01",
          5 },
        { 300,
          "\x01\x01"
          "b\xac\x02",
          5 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct glass_posting postings[] = { { { "a", 1 }, NULL, 0 }, { { "ab", 2 }, positions, cases[i].wdf } };
        struct glass_document document = { .postings = postings, .posting_count = 2 };
        struct buffer tag = BUFFER_EMPTY, expected = BUFFER_EMPTY;
        buffer_append_varint(&expected, cases[i].wdf); /* the length of the document */
        buffer_append(&expected,
                      "\x02\x01"
                      "a\x00",
                      4);
        buffer_append(&expected, cases[i].bytes, cases[i].size);
        glass_encode_terms(&document, &tag);
        assert_bytes(&tag, expected.bytes, expected.size);
        buffer_clear(&tag);
        buffer_clear(&expected);
    }
}

static void no_terms_are_no_bytes(void **state)
{
    struct glass_document document = { .posting_count = 0 };
    struct buffer tag = BUFFER_EMPTY;
    (void)state;
    glass_encode_terms(&document, &tag);
    glass_encode_slots(&document, &tag);
    assert_bytes(&tag, "", 0);
}

static void slots_are_told_by_gaps(void **state)
{
    static const struct glass_value values[] = {
        { 0, { "zero", 4 } },
        { 3, { "", 0 } },
        { 5, { "five", 4 } },
        { 300, { "x", 1 } },
    };
    struct glass_document document = { .values = values, .value_count = COUNT(values) };
    struct buffer tag = BUFFER_EMPTY;
    (void)state;
    glass_encode_slots(&document, &tag);
    assert_bytes(&tag, "\x00\x04\xa6\x02", 4);
    buffer_clear(&tag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_share_beginnings),
        cmocka_unit_test(large_wdfs_stand_apart),
        cmocka_unit_test(no_terms_are_no_bytes),
        cmocka_unit_test(slots_are_told_by_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
