/* record/terms.c: the limit of a term, Omega's colon, and ranges of dates checked against all documents there can be.
 */
#include "record/fields.h"

#include <string.h>

#include "tests/unit/scratch.h"

/* == The limit ================================================================================================ */

static void test_make(void **state)
{
    (void)state;
    static const struct {
        const char *prefix, *value, *term;
    } cases[] = {
        { "", "école", "école" },
        { "S", "inondation", "Sinondation" },
        { "S", "Haut", "SHaut" }, /* a prefix of one letter needs no colon */
        { "Q", "https://example.org/a", "Qhttps://example.org/a" },
        { "XGOAL", "security", "XGOALsecurity" },
        { "XGOAL", "1", "XGOAL1" },
        { "XGOAL", "SDG1", "XGOAL:SDG1" },
        { "XGOAL", "Foo", "XGOAL:Foo" },
        { "XGOAL", ":foo", "XGOAL::foo" },
        { "XGOAL", "Évian", "XGOALÉvian" }, /* Omega looks at ASCII capitals only */
        { "XKIND", "", "XKIND" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term term;
        term_make(&term, cases[i].prefix, bytes_of(cases[i].value));
        assert_string_equal(term.bytes, cases[i].term);
        assert_int_equal(term.size, strlen(cases[i].term));
    }
}

static void test_long_values(void **state)
{
    (void)state;
    char value[400];
    struct term term, other;
    memset(value, 'x', sizeof value);

    term_make(&term, "Q", (struct bytes){ value, 244 });
    assert_int_equal(term.size, 245);
    assert_memory_equal(term.bytes + 1, value, 244);

    /* FNV-1a with 128 bits of 300 times 'x'. */
    term_make(&term, "Q", (struct bytes){ value, 300 });
    assert_int_equal(term.size, 245);
    assert_memory_equal(term.bytes + 1, value, 212);
    assert_string_equal(term.bytes + 213, "0ca87c95ae2960615decdb050f1a92bd");

    value[299] = 'y';
    term_make(&other, "Q", (struct bytes){ value, 300 });
    assert_int_equal(other.size, 245);
    assert_memory_not_equal(term.bytes, other.bytes, 245);
}

static void test_cut_at_a_character(void **state)
{
    (void)state;
    char value[400] = "x"; /* then é 130 times: the cut at byte 212 would be inside of one */
    struct term term;
    for (size_t i = 0; i < 130; i++)
        memcpy(value + 1 + 2 * i, "é", 2);
    term_make(&term, "Q", (struct bytes){ value, 261 });
    assert_int_equal(term.size, 244);
    assert_memory_equal(term.bytes + 1, value, 211);
    assert_int_equal(strspn(term.bytes + 212, "0123456789abcdef"), 32);
}

/* What the backend stores: each NUL is two bytes. */
static size_t stored_bytes(const struct term *term)
{
    size_t size = term->size;
    for (size_t i = 0; i < term->size; i++)
        size += term->bytes[i] == '\0';
    return size;
}

static void test_nul_counts_twice(void **state)
{
    (void)state;
    const char zeros[400] = "";
    for (size_t size = 0; size <= sizeof zeros; size++) {
        struct term term;
        term_make(&term, "XKIND", (struct bytes){ zeros, size });
        assert_true(stored_bytes(&term) <= TERM_BYTES);
        assert_int_equal(term.size, 5 + (size <= 120 ? size : 104 + 32));
    }
}

static void test_facets(void **state)
{
    (void)state;
    struct term term;
    char longest[300];
    term_make_facet(&term, &fields[FIELD_COUNTRY], bytes_of("HT"));
    assert_string_equal(term.bytes, "Nht");
    term_make_facet(&term, &fields[FIELD_GOAL], bytes_of("SDG1"));
    assert_string_equal(term.bytes, "XGOAL:SDG1");
    term_make_facet(&term, &fields[FIELD_KIND], bytes_of("report"));
    assert_string_equal(term.bytes, "XKINDreport");
    term_make_facet(&term, &fields[FIELD_LANGUAGE], bytes_of("fr"));
    assert_string_equal(term.bytes, "Lfr");
    memset(longest, 'A', sizeof longest);
    term_make_facet(&term, &fields[FIELD_COUNTRY], (struct bytes){ longest, sizeof longest });
    assert_int_equal(term.size, TERM_BYTES);
}

/* == Dates ==================================================================================================== */

struct found {
    struct term terms[400];
    size_t count;
};

static enum status collect(const struct term *term, void *context, struct failure *failure)
{
    (void)failure;
    struct found *found = context;
    assert_true(found->count < sizeof found->terms / sizeof *found->terms);
    found->terms[found->count++] = *term;
    return STATUS_OK;
}

static void join(const struct found *found, char *joined, size_t joined_bytes)
{
    size_t size = 0;
    joined[0] = '\0';
    for (size_t i = 0; i < found->count && size < joined_bytes; i++)
        size += (size_t)snprintf(joined + size, joined_bytes - size, "%s%s", i ? " " : "", found->terms[i].bytes);
}

static void test_terms_of_date(void **state)
{
    (void)state;
    static const struct {
        struct date date;
        const char *terms;
    } cases[] = {
        { { 2009, 4, 14 }, "D20090414 M200904 Y2009" },
        { { 2009, 4, 0 }, "M200904 Y2009" },
        { { 2009, 0, 0 }, "Y2009" },
        { { 867, 1, 2 }, "D08670102 M086701 Y0867" },
        { { 0, 0, 0 }, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct found found = { .count = 0 };
        char joined[200];
        found.count = terms_of_date(cases[i].date, found.terms);
        join(&found, joined, sizeof joined);
        assert_string_equal(joined, cases[i].terms);
    }
}

static void test_terms_of_range(void **state)
{
    (void)state;
    static const struct {
        struct date_range range;
        short earliest, latest;
        const char *terms;
    } cases[] = {
        { { { 2009, 0, 0 }, { 2009, 0, 0 } }, 2000, 2010, "Y2009" },
        { { { 2009, 4, 0 }, { 2009, 4, 0 } }, 2000, 2010, "M200904" },
        { { { 2009, 4, 14 }, { 2009, 4, 14 } }, 2000, 2010, "D20090414" },
        { { { 2007, 4, 0 }, { 2008, 3, 31 } },
          2000,
          2010,
          "M200704 M200705 M200706 M200707 M200708 M200709 M200710 M200711 M200712 M200801 M200802 M200803" },
        { { { 2008, 2, 28 }, { 2008, 3, 2 } }, 2000, 2010, "D20080228 D20080229 D20080301 D20080302" },
        { { { 2007, 12, 30 }, { 2009, 1, 1 } }, 2000, 2010, "D20071230 D20071231 Y2008 D20090101" },
        { { { 0, 0, 0 }, { 2005, 0, 0 } }, 2003, 2010, "Y2003 Y2004 Y2005" },
        { { { 2009, 11, 0 }, { 0, 0, 0 } }, 2003, 2010, "M200911 M200912 Y2010" },
        { { { 0, 0, 0 }, { 0, 0, 0 } }, 2009, 2010, "Y2009 Y2010" },
        { { { 1, 0, 0 }, { 9999, 12, 31 } }, 2009, 2010, "Y2009 Y2010" },
        { { { 9999, 12, 0 }, { 9999, 12, 31 } }, 9998, 9999, "M999912" },
        { { { 2011, 0, 0 }, { 0, 0, 0 } }, 2003, 2010, "" },
        { { { 0, 0, 0 }, { 2002, 0, 0 } }, 2003, 2010, "" },
        { { { 2009, 0, 0 }, { 2008, 0, 0 } }, 2003, 2010, "" },
        { { { 0, 0, 0 }, { 0, 0, 0 } }, 0, 0, "" },
        { { { 0, 0, 0 }, { 0, 0, 0 } }, 2010, 2009, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct found found = { .count = 0 };
        char joined[4000];
        assert_int_equal(terms_of_range(cases[i].range, cases[i].earliest, cases[i].latest, collect, &found, NULL),
                         STATUS_OK);
        join(&found, joined, sizeof joined);
        assert_string_equal(joined, cases[i].terms);
    }
}

static enum status refuse_third(const struct term *term, void *context, struct failure *failure)
{
    (void)term, (void)failure;
    return ++*(int *)context == 3 ? STATUS_LIMIT : STATUS_OK;
}

static void test_failure_of_add_is_passed_up(void **state)
{
    (void)state;
    const struct date_range range = { { 2001, 0, 0 }, { 2009, 0, 0 } };
    int calls = 0;
    assert_int_equal(terms_of_range(range, 2000, 2010, refuse_third, &calls, NULL), STATUS_LIMIT);
    assert_int_equal(calls, 3);
    calls = 0;
    assert_int_equal(terms_of_period(range, refuse_third, &calls, NULL), STATUS_LIMIT);
    assert_int_equal(calls, 3);
}

/* == Ranges against all documents ============================================================================= */

enum { EARLIEST = 2003, LATEST = 2008 };

/* Days, months and years of which the first to the last day is asked for. */
static bool is_inside(struct date date, struct date_range range)
{
    return (!range.from.year || date_compare(date_first_day(date), date_first_day(range.from)) >= 0) &&
           (!range.to.year || date_compare(date_last_day(date), date_last_day(range.to)) <= 0);
}

static size_t times_found(struct date date, const struct found *found)
{
    struct term terms[3];
    size_t count = terms_of_date(date, terms), times = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < found->count; j++)
            times += strcmp(terms[i].bytes, found->terms[j].bytes) == 0;
    return times;
}

/* A document inside is found by one term, others by none; and a unit inside that is in no larger one inside needs a
 * term of its own, so that there cannot be fewer. */
static void check_document(struct date date, struct date larger, struct date_range range, const struct found *found,
                           size_t *needed)
{
    bool inside = is_inside(date, range);
    if (times_found(date, found) != inside)
        fail_msg("%04d-%02d-%02d is found %zu times in %04d-%02d-%02d..%04d-%02d-%02d", date.year, date.month,
                 date.day, times_found(date, found), range.from.year, range.from.month, range.from.day, range.to.year,
                 range.to.month, range.to.day);
    *needed += inside && (!larger.year || !is_inside(larger, range));
}

static void check_range(struct date_range range)
{
    struct found found = { .count = 0 };
    size_t needed = 0;
    assert_int_equal(terms_of_range(range, EARLIEST, LATEST, collect, &found, NULL), STATUS_OK);
    for (short year = EARLIEST; year <= LATEST; year++) {
        const struct date of_year = { .year = year };
        check_document(of_year, (struct date)DATE_NONE, range, &found, &needed);
        for (unsigned char month = 1; month <= 12; month++) {
            const struct date of_month = { .year = year, .month = month };
            check_document(of_month, of_year, range, &found, &needed);
            for (unsigned char day = 1; day <= date_last_day(of_month).day; day++)
                check_document((struct date){ year, month, day }, of_month, range, &found, &needed);
        }
    }
    assert_int_equal(found.count, needed);
}

static uint32_t seed = 20090414;

static uint32_t roll(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

static struct date roll_date(void)
{
    struct date date = { .year = (short)(EARLIEST - 2 + (int)roll(LATEST - EARLIEST + 5)) };
    uint32_t precision = roll(8);
    if (precision == 0)
        return (struct date)DATE_NONE;
    if (precision > 1)
        date.month = (unsigned char)(1 + roll(12));
    if (precision > 3)
        date.day = (unsigned char)(1 + roll(date_last_day(date).day));
    return date;
}

static void test_ranges_against_all_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < 400; i++)
        check_range((struct date_range){ roll_date(), roll_date() });
}

/* == Periods ================================================================================================== */

static void test_values_of_period(void **state)
{
    (void)state;
    static const struct {
        struct date_range range;
        const char *from, *to;
    } cases[] = {
        { { { 2007, 4, 1 }, { 2008, 3, 31 } }, "20070401", "20080331" },
        { { { 2007, 4, 0 }, { 2008, 2, 0 } }, "20070401", "20080229" },
        { { { 2007, 0, 0 }, { 2008, 0, 0 } }, "20070101", "20081231" },
        { { { 2007, 4, 1 }, { 0, 0, 0 } }, "20070401", "99999999" },
        { { { 0, 0, 0 }, { 2008, 3, 31 } }, "00000000", "20080331" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[PERIOD_VALUE_BYTES];
        period_value_from(cases[i].range, value);
        assert_string_equal(value, cases[i].from);
        period_value_to(cases[i].range, value);
        assert_string_equal(value, cases[i].to);
    }
}

static void test_terms_of_period(void **state)
{
    (void)state;
    static const struct {
        struct date_range range;
        size_t count;
        const char *first, *last;
    } cases[] = {
        { { { 2007, 4, 1 }, { 2008, 3, 31 } }, 2, "XPERIOD2007", "XPERIOD2008" },
        { { { 2008, 12, 31 }, { 2008, 12, 31 } }, 1, "XPERIOD2008", "XPERIOD2008" },
        { { { 0, 0, 0 }, { 2005, 0, 0 } }, 200, "XPERIOD1806", "XPERIOD2005" },
        { { { 2005, 0, 0 }, { 0, 0, 0 } }, 200, "XPERIOD2005", "XPERIOD2204" },
        { { { 1, 0, 0 }, { 2008, 0, 0 } }, 200, "XPERIOD1809", "XPERIOD2008" },
        { { { 0, 0, 0 }, { 12, 0, 0 } }, 12, "XPERIOD0001", "XPERIOD0012" },
        { { { 9990, 0, 0 }, { 0, 0, 0 } }, 10, "XPERIOD9990", "XPERIOD9999" },
        { { { 2009, 0, 0 }, { 2008, 0, 0 } }, 0, NULL, NULL },
        { { { 0, 0, 0 }, { 0, 0, 0 } }, 0, NULL, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct found found = { .count = 0 };
        assert_int_equal(terms_of_period(cases[i].range, collect, &found, NULL), STATUS_OK);
        assert_int_equal(found.count, cases[i].count);
        if (found.count) {
            assert_string_equal(found.terms[0].bytes, cases[i].first);
            assert_string_equal(found.terms[found.count - 1].bytes, cases[i].last);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_make),
        cmocka_unit_test(test_long_values),
        cmocka_unit_test(test_cut_at_a_character),
        cmocka_unit_test(test_nul_counts_twice),
        cmocka_unit_test(test_facets),
        cmocka_unit_test(test_terms_of_date),
        cmocka_unit_test(test_terms_of_range),
        cmocka_unit_test(test_failure_of_add_is_passed_up),
        cmocka_unit_test(test_ranges_against_all_documents),
        cmocka_unit_test(test_terms_of_period),
        cmocka_unit_test(test_values_of_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
