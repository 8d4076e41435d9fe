/* Text as TeX reads it: specials, accents, quotes; braces always in pairs. */
#include "query/print/tex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *tex;
} cases[] = {
    { "", "" },
    { "École d’été", "{\\'E}cole d'{\\'e}t{\\'e}" },
    { "Haïti, là-bas, où, ça, Noël, forêt", "Ha{\\\"i}ti, l{\\`a}-bas, o{\\`u}, {\\c c}a, No{\\\"e}l, for{\\^e}t" },
    { "cœur, Œuvre, L’Haÿ", "c{\\oe}ur, {\\OE}uvre, L'Ha{\\\"y}" },
    { "100 % & 5 $ #1 a_b", "100 \\% \\& 5 \\$ \\#1 a\\_b" },
    { "{x} \\y ~z ^a <b> |c|",
      "{\\textbraceleft}x{\\textbraceright} {\\textbackslash}y {\\textasciitilde}z {\\textasciicircum}a "
      "{\\textless}b{\\textgreater} {\\textbar}c{\\textbar}" },
    { "“a” ‘b’ 2007–2008 — …", "``a'' `b' 2007--2008 --- {\\ldots}" },
    { "1\u00A0250\u202F000\u00A0$", "1~250\\,000~\\$" },
    { "« Ŵ 東京 »", "« Ŵ 東京 »" },
    { "a\xFF" "b", "a\xFF" "b" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        tex_append(&out, bytes_of(cases[i].text));
        assert_string_equal(out.bytes, cases[i].tex);
        buffer_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
