/* Which start tags are read beside the parser, what is kept of them, and that it comes out in its place. */
#include "indexer/html/html_kept.h"

#include "tests/unit/scratch.h"

#include <string.h>

/* What the parser is given, then what the reader has; NULL: the tag is unusual. */
static const struct {
    const char *tag, *clean, *kept;
} cases[] = {
    { "p>", "<p", "" },
    { "p  \n>", "<p", "" },
    { "BR/>", "<BR /", "" },
    { "img src=a.png width=\"3\" alt='a > b' />", "<img /", "" },
    { "a href=\"/x?y=1\" target=_blank Class='b c'>", "<a :0", "href=/x?y=1|class=b c|" },
    { "meta name = author content=\"\" hidden>", "<meta :0", "name=author|content=|hidden|" },
    { "p style=\"color: red\" id=x>", "<p :0", "id=x|" },
    { "p style=\"color: red; DISPLAY:none\">", "<p :0", "style=color: red; DISPLAY:none|" },
    { "a href=x/>", "<a :0", "href=x/|" },
    { "p id=\"é’s\" classes=x>", "<p :0", "id=é’s|" },
    { "p title=\"&amp;&#x7F;\" xml:lang='fr'>", "<p :0", "xml:lang=fr|" },

    { "p", NULL, NULL },
    { "p id=\"x", NULL, NULL },
    { "p id=>", NULL, NULL },
    { "p id=x\"y>", NULL, NULL },
    { "p id=\"x\"class=\"y\">", NULL, NULL },
    { "p :id=x>", NULL, NULL },
    { "p / id=x>", NULL, NULL },
    { "p-x id=y>", NULL, NULL },
    { "p id=x ID=y>", NULL, NULL },
    { "a href=\"?a&b\">", NULL, NULL },
    { "a href=\"日本\">", NULL, NULL },
    { "a href=\"\x80\">", NULL, NULL },
    { "p id=x <b>", NULL, NULL },
    { "body class=x>", NULL, NULL },
    { "HTML lang=fr>", NULL, NULL },
};

static void print(const unsigned char **attributes, struct buffer *out)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        buffer_append_text(out, (const char *)attributes[i]);
        if (attributes[i + 1])
            buffer_append_format(out, "=%s", (const char *)attributes[i + 1]);
        buffer_append_byte(out, '|');
    }
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct html_kept kept = HTML_KEPT_EMPTY;
        struct buffer clean = BUFFER_EMPTY, out = BUFFER_EMPTY;
        struct html_tag tag;
        const unsigned char *stand_in[] = { (const unsigned char *)":0", NULL, NULL }, *into[HTML_KEPT_ARRAY];
        bool is_usual = html_tag_read(bytes_of(cases[i].tag), &tag);
        assert_int_equal(is_usual, cases[i].clean != NULL);
        if (!is_usual)
            continue;
        assert_int_equal(cases[i].tag[tag.size], '>');
        html_kept_copy(&kept, bytes_of(cases[i].tag), &tag, &clean);
        assert_string_equal(clean.bytes, cases[i].clean);
        assert_int_equal(html_kept_are_whole(&kept), !*cases[i].kept);
        if (*cases[i].kept)
            print(html_kept_next(&kept, stand_in, into), &out);
        assert_string_equal(out.bytes, cases[i].kept);
        assert_true(html_kept_are_whole(&kept));
        buffer_clear(&kept.packed);
        buffer_clear(&clean);
        buffer_clear(&out);
    }
}

static void copy_many(struct html_kept *kept, size_t tags)
{
    struct buffer clean = BUFFER_EMPTY;
    struct html_tag tag;
    const struct bytes text = bytes_of("p id=x>");
    assert_true(html_tag_read(text, &tag));
    for (size_t i = 0; i < tags; i++)
        html_kept_copy(kept, text, &tag, &clean);
    assert_true(bytes_begin(buffer_view(&clean), "<p :0<p :1<p :2"));
    buffer_clear(&clean);
}

/* A stand-in that was lost, or that is none, is noticed. */
static void test_order(void **state)
{
    enum { TAGS = 12 };
    struct html_kept kept = HTML_KEPT_EMPTY;
    const unsigned char *into[HTML_KEPT_ARRAY];
    (void)state;
    copy_many(&kept, TAGS);
    for (size_t i = 0; i < TAGS; i++) {
        const unsigned char name[] = { ':', (unsigned char)('0' + i % 10), '\0' };
        const unsigned char other[] = { ':', (unsigned char)('0' + (i + 1) % 10), '\0' };
        const unsigned char *stand_in[] = { name, NULL, NULL }, *lost[] = { other, NULL, NULL };
        assert_ptr_equal(html_kept_next(&kept, NULL, into), NULL);
        assert_ptr_equal(html_kept_next(&kept, lost, into), lost);
        assert_false(html_kept_are_whole(&kept));
        assert_ptr_equal(html_kept_next(&kept, stand_in, into), into);
        assert_string_equal((const char *)into[0], "id");
        assert_string_equal((const char *)into[1], "x");
        assert_null(into[2]);
    }
    const unsigned char *surplus[] = { (const unsigned char *)":2", NULL, NULL };
    assert_ptr_equal(html_kept_next(&kept, surplus, into), surplus);
    assert_true(html_kept_are_whole(&kept));
    buffer_clear(&kept.packed);
}

static void test_look_alikes(void **state)
{
    static const struct {
        const char *markup;
        bool may_be_in;
    } markups[] = {
        { "", false },
        { "<p :0>", true },
        { ":0", true },
        { "<p class=a:1>", false },
        { "<a href=http://x:80/>", false },
        { "<p class=a :", true },
        { "<p :class=a>", false },
        { "<p class=\"\":7>", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof markups / sizeof *markups; i++)
        assert_int_equal(html_kept_may_be_in(bytes_of(markups[i].markup)), markups[i].may_be_in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_look_alikes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
