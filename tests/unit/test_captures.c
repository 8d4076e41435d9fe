/* Several captures of one page: which is the newest, whatever order they come in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "indexer/ledger/captures.h"

#include <cmocka.h>

static struct key key_of_text(const char *text)
{
    return key_of(bytes_of(text));
}

static bool add(struct captures *captures, const char *uri, int64_t captured_s, const char *document, bool replaces)
{
    struct capture capture = { .uri = key_of_text(uri),
                               .captured_s = captured_s,
                               .document = { document, strlen(document) },
                               .replaces = replaces };
    assert_int_equal(captures_add(captures, &capture, NULL), STATUS_OK);
    assert_int_equal(capture.number, captures->count);
    return capture.is_newest;
}

static void assert_rest(struct captures *captures, const char *wanted)
{
    struct buffer told = BUFFER_EMPTY;
    struct capture capture;
    bool more = true;
    captures_end(captures);
    while (!captures_next(captures, &capture, &more, NULL) && more)
        buffer_append_format(&told, "%.*s%s %u\n", (int)capture.document.size, capture.document.data,
                             capture.replaces ? " replaces" : "", capture.number);
    assert_string_equal(told.bytes, wanted);
    buffer_clear(&told);
}

static void test_order(void **state)
{
    (void)state;
    struct captures captures = CAPTURES_EMPTY;
    assert_true(add(&captures, "a", 100, "a of 100", false));
    assert_true(add(&captures, "b", 500, "b of 500", true));
    assert_true(add(&captures, "a", 300, "a of 300", false));
    assert_false(add(&captures, "a", 200, "a of 200", false));
    assert_false(add(&captures, "b", 499, "b of 499", false));
    assert_true(add(&captures, "a", 300, "a of 300 again", false));
    assert_true(add(&captures, "c", 1, "", false));
    assert_rest(&captures, "b of 500 replaces 2\na of 300 again 6\n 7\n");
    const bool older[] = { false, true, false, true, true, true, false, false };
    for (uint32_t i = 0; i < sizeof older / sizeof *older; i++)
        assert_int_equal(captures_is_older(&captures, i), older[i]);
    assert_int_equal(captures.older_indexed.count, 0);
    captures_clear(&captures);
}

static void test_indexed(void **state)
{
    (void)state;
    struct captures captures = CAPTURES_EMPTY;
    assert_int_equal(captures_add_indexed(&captures, key_of_text("a"), 100, 7, NULL), STATUS_OK);
    assert_int_equal(captures_add_indexed(&captures, key_of_text("b"), 100, 8, NULL), STATUS_OK);
    assert_int_equal(captures_add_indexed(&captures, key_of_text("b"), 90, 9, NULL), STATUS_OK);
    assert_true(add(&captures, "a", 101, "new", false));
    assert_false(add(&captures, "b", 99, "old", false));
    assert_rest(&captures, "new 1\n");
    assert_int_equal(captures.older_indexed.count, 2);
    assert_int_equal(captures.older_indexed.items[0], 9);
    assert_int_equal(captures.older_indexed.items[1], 7);
    captures_clear(&captures);
}

static void test_value(void **state)
{
    (void)state;
    struct buffer value = BUFFER_EMPTY;
    struct key key;
    int64_t captured_s;
    captures_write_value(key_of_text("a"), 1565877971, &value);
    assert_true(captures_read_value(buffer_view(&value), &key, &captured_s));
    assert_true(key.high == key_of_text("a").high && key.low == key_of_text("a").low);
    assert_int_equal(captured_s, 1565877971);
    for (size_t size = 0; size < value.size - 16; size++)
        assert_false(captures_read_value((struct bytes){ value.bytes, size }, &key, &captured_s));
    buffer_append_byte(&value, 'x');
    assert_false(captures_read_value(buffer_view(&value), &key, &captured_s));
    buffer_clear(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_indexed),
        cmocka_unit_test(test_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
