/* Columns of a terminal: combining characters, wide ones, cuts between them. */
#include "query/print/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COMBINED "e\u0301t\u00E9" /* é in two characters, then in one */

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(terminal_columns(bytes_of("")), 0);
    assert_int_equal(terminal_columns(bytes_of("École")), 5);
    assert_int_equal(terminal_columns(bytes_of(COMBINED)), 3);
    assert_int_equal(terminal_columns(bytes_of("東京 a")), 6);
    assert_int_equal(terminal_columns(bytes_of("a\u200Bb")), 2);
}

static const struct {
    const char *text;
    size_t columns;
    const char *beginning, *end, *cut;
} cuts[] = {
    { "école", 9, "école", "école", "école" },
    { "école", 5, "école", "école", "école" },
    { "école", 3, "éco", "ole", "éc…" },
    { "école", 0, "", "", "" },
    { COMBINED, 1, "e\u0301", "\u00E9", "…" },
    { COMBINED, 2, "e\u0301t", "t\u00E9", "e\u0301…" },
    { "東京都", 5, "東京", "京都", "東京…" },
    { "a b c", 3, "a b", "b c", "a…" },
};

static void test_cuts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct bytes text = bytes_of(cuts[i].text);
        struct buffer out = BUFFER_EMPTY;
        assert_true(bytes_are(terminal_beginning(text, cuts[i].columns), cuts[i].beginning));
        assert_true(bytes_are(terminal_end(text, cuts[i].columns), cuts[i].end));
        size_t columns = terminal_append_cut(&out, text, cuts[i].columns);
        assert_string_equal(out.bytes, cuts[i].cut);
        assert_int_equal(columns, terminal_columns(buffer_view(&out)));
        assert_true(columns <= cuts[i].columns);
        buffer_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_columns), cmocka_unit_test(test_cuts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
