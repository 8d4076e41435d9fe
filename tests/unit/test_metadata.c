/* A librarian's table, and sidecars: which rows are found, which fields they set. */
#include "indexer/ledger/metadata.h"

#include <string.h>

#include "indexer/common/json_tree.h"
#include "indexer/ledger/override.h"

#include "tests/unit/scratch.h"

static void set(char **field, const char *text)
{
    assert_int_equal(record_set(field, bytes_of(text), NULL), STATUS_OK);
}

/* The fields that can be stated, as text. */
static void describe(const struct record *record, struct buffer *out)
{
    char date[DATE_ISO_BYTES], from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    date_format_iso(record->date.value, date);
    date_format_iso(record->period.range.from, from);
    date_format_iso(record->period.range.to, to);
    buffer_truncate(out, 0);
    buffer_append_format(out, "%s|%s %s|%s|%s|", record->title ? record->title : "", date,
                         record->date.from ? record->date.from : "", language_code(record->language),
                         record_kind_name(record->kind));
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(out, "%s ", record->countries[i].code);
    buffer_append_byte(out, '|');
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(out, "%s ", record->goals[i].id);
    buffer_append_format(out, "|%s|%s|%s..%s", record->uri ? record->uri : "", record->twin ? record->twin : "", from,
                         to);
    for (size_t i = 0; i < record->warning_count; i++)
        buffer_append_format(out, "\n%s", record->warnings[i]);
}

static struct metadata *load(const struct scratch *scratch, const char *table)
{
    static char path[FILES_PATH_BYTES]; /* must outlive the table */
    struct metadata *metadata = NULL;
    struct failure failure;
    scratch_path(scratch, "t.csv", path);
    assert_int_equal(files_write_atomically(path, table, strlen(table), &failure), STATUS_OK);
    if (metadata_load(&metadata, path, &failure))
        fail_msg("%s", failure.message);
    return metadata;
}

static void assert_applied(const struct metadata *metadata, const char *source, const char *member, const char *uri,
                           const char *wanted)
{
    struct record record;
    struct buffer got = BUFFER_EMPTY;
    unsigned stated = 0;
    record_init(&record);
    set(&record.source, source);
    set(&record.member, member);
    set(&record.uri, uri);
    set(&record.title, "before");
    assert_int_equal(record_add_country(&record, "DE", 1, (struct bytes){ "x", 1 }, NULL), STATUS_OK);
    assert_int_equal(metadata_apply(metadata, &record, NULL, &stated, NULL), STATUS_OK);
    describe(&record, &got);
    assert_string_equal(got.bytes, wanted);
    record_clear(&record);
    buffer_clear(&got);
}

static void test_by_path(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_open(&scratch);
    struct metadata *metadata = load(&scratch, "\xEF\xBB\xBFpath,title,date,countries,kind\r\n"
                                               "2009/a.html,\"Title, a\",14 avril 2009,\"ht; FR\",report\r\n"
                                               "b.html,B,,,\r\n"
                                               "b.html,B again,2009\r\n"
                                               ",nobody\r\n"
                                               "caf\xC3\xA9/c.html,C,never,Haiti,\r\n");
    assert_applied(metadata, "archive/2009/a.html", "", "u", "Title, a|2009-04-14 metadata||report|HT FR ||u||..");
    assert_applied(metadata, "2009/a.html", "", "u", "Title, a|2009-04-14 metadata||report|HT FR ||u||..");
    assert_applied(metadata, "x/y/b.html", "", "u", "B again|2009 metadata||page|DE ||u||..");
    assert_applied(metadata, "x.zip", "y/b.html", "u", "B again|2009 metadata||page|DE ||u||..");
    assert_applied(metadata, "a.html", "", "u", "before| ||page|DE ||u||..");
    assert_applied(metadata, "xb.html", "", "u", "before| ||page|DE ||u||..");
    assert_applied(NULL, "b.html", "", "u", "before| ||page|DE ||u||..");
    assert_int_equal(metadata_stamp(metadata, "none"), 0);
    assert_int_not_equal(metadata_stamp(metadata, "b.html"), 0);
    assert_true(metadata_stamp(metadata, "b.html") != metadata_stamp(metadata, "2009/a.html"));
    metadata_free(metadata);
    scratch_close(&scratch);
}

