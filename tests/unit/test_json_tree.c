/* JSON read back: values, escapes, numbers, what is no JSON. */
#include "indexer/common/json_tree.h"

#include "tests/unit/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct json_tree *parse(struct bytes text)
{
    struct json_tree *tree = NULL;
    struct failure failure = FAILURE_NONE;
    if (json_tree_parse(&tree, text, &failure))
        fail_msg("%.*s: %s", (int)text.size, text.data, failure.message);
    return tree;
}

static void test_values(void **state)
{
    (void)state;
    struct json_tree *tree = parse(
        bytes_of(" { \"a\" : [1, -2 ,\"x\", true,false ,null,{}, [] ] ,\"b\":{\"c\":\"d\"},"
                 "\"b\":{\"c\":\"last\"}, \"\": 7 }\r\n\t"));
    static const enum json_kind kinds[] = { JSON_KIND_NUMBER,  JSON_KIND_NUMBER, JSON_KIND_TEXT,   JSON_KIND_BOOLEAN,
                                            JSON_KIND_BOOLEAN, JSON_NOTHING,     JSON_KIND_OBJECT, JSON_KIND_ARRAY };
    const struct json_tree *array = json_tree_member(tree, "a");
    int64_t number;
    assert_int_equal(json_tree_kind(tree), JSON_KIND_OBJECT);
    assert_int_equal(json_tree_count(array), 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(json_tree_kind(json_tree_item(array, i)), kinds[i]);
    assert_true(json_tree_is_true(json_tree_item(array, 3)));
    assert_false(json_tree_is_true(json_tree_item(array, 4)));
    assert_false(json_tree_is_true(json_tree_item(array, 0)));
    assert_null(json_tree_item(array, 8));
    assert_null(json_tree_member(tree, "c"));
    assert_null(json_tree_member(array, "a"));
    assert_string_equal(json_tree_text(json_tree_member(json_tree_member(tree, "b"), "c")).data, "last");
    assert_true(json_tree_integer(json_tree_member(tree, ""), &number));
    assert_int_equal(number, 7);
    assert_int_equal(json_tree_kind(NULL), JSON_NOTHING);
    assert_int_equal(json_tree_count(tree), 0);
    assert_int_equal(json_tree_text(NULL).size, 0);
    assert_false(json_tree_integer(tree, &number));
    json_tree_free(tree);
    json_tree_free(NULL);
}

static void test_texts(void **state)
{
    static const struct {
        const char *json;
        struct bytes text;
    } cases[] = {
        { "[\"\"]", { "", 0 } },
        { "[\"été à l’école\"]", { "été à l’école", 19 } },
        { "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", { "\"\\/\b\f\n\r\t", 8 } },
        { "[\"0123456\\\"89012345\\\\\"]", { "0123456\"89012345\\", 17 } },
        { "[\"\\u00e9\\u00C9\\u20ac\\u0041\"]", { "éÉ€A", 8 } },
        { "[\"\\ud83c\\udf41!\"]", { "🍁!", 5 } },
        { "[\"a\\u0000b\"]", { "a\0b", 3 } },
        { "[\"\x7F\"]", { "\x7F", 1 } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_tree *tree = parse(bytes_of(cases[i].json));
        struct bytes text = json_tree_text(json_tree_item(tree, 0));
        assert_int_equal(text.size, cases[i].text.size);
        assert_memory_equal(text.data, cases[i].text.data, text.size + 1);
        json_tree_free(tree);
    }
}

static void test_numbers(void **state)
{
    static const struct {
        const char *json;
        double number;
        bool is_integer;
        int64_t integer;
    } cases[] = {
        { "0", 0, true, 0 },
        { "-0", 0, true, 0 },
        { "2009", 2009, true, 2009 },
        { "999999999999999999", 1e18, true, 999999999999999999 },
        { "0.8", 0.8, true, 0 },
        { "-12.75", -12.75, true, -12 },
        { "0.000125", 0.000125, true, 0 },
        { "1e3", 1000, true, 1000 },
        { "1.5E+2", 150, true, 150 },
        { "25e-2", 0.25, true, 0 },
        { "12345678901234567890", 12345678901234567000.0, false, 0 },
        { "0.12345678901234567890123", 0.12345678901234568, true, 0 },
        { "1e99999999999999999999", 1.0 / 0.0, false, 0 },
        { "1e-99999999999999999999", 0, true, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[64];
        double number;
        int64_t integer = 0;
        snprintf(json, sizeof json, "[%s]", cases[i].json);
        struct json_tree *tree = parse(bytes_of(json));
        const struct json_tree *value = json_tree_item(tree, 0);
        assert_true(json_tree_number(value, &number));
        double wrong = number == cases[i].number ? 0 : number / cases[i].number - 1;
        if (!(wrong < 1e-15 && wrong > -1e-15))
            fail_msg("%s: %g", json, number);
        assert_int_equal(json_tree_integer(value, &integer), cases[i].is_integer);
        assert_int_equal(integer, cases[i].integer);
        json_tree_free(tree);
    }
}

static void test_what_is_no_json(void **state)
{
    static const struct {
        const char *json, *message;
    } cases[] = {
        { "", "line 1: neither an object nor an array" },
        { "\"text\"", "line 1: neither an object nor an array" },
        { "12", "line 1: neither an object nor an array" },
        { "{\"a\"\n:\n1,}", "line 3: a member without a key" },
        { "{\"a\" 1}", "line 1: a key without a value" },
        { "{a: 1}", "line 1: a member without a key" },
        { "{\"a\": 1", "line 1: an object without end" },
        { "{\"a\":", "line 1: it ends too early" },
        { "[1, 2", "line 1: an array without end" },
        { "[1,]", "line 1: no value" },
        { "[1}", "line 1: an array without end" },
        { "[1] x", "line 1: something behind its end" },
        { "[\"a", "line 1: a text without end" },
        { "[\"a\\\"]", "line 1: a text without end" },
        { "[\"a\\", "line 1: a text without end" },
        { "[\"a\\u12", "line 1: a text without end" },
        { "[\"\\n\",\n\"\\n\\x\\\"", "line 2: a text without end" },
        { "[\"\\n\\x\n\"]", "line 1: a control character in a text" },
        { "[\"\n\"]", "line 1: a control character in a text" },
        { "[\"0123456789\t\"]", "line 1: a control character in a text" },
        { "[\"\\x\"]", "line 1: an unknown escape" },
        { "[\"\\u12\"]", "line 1: an escape without four hexadecimal digits" },
        { "[\"\\ud83c\"]", "line 1: half a surrogate pair" },
        { "[\"\\ud83c\\u0041\"]", "line 1: half a surrogate pair" },
        { "[\"\\udf41\"]", "line 1: half a surrogate pair" },
        { "[01]", "line 1: a number that begins with 0" },
        { "[-]", "line 1: a number without digits" },
        { "[1.]", "line 1: a number without digits" },
        { "[1e]", "line 1: a number without digits" },
        { "[.5]", "line 1: no value" },
        { "[nul]", "line 1: an unknown word" },
        { "[NaN]", "line 1: no value" },
        { "[\"\xFF\"]", "line 1: it is not UTF-8" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_tree *tree = NULL;
        struct failure failure = FAILURE_NONE;
        assert_int_equal(json_tree_parse(&tree, bytes_of(cases[i].json), &failure), STATUS_INVALID);
        assert_null(tree);
        assert_string_equal(failure.message + strlen("is no JSON: "), cases[i].message);
    }
}

static void test_levels(void **state)
{
    enum { LEVELS = 2048 };
    char json[2 * LEVELS + 3];
    struct json_tree *tree = NULL;
    (void)state;
    memset(json, '[', LEVELS + 1);
    memset(json + LEVELS, ']', LEVELS);
    tree = parse((struct bytes){ json, (size_t)2 * LEVELS });
    json_tree_free(tree);
    memset(json, '[', LEVELS + 1);
    memset(json + LEVELS + 1, ']', LEVELS + 1);
    assert_int_equal(json_tree_parse(&tree, (struct bytes){ json, (size_t)2 * LEVELS + 2 }, NULL), STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),          cmocka_unit_test(test_texts),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_what_is_no_json), cmocka_unit_test(test_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
