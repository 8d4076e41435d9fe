/* Dates and periods in running text. */
#include "record/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NBSP "\xC2\xA0"
#define NARROW_NBSP "\xE2\x80\xAF"

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

/* == Dates ==================================================================================================== */

/* `written` is the part of the text that is the date, NULL when there is none. */
static const struct {
    const char *text, *written, *iso;
    bool numeric, weekday;
} dates[] = {
    /* day, month, year in words */
    { "14 Apr 2009", "14 Apr 2009", "2009-04-14", false, false },
    { "14 Apr. 2009", "14 Apr. 2009", "2009-04-14", false, false },
    { "QUÉBEC, LE 14 AVRIL 2009.", "14 AVRIL 2009", "2009-04-14", false, false },
    { "le 1er mars 2004", "1er mars 2004", "2004-03-01", false, false },
    { "le 1 er mars 2004", "1 er mars 2004", "2004-03-01", false, false },
    { "le 1ᵉʳ mars 2004", "1ᵉʳ mars 2004", "2004-03-01", false, false },
    { "14" NBSP "avril" NBSP "2009", "14" NBSP "avril" NBSP "2009", "2009-04-14", false, false },
    { "14" NARROW_NBSP "avril 2009", "14" NARROW_NBSP "avril 2009", "2009-04-14", false, false },
    { "14 April, 2009", "14 April, 2009", "2009-04-14", false, false },
    { "14th April 2009", "14th April 2009", "2009-04-14", false, false },
    { "the 2nd of May, 2009", "2nd of May, 2009", "2009-05-02", false, false },
    { "the 3rd of June 2009", "3rd of June 2009", "2009-06-03", false, false },
    { "14-Apr-2009", "14-Apr-2009", "2009-04-14", false, false },
    { "14/Apr/2009:10:00", "14/Apr/2009", "2009-04-14", false, false },
    { "14.avr.2009", "14.avr.2009", "2009-04-14", false, false },
    { "14. April 2009", "14. April 2009", "2009-04-14", false, false },
    { "14avr2009", "14avr2009", "2009-04-14", false, false },
    { "14\navr.\n2009", "14\navr.\n2009", "2009-04-14", false, false },
    { "29 février 2008", "29 février 2008", "2008-02-29", false, false },
    { "3 fevr. 2008", "3 fevr. 2008", "2008-02-03", false, false },
    { "3 f\x65\xCC\x81vrier 2008", "3 f\x65\xCC\x81vrier 2008", "2008-02-03", false, false },
    { "25 déc. 2009", "25 déc. 2009", "2009-12-25", false, false },
    { "15 AOÛT 2009", "15 AOÛT 2009", "2009-08-15", false, false },
    { "15 aout 2009", "15 aout 2009", "2009-08-15", false, false },
    { "9 sept 2009", "9 sept 2009", "2009-09-09", false, false },
    { "10 mai 2009", "10 mai 2009", "2009-05-10", false, false },
    { "14 et 15 avril 2009", "15 avril 2009", "2009-04-15", false, false },
    /* month first */
    { "April 14th, 2009", "April 14th, 2009", "2009-04-14", false, false },
    { "On April 14, 2009, the", "April 14, 2009", "2009-04-14", false, false },
    { "Apr. 14,2009", "Apr. 14,2009", "2009-04-14", false, false },
    { "Apr 14 2009", "Apr 14 2009", "2009-04-14", false, false },
    { "May 1st, 2009", "May 1st, 2009", "2009-05-01", false, false },
    { "Apr-14-2009", "Apr-14-2009", "2009-04-14", false, false },
    { "April 14-16, 2009", "April 14-16, 2009", "2009-04-14", false, false },
    { "April 14 and 15, 2009", "April 14 and 15, 2009", "2009-04-14", false, false },
    /* with a week day */
    { "le mardi 14 avril 2009", "14 avril 2009", "2009-04-14", false, true },
    { "mardi le 14 avril 2009", "14 avril 2009", "2009-04-14", false, true },
    { "Tuesday, April 14, 2009", "April 14, 2009", "2009-04-14", false, true },
    { "Tue. 14 Apr 2009", "14 Apr 2009", "2009-04-14", false, true },
    { "mar. 14 avril 2009", "14 avril 2009", "2009-04-14", false, true },
    { "Fri, 03 Apr 2009 10:00:00 GMT", "03 Apr 2009", "2009-04-03", false, true },
    /* figures */
    { "2009-04-14", "2009-04-14", "2009-04-14", false, false },
    { "2009/04/14", "2009/04/14", "2009-04-14", false, false },
    { "2009.04.14", "2009.04.14", "2009-04-14", false, false },
    { "/news/2009/4/3/title-12", "2009/4/3", "2009-04-03", false, false },
    { "2009-04-14T10:00:00-05:00.", "2009-04-14T10:00:00-05:00", "2009-04-14", false, false },
    { "2009-04-14T10:00:00.123Z", "2009-04-14T10:00:00.123Z", "2009-04-14", false, false },
    { "14-04-2009", "14-04-2009", "2009-04-14", false, false },
    { "14.04.2009.", "14.04.2009", "2009-04-14", false, false },
    { "14/04/2009", "14/04/2009", "2009-04-14", false, false },
    { "04/14/2009", "04/14/2009", "2009-04-14", false, false },
    { "04/05/2009", "04/05/2009", "2009-05-04", true, false },
    { "05/05/2009", "05/05/2009", "2009-05-05", false, false },
    { "img20090414.jpg", "20090414", "2009-04-14", false, false },
    { "20090414T100000Z", "20090414T100000Z", "2009-04-14", false, false },
    /* month and year */
    { "in April 2009 we", "April 2009", "2009-04", false, false },
    { "avril" NBSP "2009", "avril" NBSP "2009", "2009-04", false, false },
    { "mai-juin 2009", "juin 2009", "2009-06", false, false },
    { "November, 2007", "November, 2007", "2007-11", false, false },
    { "Janv. 2009", "Janv. 2009", "2009-01", false, false },
    { "31 avril 2009", "avril 2009", "2009-04", false, false },
    { "mars 2009", "mars 2009", "2009-03", false, false },
    { "(March 2009)", "March 2009", "2009-03", false, false },
    /* none */
    { "We may go. In 2009 we march on 14 roads.", NULL, NULL, false, false },
    { "La planète Mars a 2 lunes, mai est beau", NULL, NULL, false, false },
    { "2009", NULL, NULL, false, false },
    { "14 avril", NULL, NULL, false, false },
    { "14 avril 209", NULL, NULL, false, false },
    { "14 avril 20091", NULL, NULL, false, false },
    { "avril 1899, avril 2100", NULL, NULL, false, false },
    { "29/02/2009", NULL, NULL, false, false },
    { "14/14/2009", NULL, NULL, false, false },
    { "00/04/2009", NULL, NULL, false, false },
    { "1.14.04.2009", NULL, NULL, false, false },
    { "10.12.2009.1", NULL, NULL, false, false },
    { "14-04/2009", NULL, NULL, false, false },
    { "120090414 200904141", NULL, NULL, false, false },
    { "0.20090414", NULL, NULL, false, false },
    { "20091414", NULL, NULL, false, false },
    { "14/04/09", NULL, NULL, false, false },
    { "smarch 14, 2009", NULL, NULL, false, false },
    { "Vol. 14, No 3 (2009)", NULL, NULL, false, false },
    { "", NULL, NULL, false, false },
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct date_found found;
        const char *text = dates[i].text;
        if (!date_scan(view(text), 0, &found)) {
            if (dates[i].written)
                fail_msg("nothing found in \"%s\"", text);
            continue;
        }
        char iso[DATE_ISO_BYTES];
        date_format_iso(found.date, iso);
        if (!dates[i].written)
            fail_msg("%s found in \"%s\"", iso, text);
        if (found.length != strlen(dates[i].written) ||
            memcmp(text + found.offset, dates[i].written, found.length) != 0 || strcmp(iso, dates[i].iso) != 0)
            fail_msg("\"%s\": %s in \"%.*s\"", text, iso, (int)found.length, text + found.offset);
        if (found.numeric != dates[i].numeric || found.weekday != dates[i].weekday)
            fail_msg("\"%s\": numeric %d, weekday %d", text, found.numeric, found.weekday);
    }
}

