/* Pages as they are found, good and broken, and the blocks, metas and links that are read from them. */
#include "indexer/html/html.h"

#include "language/utf8.h"

#include "tests/unit/scratch.h"

#include "tests/unit/page_print.h"

#include <dirent.h>
#include <string.h>

/* A comment with the byte of a stand-in before a page: all of it goes through libxml2. */
static const char without_stand_ins[] = "<!--\x7F-->";

/* Read a page, which must be the same with stand-ins and without. */
static void read_page(const char *html, size_t size, struct page *page)
{
    struct failure failure = FAILURE_NONE;
    struct buffer slow_html = BUFFER_EMPTY, fast = BUFFER_EMPTY, slow = BUFFER_EMPTY;
    struct page slow_page;
    page_init(page);
    page_init(&slow_page);
    assert_int_equal(html_read((struct bytes){ html, size }, page, &failure), STATUS_OK);
    buffer_append_text(&slow_html, without_stand_ins);
    buffer_append(&slow_html, html, size);
    assert_int_equal(html_read(buffer_view(&slow_html), &slow_page, &failure), STATUS_OK);
    page_print_all(page, &fast);
    page_print_all(&slow_page, &slow);
    assert_true(bytes_equal(buffer_view(&fast), buffer_view(&slow)));
    page_clear(&slow_page);
    buffer_clear(&slow_html);
    buffer_clear(&fast);
    buffer_clear(&slow);
}

static const struct {
    const char *html, *blocks;
} cases[] = {
    { "", "" },
    { "just text", "P just text\n" },
    { "<title>t</title><h1>A\n <i>b</i></h1><p>c<p>d", "H1 A b\nP c\nP d\n" },
    { "<p>one<br>two<br><br>three", "P one two\nP three\n" },
    { "<div>a<div>b</div>c</div>", "P a\nP b\nP c\n" },
    { "<ul><li>a<li><p>b</p></ul><dl><dt>c<dd>d</dl>", "L a\nL b\nL c\nL d\n" },
    { "<blockquote><p>a</p><footer>b</footer></blockquote>c", "Q a\nQ b\nP c\n" },
    { "<table><tr><th>a<td>b</tr><tr><td><p>c</p><td>d</table>", "T a\tb\nT c\td\n" },
    { "<table><tr><td><h2>x</h2><td>y</table>", "H2 x\nP y\n" },
    { "<table><tr><td><p>a</p><p>b</p><td>y</table>", "P a\nP b\nP y\n" },
    { "<pre>a\nb\n\nc  d</pre>", "P a b\nP c d\n" },
    { "<details><summary>a</summary>b</details>", "P a\nP b\n" },
    { "<figure><img alt=no><figcaption>a</figcaption></figure>", "P a\n" },

    /* Where runs of text, for which libxml2 is given stand-ins, begin and end. */
    { "<p>long text &amp more text &eacute;long text &#127; long",
      "P long text &amp more text élong text \x7F long\n" },
    { "<p>long text &#xd; long\r text", "P long text long text\n" },
    { "<p>&am<!-- -->p;long text&#12<!-- -->7;x", "P &long text\x7Fx\n" },
    { "<p title=\"<b>long text</b>\">long text", "P long text\n" },
    { "<p title=\"x\"y=\"<b>long text</b>\">long text", "P long text\n" },
    { "<p>long <!DOCTYPE long text>long text <? long text>long text </ >long",
      "P long long text long text>long text >long\n" },
    { "<title>long &amp; title</title><h1 >    long    </h1    >    long", "H1 long\nP long\n" },
    { "<pre>    \n    a     \n\n    b    </pre>", "P a\nP b\n" },
    { "<p>日本語 long text 日本語    日本語", "P 日本語 long text 日本語 日本語\n" },

    /* Attributes, for which it is given stand-ins as well. */
    { "<p class=hidden :0 id=x>a</p><p id=x class=hidden>b<p id=y class=z>c", "P a\nP b\nP c\n" },
    { "<_x :0><p id=a>b<i :1 class=hidden>c</i><p style='x:y;display:none'>d", "P <\nP _x :0>\nP b\nP d\n" },
    { "<p class=a><body class=hidden><p class=b>c<html class=hidden><head id=x><p id=d>e", "P c\nP e\n" },
    { "<p title=\"<b class='x'>\" hidden class=a>b<a href=?a&amp;b id=c>d<br/><br/>e", "P bd\nP e\n" },

    /* What is not shown. */
    { "a<script>b</script><style>c</style><!-- d --><noscript>e</noscript><svg><text>f</text></svg>", "P a\n" },
    { "a<select><option>b</select><button>c</button><textarea>d</textarea><label>e</label>", "P a\n" },
    { "a<span hidden>b</span><span style='color:red;display: none'>c</span><i aria-hidden=true>d</i>e", "P ae\n" },
    { "a<select><option>b<p>c", "P a\nP c\n" },

    /* White space and character references. */
    { "<p> a\t\n&nbsp;b\u00A0 \u2009c\uFEFFd ", "P a b c d\n" },
    { "<p>&eacute;t&#233; &laquo; l&#146;an &rsquo; &#x1F600;", "P été « l’an ’ 😀\n" },
    { "<p>e&#769;t&#xe9;", "P été\n" },
    { "<p>&amp; &lt;b&gt; &nosuch; &#0; &", "P & <b> &nosuch; &\n" },

    /* Broken. */
    { "</p><p>a</html>b<p>c", "P a\nP b\nP c\n" },
    { "<body><noscript><div></noscript><p>a", "P a\n" },
    { "<h1>a</h2><p>b", "H1 a\nP b\n" },
    { "<a href=\"x>a</a><p>b", "P a\nP b\n" },
    { "<div <p>a</p", "P a\n" },
    { "<b><p>a</b>b</p></i></div>c", "P ab\nP c\n" },
};

