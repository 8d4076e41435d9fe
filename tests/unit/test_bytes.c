/* What is asked of a view of bytes. */
#include "base/bytes.h"

#include "base/eight.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void test_trimmed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } cases[] = {
        { "", "" }, { " \t\r\n\v\f", "" }, { "a", "a" }, { "  a b\n", "a b" }, { "\xC2\xA0 a", "\xC2\xA0 a" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(bytes_are(bytes_trimmed(bytes_of(cases[i].text)), cases[i].trimmed));
}

static void test_compared(void **state)
{
    (void)state;
    assert_true(bytes_equal(bytes_of(NULL), bytes_of("")));
    assert_true(bytes_equal((struct bytes){ NULL, 0 }, bytes_of("")));
    assert_false(bytes_equal(bytes_of("a"), bytes_of("ab")));
    assert_false(bytes_are(bytes_of("ab"), "ac"));
    assert_true(bytes_begin(bytes_of("ab"), "a") &&bytes_begin(bytes_of("ab"), "") && !bytes_begin(bytes_of("a"), "ab"));
    assert_true(bytes_end(bytes_of("ab"), "b") && bytes_end(bytes_of("ab"), "ab") && !bytes_end(bytes_of("b"), "ab"));
}

static void test_changed(void **state)
{
    (void)state;
    char bytes[] = "a\nbc\n\n";
    bytes_replace(bytes, 0, '\n', ' ');
    assert_string_equal(bytes, "a\nbc\n\n");
    bytes_replace(bytes, 5, '\n', ' ');
    assert_string_equal(bytes, "a bc \n");
    char figures[] = "0000-00";
    assert_ptr_equal(bytes_write_digits(figures, 12009, 4), figures + 4);
    bytes_write_digits(figures + 5, 7, 2);
    assert_string_equal(figures, "2009-07");
}

static void test_lines(void **state)
{
    (void)state;
    struct bytes text = bytes_of("ab\n\nc");
    static const size_t ends[] = { 2, 2, 2, 3, 5, 5, 5 };
    for (size_t at = 0; at < sizeof ends / sizeof *ends; at++)
        assert_int_equal(bytes_line_end(text, at), ends[at]);
    assert_int_equal(bytes_line_end((struct bytes){ NULL, 0 }, 0), 0);
}

/* Each place of eight, and each byte there: the others are none of what is asked for. */
static void test_eight_digits(void **state)
{
    (void)state;
    for (size_t at = 0; at < EIGHT; at++)
        for (unsigned byte = 0; byte < 256; byte++) {
            char text[] = "/:a \xB0\xFF\x80" "0";
            text[EIGHT - 1] = '\n';
            text[at] = (char)byte;
            assert_int_equal(eight_digits(eight_at(text)) != 0, byte_is_digit((char)byte));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_trimmed), cmocka_unit_test(test_compared),
                                        cmocka_unit_test(test_changed), cmocka_unit_test(test_lines),
                                        cmocka_unit_test(test_eight_digits) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
