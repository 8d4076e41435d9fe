/* Text on its way to a terminal: nothing in it acts. */
#include "query/harmless.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_copies(void **state)
{
    (void)state;
    static const struct {
        const char *text, *copy;
    } cases[] = {
        { "", "" },
        { " \t\n ", "" },
        { "  L'été   à\u00A0Québec \n", "L'été à Québec" },
        { "a\033[31mred\033]0;title\a", "a [31mred ]0;title" },
        { "a\x7F"
          "b\xC2\x9B"
          "31m",
          "a b 31m" },
        { "a\u202E"
          "b\u2066"
          "c\u2028"
          "d",
          "a b c d" },
        { "a\xFF\xC3", "a" },
        { "\xC3\xA9", "é" },
        { "日本", "日本" },
    };
    struct buffer out = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer_truncate(&out, 0);
        harmless_append_text(&out, cases[i].text);
        assert_string_equal(out.bytes, cases[i].copy);
    }
    buffer_truncate(&out, 0);
    harmless_append_text(&out, NULL);
    harmless_append(&out, (struct bytes){ "a\0b", 3 });
    assert_string_equal(out.bytes, "a b");
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_copies) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
