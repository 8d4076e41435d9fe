/* Tests of indexer/readers/reader_xml.c and the files behind it, on what tests/fixtures/make-formats.py writes. */
#include "reader_case.h"

static void test_recognised(void **state)
{
    static const struct {
        const char *text;
        bool xml;
    } cases[] = {
        { "<?xml version=\"1.0\"?><doc/>", true },
        { "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- > --><!DOCTYPE a [<!ENTITY b \"]>\">]><x:a>", true },
        { "<rss version=\"2.0\">", true },
        { "<oai_dc:dc>", true },
        { "<?xml version=\"1.0\"?><doc", false },
        { "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", false },
        { "<!DOCTYPE html><html>", false },
        { "<p>A piece of HTML</p>", false },
        { "text", false },
        { "<?xml version=\"1.0\"?>", false },
        { "<?xml", false },
        { "<", false },
        { "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_input input = { .content = { cases[i].text, strlen(cases[i].text) } };
        if (reader_xml.recognises(&input) != cases[i].xml)
            fail_msg("%s", cases[i].text);
    }
    static const char utf16[] = "\xFF\xFE<\0?\0x\0m\0l\0?\0>\0<\0a\0/\0>";
    struct reader_input wide = { .content = { utf16, sizeof utf16 } };
    assert_true(reader_xml.recognises(&wide));
}

static void test_formats(void **state)
{
    static const struct {
        const char *name, *title, *uri, *text, *meta, *value;
    } cases[] = {
        { "dublin-core.xml", "Rapport sur un tamarinier", "https://example.org/rapport/14",
          "Rapport sur un tamarinier\narbres ; Haïti\nIl fut planté en avril.\n", "dc.date", "2009-04-14" },
        { "newsml-g2.xml", "A sycamore in Havana", NULL, "A sycamore in Havana\nThe first paragraph.\nThe second.\n",
          "dcterms.issued", "2009-04-14T07:00:00Z" },
        { "nitf.xml", "A tamarisk in Mali", NULL,
          "A tamarisk in Mali\nA tamarisk in Mali\nBamako, April 14, 2009\nThe Minister spoke in Bamako.\nHe left.\n",
          "dcterms.issued", "20090414T120000Z" },
        { "other.xml", NULL, NULL, "Un figuier\nAu nord du pays, écrit-il.\nun\ndeux\n", NULL, NULL },
        { "feed.rss", "Communiqués", "https://example.org/",
          "Communiqués\nUn jacaranda à Lima\nLe ministre fut à Lima.\nun\ndeux\nSans adresse !\n"
          "Le deuxième, écrit en HTML.\n",
          "pubdate", "Tue, 14 Apr 2009 08:00:00 GMT" },
        { "feed.atom", "Releases", "https://example.org/1?a=1&b=2",
          "Releases\nA mangrove in Brazil\nThe Minister spoke.\nHe left.\nSecond <b>one</b>\nOnly a summary.\n",
          "pubdate", "2009-04-14T09:00:00Z" },
    };
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_case made = reader_case_read(&reader_xml, reader_case_fixture(cases[i].name, &content));
        if (made.status)
            fail_msg("%s: %s", cases[i].name, made.failure.message);
        assert_string_equal(made.record.text.bytes, cases[i].text);
        if (cases[i].title)
            assert_string_equal(made.record.title, cases[i].title);
        else
            assert_null(made.record.title);
        if (cases[i].uri)
            assert_string_equal(made.record.uri, cases[i].uri);
        if (cases[i].meta)
            assert_string_equal(page_meta(&made.page, cases[i].meta), cases[i].value);
        reader_case_clear(&made);
    }
    buffer_clear(&content);
}

static void test_small_ones(void **state)
{
    static const struct {
        const char *xml, *title, *text;
    } cases[] = {
        /* RSS 1.0 is RDF. */
        { "<rdf:RDF xmlns:rdf='r'><item><title>A</title><description>&lt;p>B&lt;/p></description></item></rdf:RDF>",
          "A", "A\nB\n" },
        { "<NewsML><NewsItem><NewsLines><HeadLine>A</HeadLine><DateLine>Lima, May 1</DateLine></NewsLines>"
          "<ContentItem><DataContent><p>B</p><p>C</p></DataContent></ContentItem></NewsItem></NewsML>",
          "A", "A\nLima, May 1\nB\nC\n" },
        { "<?xml version='1.0'?><a><title>T</title>one<b>two</b> three<c>four</c></a>", "T",
          "T\nonetwo threefour\n" },
        { "<?xml version='1.0'?><a><x>one</x><b>two</b></a>", NULL, "one\ntwo\n" },
        /* Broken. */
        { "<?xml version='1.0'?><a><p>one</p><p>two & three</q></a>", NULL, "one\ntwo three\n" },
        { "<rss><channel><item><title>A</title><description>B", "A", "A\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_case made = reader_case_read_text(&reader_xml, cases[i].xml);
        if (strcmp(made.record.text.bytes, cases[i].text) != 0)
            fail_msg("%s: %s", cases[i].xml, made.record.text.bytes);
        if (cases[i].title)
            assert_string_equal(made.record.title, cases[i].title);
        else
            assert_null(made.record.title);
        reader_case_clear(&made);
    }
}

static void test_entities_do_not_grow(void **state)
{
    struct buffer xml = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&xml, "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"");
    for (int i = 0; i < 10000; i++)
        buffer_append_text(&xml, "bbbbbbbbbb");
    buffer_append_text(&xml, "\">]><a>text ");
    for (int i = 0; i < 10000; i++)
        buffer_append_text(&xml, "&b;");
    buffer_append_text(&xml, "</a>");
    struct reader_case made = reader_case_read(&reader_xml, buffer_view(&xml));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.text.bytes, "text\n");
    reader_case_clear(&made);
    buffer_clear(&xml);
}

static void test_deep_nesting(void **state)
{
    struct buffer xml = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&xml, "<?xml version='1.0'?><a>top");
    for (int i = 0; i < 100000; i++)
        buffer_append_text(&xml, "<a>");
    struct reader_case made = reader_case_read(&reader_xml, buffer_view(&xml));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.text.bytes, "top\n");
    assert_int_equal(made.record.warning_count, 1);
    reader_case_clear(&made);
    buffer_clear(&xml);
}

static void test_many_attributes(void **state)
{
    struct buffer xml = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&xml, "<?xml version='1.0'?><a");
    for (int i = 0; i < 100000; i++)
        buffer_append_format(&xml, " a%d='x'", i);
    buffer_append_text(&xml, ">text</a>");
    struct reader_case made = reader_case_read(&reader_xml, buffer_view(&xml));
    assert_int_not_equal(made.status, STATUS_OK);
    assert_string_equal(made.failure.message, "holds an element of more than 1000 attributes");
    reader_case_clear(&made);
    buffer_clear(&xml);
}

static void test_damaged(void **state)
{
    static const char *const names[] = { "dublin-core.xml", "newsml-g2.xml", "nitf.xml",
                                         "other.xml",       "feed.rss",      "feed.atom" };
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        reader_case_damage(&reader_xml, reader_case_fixture(names[i], &content), 2000);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognised),   cmocka_unit_test(test_formats),
        cmocka_unit_test(test_small_ones),   cmocka_unit_test(test_entities_do_not_grow),
        cmocka_unit_test(test_deep_nesting), cmocka_unit_test(test_many_attributes),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
