/* The calendar, and dates in ISO form and in words. */
#include "record/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

static void test_iso(void **state)
{
    static const struct {
        const char *text;
        bool good;
        struct date date;
        enum date_precision precision;
    } cases[] = {
        { "2009", true, { 2009, 0, 0 }, PRECISION_YEAR },
        { "2009-04", true, { 2009, 4, 0 }, PRECISION_MONTH },
        { "2009-04-14", true, { 2009, 4, 14 }, PRECISION_DAY },
        { "0001-01-01", true, { 1, 1, 1 }, PRECISION_DAY },
        { "9999-12-31", true, { 9999, 12, 31 }, PRECISION_DAY },
        { "2008-02-29", true, { 2008, 2, 29 }, PRECISION_DAY },
        { "2000-02-29", true, { 2000, 2, 29 }, PRECISION_DAY },
        { "1900-02-29", false, DATE_NONE, PRECISION_NONE },
        { "2009-02-29", false, DATE_NONE, PRECISION_NONE },
        { "2009-04-31", false, DATE_NONE, PRECISION_NONE },
        { "2009-13", false, DATE_NONE, PRECISION_NONE },
        { "2009-00", false, DATE_NONE, PRECISION_NONE },
        { "2009-04-00", false, DATE_NONE, PRECISION_NONE },
        { "0000", false, DATE_NONE, PRECISION_NONE },
        { "2009-4-14", false, DATE_NONE, PRECISION_NONE },
        { "2009-04-14 ", false, DATE_NONE, PRECISION_NONE },
        { "2009-04-14T10", false, DATE_NONE, PRECISION_NONE },
        { "2009-", false, DATE_NONE, PRECISION_NONE },
        { "2009/04", false, DATE_NONE, PRECISION_NONE },
        { "209", false, DATE_NONE, PRECISION_NONE },
        { "", false, DATE_NONE, PRECISION_NONE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date date = DATE_NONE;
        char iso[DATE_ISO_BYTES];
        if (date_parse_iso(view(cases[i].text), &date) != cases[i].good)
            fail_msg("\"%s\" is %s", cases[i].text, cases[i].good ? "refused" : "taken");
        assert_int_equal(date_precision(date), cases[i].precision);
        assert_int_equal(date_compare(date, cases[i].date), 0);
        date_format_iso(date, iso);
        assert_string_equal(iso, cases[i].good ? cases[i].text : "");
    }
}

static void test_figures(void **state)
{
    (void)state;
    char figures[DATE_FIGURES_BYTES];
    date_format_figures((struct date){ 2009, 4, 14 }, figures);
    assert_string_equal(figures, "20090414");
    date_format_figures((struct date){ 987, 12, 0 }, figures);
    assert_string_equal(figures, "09871200");
    date_format_figures((struct date)DATE_NONE, figures);
    assert_string_equal(figures, "00000000");
}

static void test_words(void **state)
{
    static const struct {
        struct date date;
        const char *english, *french;
    } cases[] = {
        { { 2009, 4, 14 }, "April 14, 2009", "14 avril 2009" },
        { { 2004, 3, 1 }, "March 1, 2004", "1er mars 2004" },
        { { 2009, 8, 0 }, "August 2009", "août 2009" },
        { { 2009, 0, 0 }, "2009", "2009" },
        { { 2008, 2, 29 }, "February 29, 2008", "29 février 2008" },
        { DATE_NONE, "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char words[DATE_WORDS_BYTES];
        date_format_words(cases[i].date, false, words);
        assert_string_equal(words, cases[i].english);
        date_format_words(cases[i].date, true, words);
        assert_string_equal(words, cases[i].french);
    }
}

static void test_order(void **state)
{
    static const struct {
        struct date left, right;
        int order;
    } cases[] = {
        { { 2009, 4, 14 }, { 2009, 4, 15 }, -1 }, { { 2009, 5, 1 }, { 2009, 4, 30 }, 1 },
        { { 2009, 4, 0 }, { 2009, 4, 1 }, 0 },    { { 2009, 0, 0 }, { 2009, 1, 1 }, 0 },
        { { 2008, 12, 31 }, { 2009, 0, 0 }, -1 }, { DATE_NONE, { 1, 1, 1 }, -1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(date_compare(cases[i].left, cases[i].right), cases[i].order);
        assert_int_equal(date_compare(cases[i].right, cases[i].left), -cases[i].order);
    }
}

static void assert_date(struct date date, int year, int month, int day)
{
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void test_first_and_last_days(void **state)
{
    (void)state;
    assert_date(date_first_day((struct date){ 2008, 2, 0 }), 2008, 2, 1);
    assert_date(date_last_day((struct date){ 2008, 2, 0 }), 2008, 2, 29);
    assert_date(date_last_day((struct date){ 2009, 2, 0 }), 2009, 2, 28);
    assert_date(date_first_day((struct date){ 2009, 0, 0 }), 2009, 1, 1);
    assert_date(date_last_day((struct date){ 2009, 0, 0 }), 2009, 12, 31);
    assert_date(date_last_day((struct date){ 2009, 4, 14 }), 2009, 4, 14);
    assert_date(date_last_day((struct date)DATE_NONE), 0, 0, 0);
}

static void test_adding_days(void **state)
{
    (void)state;
    assert_date(date_add_days((struct date){ 2009, 4, 14 }, 17), 2009, 5, 1);
    assert_date(date_add_days((struct date){ 2008, 2, 28 }, 1), 2008, 2, 29);
    assert_date(date_add_days((struct date){ 2009, 1, 1 }, -1), 2008, 12, 31);
    assert_date(date_add_days((struct date){ 2009, 4, 0 }, 1), 2009, 4, 2);
    assert_date(date_add_days((struct date){ 9999, 12, 31 }, 1), 0, 0, 0);
    assert_date(date_add_days((struct date){ 1, 1, 1 }, -1), 0, 0, 0);
    assert_date(date_add_days((struct date)DATE_NONE, 5), 0, 0, 0);
    assert_date(date_add_days((struct date){ 2009, 4, 14 }, 2147483647), 0, 0, 0);
}

/* Every day of the calendar follows the day before it, is valid and is one week day further. */
static void test_every_day(void **state)
{
    (void)state;
    struct date day = { 1, 1, 1 };
    assert_int_equal(date_weekday(day), 0);
    for (long count = 1; count < 3652059; count++) {
        struct date next = date_add_days(day, 1);
        bool same_month = next.month == day.month && next.day == day.day + 1;
        bool new_month = next.day == 1 && date_last_day((struct date){ day.year, day.month, 0 }).day == day.day;
        if (!date_valid(next) || !(same_month || new_month) || date_compare(day, next) != -1 ||
            date_weekday(next) != (date_weekday(day) + 1) % 7)
            fail_msg("after %d-%d-%d comes %d-%d-%d", day.year, day.month, day.day, next.year, next.month, next.day);
        day = next;
    }
    assert_date(day, 9999, 12, 31);
}

static void test_from_unix(void **state)
{
    (void)state;
    assert_date(date_from_unix(0), 1970, 1, 1);
    assert_date(date_from_unix(-1), 1969, 12, 31);
    assert_date(date_from_unix(1239667200), 2009, 4, 14);
    assert_date(date_from_unix(1239667199), 2009, 4, 13);
    assert_date(date_from_unix(9223372036854775807LL), 0, 0, 0);
    assert_date(date_from_unix(-9223372036854775807LL - 1), 0, 0, 0);
    assert_int_equal(date_weekday((struct date){ 2009, 4, 14 }), 1);
}

static void test_validity(void **state)
{
    (void)state;
    assert_true(date_valid((struct date){ 2009, 0, 0 }));
    assert_false(date_valid((struct date){ 2009, 0, 5 }));
    assert_false(date_valid((struct date){ -5, 1, 1 }));
    assert_false(date_valid((struct date){ 10000, 1, 1 }));
    assert_false(date_valid((struct date){ 2009, 255, 1 }));
    assert_string_equal(date_precision_name(PRECISION_DAY), "day");
    assert_string_equal(date_precision_name(PRECISION_NONE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iso),         cmocka_unit_test(test_words),
        cmocka_unit_test(test_order),       cmocka_unit_test(test_first_and_last_days),
        cmocka_unit_test(test_adding_days), cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_from_unix),   cmocka_unit_test(test_validity),
        cmocka_unit_test(test_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
