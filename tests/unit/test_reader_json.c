/* Tests of indexer/readers/reader_json.c. */
#include "reader_case.h"

static void test_recognised_by_content(void **state)
{
    static const struct {
        const char *text;
        bool json;
    } cases[] = {
        { "{\"id\": 1}", true },
        { "\xEF\xBB\xBF \n{ \"id\": 1}", true },
        { "{}", true },
        { "[{\"id\": 1}]", true },
        { "{\\rtf1 x}", false },
        { "[1] see the notes", false },
        { "{ braces in prose }", false },
        { "", false },
        { "{", false },
        { "<html>", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_input input = { .content = { cases[i].text, strlen(cases[i].text) } };
        if (reader_json.recognises(&input) != cases[i].json)
            fail_msg("%s", cases[i].text);
    }
}

static void test_bare_record(void **state)
{
    (void)state;
    struct reader_case made = reader_case_read_text(
        &reader_json,
        "{\"id\": \"r-14\", \"title\": \" Une  visite e\\u0301tonnante\\n\", \"date\": \"14 avril 2009\","
        "\"text\": \"Un.\\n\\n  Deux\\ttrois.\", \"other\": [1, {\"text\": 2}]}");
    assert_string_equal(made.record.uri, "r-14");
    assert_string_equal(made.record.title, "Une visite étonnante");
    assert_string_equal(made.record.text.bytes, "Un.\nDeux trois.\n");
    assert_int_equal(made.record.date.value.year, 2009);
    assert_int_equal(made.record.date.value.day, 14);
    assert_string_equal(made.record.date.from, "record");
    assert_string_equal(made.record.date.evidence, "14 avril 2009");
    assert_int_equal(made.page.block_count, 2);
    assert_true(made.page.blocks[1].main);
    reader_case_clear(&made);
}

static void test_dates(void **state)
{
    static const struct {
        const char *json;
        int year, month, day;
    } cases[] = {
        { "\"2009-04-14\"", 2009, 4, 14 },
        { "\"2009-04-14T08:30:00Z\"", 2009, 4, 14 },
        { "\"2009-04\"", 2009, 4, 0 },
        { "2009", 2009, 0, 0 },
        { "\"2009\"", 2009, 0, 0 },
        { "\"April 14, 2009\"", 2009, 4, 14 },
        { "{\"value\": \"2009-04-14\", \"from\": \"meta\"}", 2009, 4, 14 },
        { "null", 0, 0, 0 },
        { "\"\"", 0, 0, 0 },
        { "20000000", 0, 0, 0 },
        { "\"2009-02-30\"", 0, 0, 0 },
        { "[2009]", 0, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[200];
        snprintf(json, sizeof json, "{\"title\": \"x\", \"date\": %s}", cases[i].json);
        struct reader_case made = reader_case_read_text(&reader_json, json);
        struct date date = made.record.date.value;
        if (date.year != cases[i].year || date.month != cases[i].month || date.day != cases[i].day)
            fail_msg("%s: %d-%d-%d", cases[i].json, date.year, date.month, date.day);
        reader_case_clear(&made);
    }
}

/* What `extract` writes comes back as it was. */
static void test_own_shape(void **state)
{
    static const char line[] =
        "{\"source\":\"a.html\",\"member\":null,\"uri\":\"https://example.org/14\",\"title\":\"A title\","
        "\"language\":\"fr\",\"kind\":\"report\",\"mime\":\"text/html\",\"encoding\":\"windows-1252\","
        "\"text\":\"Un.\\nDeux.\\nTrois.\\n\",\"date\":{\"value\":\"2009-04-14\",\"precision\":\"day\","
        "\"from\":\"dateline\",\"evidence\":\"14 Apr 2009\"},"
        "\"period\":{\"from\":\"2007-04-01\",\"to\":\"2008-03-31\",\"evidence\":\"The year.\"},"
        "\"countries\":[{\"code\":\"HT\",\"count\":3,\"about\":true,\"evidence\":\"In "
        "Haiti.\"},{\"code\":\"BR\",\"count\":1,"
        "\"about\":false,\"evidence\":null}],\"goals\":[{\"id\":\"solidarity\",\"score\":0.80,\"evidence\":\"It went "
        "on.\"}],"
        "\"pages\":[{\"label\":\"iv\",\"offset\":0},{\"label\":\"1\",\"offset\":10}],"
        "\"passages\":[],\"twin\":\"https://example.org/en/14\",\"parent\":\"https://example.org/"
        "1\",\"warnings\":[\"odd\"]}";
    (void)state;
    struct reader_case made = reader_case_read_text(&reader_json, line);
    struct buffer written = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&written);
    assert_int_equal(record_set(&made.record.source, (struct bytes){ "a.html", 6 }, NULL), STATUS_OK);
    record_write_json(&made.record, &json);
    assert_string_equal(written.bytes, line);
    buffer_clear(&written);
    reader_case_clear(&made);
}

static void test_pages_go_along_with_folded_lines(void **state)
{
    (void)state;
    struct reader_case made = reader_case_read_text(
        &reader_json,
        "{\"text\": \"One   two.\\n\\n\\nThree.\\nFour.\", \"pages\": [{\"label\": \"1\", \"offset\": 0},"
        "{\"label\": \"2\", \"offset\": 13}, {\"label\": \"3\", \"offset\": 99}, {\"offset\": \"x\"}]}");
    assert_string_equal(made.record.text.bytes, "One two.\nThree.\nFour.\n");
    assert_int_equal(made.record.page_count, 2);
    assert_int_equal(made.record.pages[1].offset, 9);
    reader_case_clear(&made);
}

static void test_lists_in_short(void **state)
{
    (void)state;
    struct reader_case made = reader_case_read_text(
        &reader_json,
        "{\"title\": \"x\", \"countries\": [\"ht\", \"HT\", \"Haiti\", 5], "
        "\"goals\": [\"security\", \"security\", \"two words\", {\"id\": \"identity\", \"score\": 7}]}");
    assert_int_equal(made.record.country_count, 1);
    assert_string_equal(made.record.countries[0].code, "HT");
    assert_int_equal(made.record.goal_count, 2);
    assert_int_equal(made.record.warning_count, 2);
    assert_string_equal(made.record.warnings[0], "the country of the record is not understood: Haiti");
    reader_case_clear(&made);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        { "{\"title\": ", "is no JSON: line 1: " },
        { "{\"name\": \"x\"}", "is JSON, but no record: it has neither \"title\" nor \"text\"" },
        { "{}", "is JSON, but no record" },
        { "[{\"title\": \"x\"}]", "is a JSON array: write one record a line (JSON Lines)" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_case made = reader_case_read(&reader_json,
                                                   bytes_of(cases[i].text));
        assert_int_equal(made.status, STATUS_INVALID);
        if (strncmp(made.failure.message, cases[i].reason, strlen(cases[i].reason)) != 0)
            fail_msg("%s: %s", cases[i].text, made.failure.message);
        reader_case_clear(&made);
    }
}

static void test_deep_nesting(void **state)
{
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH + 12);
    (void)state;
    assert_non_null(text);
    memcpy(text, "{\"text\":", 8);
    memset(text + 8, '[', DEPTH);
    struct reader_case made = reader_case_read(&reader_json, (struct bytes){ text, DEPTH + 8 });
    assert_int_equal(made.status, STATUS_INVALID);
    reader_case_clear(&made);
    free(text);
}

static void test_damaged(void **state)
{
    static const char text[] =
        "{\"id\":\"r\",\"title\":\"Un titre\",\"text\":\"Un.\\nDeux.\\nTrois.\",\"date\":{\"value\":\"2009-04-14\"},"
        "\"period\":{\"from\":\"2007\",\"to\":\"2008\"},\"countries\":[{\"code\":\"HT\",\"count\":3}],"
        "\"goals\":[{\"id\":\"s\",\"score\":0.8}],\"pages\":[{\"label\":\"iv\",\"offset\":0},{\"offset\":4}]}";
    (void)state;
    reader_case_damage(&reader_json, (struct bytes){ text, sizeof text - 1 }, 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognised_by_content),
        cmocka_unit_test(test_bare_record),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_own_shape),
        cmocka_unit_test(test_pages_go_along_with_folded_lines),
        cmocka_unit_test(test_lists_in_short),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
