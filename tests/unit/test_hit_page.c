/* Which page a match is on, how that is told, and where a link to it leads. */
#include "query/hit_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Pages i, ii (empty), 3, without a label, and 5, which is empty: 10 bytes each where there are any. */
static void fill(struct record *record)
{
    struct failure failure;
    record_init(record);
    buffer_append_text(&record->text, "012345678\n012345678\n012345678\n");
    assert_int_equal(record_add_page(record, bytes_of("i"), 0, &failure), STATUS_OK);
    assert_int_equal(record_add_page(record, bytes_of("ii"), 10, &failure), STATUS_OK);
    assert_int_equal(record_add_page(record, bytes_of("3"), 10, &failure), STATUS_OK);
    assert_int_equal(record_add_page(record, bytes_of(""), 20, &failure), STATUS_OK);
    assert_int_equal(record_add_page(record, bytes_of("5"), 30, &failure), STATUS_OK);
}

static void test_finding(void **state)
{
    static const struct {
        size_t at, number;
        const char *english, *french;
    } cases[] = {
        { 0, 1, "page i (1 of 5)", "page i (1 sur 5)" },
        { 9, 1, "page i (1 of 5)", "page i (1 sur 5)" },
        { 10, 3, "page 3 of 5", "page 3 sur 5" },
        { 19, 3, "page 3 of 5", "page 3 sur 5" },
        { 29, 4, "page 4 of 5", "page 4 sur 5" },
        { 30, 0, NULL, NULL },
        { SIZE_MAX, 0, NULL, NULL },
    };
    struct record record;
    (void)state;
    fill(&record);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hit_page page = hit_page_at(&record, cases[i].at);
        struct buffer told = BUFFER_EMPTY;
        assert_int_equal(page.number, cases[i].number);
        if (!page.number)
            continue;
        hit_page_tell(&page, LANGUAGE_ENGLISH, &told);
        assert_string_equal(told.bytes, cases[i].english);
        buffer_truncate(&told, 0);
        hit_page_tell(&page, LANGUAGE_FRENCH, &told);
        assert_string_equal(told.bytes, cases[i].french);
        buffer_clear(&told);
    }
    record_clear(&record);
}

/* A document whose first page begins in the midst of its text has none before that; one without pages has none. */
static void test_none(void **state)
{
    struct failure failure;
    struct record record;
    (void)state;
    record_init(&record);
    buffer_append_text(&record.text, "0123456789");
    assert_int_equal(hit_page_at(&record, 0).number, 0);
    assert_int_equal(record_add_page(&record, bytes_of("1"), 5, &failure), STATUS_OK);
    assert_int_equal(hit_page_at(&record, 4).number, 0);
    assert_int_equal(hit_page_at(&record, 5).number, 1);
    record_clear(&record);
}

/* What a label of a hostile file does to a terminal. */
static void test_hostile_label(void **state)
{
    const struct hit_page page = { .number = 2, .count = 1000, .label = "\033[2J\nx" };
    struct buffer told = BUFFER_EMPTY;
    (void)state;
    hit_page_tell(&page, LANGUAGE_ENGLISH, &told);
    assert_string_equal(told.bytes, "page [2J x (2 of 1,000)");
    buffer_clear(&told);
}

static void test_fragment(void **state)
{
    static const struct {
        const char *uri, *mime;
        size_t number;
        const char *fragment;
    } cases[] = {
        { "a/report.pdf", "application/pdf", 3, "#page=3" },
        { "https://example.org/report?id=1", "application/pdf", 12, "#page=12" },
        { "a.zip#report.pdf", "application/pdf", 3, "" },
        { "a/report.html", "text/html", 3, "" },
        { "a/report.pdf", NULL, 3, "" },
        { NULL, "application/pdf", 3, "" },
        { "a/report.pdf", "application/pdf", 0, "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct record record = { .uri = (char *)cases[i].uri, .mime = (char *)cases[i].mime };
        const struct hit_page page = { .number = cases[i].number, .count = 20 };
        char fragment[HIT_PAGE_FRAGMENT_BYTES];
        hit_page_fragment(&page, &record, fragment);
        assert_string_equal(fragment, cases[i].fragment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_hostile_label),
        cmocka_unit_test(test_fragment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
