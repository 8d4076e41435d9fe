/* JSON: commas, escapes, damage, numbers in any locale. */
#include "base/json.h"

#include "tests/unit/scratch.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        { "", "\"\"" },
        { "plain", "\"plain\"" },
        { "déjà vu œuvre 北京 🍁", "\"déjà vu œuvre 北京 🍁\"" },
        { "\"\\/", "\"\\\"\\\\/\"" },
        { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
        { "\x01\x1F\x7F", "\"\\u0001\\u001f\\u007f\"" },
        { "\xC2\x80\xC2\x9F\xC2\xA0", "\"\\u0080\\u009f\xC2\xA0\"" },
        { "</script><!--", "\"\\u003c/script>\\u003c!--\"" },
        { "a\xE2\x80\xA8"
          "b\xE2\x80\xA9"
          "c\xE2\x80\xA7\xE2\x80\xAA",
          "\"a\\u2028b\\u2029c\xE2\x80\xA7\xE2\x80\xAA\"" },
        { "\xEF\xBF\xBD", "\"\xEF\xBF\xBD\"" },
        /* Damage: a lone continuation, a cut character, overlong forms, a surrogate, past the end, 0xFF. */
        { "a\x80z", "\"a\xEF\xBF\xBDz\"" },
        { "a\xE2\x82", "\"a\xEF\xBF\xBD\"" },
        { "a\xE2\x82z", "\"a\xEF\xBF\xBDz\"" },
        { "\xF0\x9F\x8D", "\"\xEF\xBF\xBD\"" },
        { "\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xC1\xBF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xE0\x80\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xF4\x90\x80\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xF4\x8F\xBF\xBF", "\"\xF4\x8F\xBF\xBF\"" },
        { "\xF5\xFF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { "\xC3\"", "\"\xEF\xBF\xBD\\\"\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        struct json json = JSON_WRITER(&out);
        char *copy = strdup(cases[i].text); /* of the exact size, so that the sanitizer sees a read past it */
        json_text_bytes(&json, copy, strlen(copy));
        assert_string_equal(out.bytes, cases[i].json);
        free(copy);
        buffer_clear(&out);
    }
}

static void test_nul_and_null(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&out);
    json_array_open(&json);
    json_text_bytes(&json, "a\0b", 3);
    json_text_bytes(&json, NULL, 0);
    json_text(&json, NULL);
    json_array_close(&json);
    assert_string_equal(out.bytes, "[\"a\\u0000b\",\"\",null]");
    buffer_clear(&out);
}

static void test_structure(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&out);
    json_object_open(&json);
    json_key(&json, "total");
    json_integer(&json, INT64_MIN);
    json_key(&json, "hits");
    json_array_open(&json);
    json_object_open(&json);
    json_object_close(&json);
    json_array_open(&json);
    json_array_close(&json);
    json_boolean(&json, true);
    json_boolean(&json, false);
    json_array_close(&json);
    json_key(&json, "été");
    json_null(&json);
    json_object_close(&json);
    assert_string_equal(out.bytes, "{\"total\":-9223372036854775808,\"hits\":[{},[],true,false],\"été\":null}");
    buffer_clear(&out);
}

static void assert_number(double number, int decimals, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&out);
    json_number(&json, number, decimals);
    assert_string_equal(out.bytes, expected);
    buffer_clear(&out);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_number(0.803, 3, "0.803");
    assert_number(-12.5, 1, "-12.5");
    assert_number(3, 0, "3");
    assert_number(3, -4, "3");
    assert_number(0.5, 99, "0.50000000000000000");
    assert_number(NAN, 2, "null");
    assert_number(INFINITY, 2, "null");

    struct buffer out = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&out);
    json_number(&json, -1.7e308, 17);
    assert_int_equal(out.size, 1 + 309 + 1 + 17);
    buffer_clear(&out);
}

/* Where the machine has such a locale. */
static void test_decimal_comma(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "fr_FR.UTF-8") && !setlocale(LC_NUMERIC, "fr_CA.UTF-8") &&
        !setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip();
    assert_number(1234.5, 2, "1234.50");
    setlocale(LC_NUMERIC, "C");
}

static void test_full_buffer(void **state)
{
    (void)state;
    struct buffer out = BUFFER_LIMITED(10);
    struct json json = JSON_WRITER(&out);
    json_object_open(&json);
    json_key(&json, "a long key");
    json_text(&json, "a text");
    json_object_close(&json);
    assert_int_equal(buffer_status(&out, "the answer", NULL), STATUS_LIMIT);
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),    cmocka_unit_test(test_nul_and_null),  cmocka_unit_test(test_structure),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_decimal_comma), cmocka_unit_test(test_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
