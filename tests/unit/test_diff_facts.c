/* Two states of one document: each fact that is another is told, and no other. */
#include "indexer/diff_facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void make(struct record *record)
{
    record_init(record);
    record_set(&record->source, bytes_of("a.html"), NULL);
    record_set(&record->uri, bytes_of("a.html"), NULL);
    record_set(&record->title, bytes_of("Title"), NULL);
    record_add_country(record, "HT", 2, bytes_of("In Haiti."), NULL);
    record_add_country(record, "MX", 1, bytes_of("In Mexico."), NULL);
    record_add_goal(record, "solidarity", 0.5, bytes_of("Aid."), NULL);
    record->date.value = (struct date){ .year = 2009, .month = 4, .day = 14 };
    buffer_append_text(&record->text, "École.\n");
}

/* The names of the facts that differ. */
static void assert_differs(const struct record *before, const struct record *after, const char *wanted)
{
    struct buffer told = BUFFER_EMPTY;
    for (size_t i = 0; i < DIFF_FACT_COUNT; i++)
        if (diff_fact_differs(before, after, i))
            buffer_append_format(&told, "%s ", diff_fact_name(i));
    assert_string_equal(told.bytes, wanted);
    buffer_clear(&told);
}

static void changed_facts_are_told(void **state)
{
    struct record before, after;
    (void)state;
    make(&before);
    make(&after);
    assert_differs(&before, &after, "");
    record_set(&after.title, bytes_of("Another"), NULL);
    assert_differs(&before, &after, "title ");
    after.date.value.day = 15;
    assert_differs(&before, &after, "title date ");
    record_add_country(&after, "PE", 1, bytes_of("In Peru."), NULL);
    assert_differs(&before, &after, "title date countries evidence ");
    record_set(&after.twin, bytes_of("b.html"), NULL);
    after.text.bytes[2] = 'K';
    assert_differs(&before, &after, "title date countries twin evidence text ");
    record_clear(&before);
    record_clear(&after);
}

static void facts_are_written(void **state)
{
    struct buffer told = BUFFER_EMPTY;
    struct record record;
    (void)state;
    make(&record);
    for (size_t i = 0; i < DIFF_FACT_COUNT; i++) {
        if (strcmp(diff_fact_name(i), "evidence") == 0)
            continue;
        buffer_append_format(&told, "%s=", diff_fact_name(i));
        diff_fact_write(&record, i, &told);
        buffer_append_byte(&told, ' ');
    }
    assert_non_null(strstr(told.bytes, "title=Title date=2009-04-14 period= "));
    assert_non_null(strstr(told.bytes, "countries=HT MX goals=solidarity twin= "));
    assert_non_null(strstr(told.bytes, "text=7 characters"));
    buffer_clear(&told);
    record_clear(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed_facts_are_told),
        cmocka_unit_test(facts_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
