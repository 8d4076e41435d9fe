/* query/html.c: nothing from outside reaches a page or a link as markup. */
#include "query/html.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

typedef void (*escaper)(struct buffer *, struct bytes);

/* On a copy of the exact size, so that the sanitizer sees a read past it. */
static void check(escaper escape, const char *text, size_t size, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, text, size);
    escape(&out, (struct bytes){ copy, size });
    assert_string_equal(out.bytes, expected);
    free(copy);
    buffer_clear(&out);
}

#define REPLACED "\xEF\xBF\xBD"

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "", "" },
        { "Québec 北京 🍁", "Québec 北京 🍁" },
        { "<script>alert('x\")&", "&lt;script&gt;alert(&#39;x&quot;)&amp;" },
        { "a\tb\nc", "a\tb\nc" },
        { "\x01\x08\x0B\x0C\r\x1F\x7F", REPLACED REPLACED REPLACED REPLACED REPLACED REPLACED REPLACED },
        { "\xC2\x80\xC2\x9F\xC2\xA0", REPLACED REPLACED "\xC2\xA0" },
        { "\xEF\xB7\x90\xEF\xBF\xBE\xF4\x8F\xBF\xBF", REPLACED REPLACED REPLACED }, /* noncharacters */
        { "a\xE2\x80\xAE"
          "b\xE2\x81\xA6",
          "a" REPLACED "b" REPLACED }, /* would turn the direction of what follows */
        { "\xE2\x82", REPLACED REPLACED },
        { "\xC0\xBC", REPLACED REPLACED }, /* "<" in an overlong form */
        { "\xE9t\xE9", REPLACED "t" REPLACED },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(html_text, cases[i].text, strlen(cases[i].text), cases[i].expected);
        check(html_attribute, cases[i].text, strlen(cases[i].text), cases[i].expected);
    }
    check(html_text, "a\0b", 3, "a" REPLACED "b");
}

static void test_url_argument(void **state)
{
    (void)state;
    check(html_url_argument, "", 0, "");
    check(html_url_argument, "é a-b_c.d~e", 12, "%C3%A9+a-b_c.d~e");
    check(html_url_argument, " a  b ", 6, "+a++b+");
    check(html_url_argument, "&=+#%\"'<>\r\n", 11, "%26%3D%2B%23%25%22%27%3C%3E%0D%0A");
    check(html_url_argument, "\0", 1, "%00");
}

static void test_link(void **state)
{
    (void)state;
    static const struct {
        const char *address, *expected;
    } cases[] = {
        { "http://example.org/a?b=c&d=e#f", "http://example.org/a?b=c&amp;d=e#f" },
        { "HTTPS://example.org", "HTTPS://example.org" },
        { "https://example.org/é b\"><script>", "https://example.org/%C3%A9%20b%22%3E%3Cscript%3E" },
        { "https://example.org/a'b\\c|d", "https://example.org/a&#39;b%5Cc%7Cd" },
        { "https://example.org/100%/%41%4", "https://example.org/100%25/%41%254" },
        { "https://[::1]:8080/[a]#b#c", "https://[::1]:8080/%5Ba%5D#b%23c" },
        { "https://example.org/\r\nX: y", "https://example.org/%0D%0AX:%20y" },
        { "https://exa\xFFmple.org/", "https://exa%FFmple.org/" },
        { "javascript:alert(1)", "#" },
        { "JaVaScRiPt:http://example.org", "#" },
        { " https://example.org", "#" },
        { "data:text/html,x", "#" },
        { "//example.org", "#" },
        { "corpus/a.html", "#" },
        { "http://", "#" },
        { "http:///path", "#" },
        { "http://?a", "#" },
        { "https:/example.org", "#" },
        { "", "#" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = strlen(cases[i].address);
        check(html_link, cases[i].address, size, cases[i].expected);
        assert_int_equal(html_is_link((struct bytes){ cases[i].address, size }), strcmp(cases[i].expected, "#") != 0);
    }
}

static void test_path(void **state)
{
    (void)state;
    check(html_path, "releases/2004 é.html", 21, "releases/2004%20%C3%A9.html");
    check(html_path, "a?b#c&d:e\"", 10, "a%3Fb%23c%26d%3Ae%22");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_url_argument),
        cmocka_unit_test(test_link),
        cmocka_unit_test(test_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
