/* What people type to ask for dates. */
#include "record/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct date today = { 2009, 4, 14 }; /* a Tuesday */

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

static const struct {
    const char *typed, *from, *to;
} good[] = {
    /* one date */
    { "2009", "2009", "2009" },
    { "1867-07-01", "1867-07-01", "1867-07-01" },
    { "2009-04", "2009-04", "2009-04" },
    { "2007-08", "2007-08", "2007-08" },
    { "2009-4", "2009-04", "2009-04" },
    { "2009/04", "2009-04", "2009-04" },
    { "04/2009", "2009-04", "2009-04" },
    { " 2009-04-14\t", "2009-04-14", "2009-04-14" },
    { "\xC2\xA0"
      "2009\xC2\xA0",
      "2009", "2009" },
    { "20090414", "2009-04-14", "2009-04-14" },
    { "2009-04-14T10:00:00-05:00", "2009-04-14", "2009-04-14" },
    { "14/04/2009", "2009-04-14", "2009-04-14" },
    { "avril 2009", "2009-04", "2009-04" },
    { "AVRIL 2009", "2009-04", "2009-04" },
    { "14 April 2009", "2009-04-14", "2009-04-14" },
    { "April 14th, 2009", "2009-04-14", "2009-04-14" },
    { "le mardi 14 avril 2009", "2009-04-14", "2009-04-14" },
    { "Tuesday, April 14, 2009", "2009-04-14", "2009-04-14" },
    { "mar. 14 avril 2009", "2009-04-14", "2009-04-14" },
    { "en août 2009", "2009-08", "2009-08" },
    { "1er mars 1604", "1604-03-01", "1604-03-01" },
    /* quarters and fiscal years */
    { "2009-Q1", "2009-01", "2009-03" },
    { "Q4 2009", "2009-10", "2009-12" },
    { "T2 2009", "2009-04", "2009-06" },
    { "3e trimestre 2009", "2009-07", "2009-09" },
    { "premier trimestre de 2009", "2009-01", "2009-03" },
    { "second quarter of 2009", "2009-04", "2009-06" },
    { "Q1 2009..Q2 2010", "2009-01", "2010-06" },
    { "exercice 2007-2008", "2007-04-01", "2008-03-31" },
    { "Fiscal year 2007-2008", "2007-04-01", "2008-03-31" },
    /* ranges */
    { "2007..2008", "2007", "2008" },
    { "2007 .. 2008", "2007", "2008" },
    { "2007...2008", "2007", "2008" },
    { "2007…2008", "2007", "2008" },
    { "..2005", "", "2005" },
    { "2009-04..", "2009-04", "" },
    { "avril 2009..", "2009-04", "" },
    { "2009-04..2009-06", "2009-04", "2009-06" },
    { "14 avril 2009..mai 2009", "2009-04-14", "2009-05" },
    { "2009-04-14..2009-04", "2009-04-14", "2009-04" },
    { "2006-2007..2008-2009", "2006-04-01", "2009-03-31" },
    { "janv. 2009..févr. 2009", "2009-01", "2009-02" },
    { "2009-04-01/2009-06-30", "2009-04-01", "2009-06-30" },
    /* periods */
    { "2007-2008", "2007-04-01", "2008-03-31" },
    { "1867-1868", "1867-04-01", "1868-03-31" },
    { "2006-2009", "2006-01-01", "2009-12-31" },
    { "2007–08", "2007-04-01", "2008-03-31" },
    { "2013-14", "2013-04-01", "2014-03-31" },
    { "du 1er avril 2007 au 31 mars 2008", "2007-04-01", "2008-03-31" },
    { "from April 2007 to March 2008", "2007-04-01", "2008-03-31" },
    { "avril 2007 à mars 2008", "2007-04-01", "2008-03-31" },
    { "entre 2006 et 2009", "2006-01-01", "2009-12-31" },
    /* counted from today */
    { "hier", "2009-04-13", "2009-04-13" },
    { "Yesterday", "2009-04-13", "2009-04-13" },
    { "avant-hier", "2009-04-12", "2009-04-12" },
    { "aujourd'hui", "2009-04-14", "2009-04-14" },
    { "aujourd’hui", "2009-04-14", "2009-04-14" },
    { "today", "2009-04-14", "2009-04-14" },
    { "last year", "2008", "2008" },
    { "l'an dernier", "2008", "2008" },
    { "l’année dernière", "2008", "2008" },
    { "l'annee  derniere", "2008", "2008" },
    { "this year", "2009", "2009" },
    { "cette année", "2009", "2009" },
    { "last month", "2009-03", "2009-03" },
    { "le mois dernier", "2009-03", "2009-03" },
    { "ce mois-ci", "2009-04", "2009-04" },
    { "this month", "2009-04", "2009-04" },
    { "last week", "2009-04-06", "2009-04-12" },
    { "cette semaine", "2009-04-13", "2009-04-19" },
    { "last year..today", "2008", "2009-04-14" },
    { "hier..", "2009-04-13", "" },
};

