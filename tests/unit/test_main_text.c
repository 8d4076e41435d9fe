/* Which text of a page is taken, and which title. */
#include "indexer/page/main_text.h"

#include "indexer/html/html.h"
#include "indexer/page/main_phrases.h"

#include "tests/unit/scratch.h"

#include <string.h>

#define PROSE "The minister of international relations announced a plan of action for the next three years. "
#define MENU "<ul class=menu><li><a href=/>Home</a><li><a href=/a>Our actions</a></ul>"
#define FOOT "<div id=pied>Site map, accessibility and privacy of the site of the government.</div>"

static const struct {
    const char *html, *title, *text;
} cases[] = {
    { "<title>A title of the page - The ministry</title><p>" PROSE, "A title of the page", PROSE },
    { "<h1>A title of its own</h1><p>" PROSE, "A title of its own", PROSE },
    { MENU "<h1>Title</h1><div class=date>2009-04-14</div><div><p>" PROSE "<p>" PROSE "</div>" FOOT, "Title",
      PROSE "\n" PROSE },
    { "<title>Le « Plan Nord » – suite et fin | Ministère</title><p>" PROSE, "Le « Plan Nord » – suite et fin",
      PROSE },
    /* The heading that the title element names, not the site's. */
    { "<title>Second heading here | Site</title><h1>The ministry</h1><h2>Second heading here</h2><p>" PROSE,
      "Second heading here", PROSE },
    { "<meta property=og:title content='Social title'><title>Social title, a site</title><p>" PROSE, "Social title",
      PROSE },
    /* Headings with text below them, lists, quotes with who said it. */
    { "<h1>T</h1><div><p>" PROSE "<h2>Facts</h2><ul><li>One fact<li>Two facts</ul><h2>Links</h2></div>", "T",
      PROSE "\nFacts\nOne fact\nTwo facts" },
    { "<h1>T</h1><main><p>" PROSE "<blockquote><p>" PROSE "<footer>The premier</footer></blockquote></main>", "T",
      PROSE "\n" PROSE "\nThe premier" },
    /* Links and credits in the midst of the text, and a link that is part of it. */
    { "<h1>T</h1><div><p>" PROSE "<p><a href=x>The report (PDF)</a><p>" PROSE "<p>Photo: somebody<p>" PROSE "</div>",
      "T", PROSE "\nThe report (PDF)\n" PROSE "\n" PROSE },
    /* The opening paragraph stands with the title. */
    { "<header><h1>A title there</h1><p>" PROSE "</header><article><p>" PROSE "<p>" PROSE "<p>" PROSE "</article>",
      "A title there", PROSE "\n" PROSE "\n" PROSE "\n" PROSE },
    /* A class that says menu, on what holds everything. */
    { "<div class=page-with-menu><p>" PROSE "<p>" PROSE "</div>", NULL, PROSE "\n" PROSE },
    { "<div style='display:none'><p>" PROSE "</div>", NULL, PROSE },
    /* Nothing long enough for a paragraph. */
    { "<nav>Home</nav><p>Office closed", NULL, "Office closed" },
    { "", NULL, "" },
};

static void choose(const char *html, struct page *page, struct record *record)
{
    page_init(page);
    record_init(record);
    assert_int_equal(html_read(bytes_of(html), page, NULL), STATUS_OK);
    main_text_choose(page);
}

static void trim_spaces(const char *text, struct buffer *out)
{
    for (; *text; text++)
        if (!(text[0] == ' ' && (text[1] == '\n' || text[1] == '\0')))
            buffer_append_byte(out, *text);
    if (out->size)
        buffer_append_byte(out, '\n');
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        struct record record;
        struct buffer text = BUFFER_EMPTY;
        print_message("%s\n", cases[i].html);
        choose(cases[i].html, &page, &record);
        assert_int_equal(main_text_take(&page, &record, NULL, NULL), STATUS_OK);
        if (cases[i].title)
            assert_string_equal(record.title, cases[i].title);
        else
            assert_null(record.title);
        trim_spaces(cases[i].text, &text);
        assert_string_equal(record.text.bytes, text.bytes);
        buffer_clear(&text);
        record_clear(&record);
        page_clear(&page);
    }
}

static void test_offsets(void **state)
{
    struct page page;
    struct record record;
    size_t offsets[8] = { 0 };
    (void)state;
    choose("<h1>T</h1><p>" PROSE "<p>" PROSE, &page, &record);
    assert_int_equal(page.block_count, 3);
    assert_int_equal(main_text_take(&page, &record, offsets, NULL), STATUS_OK);
    for (size_t i = 0; i < page.block_count; i++)
        if (page.blocks[i].main)
            assert_memory_equal(record.text.bytes + offsets[i], page.text.bytes + page.blocks[i].offset,
                                page.blocks[i].length);
    assert_false(page.blocks[0].main);
    record_clear(&record);
    page_clear(&page);
}

static void test_phrases(void **state)
{
    static const struct {
        const char *text;
        bool boilerplate;
    } phrases[] = {
        { "Photo: Jane Doe", true },
        { "À lire aussi : un autre texte", true },
        { "© Government", true },
        { "A view of the river. (Photo: A. B.)", true },
        { "Photos were taken by the crowd.", false },
        { "", false },
        { "The minister said so.", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        assert_int_equal(main_phrase_is_boilerplate(bytes_of(phrases[i].text)),
                         phrases[i].boilerplate);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_offsets),
                                        cmocka_unit_test(test_phrases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