static void test_by_uri(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_open(&scratch);
    struct metadata *metadata = load(&scratch,
                                     "uri,uri,twin,period,goals,language\n"
                                     "http://a.org/,http://a.org/new,http://a.org/fr,2007-04..2008-03,\"a,b\",FR\n");
    assert_applied(metadata, "x", "", "http://a.org/",
                   "before| |fr|page|DE |a b |http://a.org/new|http://a.org/fr|2007-04..2008-03");
    assert_applied(metadata, "http://a.org/", "", "x", "before| ||page|DE ||x||..");
    assert_int_equal(metadata_stamp(metadata, "http://a.org/"), 0);
    metadata_free(metadata);
    scratch_close(&scratch);
}

static void test_bad_tables(void **state)
{
    (void)state;
    static const struct {
        const char *table, *message;
    } cases[] = {
        { "", "the first column is \"\"" },
        { "file,title\n", "the first column is \"file\"" },
        { "path,tittle\n", "the column \"tittle\" is no field" },
        { "path,title,title\n", "the column \"title\" is no field, or there twice" },
        { "path,title\n\xE9,x\n", "is not UTF-8" },
    };
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    scratch_path(&scratch, "t.csv", path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct metadata *metadata = NULL;
        struct failure failure;
        assert_int_equal(files_write_atomically(path, cases[i].table, strlen(cases[i].table), &failure), STATUS_OK);
        assert_int_equal(metadata_load(&metadata, path, &failure), STATUS_INVALID);
        if (!strstr(failure.message, cases[i].message))
            fail_msg("%s", failure.message);
    }
    scratch_close(&scratch);
}

static void test_sidecars(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        bool of_container;
        const char *wanted;
    } cases[] = {
        { "{\"title\":\"T\",\"date\":\"2009-04\",\"language\":\"fr\",\"kind\":\"release\"}", false,
          "T|2009-04 metadata|fr|release|||||.." },
        { "{\"date\":{\"value\":\"2009-04-14\",\"precision\":\"day\"},\"period\":{\"from\":\"2007-04-01\",\"to\":"
          "\"2008-03-31\"},"
          "\"countries\":[{\"code\":\"HT\",\"count\":3},{\"code\":\"FR\"}],\"goals\":[{\"id\":\"security\"}]}",
          false, "|2009-04-14 metadata||page|HT FR |security |||2007-04-01..2008-03-31" },
        { "{\"countries\":[\"ht\",\"fr\"],\"goals\":\"a b\",\"title\":null,\"else\":1}", false,
          "| ||page|HT FR |a b |||.." },
        { "{\"title\":\"T\",\"uri\":\"u\",\"language\":\"en\",\"kind\":\"report\"}", true, "| |en|report|||||.." },
        { "{\"kind\":\"novel\",\"language\":\"de\",\"countries\":\"Haiti\",\"period\":\"long\"}", false,
          "| ||page|||||..\nS: the language is not understood: de\nS: the kind is not understood: novel\n"
          "S: the countries is not understood: Haiti\nS: the period is not understood: long" },
        { "{}", false, "| ||page|||||.." },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct buffer got = BUFFER_EMPTY;
        struct failure failure;
        unsigned stated = 0;
        record_init(&record);
        struct bytes json = { cases[i].json, strlen(cases[i].json) };
        if (override_from_sidecar(&record, json, cases[i].of_container, "S", NULL, &stated, &failure))
            fail_msg("%s", failure.message);
        describe(&record, &got);
        assert_string_equal(got.bytes, cases[i].wanted);
        record_clear(&record);
        buffer_clear(&got);
    }
}

static void test_bad_sidecars(void **state)
{
    (void)state;
    static const char *const cases[] = { "", "[]", "\"x\"", "{", "{\"a\"", "nothing" };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct failure failure;
        unsigned stated = 0;
        record_init(&record);
        assert_int_equal(override_from_sidecar(&record, bytes_of(cases[i]), false, "S",
                                               NULL, &stated, &failure),
                         STATUS_INVALID);
        assert_int_equal(stated, 0);
        record_clear(&record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_path),  cmocka_unit_test(test_by_uri),       cmocka_unit_test(test_bad_tables),
        cmocka_unit_test(test_sidecars), cmocka_unit_test(test_bad_sidecars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
