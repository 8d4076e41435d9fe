/* A record packed for another process and unpacked, from honest and from hostile bytes. */
#include "tests/unit/record_sample.h"

#include <stdlib.h>

static void pack_sample(struct buffer *packed)
{
    struct record record;
    sample_make(&record);
    record_pack(&record, packed);
    assert_int_equal(buffer_status(packed, "a packed record", NULL), STATUS_OK);
    record_clear(&record);
}

/* Unpack from memory of the exact size, so that the sanitizers see a byte read past it. */
static enum status unpack(struct bytes packed, struct record *record, struct failure *failure)
{
    char *copy = malloc(packed.size + !packed.size);
    assert_non_null(copy);
    if (packed.size)
        memcpy(copy, packed.data, packed.size);
    enum status status = record_unpack(record, (struct bytes){ copy, packed.size }, failure);
    free(copy);
    return status;
}

static void test_every_field_comes_through(void **state)
{
    (void)state;
    struct record record, back;
    struct buffer packed = BUFFER_EMPTY;
    sample_make(&record);
    record_init(&back);
    record_pack(&record, &packed);
    for (int i = 0; i < 2; i++) { /* the second time into a record that holds something */
        assert_int_equal(unpack(buffer_view(&packed), &back, NULL), STATUS_OK);
        assert_same_record(&record, &back);
        assert_string_equal(back.encoding, "windows-1252");
        assert_int_equal(back.warning_count, 2);
        assert_string_equal(back.warnings[1], "second");
    }
    record_clear(&record);
    record_clear(&back);
    buffer_clear(&packed);
}

static void test_empty_record(void **state)
{
    (void)state;
    struct record record, back;
    struct buffer packed = BUFFER_EMPTY;
    record_init(&record);
    record_init(&back);
    record_pack(&record, &packed);
    assert_int_equal(unpack(buffer_view(&packed), &back, NULL), STATUS_OK);
    assert_same_record(&record, &back);
    record_clear(&back);
    buffer_clear(&packed);
}

static void test_every_cut_is_refused(void **state)
{
    (void)state;
    struct buffer packed = BUFFER_EMPTY;
    struct record back;
    struct failure failure;
    record_init(&back);
    pack_sample(&packed);
    for (size_t size = 0; size < packed.size; size++) {
        assert_int_equal(unpack((struct bytes){ packed.bytes, size }, &back, &failure), STATUS_INVALID);
        assert_null(back.title);
    }
    buffer_append_byte(&packed, 0);
    assert_int_equal(unpack(buffer_view(&packed), &back, &failure), STATUS_INVALID);
    assert_string_equal(failure.message, "not a packed record: bad end");
    buffer_clear(&packed);
}

/* What unpacks keeps the promises of a record. */
static void assert_sound(const struct record *record)
{
    assert_true((int)record->language < LANGUAGE_COUNT && (int)record->kind < KIND_COUNT);
    assert_true(!record->date.value.year || date_valid(record->date.value));
    for (size_t i = 0; i < record->page_count; i++)
        assert_true(record->pages[i].offset <= record->text.size);
    for (size_t i = 0; i < record->passage_count; i++)
        assert_true(record->passages[i].offset <= record->text.size);
    for (size_t i = 0; i < record->goal_count; i++)
        assert_true(record->goals[i].id && record->goals[i].score >= 0 && record->goals[i].score <= 1);
    for (size_t i = 0; i < record->country_count; i++)
        assert_int_equal(strlen(record->countries[i].code), 2);
    assert_null(memchr(record->text.bytes, '\0', record->text.size));
}

static void test_mutations(void **state)
{
    enum { ROUNDS = 50000 };
    (void)state;
    struct buffer packed = BUFFER_EMPTY;
    struct record back;
    unsigned random = 7, taken = 0;
    record_init(&back);
    pack_sample(&packed);
    char *mutated = malloc(packed.size);
    assert_non_null(mutated);
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(mutated, packed.bytes, packed.size);
        for (int changes = 1 + round % 4; changes > 0; changes--) {
            random = random * 1103515245 + 12345;
            mutated[(random >> 8) % packed.size] = (char)(round % 3 ? random >> 24 : 0xFF);
        }
        if (unpack((struct bytes){ mutated, packed.size - (round % 5 ? 0 : (random >> 12) % packed.size) }, &back,
                   NULL) == STATUS_OK) {
            assert_sound(&back);
            taken++;
        }
    }
    assert_true(taken > 0 && taken < ROUNDS); /* a changed letter is still a text */
    record_clear(&back);
    free(mutated);
    buffer_clear(&packed);
}

/* Lists whose count promises more than the bytes can hold, or more than we accept. */
static void test_forged_counts(void **state)
{
    (void)state;
    enum { LISTS = 5 };
    struct record empty, back;
    struct buffer packed = BUFFER_EMPTY;
    record_init(&empty);
    record_init(&back);
    record_pack(&empty, &packed);
    for (size_t list = 1; list <= LISTS; list++) {
        struct buffer forged = BUFFER_EMPTY;
        buffer_append(&forged, packed.bytes, packed.size - list); /* the counts are the last bytes */
        buffer_append_varint(&forged, UINT64_MAX);
        assert_int_equal(unpack(buffer_view(&forged), &back, NULL), STATUS_INVALID);
        buffer_clear(&forged);
    }
    buffer_truncate(&packed, packed.size - LISTS);
    buffer_append_varint(&packed, 1000000);
    for (int i = 0; i < 1000000; i++)
        buffer_append(&packed, "HT\1\0\0", 5);
    assert_int_equal(unpack(buffer_view(&packed), &back, NULL), STATUS_LIMIT);
    buffer_clear(&packed);
}

static void test_text_that_is_none(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } bad[] = { { "a\0b", 3 }, { "a\xFF", 2 }, { "\xED\xA0\x80", 3 } };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct record record, back;
        struct buffer packed = BUFFER_EMPTY;
        record_init(&record);
        record_init(&back);
        buffer_append(&record.text, bad[i].bytes, bad[i].size);
        record_pack(&record, &packed);
        assert_int_equal(unpack(buffer_view(&packed), &back, NULL), STATUS_INVALID);
        record_clear(&record);
        buffer_clear(&packed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field_comes_through),
        cmocka_unit_test(test_empty_record),
        cmocka_unit_test(test_every_cut_is_refused),
        cmocka_unit_test(test_mutations),
        cmocka_unit_test(test_forged_counts),
        cmocka_unit_test(test_text_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
