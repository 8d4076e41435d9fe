/* What is asked of a view of bytes. */
#include "base/bytes.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_trimmed), cmocka_unit_test(test_compared) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