static void test_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        struct buffer blocks = BUFFER_EMPTY;
        print_message("%s\n", cases[i].html);
        read_page(cases[i].html, strlen(cases[i].html), &page);
        page_print(&page, &blocks);
        assert_string_equal(blocks.bytes, cases[i].blocks);
        buffer_clear(&blocks);
        page_clear(&page);
    }
}

static void test_strings(void **state)
{
    static const char html[] =
        "<html lang=fr><head><title> Un\n titre </title><meta name=DATE content=2009-04-14>"
        "<meta property=og:title content='Un titre'><meta name=empty>"
        "<link rel=alternate hreflang=en href=/en><script type=application/ld+json>{\"a\":1}</script></head>"
        "<p>Texte <a href=/rapport>le <b>rapport</b></a> <a name=ancre>ici</a>"
        "<p><time datetime=2009-04-15>hier</time> <time>16 avril</time>"
        "<p class=date>Le 17 avril 2009<p><span itemprop=datePublished content=2009-04-18>x</span>";
    struct page page;
    (void)state;
    read_page(html, sizeof html - 1, &page);
    assert_string_equal(page_string(&page, page.language), "fr");
    assert_string_equal(page_string(&page, page.title), " Un\n titre ");
    assert_string_equal(page_meta(&page, "date"), "2009-04-14");
    assert_string_equal(page_meta(&page, "og:title"), "Un titre");
    assert_null(page_meta(&page, "empty"));
    assert_string_equal(page_meta(&page, "json-ld"), "{\"a\":1}");
    assert_string_equal(page_meta(&page, "time"), "2009-04-15");
    assert_string_equal(page_meta(&page, "date-block"), "Le 17 avril 2009");
    assert_string_equal(page_meta(&page, "datepublished"), "2009-04-18");
    assert_int_equal(page.link_count, 2);
    assert_string_equal(page_string(&page, page.links[0].hreflang), "en");
    assert_string_equal(page_string(&page, page.links[1].href), "/rapport");
    assert_int_equal(page.links[1].text_length, strlen("le rapport"));
    assert_memory_equal(page.text.bytes + page.links[1].text_offset, "le rapport", strlen("le rapport"));
    assert_int_equal(page.blocks[0].link_bytes, strlen("lerapport"));
    assert_int_equal(page.truncated, 0);
    page_clear(&page);
}

static void test_regions(void **state)
{
    static const char html[] = "<body class=menu><header>a</header><nav>b</nav><main><p>c<p class=footer>d</main>"
                               "<div role=contentinfo>e</div><form>f</form><div style='display:none'>g</div>";
    static const unsigned regions[] = {
        REGION_HEADER, REGION_NAVIGATION, REGION_MAIN,   REGION_MAIN | REGION_FOOTER,
        REGION_FOOTER, REGION_FORM,       REGION_HIDDEN,
    };
    struct page page;
    (void)state;
    read_page(html, sizeof html - 1, &page);
    assert_int_equal(page.block_count, sizeof regions / sizeof *regions);
    for (size_t i = 0; i < page.block_count; i++)
        assert_int_equal(page.blocks[i].regions, regions[i]);
    assert_int_equal(page.containers[page.blocks[3].container].parent, page.blocks[2].container);
    page_clear(&page);
}