static void test_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct failure failure = FAILURE_NONE;
        struct date_range range;
        char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
        if (date_range_parse(view(good[i].typed), today, &range, &failure))
            fail_msg("\"%s\": %s", good[i].typed, failure.message);
        date_format_iso(range.from, from);
        date_format_iso(range.to, to);
        if (strcmp(from, good[i].from) != 0 || strcmp(to, good[i].to) != 0)
            fail_msg("\"%s\" is %s..%s", good[i].typed, from, to);
    }
}

static void test_bad(void **state)
{
    static const char usual_hint[] = "write 2009, 2009-04, avril 2009, 14 April 2009, 2007..2008 or 2007-2008";
    static const struct {
        const char *typed, *message, *hint;
    } cases[] = {
        { "avrli 2009", "not a date: \"avrli 2009\"", usual_hint },
        { "", "not a date: \"\"", usual_hint },
        { " .. ", "not a date: \"..\"", usual_hint },
        { "2009..avrli", "not a date: \"avrli\"", usual_hint },
        { "2009-13", "not a date: \"2009-13\"", usual_hint },
        { "14 avril", "not a date: \"14 avril\"", usual_hint },
        { "31 avril 2009", "not a date: \"31 avril 2009\"", usual_hint },
        { "2009-02-29", "not a date: \"2009-02-29\"", usual_hint },
        { "2009\nX: y", "not a date: \"2009 X: y\"", usual_hint },
        { "14/04/09", "not a date: \"14/04/09\"", usual_hint },
        { "Q5 2009", "not a date: \"Q5 2009\"", usual_hint },
        { "Q1", "not a date: \"Q1\"", usual_hint },
        { "99999", "not a date: \"99999\"", usual_hint },
        { "le", "not a date: \"le\"", usual_hint },
        { "2008..2007", "the dates end before they begin: 2008..2007", "write 2007..2008" },
        { "mai 2009..14 avril 2009", "the dates end before they begin: 2009-05..2009-04-14",
          "write 2009-04-14..2009-05" },
        { "2009-2006", "the dates end before they begin: 2009-01-01..2006-12-31", "write 2006-12-31..2009-01-01" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct failure failure = FAILURE_NONE;
        struct date_range range;
        enum status status = date_range_parse(view(cases[i].typed), today, &range, &failure);
        assert_int_equal(status, STATUS_USAGE);
        assert_string_equal(failure.message, cases[i].message);
        assert_string_equal(failure.hint, cases[i].hint);
    }
    struct date_range range;
    assert_int_equal(date_range_parse((struct bytes){ NULL, 0 }, today, &range, NULL), STATUS_USAGE);
    assert_int_equal(date_range_parse(view("x"), today, &range, NULL), STATUS_USAGE);
}

static void test_month_before_january(void **state)
{
    (void)state;
    struct date_range range;
    struct date january = { 2009, 1, 1 };
    assert_int_equal(date_range_parse(view("last month"), january, &range, NULL), STATUS_OK);
    assert_int_equal(range.from.year, 2008);
    assert_int_equal(range.from.month, 12);
}

/* A very long argument is refused, quoted in part and at a character. */
static void test_long(void **state)
{
    (void)state;
    char typed[4000];
    struct failure failure = FAILURE_NONE;
    struct date_range range;
    for (size_t i = 0; i + 1 < sizeof typed; i += 2)
        memcpy(typed + i, "é", 2);
    assert_int_equal(date_range_parse((struct bytes){ typed, sizeof typed }, today, &range, &failure), STATUS_USAGE);
    assert_int_equal(strlen(failure.message), strlen("not a date: \"\"") + 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_month_before_january),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
