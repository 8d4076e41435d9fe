/* The ledger: rows as CSV and JSON lines, captures that turn out to be older. */
#include "indexer/ledger/ledger.h"

#include <string.h>

#include "indexer/page/notes.h"
#include "indexer/common/reason.h"

#include "tests/unit/scratch.h"

static void set(char **field, const char *text)
{
    assert_int_equal(record_set(field, bytes_of(text), NULL), STATUS_OK);
}

static void fill_record(struct record *record)
{
    const struct bytes nothing = { "", 0 };
    record_init(record);
    set(&record->uri, "http://a.org/");
    set(&record->mime, "application/pdf");
    set(&record->encoding, "UTF-8");
    set(&record->date.from, "dateline");
    record->date.value = (struct date){ 2009, 4, 14 };
    record->language = LANGUAGE_FRENCH;
    record->kind = KIND_REPORT;
    buffer_append_text(&record->text, "one\n \nthree\n");
    assert_int_equal(record_add_page(record, nothing, 0, NULL), STATUS_OK);
    assert_int_equal(record_add_page(record, nothing, 4, NULL), STATUS_OK);
    assert_int_equal(record_add_page(record, nothing, 6, NULL), STATUS_OK);
    assert_int_equal(record_add_country(record, "HT", 2, nothing, NULL), STATUS_OK);
    assert_int_equal(record_add_country(record, "FR", 1, nothing, NULL), STATUS_OK);
    assert_int_equal(record_add_goal(record, "security", 1, nothing, NULL), STATUS_OK);
    assert_int_equal(record_add_warning(record, NULL, "=odd, \"very\""), STATUS_OK);
    assert_int_equal(record_add_warning(record, NULL, "cut"), STATUS_OK);
}

static void add_rows(struct ledger *ledger)
{
    struct record record;
    struct failure reason;
    struct buffer notes = BUFFER_EMPTY;
    fill_record(&record);
    notes_add(&notes, NOTE_DECLARED, "%s", "latin1");
    fail_reason(&reason, REASON_EMPTY, "is empty");
    ledger_add(ledger,
               &(struct ledger_row){ .source = "a.pdf", .record = &record, .notes = { notes.bytes, notes.size } });
    ledger_add(ledger, &(struct ledger_row){
                           .source = "b", .member = { "x y", 3 }, .status = LEDGER_REJECTED, .failure = &reason });
    ledger_add(ledger, &(struct ledger_row){ .source = "c.warc",
                                             .member = { "offset 1", 8 },
                                             .uri = { "http://c.org/", 13 },
                                             .captured_s = 1565877971,
                                             .capture = 1 });
    ledger_add(ledger, &(struct ledger_row){ .source = "c.warc",
                                             .member = { "offset 2", 8 },
                                             .uri = { "http://c.org/", 13 },
                                             .captured_s = 1565877972,
                                             .capture = 2 });
    ledger_add(ledger, &(struct ledger_row){ .source = "same", .status = LEDGER_UNCHANGED });
    record_clear(&record);
    buffer_clear(&notes);
}

static void add_captures(struct captures *captures)
{
    for (int64_t captured_s = 1; captured_s <= 2; captured_s++) {
        struct capture capture = { .uri = { 1, 1 }, .captured_s = captured_s, .document = { "", 0 } };
        assert_int_equal(captures_add(captures, &capture, NULL), STATUS_OK);
    }
    captures_end(captures);
}

/* The first document indexed has a twin, which its row did not know. */
static bool find_twin(uint64_t number, struct bytes uri, struct bytes *twin, const void *context)
{
    assert_null(context);
    assert_int_equal(uri.size, 13);
    if (number > 0)
        return false;
    *twin = (struct bytes){ "http://a.org/en", 15 };
    return true;
}