/* Every offset of a page is within its buffers, every text is UTF-8. */
static void check(const struct page *page)
{
    size_t end = 0;
    assert_true(utf8_valid(buffer_view(&page->text)));
    assert_true(page->container_count > 0);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        assert_true(block->length > 0 && block->offset == end);
        end = block->offset + block->length + 1;
        assert_true(end <= page->text.size);
        assert_int_equal(page->text.bytes[end - 1], '\n');
        assert_true(block->container < page->container_count);
        assert_true(block->link_bytes <= block->length);
    }
    assert_int_equal(end, page->text.size);
    for (size_t i = 1; i < page->container_count; i++)
        assert_true(page->containers[i].parent < i);
    for (size_t i = 0; i < page->meta_count; i++)
        assert_true(page->metas[i].name < page->strings.size && page->metas[i].content < page->strings.size);
    for (size_t i = 0; i < page->link_count; i++)
        assert_true(page->links[i].text_offset + page->links[i].text_length <= page->text.size);
}

static void repeat(struct buffer *html, const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buffer_append_text(html, piece);
}

/* What would take a careless reader minutes, or its stack: each must end at once, with the text after it. */
static void test_hostile(void **state)
{
    static const struct {
        const char *piece;
        size_t times;
    } hostile[] = {
        { "<div>", 50000 },
        { "<b>", 50000 },
        { "<b></i>", 50000 },
        { "<table><tr><td>", 20000 },
        { "<ul><li>", 50000 },
        { "<p><table>", 20000 },
        { "<!--", 50000 },
        { "<noscript>", 50000 },
        { "<svg>", 50000 },
        { "<!", 50000 },
        { "<?", 50000 },
        { "<", 200000 },
        { "&", 50000 },
        { "<br>", 100000 },
        { "<td>x", 50000 },
        { "<select><option>", 20000 },
        { "<h1>", 50000 },
        { "</h2>", 50000 },
        { "<b class=date>x", 20000 },
        { "e\xCC\x81\xCC\x81", 50000 },
        { "<a href=x>", 50000 },
        { "<p a='", 50000 },
        { "<i a=\"b\">", 50000 },
        { "<object>", 50000 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct buffer html = BUFFER_EMPTY;
        struct page page;
        print_message("%s\n", hostile[i].piece);
        repeat(&html, hostile[i].piece, hostile[i].times);
        buffer_append_text(&html, " <p>THE END</p>");
        read_page(html.bytes, html.size, &page);
        check(&page);
        assert_non_null(strstr(page.text.bytes, "THE END"));
        page_clear(&page);
        buffer_clear(&html);
    }
}

static uint32_t random_below(uint32_t *seed, size_t bound)
{
    *seed = *seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)*seed * bound >> 32);
}

static void mutate(struct buffer *html, uint32_t *seed)
{
    static const char *const pieces[] = { "<",        ">",          "\"",   "'",        "</div>",   "<div>",
                                          "<p",       "&#",         "<!--", "<script>", "</a>",     "<td>",
                                          "\xC3\xA9", "<a href=x>", "<h1>", "</h3>",    "<select>", "<pre>\n\n" };
    for (int i = 0; i < 8; i++) {
        size_t at = random_below(seed, html->size + 1);
        const char *piece = pieces[random_below(seed, sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece), room = html->size - at;
        memcpy(html->bytes + at, piece, size < room ? size : room);
    }
}

/* Pages of the corpus with things overwritten: no crash, and a page that holds together. */
static void test_mutations(void **state)
{
    enum { ROUNDS = 12 };
    DIR *directory = opendir(CORPUS_DIR "/releases");
    struct dirent *entry;
    uint32_t seed = 7;
    (void)state;
    if (!directory)
        skip();
    while ((entry = readdir(directory)) != NULL) {
        char path[FILES_PATH_BYTES];
        struct buffer original = BUFFER_EMPTY;
        if (!strstr(entry->d_name, ".html"))
            continue;
        assert_int_equal(files_join(path, CORPUS_DIR "/releases", entry->d_name, NULL), STATUS_OK);
        assert_int_equal(files_read(path, 1 << 20, &original, NULL), STATUS_OK);
        for (int round = 0; round < ROUNDS; round++) {
            struct buffer raw = BUFFER_EMPTY, html = BUFFER_EMPTY;
            struct page page;
            buffer_append(&raw, original.bytes, original.size);
            mutate(&raw, &seed);
            utf8_append_nfc(&html, buffer_view(&raw));
            read_page(html.bytes, html.size, &page);
            check(&page);
            page_clear(&page);
            buffer_clear(&raw);
            buffer_clear(&html);
        }
        buffer_clear(&original);
    }
    closedir(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),  cmocka_unit_test(test_strings),   cmocka_unit_test(test_regions),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_mutations),
    };
    html_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