static void test_all_of_a_text(void **state)
{
    static const char text[] =
        "Québec, le 14 avril 2009 – Depuis le 1er mars 2004, et avant May 5, 2003 (2003-05-06), "
        "il y eut 3 réunions en 2002, 12/11/2001 et juin 2000.";
    static const char *const expected[] = { "2009-04-14", "2004-03-01", "2003-05-05",
                                            "2003-05-06", "2001-11-12", "2000-06" };
    (void)state;
    size_t count = 0, at = 0;
    struct date_found found;
    for (; date_scan(view(text), at, &found); at = found.offset + found.length) {
        char iso[DATE_ISO_BYTES];
        date_format_iso(found.date, iso);
        assert_true(count < sizeof expected / sizeof expected[0]);
        assert_string_equal(iso, expected[count++]);
        assert_true(found.offset >= at);
    }
    assert_int_equal(count, sizeof expected / sizeof expected[0]);
}

/* What begins before `at` is not found, nor is half a number. */
static void test_from_the_middle(void **state)
{
    (void)state;
    struct date_found found;
    assert_true(date_scan(view("14 April 2009"), 1, &found));
    assert_int_equal(found.offset, 3);
    assert_int_equal(found.date.day, 0);
    assert_false(date_scan(view("14 April 2009"), 4, &found));
    assert_false(date_scan(view("120090414"), 1, &found));
    assert_false(date_scan(view("2009"), 4, &found));
    assert_false(date_scan((struct bytes){ NULL, 0 }, 0, &found));
}

