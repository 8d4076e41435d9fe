/* Lines of the log, written and read; and the file when it is renamed under our hands. */
#include "query/log/query_log.h"

#include <string.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

#define LINE "2009-04-14T12:00Z\t12\t200\tmade\tfr\thtml\t1\t23\tcountry=HT\taide \"internationale\""

static void test_line(void **state)
{
    (void)state;
    struct query_log_line line;
    struct buffer out = BUFFER_EMPTY;
    assert_true(query_log_read(bytes_of(LINE), &line));
    assert_int_equal(line.milliseconds, 12);
    assert_int_equal(line.status, 200);
    assert_false(line.kept);
    assert_int_equal(line.page, 1);
    assert_int_equal(line.total, 23);
    assert_memory_equal(line.filters.data, "country=HT", line.filters.size);
    assert_int_equal(line.query.size, strlen("aide \"internationale\""));
    query_log_write(&line, &out);
    assert_string_equal(out.bytes, LINE "\n");
    buffer_clear(&out);
}

static void test_others(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "\t\t\t\t\t\t\t\t\t",
        LINE "\tmore",
        "2009-04-14T12:00Z",
        "2009-04-14T12:00Z\t-1\t200\tmade\tfr\thtml\t1\t23\t\t",
        "2009-04-14T12:00Z\t1\t2000\tmade\tfr\thtml\t1\t23\t\t",
        "2009-04-14T12:00Z\t1\t200\tfound\tfr\thtml\t1\t23\t\t",
        "2009-04-14T12:00Z\t1\t200\tkept\tfr\thtml\t99999999999\t23\t\t",
        "2009-04-14T12:00Z\t99999999999999999999\t200\tkept\tfr\thtml\t1\t23\t\t",
        "2009-04-14 12:00Z+\t1\t200\tkept\tfr\thtml\t1\t23\t\t",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query_log_line line;
        assert_false(query_log_read(bytes_of(cases[i]), &line));
    }
}

static void test_file(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES], renamed[FILES_PATH_BYTES];
    struct query_log log, other;
    struct failure failure;
    struct buffer text = BUFFER_EMPTY;
    scratch_path(&scratch, "queries.log", path);
    scratch_path(&scratch, "queries.log.1", renamed);
    assert_int_equal(query_log_open(&log, path, &failure), STATUS_OK);
    assert_int_equal(query_log_open(&other, path, &failure), STATUS_OK);
    assert_int_equal(query_log_add(&log, bytes_of("one\n"), &failure), STATUS_OK);
    assert_int_equal(query_log_add(&other, bytes_of("two\n"), &failure), STATUS_OK);
    assert_false(query_log_is_moved(&log));
    assert_int_equal(rename(path, renamed), 0);
    assert_true(query_log_is_moved(&log));
    assert_int_equal(query_log_add(&log, bytes_of("three\n"), &failure), STATUS_OK);
    query_log_close(&other);
    assert_int_equal(query_log_open(&other, path, &failure), STATUS_OK);
    assert_false(query_log_is_moved(&other));
    assert_true(query_log_is_moved(&log));
    assert_int_equal(files_read(renamed, 100, &text, &failure), STATUS_OK);
    assert_string_equal(text.bytes, "one\ntwo\nthree\n");
    query_log_close(&other);
    query_log_close(&log);
    assert_int_equal(query_log_add(&log, bytes_of("four\n"), &failure), STATUS_OK); /* there is none */
    assert_false(query_log_is_moved(&log));
    buffer_clear(&text);
}

static void test_refused(void **state)
{
    (void)state;
    struct query_log log;
    struct failure failure;
    char path[FILES_PATH_BYTES];
    assert_int_not_equal(query_log_open(&log, scratch.path, &failure), STATUS_OK);
    assert_int_equal(query_log_open(&log, "/dev/null", &failure), STATUS_INVALID);
    assert_int_equal(log.descriptor, -1);
    assert_int_not_equal(query_log_open(&log, scratch_path(&scratch, "no/such", path), &failure), STATUS_OK);
    assert_non_null(strstr(failure.message, "no/such"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
