/* A record's fields and lists, and its JSON. */
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

static void test_kinds(void **state)
{
    (void)state;
    for (int i = 0; i < KIND_COUNT; i++) {
        enum record_kind kind = KIND_PAGE;
        assert_true(record_kind_from_name(record_kind_name((enum record_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    enum record_kind kind = KIND_REPORT;
    assert_false(record_kind_from_name("Release", &kind));
    assert_false(record_kind_from_name("", &kind));
    assert_int_equal(kind, KIND_REPORT);
}

static void test_setting(void **state)
{
    (void)state;
    struct record record;
    record_init(&record);
    assert_null(record.title);
    assert_string_equal(record.text.bytes, "");
    assert_int_equal(record_set(&record.title, view("Une"), NULL), STATUS_OK);
    assert_string_equal(record.title, "Une");
    assert_int_equal(record_set(&record.title, view(record.title), NULL), STATUS_OK); /* from itself */
    assert_string_equal(record.title, "Une");
    assert_int_equal(record_set(&record.title, (struct bytes){ "a\0b", 3 }, NULL), STATUS_OK);
    assert_string_equal(record.title, "a b");
    assert_int_equal(record_set(&record.title, (struct bytes){ NULL, 0 }, NULL), STATUS_OK);
    assert_null(record.title);
    record_clear(&record);
    record_clear(&record);
}

static void test_lists_keep_their_order(void **state)
{
    (void)state;
    struct record record;
    record_init(&record);
    assert_int_equal(record_add_country(&record, "HT", 2, view("a"), NULL), STATUS_OK);
    assert_int_equal(record_add_country(&record, "BE", 5, view(""), NULL), STATUS_OK);
    assert_int_equal(record_add_country(&record, "JP", 2, view("c"), NULL), STATUS_OK);
    assert_string_equal(record.countries[0].code, "BE");
    assert_string_equal(record.countries[1].code, "HT");
    assert_string_equal(record.countries[2].code, "JP");
    assert_null(record.countries[0].evidence);

    assert_int_equal(record_add_goal(&record, "security", 0.5, view("x"), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(&record, "identity", 1, view("y"), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(&record, "solidarity", 0, view("z"), NULL), STATUS_OK);
    assert_string_equal(record.goals[0].id, "identity");
    assert_string_equal(record.goals[2].id, "solidarity");

    assert_int_equal(record_add_page(&record, view("iv"), 0, NULL), STATUS_OK);
    assert_int_equal(record_add_page(&record, view(""), 10, NULL), STATUS_OK);
    assert_null(record.pages[1].label);
    assert_int_equal(record_add_warning(&record, NULL, "%d of %s", 3, "4"), STATUS_OK);
    assert_string_equal(record.warnings[0], "3 of 4");
    record_clear(&record);
    assert_int_equal(record.country_count, 0);
    assert_null(record.warnings);
}

static void test_refusals(void **state)
{
    (void)state;
    struct record record;
    struct failure failure = FAILURE_NONE;
    record_init(&record);
    assert_int_equal(record_add_country(&record, "HTI", 2, view(""), &failure), STATUS_INVALID);
    assert_int_equal(record_add_country(&record, "", 2, view(""), &failure), STATUS_INVALID);
    assert_int_equal(record_add_goal(&record, "x", 1.01, view(""), &failure), STATUS_INVALID);
    assert_int_equal(record_add_goal(&record, "x", strtod("nan", NULL), view(""), &failure), STATUS_INVALID);
    for (int i = 0; i < RECORD_FACETS_MOST; i++) {
        assert_int_equal(record_add_country(&record, "HT", (unsigned)i, view(""), &failure), STATUS_OK);
        assert_int_equal(record_add_goal(&record, "x", 0.5, view(""), &failure), STATUS_OK);
    }
    assert_int_equal(record.countries[0].count, RECORD_FACETS_MOST - 1);
    assert_int_equal(record_add_country(&record, "HT", 1, view(""), &failure), STATUS_LIMIT);
    assert_int_equal(record_add_goal(&record, "x", 0.5, view(""), &failure), STATUS_LIMIT);
    record_clear(&record);
}

static void assert_json(const struct record *record, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&out);
    record_write_json(record, &json);
    assert_string_equal(out.bytes, expected);
    assert_int_equal(buffer_status(&out, "JSON", NULL), STATUS_OK);
    buffer_clear(&out);
}

static void test_json_of_nothing(void **state)
{
    (void)state;
    struct record record;
    record_init(&record);
    assert_json(&record, "{\"source\":null,\"member\":null,\"uri\":null,\"title\":null,\"language\":null,"
                         "\"kind\":\"page\",\"mime\":null,\"encoding\":null,\"text\":\"\",\"date\":null,"
                         "\"period\":null,\"countries\":[],\"goals\":[],\"pages\":[],\"passages\":[],\"twin\":null,"
                         "\"parent\":null,\"warnings\":[]}");
}

static void test_json(void **state)
{
    (void)state;
    struct record record;
    record_init(&record);
    assert_int_equal(record_set(&record.source, view("a/b.html"), NULL), STATUS_OK);
    assert_int_equal(record_set(&record.uri, view("http://example.org/b"), NULL), STATUS_OK);
    assert_int_equal(record_set(&record.title, view("L'« État »\n\"2009\""), NULL), STATUS_OK);
    record.language = LANGUAGE_FRENCH;
    record.kind = KIND_RELEASE;
    buffer_append_text(&record.text, "Un.\nDeux.");
    record.date.value = (struct date){ 2009, 4, 14 };
    assert_int_equal(record_set(&record.date.from, view("dateline"), NULL), STATUS_OK);
    record.period.range = (struct date_range){ { 2007, 4, 0 }, { 2008, 3, 0 } };
    assert_int_equal(record_set(&record.period.evidence, view("2007-2008"), NULL), STATUS_OK);
    assert_int_equal(record_add_country(&record, "HT", 3, view("en Haïti"), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(&record, "security", 0.8, view(""), NULL), STATUS_OK);
    record_mark_about(&record, "HT");
    assert_int_equal(record_add_page(&record, view("12"), 4, NULL), STATUS_OK);
    assert_int_equal(record_add_passage(&record, LANGUAGE_ENGLISH, 0, NULL), STATUS_OK);
    assert_int_equal(record_add_passage(&record, LANGUAGE_FRENCH, 4, NULL), STATUS_OK);
    assert_int_equal(record_language_at(&record, 3), LANGUAGE_ENGLISH);
    assert_int_equal(record_language_at(&record, 4), LANGUAGE_FRENCH);
    assert_int_equal(record_add_warning(&record, NULL, "no title"), STATUS_OK);
    assert_json(&record,
                "{\"source\":\"a/b.html\",\"member\":null,\"uri\":\"http://example.org/b\","
                "\"title\":\"L'« État »\\n\\\"2009\\\"\",\"language\":\"fr\",\"kind\":\"release\",\"mime\":null,"
                "\"encoding\":null,\"text\":\"Un.\\nDeux.\","
                "\"date\":{\"value\":\"2009-04-14\",\"precision\":\"day\",\"from\":\"dateline\",\"evidence\":null},"
                "\"period\":{\"from\":\"2007-04-01\",\"to\":\"2008-03-31\",\"evidence\":\"2007-2008\"},"
                "\"countries\":[{\"code\":\"HT\",\"count\":3,\"about\":true,\"evidence\":\"en Haïti\"}],"
                "\"goals\":[{\"id\":\"security\",\"score\":0.80,\"evidence\":null}],"
                "\"pages\":[{\"label\":\"12\",\"offset\":4}],"
                "\"passages\":[{\"language\":\"en\",\"offset\":0},{\"language\":\"fr\",\"offset\":4}],"
                "\"twin\":null,\"parent\":null,"
                "\"warnings\":[\"no title\"]}");
    record_clear(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_setting),
        cmocka_unit_test(test_lists_keep_their_order),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_json_of_nothing),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
