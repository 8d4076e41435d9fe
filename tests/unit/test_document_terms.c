/* The terms of a document: grouped, sorted, packed. */
#include "indexer/builder/document_terms.h"

#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>

/* What was packed, as "2 terms, 3 positions: a@1,4 b@-". */
static void describe(struct bytes packed, struct buffer *told)
{
    uint64_t positions, terms, size, count, gap;
    struct bytes term;
    assert_true(bytes_read_varint(&packed, &positions) && bytes_read_varint(&packed, &terms));
    buffer_append_format(told, "%d terms, %d positions:", (int)terms, (int)positions);
    for (; terms; terms--) {
        assert_true(bytes_read_varint(&packed, &size) && bytes_read(&packed, size, &term) &&
                    bytes_read_varint(&packed, &count));
        buffer_append_format(told, " %.*s@%s", (int)term.size, term.data, count ? "" : "-");
        for (uint64_t position = 0, i = 0; i < count; i++) {
            assert_true(bytes_read_varint(&packed, &gap));
            position += gap;
            buffer_append_format(told, "%s%d", i ? "," : "", (int)position);
        }
    }
    assert_int_equal(packed.size, 0);
}

static void pack_and_compare(struct document_terms *terms, const char *expected)
{
    struct buffer packed = BUFFER_EMPTY, told = BUFFER_EMPTY;
    assert_int_equal(document_terms_pack(terms, &packed, NULL), STATUS_OK);
    describe((struct bytes){ packed.bytes, packed.size }, &told);
    assert_string_equal(told.bytes, expected);
    buffer_clear(&packed);
    buffer_clear(&told);
    document_terms_clear(terms);
}

static void add(struct document_terms *terms, const char *prefix, const char *value)
{
    struct term term;
    term_make(&term, prefix, (struct bytes){ value, strlen(value) });
    document_terms_add(terms, &term);
}

static void test_nothing(void **state)
{
    (void)state;
    struct document_terms terms = DOCUMENT_TERMS_EMPTY;
    document_terms_add_words(&terms, NULL, "", NULL, 0);
    pack_and_compare(&terms, "0 terms, 0 positions:");
}

static void test_order(void **state)
{
    (void)state;
    static const char *const words[] = { "le",          "gouvernement", "gouverne", "le", "gouvernements",
                                         "gouvernemen", "\xC3\xA9lu",   "le",       "10" };
    struct occurrence occurrences[sizeof words / sizeof *words];
    struct document_terms terms = DOCUMENT_TERMS_EMPTY;
    struct interner *interner;
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        occurrences[i] = (struct occurrence){ interner_add(interner, (struct bytes){ words[i], strlen(words[i]) }),
                                              200 * i + 1 };
    add(&terms, "T", "text/html");
    add(&terms, "L", "fr");
    add(&terms, "L", "fr");
    document_terms_add_words(&terms, interner, "S", occurrences, 2);
    document_terms_add_words(&terms, interner, "", occurrences, sizeof words / sizeof *words);
    pack_and_compare(&terms,
                     "11 terms, 11 positions: 10@1601 Lfr@- Sgouvernement@201 Sle@1 Ttext/html@- gouverne@401 "
                     "gouvernemen@1001 gouvernement@201 gouvernements@801 le@1,601,1401 \xC3\xA9lu@1201");
    interner_free(interner);
}

/* Many forms, each twice: the table of groups is as full as it gets. */
static void test_many(void **state)
{
    enum { FORMS = 5000 };
    (void)state;
    struct occurrence *occurrences = calloc(2 * FORMS, sizeof *occurrences);
    struct document_terms terms = DOCUMENT_TERMS_EMPTY;
    struct interner *interner;
    char word[16];
    assert_non_null(occurrences);
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    for (uint32_t i = 0; i < 2 * FORMS; i++) {
        int size = snprintf(word, sizeof word, "mot%05u", i * 7 % FORMS);
        occurrences[i] = (struct occurrence){ interner_add(interner, (struct bytes){ word, (size_t)size }), i + 1 };
    }
    document_terms_add_words(&terms, interner, "", occurrences, 2 * FORMS);

    struct buffer packed = BUFFER_EMPTY, told = BUFFER_EMPTY;
    assert_int_equal(document_terms_pack(&terms, &packed, NULL), STATUS_OK);
    describe((struct bytes){ packed.bytes, packed.size }, &told);
    static const char begin[] = "5000 terms, 10000 positions: mot00000@1,5001 mot00001@2144,7144 mot00002@4287,9287 ";
    assert_memory_equal(told.bytes, begin, strlen(begin));
    buffer_clear(&packed);
    buffer_clear(&told);
    document_terms_clear(&terms);
    interner_free(interner);
    free(occurrences);
}

/* One after the other in the same arrays. */
static void test_next_document(void **state)
{
    (void)state;
    struct document_terms terms = DOCUMENT_TERMS_EMPTY;
    struct interner *interner;
    struct buffer packed = BUFFER_EMPTY, told = BUFFER_EMPTY;
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    const struct occurrence first[] = { { interner_add(interner, (struct bytes){ "loi", 3 }), 1 },
                                        { interner_add(interner, (struct bytes){ "la", 2 }), 2 } };
    const struct occurrence second[] = { { first[1].form, 1 }, { first[1].form, 9 } };
    document_terms_begin(&terms);
    document_terms_add_words(&terms, interner, "", first, 2);
    add(&terms, "L", "fr");
    assert_int_equal(document_terms_pack(&terms, &packed, NULL), STATUS_OK);
    buffer_truncate(&packed, 0);
    document_terms_begin(&terms);
    document_terms_add_words(&terms, interner, "", second, 2);
    assert_int_equal(document_terms_pack(&terms, &packed, NULL), STATUS_OK);
    describe(buffer_view(&packed), &told);
    assert_string_equal(told.bytes, "1 terms, 2 positions: la@1,9");
    buffer_clear(&packed);
    buffer_clear(&told);
    document_terms_clear(&terms);
    interner_free(interner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_next_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