static void assert_ledger(const char *name, const char *wanted)
{
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    struct ledger ledger;
    struct captures captures = CAPTURES_EMPTY;
    const struct ledger_twins twins = { find_twin, NULL };
    struct buffer written = BUFFER_EMPTY;
    struct failure failure;
    scratch_open(&scratch);
    assert_int_equal(ledger_open(&ledger, scratch_path(&scratch, name, path), &failure), STATUS_OK);
    add_rows(&ledger);
    add_captures(&captures);
    assert_int_equal(ledger_finish(&ledger, &captures, &twins, &failure), STATUS_OK);
    assert_int_equal(files_read(path, 1 << 20, &written, &failure), STATUS_OK);
    assert_string_equal(written.bytes, wanted);
    ledger_clear(&ledger);
    captures_clear(&captures);
    buffer_clear(&written);
    scratch_close(&scratch);
}

static void test_csv(void **state)
{
    (void)state;
    assert_ledger("ledger.csv",
                  "source,member,uri,status,reason,message,kind,mime,declared,encoding,language,date,date_from,pages,"
                  "pages_without_text,countries,goals,twin,captured,warnings\r\n"
                  "a.pdf,,http://a.org/,indexed,,,report,application/pdf,latin1,UTF-8,fr,2009-04-14,dateline,3,1,"
                  "\"HT FR\",security,http://a.org/en,,\"'=odd, \"\"very\"\"; cut\"\r\n"
                  "b,\"x y\",,rejected,empty,\"is empty\",,,,,,,,,,,,,,\r\n"
                  "c.warc,\"offset 1\",http://c.org/,older-capture,,,,,,,,,,,,,,,2019-08-15T14:06:11Z,\r\n"
                  "c.warc,\"offset 2\",http://c.org/,indexed,,,,,,,,,,,,,,,2019-08-15T14:06:12Z,\r\n"
                  "same,,,unchanged,,,,,,,,,,,,,,,,\r\n");
}

static void test_json(void **state)
{
    (void)state;
    assert_ledger(
        "ledger.jsonl",
        "{\"source\":\"a.pdf\",\"uri\":\"http://a.org/\",\"status\":\"indexed\",\"kind\":\"report\","
        "\"mime\":\"application/pdf\",\"declared\":\"latin1\",\"encoding\":\"UTF-8\",\"language\":\"fr\","
        "\"date\":\"2009-04-14\",\"date_from\":\"dateline\",\"pages\":\"3\",\"pages_without_text\":\"1\","
        "\"countries\":\"HT FR\",\"goals\":\"security\",\"twin\":\"http://a.org/en\",\"warnings\":\"=odd, "
        "\\\"very\\\"; cut\"}\n"
        "{\"source\":\"b\",\"member\":\"x y\",\"status\":\"rejected\",\"reason\":\"empty\",\"message\":\"is "
        "empty\"}\n"
        "{\"source\":\"c.warc\",\"member\":\"offset 1\",\"uri\":\"http://c.org/\",\"status\":\"older-capture\","
        "\"captured\":\"2019-08-15T14:06:11Z\"}\n"
        "{\"source\":\"c.warc\",\"member\":\"offset 2\",\"uri\":\"http://c.org/\",\"status\":\"indexed\","
        "\"captured\":\"2019-08-15T14:06:12Z\"}\n"
        "{\"source\":\"same\",\"status\":\"unchanged\"}\n");
}

static void test_paths(void **state)
{
    (void)state;
    static const char *const bad[] = { "ledger", ".csv", "ledger.txt", "ledger.CSV", "" };
    struct ledger ledger;
    struct failure failure;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(ledger_open(&ledger, bad[i], &failure), STATUS_USAGE);
    assert_int_equal(ledger_open(&ledger, NULL, &failure), STATUS_OK);
    ledger_add(&ledger, &(struct ledger_row){ .source = "a" });
    assert_int_equal(ledger_finish(&ledger, NULL, NULL, &failure), STATUS_OK);
    assert_int_equal(ledger_open(&ledger, "/no/such/folder/ledger.csv", &failure), STATUS_OK);
    ledger_add(&ledger, &(struct ledger_row){ .source = "a" });
    assert_int_not_equal(ledger_finish(&ledger, NULL, NULL, &failure), STATUS_OK);
    assert_non_null(strstr(failure.message, "/no/such/folder"));
    ledger_clear(&ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
