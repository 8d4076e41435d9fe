/* Is it HTML, and what does it declare? */
#include "indexer/html/html.h"

#include "tests/unit/scratch.h"

#include <string.h>

#define BYTES(literal)                                                                                               \
    {                                                                                                                \
        literal, sizeof literal - 1                                                                                  \
    }

static const struct {
    struct bytes raw;
    bool html;
    const char *label; /* NULL for none */
} cases[] = {
    { BYTES(""), false, NULL },
    { BYTES("Communiqué\n\nLe 14 avril 2009"), false, NULL },
    { BYTES("a < b, <c> d"), false, NULL },
    { BYTES("Write to <info@example.org> or <a@example.org>"), false, NULL },
    { BYTES("\n <!DOCTYPE html>\n<p>x"), true, NULL },
    { BYTES("\xEF\xBB\xBF<HTML>"), true, NULL },
    { BYTES("<p>x"), true, NULL },
    { BYTES("<script>var a = 1;</script><div>x</div>"), true, NULL },
    { BYTES("garbage <div><b>x</b><br><p>"), true, NULL },
    { BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), true, NULL },
    { BYTES("<meta charset=utf-8><p>"), true, "utf-8" },
    { BYTES("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET = ISO-8859-1'>"), true, "ISO-8859-1" },
    { BYTES("<meta name=x content=y><meta charset=\"macintosh\"/>"), true, "macintosh" },
    { BYTES("<?xml version='1.0' encoding=\"windows-1252\"?><html>"), true, "windows-1252" },
    { BYTES("<html><p>the charset=x is in the text"), true, NULL },
    { BYTES("<meta charset=><html>"), true, NULL },
    { BYTES("<meta charset"), true, NULL },
    { BYTES("<meta charset=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee>"), true,
      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddd" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char label[HTML_LABEL_BYTES] = "";
        print_message("case %zu\n", i);
        assert_int_equal(html_looks_like(cases[i].raw), cases[i].html);
        assert_int_equal(html_declared_charset(cases[i].raw, label), cases[i].label != NULL);
        if (cases[i].label)
            assert_string_equal(label, cases[i].label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
