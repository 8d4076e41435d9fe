/* What is taken out of a page before libxml2 sees it. */
#include "indexer/html/html_guard.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    const char *html, *clean;
} cases[] = {
    { "", "" },
    { "<p>a < b & c <3", "<p>a < b &amp; c <3" },
    { "&&#&#x&#xg &#1 &#x1f; &eacute &nosuch; &1", "&amp;&amp;#&amp;#x&amp;#xg &#1 &#x1f; &eacute &nosuch; &amp;1" },
    { "<a href=?a&b&>&", "<a href=?a&b&>&amp;" },
    { "a<!-- x --><b>b</b><!-->c<!-- - -- >-->d", "a<b>b</b>cd" },
    { "a<!-- nobody ends this", "a nobody ends this" },
    { "a<!---->b", "ab" },
    { "<script>if (a<b) '</p>'</script>x<SCRIPT src=y></SCRIPT >z", "xz" },
    { "<script type=\"application/ld+json\">{\"a\":1}</script>x",
      "<script type=\"application/ld+json\">{\"a\":1}</script>x" },
    { "<p>a<script>cut off here", "<p>a" },
    { "a<noscript><div></noscript>b", "ab" },
    { "a<noscript>b", "ab" },
    { "a<style>p > a {}</style><svg><title>t</title></svg>b", "ab" },
    { "a<scripted>b</scripted><svg-icon>c", "a<scripted>b</scripted><svg-icon>c" },
    { "<a title='x > y'>b</a>", "<a title='x > y'>b</a>" },
    { "<a href=\"x>text</a><p>more", "<a href=>text</a><p>more" },
    { "<h1>a</h2><p>b</h3>", "<h1>a</h1><p>b</h3>" },
    { "<h1>a</h1><H2 class=x>b</H4>", "<h1>a</h1><H2 class=x>b</h2>" },
    { "<", "<" },
    { "<a", "<a" },
    { "<!--", "" },
    { "</h", "</h" },
    { "<h1></h", "<h1></h" },
    { "<script", "<script" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer clean = BUFFER_EMPTY;
        html_guard(bytes_of(cases[i].html), &clean);
        assert_string_equal(clean.bytes, cases[i].clean);
        buffer_clear(&clean);
    }
}

/* Past ten thousand of them, a name is looked up. */
static void test_references(void **state)
{
    struct buffer html = BUFFER_EMPTY, clean = BUFFER_EMPTY;
    static const char end[] = "&nosuch; &eacute; &eacute &amp;&averyveryverylongname;";
    (void)state;
    for (int i = 0; i < 10000; i++)
        buffer_append_text(&html, "&x;");
    buffer_append_text(&html, end);
    html_guard((struct bytes){ html.bytes, html.size }, &clean);
    assert_memory_equal(clean.bytes, html.bytes, html.size - strlen(end));
    assert_string_equal(clean.bytes + html.size - strlen(end),
                        "&amp;nosuch; &eacute; &amp;eacute &amp;&amp;averyveryverylongname;");
    buffer_clear(&html);
    buffer_clear(&clean);
}

static void test_attributes(void **state)
{
    struct buffer html = BUFFER_EMPTY, clean = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&html, "<p");
    for (int i = 0; i < 100000; i++)
        buffer_append_format(&html, " a%d='>'", i);
    buffer_append_text(&html, ">text");
    assert_int_equal(html_guard(buffer_view(&html), &clean), 1);
    assert_true(clean.size < 4000);
    assert_non_null(strstr(clean.bytes, " a255='>'"));
    assert_null(strstr(clean.bytes, " a256"));
    assert_string_equal(clean.bytes + clean.size - 5, ">text");
    buffer_clear(&html);
    buffer_clear(&clean);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_references),
                                        cmocka_unit_test(test_attributes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