/* == Periods ================================================================================================== */

static const struct {
    const char *text, *written, *from, *to;
} periods[] = {
    { "second year (2007-2008)", "2007-2008", "2007-04-01", "2008-03-31" },
    { "2006-2009 action plan", "2006-2009", "2006-01-01", "2009-12-31" },
    { "l'exercice 2007–08", "2007–08", "2007-04-01", "2008-03-31" },
    { "l'exercice 2007–2008", "2007–2008", "2007-04-01", "2008-03-31" },
    { "2007 - 2008", "2007 - 2008", "2007-04-01", "2008-03-31" },
    { "2007 – 2010", "2007 – 2010", "2007-01-01", "2010-12-31" },
    { "2007/2008", "2007/2008", "2007-04-01", "2008-03-31" },
    { "the 2007/08 budget", "2007/08", "2007-04-01", "2008-03-31" },
    { "the 2007-08 budget", "2007-08", "2007-04-01", "2008-03-31" },
    { "1999-00.", "1999-00", "1999-04-01", "2000-03-31" },
    { "a 2006–09 plan", "2006–09", "2006-01-01", "2009-12-31" },
    { "report-2007-2008-final.pdf", "2007-2008", "2007-04-01", "2008-03-31" },
    { "2007\u20112008", "2007\u20112008", "2007-04-01", "2008-03-31" },
    { "du 1er avril 2007 au 31 mars 2008,", "du 1er avril 2007 au 31 mars 2008", "2007-04-01", "2008-03-31" },
    { "du 1er avril au 31 décembre 2007", "du 1er avril au 31 décembre 2007", "2007-04-01", "2007-12-31" },
    { "du 1er novembre au 31 mars 2008", "du 1er novembre au 31 mars 2008", "2007-11-01", "2008-03-31" },
    { "du mardi 14 avril 2009 au jeudi 16 avril 2009", "du mardi 14 avril 2009 au jeudi 16 avril 2009", "2009-04-14",
      "2009-04-16" },
    { "from April 2007 to March 2008", "from April 2007 to March 2008", "2007-04-01", "2008-03-31" },
    { "from April 1 to December 31, 2007", "from April 1 to December 31, 2007", "2007-04-01", "2007-12-31" },
    { "April 1, 2007, to March 31, 2008", "April 1, 2007, to March 31, 2008", "2007-04-01", "2008-03-31" },
    { "April 2007 – March 2008", "April 2007 – March 2008", "2007-04-01", "2008-03-31" },
    { "between April 2007 and March 2008", "between April 2007 and March 2008", "2007-04-01", "2008-03-31" },
    { "avril 2007 à mars 2008", "avril 2007 à mars 2008", "2007-04-01", "2008-03-31" },
    { "du 1er avril 2007 jusqu’au 31 mars 2008", "du 1er avril 2007 jusqu’au 31 mars 2008", "2007-04-01",
      "2008-03-31" },
    { "from 2007 to 2009", "from 2007 to 2009", "2007-01-01", "2009-12-31" },
    { "de 2007 à 2008", "de 2007 à 2008", "2007-01-01", "2008-12-31" },
    { "entre 2006 et 2009", "entre 2006 et 2009", "2006-01-01", "2009-12-31" },
    /* none */
    { "2010-15", NULL, NULL, NULL },
    { "la loi n° 2018-19 du", NULL, NULL, NULL },
    { "décrets nos 2007-2008 et", NULL, NULL, NULL },
    { "Bill No. 2007-08", NULL, NULL, NULL },
    { "2007/09", NULL, NULL, NULL },
    { "2008-2007", NULL, NULL, NULL },
    { "2007-04", NULL, NULL, NULL },
    { "2007-08-14", NULL, NULL, NULL },
    { "a/2007-08/b", NULL, NULL, NULL },
    { "/2007/08/14", NULL, NULL, NULL },
    { "555-2007-2008", NULL, NULL, NULL },
    { "2007-20081", NULL, NULL, NULL },
    { "2007-08h30", NULL, NULL, NULL },
    { "1850-1851", NULL, NULL, NULL },
    { "le 14 avril 2009 à 10 h", NULL, NULL, NULL },
    { "we counted 2007 to 2009", NULL, NULL, NULL },
    { "from April 2008 to March 2007", NULL, NULL, NULL },
    { "April 2007 and March 2008", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
};

static void test_periods(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        struct period_found found;
        const char *text = periods[i].text;
        if (!period_scan(view(text), 0, &found)) {
            if (periods[i].written)
                fail_msg("nothing found in \"%s\"", text);
            continue;
        }
        char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
        date_format_iso(found.range.from, from);
        date_format_iso(found.range.to, to);
        if (!periods[i].written)
            fail_msg("%s to %s found in \"%s\"", from, to, text);
        if (found.length != strlen(periods[i].written) ||
            memcmp(text + found.offset, periods[i].written, found.length) != 0 ||
            strcmp(from, periods[i].from) != 0 || strcmp(to, periods[i].to) != 0)
            fail_msg("\"%s\": %s to %s in \"%.*s\"", text, from, to, (int)found.length, text + found.offset);
    }
}

