/* A log counted: folded queries are one, lists are in order and have an end, what is no line is counted as such. */
#include "query/log/log_report.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;
static char path[FILES_PATH_BYTES];

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "log", path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static void report(const char *log, bool json, enum language ui, struct buffer *out)
{
    const struct log_report_settings settings = { ui, json, 2 };
    struct failure failure;
    assert_int_equal(files_write_atomically(path, log, strlen(log), NULL), STATUS_OK);
    assert_int_equal(log_report_run(path, &settings, out, &failure), STATUS_OK);
}

#define LINE(ms, status, page, total, filters, query)                                                                \
    "2009-04-14T12:0" #page "Z\t" #ms "\t" #status "\tmade\tfr\thtml\t" #page "\t" #total "\t" filters "\t" query "\n"

static const char log_text[] = LINE(5, 200, 1, 12, "", "Haïti") LINE(7, 200, 1, 12, "", "haiti")
    LINE(9, 200, 2, 12, "", "haiti") LINE(3, 200, 1, 0, "country=FR", "HAITI") LINE(2000, 503, 1, 0, "", "a OR b")
        LINE(4, 200, 1, 0, "", "minstre") LINE(4, 200, 1, 0, "", "minstre") LINE(1, 200, 1, 4, "", "eau")
            LINE(1, 200, 1, 4, "", "(") "no line of ours\n" LINE(1, 200, 1, 4, "kind=release", "");

static void test_text(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    report(log_text, false, LANGUAGE_ENGLISH, &out);
    assert_string_equal(out.bytes, "9 searches, from 2009-04-14T12:01Z to 2009-04-14T12:01Z\n"
                                   "in French 100 %, in English 0 %; nothing found 33 %, not answered 11 %\n"
                                   "half in 4 ms, 99 % in 2000 ms; already made 0 %\n"
                                   "lines that are none of depeche.cgi's: 1\n"
                                   "\nAsked most often (searches)\n         3  Haïti\n         2  minstre\n"
                                   "\nNothing found (searches)\n         2  minstre\n         1  HAITI  [country=FR]\n"
                                   "\nSlowest (milliseconds)\n     2,000  a OR b\n         7  Haïti\n");
    buffer_clear(&out);
}

static void test_json(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    report(log_text, true, LANGUAGE_FRENCH, &out);
    assert_non_null(strstr(out.bytes, "\"version\":1,\"searches\":9,"));
    assert_non_null(strstr(out.bytes, "\"further_pages\":1,"));
    assert_non_null(strstr(out.bytes, "\"frequent\":[{\"query\":\"Haïti\",\"searches\":3,\"found\":0},"));
    assert_non_null(strstr(out.bytes, "{\"query\":\"HAITI\",\"filters\":\"country=FR\",\"searches\":1,\"found\":0}"));
    assert_non_null(strstr(out.bytes, "\"filters\":\"\",\"searches\":1,\"found\":0,\"milliseconds\":2000}"));
    buffer_clear(&out);
}

static void test_empty(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    report("", false, LANGUAGE_ENGLISH, &out);
    assert_non_null(strstr(out.bytes, "0 searches\n"));
    assert_non_null(strstr(out.bytes, "      none\n"));
    buffer_clear(&out);
}

/* More than memory for sorting holds, and lines longer than any of ours. */
static void test_long(void **state)
{
    (void)state;
    enum { LINES = 200000, LONG = 200000 };
    struct buffer log = BUFFER_EMPTY, out = BUFFER_EMPTY;
    for (unsigned i = 0; i < LINES; i++)
        buffer_append_format(&log, "2009-04-14T12:00Z\t1\t200\tkept\ten\thtml\t1\t1\tcountry=HT goal=solidarity from=2009\t"
                                   "a query that is rather long, number %u\n",
                             i % 50000);
    for (unsigned i = 0; i < LONG; i++)
        buffer_append_byte(&log, 'x');
    report(log.bytes, false, LANGUAGE_ENGLISH, &out);
    assert_non_null(strstr(out.bytes, "200,000 searches"));
    assert_non_null(strstr(out.bytes, "already made 100 %"));
    assert_non_null(strstr(out.bytes, "         4  a query that is rather long, number "));
    buffer_clear(&log);
    buffer_clear(&out);
}

static void test_missing(void **state)
{
    (void)state;
    const struct log_report_settings settings = { LANGUAGE_ENGLISH, false, 5 };
    struct buffer out = BUFFER_EMPTY;
    struct failure failure;
    assert_int_equal(log_report_run("/no/such/log", &settings, &out, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "/no/such/log"));
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text), cmocka_unit_test(test_json),    cmocka_unit_test(test_empty),
        cmocka_unit_test(test_long), cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
