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
        html_guard(bytes_of(cases[i].html), &clean, NULL);
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
    html_guard((struct bytes){ html.bytes, html.size }, &clean, NULL);
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
    assert_int_equal(html_guard(buffer_view(&html), &clean, NULL), 1);
    assert_true(clean.size < 4000);
    assert_non_null(strstr(clean.bytes, " a255='>'"));
    assert_null(strstr(clean.bytes, " a256"));
    assert_string_equal(clean.bytes + clean.size - 5, ">text");
    buffer_clear(&html);
    buffer_clear(&clean);
}

/* "~" is a stand-in for words, "_" for blanks. */
static void test_stand_ins(void **state)
{
    static const struct {
        const char *html, *clean;
    } pages[] = {
        { "long text<p>long text</p >    <b>long</b>abc", "long text<p>~</p >_<b>~</b>abc" },
        { "<p>text &amp; text &amp text &text text &; text", "<p>~&amp;~&amp~&text~&amp;~" },
        { "<p>text < text <3 > text <!x y> text <? text> text </ > text",
          "<p>~< text <3 >~<!x y> text <? text> text </ >~" },
        { "<title>text</title><h1>text</h2>text", "<title>~</title><h1>~</h1>~" },
        { "<p>été’s 日本日本 text\x01text", "<p>~日本日本~\x01~" },
        { "<a title='text>text'>text<b title=text", "<a>~<b title=text" },
        { "<a href='text>text'>text<h1 id=b>text</h2>text", "<a :0>~<h1 :1>~</h1>~" },
        { "<body class=a><svg class=b>text</svg><p class=\"c'", "<body class=a><p class=" },
        { "<p><script type=application/ld+json>{text}</script>text",
          "<p><script type=application/ld+json>{text}</script>~" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct buffer clean = BUFFER_EMPTY;
        struct html_runs runs = HTML_RUNS_EMPTY;
        html_guard(bytes_of(pages[i].html), &clean, &runs);
        for (char *at = clean.bytes; *at; at++)
            *at = (char)(*at == HTML_STAND_IN_WORDS ? '~' : *at == HTML_STAND_IN_BLANKS ? '_' : *at);
        assert_string_equal(clean.bytes, pages[i].clean);
        assert_false(runs.is_misleading);
        html_runs_clear(&runs);
        buffer_clear(&clean);
    }
}

/* A reference to the character of a stand-in, however it is written. */
static void test_misleading(void **state)
{
    static const struct {
        const char *html;
        bool is_misleading;
    } pages[] = {
        { "<p>&#127;", true },
        { "<p>&#x7f", true },
        { "<p>&#X007F;", true },
        { "<p>&#000000000000000127;", true },
        { "<p>&#13;", true },
        { "<p>&#xD;&amp;", true },
        { "<p>&#128;", false },
        { "<p>&#1271;", false },
        { "<p>&#x7F1;", false },
        { "<p>&#10;&#;", false },
        { "<a title='&#13;'>", false },
        { "<p>&am<!-- -->p;", true },
        { "<p>&#12<svg></svg>7;", true },
        { "<p>&amp;<!-- -->", false },
        { "<p @x=y :1>", true },
        { "<p><script type=application/ld+json>{\"a\":1,b :2}</script>", false },
        { "<p><script type=application/ld+json></scripts><p :2></script>", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct buffer clean = BUFFER_EMPTY;
        struct html_runs runs = HTML_RUNS_EMPTY;
        html_guard(bytes_of(pages[i].html), &clean, &runs);
        assert_int_equal(runs.is_misleading, pages[i].is_misleading);
        html_runs_clear(&runs);
        buffer_clear(&clean);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_references), cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_stand_ins), cmocka_unit_test(test_misleading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
