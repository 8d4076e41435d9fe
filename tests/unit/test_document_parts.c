/* Long texts in parts: all of the text, in its order, cut where pages and paragraphs begin. */
#include "query/document/document_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "language/utf8.h"

#include <cmocka.h>

/* Every part follows the one before; together they are the text; each is found by its number and by its bytes. */
static size_t check(const struct record *record)
{
    size_t count = 0, at = 0;
    for (struct document_part part = document_part_first(record); part.number;
         part = document_part_next(record, part)) {
        assert_int_equal(part.number, ++count);
        assert_int_equal(part.begin, at);
        assert_true(part.end > part.begin || record->text.size == 0);
        assert_true(part.end - part.begin <= DOCUMENT_PART_BYTES + DOCUMENT_PART_BYTES / 2);
        assert_int_equal(document_part_of(record, count).begin, part.begin);
        assert_int_equal(document_part_at(record, part.begin).number, part.number);
        at = part.end;
    }
    assert_int_equal(at, record->text.size);
    assert_int_equal(document_part_count(record), count);
    assert_int_equal(document_part_of(record, count + 7).number, count);
    assert_int_equal(document_part_at(record, SIZE_MAX).number, count);
    return count;
}

static void fill(struct record *record, const char *line, size_t bytes)
{
    record_init(record);
    while (record->text.size < bytes)
        buffer_append_text(&record->text, line);
}

static void test_short_texts_are_whole(void **state)
{
    (void)state;
    static const size_t sizes[] = { 0, 1, DOCUMENT_PART_BYTES, DOCUMENT_PART_BYTES + DOCUMENT_PART_BYTES / 2 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct record record;
        fill(&record, "a", sizes[i]);
        assert_int_equal(check(&record), 1);
        record_clear(&record);
    }
}

static void test_paragraphs_stay_whole(void **state)
{
    (void)state;
    struct record record;
    fill(&record, "A paragraph of some words, and of some more.\n", 10 * DOCUMENT_PART_BYTES);
    size_t count = check(&record);
    assert_in_range(count, 9, 21);
    for (size_t number = 2; number <= count; number++)
        assert_int_equal(record.text.bytes[document_part_of(&record, number).begin - 1], '\n');
    record_clear(&record);
}

static void test_printed_pages_begin_parts(void **state)
{
    (void)state;
    struct record record;
    struct failure failure;
    fill(&record, "A line.\n", 5 * DOCUMENT_PART_BYTES);
    for (size_t offset = 0; offset < record.text.size; offset += 2400)
        assert_int_equal(record_add_page(&record, (struct bytes){ "", 0 }, offset, &failure), STATUS_OK);
    size_t count = check(&record);
    for (size_t number = 2; number <= count; number++)
        assert_int_equal(document_part_of(&record, number).begin % 2400, 0);
    record_clear(&record);
}

static void test_a_text_without_lines_is_cut_at_characters(void **state)
{
    (void)state;
    struct record record;
    fill(&record, "é…", 5 * DOCUMENT_PART_BYTES + 1);
    size_t count = check(&record);
    for (size_t number = 1; number <= count; number++) {
        struct document_part part = document_part_of(&record, number);
        assert_true(utf8_valid((struct bytes){ record.text.bytes + part.begin, part.end - part.begin }));
    }
    record_clear(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_texts_are_whole),
        cmocka_unit_test(test_paragraphs_stay_whole),
        cmocka_unit_test(test_printed_pages_begin_parts),
        cmocka_unit_test(test_a_text_without_lines_is_cut_at_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