/* == Hostile text ============================================================================================= */

/* Go over the text in memory of its exact size; what is found lies inside and moves on. */
static void scan_all(struct bytes text)
{
    char *copy = malloc(text.size + !text.size);
    assert_non_null(copy);
    if (text.size)
        memcpy(copy, text.data, text.size);
    struct bytes exact = { copy, text.size };
    struct date_found date;
    struct period_found period;
    for (size_t at = 0; date_scan(exact, at, &date); at = date.offset + date.length) {
        assert_true(date.offset >= at && date.length > 0 && date.offset + date.length <= exact.size);
        assert_true(date_valid(date.date));
    }
    for (size_t at = 0; period_scan(exact, at, &period); at = period.offset + period.length) {
        assert_true(period.offset >= at && period.length > 0 && period.offset + period.length <= exact.size);
        assert_true(date_valid(period.range.from) && date_valid(period.range.to));
        assert_true(date_compare(period.range.from, period.range.to) <= 0);
    }
    free(copy);
}

static void test_every_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        for (size_t from = 0; from <= strlen(dates[i].text); from++)
            for (size_t to = from; to <= strlen(dates[i].text); to++)
                scan_all((struct bytes){ dates[i].text + from, to - from });
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
        for (size_t from = 0; from <= strlen(periods[i].text); from++)
            for (size_t to = from; to <= strlen(periods[i].text); to++)
                scan_all((struct bytes){ periods[i].text + from, to - from });
}

static void test_random_pieces(void **state)
{
    static const char *const pieces[] = { "14",   "2009", "April",  "avril", "1er",   " ",    "-",        "–",
                                          ".",    ",",    "/",      "du",    "au",    "to",   "from",     "le",
                                          "é",    "\n",   "\xC3",   NBSP,    "T",     "\x80", "févr",     "20090414",
                                          "2007", "08",   "jusqu'", "mardi", "entre", "et",   "\xE2\x80", "" };
    enum { PIECES = sizeof pieces / sizeof pieces[0] };
    (void)state;
    unsigned random = 1;
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t size = 0;
        for (int i = 0; i < 12; i++) {
            random = random * 1103515245 + 12345;
            const char *piece = pieces[(random >> 16) % PIECES];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        scan_all((struct bytes){ text, size });
    }
}

/* Long rows of one byte take one pass: this test would not end if they took more. */
static void test_long_rows(void **state)
{
    static const char *const rows[] = { "1",     " ",      "a",         "\n",   "é",      "4 ",
                                        "2009-", "April ", "14 April ", "\xC2", "2007 - " };
    enum { ROW_BYTES = 500000 };
    (void)state;
    char *text = malloc(ROW_BYTES + 16);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size = 0;
        for (; size < ROW_BYTES; size += strlen(rows[i]))
            memcpy(text + size, rows[i], strlen(rows[i]));
        scan_all((struct bytes){ text, size });
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),           cmocka_unit_test(test_all_of_a_text),
        cmocka_unit_test(test_from_the_middle), cmocka_unit_test(test_periods),
        cmocka_unit_test(test_every_cut),       cmocka_unit_test(test_random_pieces),
        cmocka_unit_test(test_long_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
