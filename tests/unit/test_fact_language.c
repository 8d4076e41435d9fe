/* The language of a document: its words, what it declares. */
#include "tests/unit/test_facts.h"

#define ENGLISH                                                                                                      \
    "<p>The minister announced today that the bridge over the river will be repaired before the winter begins.</p>"
#define FRENCH                                                                                                       \
    "<p>La ministre a annoncé aujourd'hui que le pont sur la rivière sera réparé avant que l'hiver ne commence.</p>"

static const struct {
    const char *text;
    enum language language;
} cases[] = {
    { "<html><body>" ENGLISH "</body></html>", LANGUAGE_ENGLISH },
    { "<html><body>" FRENCH "</body></html>", LANGUAGE_FRENCH },
    { "<html lang=\"en\"><body>" FRENCH "</body></html>", LANGUAGE_FRENCH },
    { "<html lang=\"fr-CA\"><body>" ENGLISH "</body></html>", LANGUAGE_ENGLISH },
    { "<html lang=\"fr-CA\"><body><p>418 555-0142</p></body></html>", LANGUAGE_FRENCH },
    { "<html><head><meta name=\"dcterms.language\" content=\"eng\"></head><body><p>418 555-0142</p></body></html>",
      LANGUAGE_ENGLISH },
    { "<html><body><p>418 555-0142</p></body></html>", LANGUAGE_UNKNOWN },
    { "<html lang=\"de\"><body><p>Die Brücke über den Fluss wird noch vor dem Winter repariert, sagte der Minister "
      "heute.</p></body></html>",
      LANGUAGE_UNKNOWN },
};

static enum language language_of(struct document *document)
{
    struct analyzer *analyzer;
    struct analysis title = ANALYSIS_EMPTY, text = ANALYSIS_EMPTY;
    struct record *record = &document->record;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, bytes_of(record->title ? record->title : ""), &title, NULL), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, buffer_view(&record->text), &text, NULL), STATUS_OK);
    const struct fact_words words = { &title, &text };
    assert_int_equal(fact_language(&document->page, &words, record, &document->failure), STATUS_OK);
    analysis_clear(&title);
    analysis_clear(&text);
    analyzer_free(analyzer);
    return record->language;
}

static void tells_languages(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document document;
        read_document(&document, "a.html", cases[i].text);
        if (language_of(&document) != cases[i].language) {
            print_error("case %zu: %d, not %d\n", i, document.record.language, cases[i].language);
            failed++;
        }
        clear_document(&document);
    }
    assert_int_equal(failed, 0);
}

/* Only the beginning of a long text is read when it is sure. */
static void reads_long_texts(void **state)
{
    struct document document;
    struct buffer text = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&text, "<html><body>");
    for (int i = 0; i < 1000; i++)
        buffer_append_text(&text, FRENCH);
    buffer_append_text(&text, "</body></html>");
    read_document(&document, "a.html", text.bytes);
    assert_int_equal(language_of(&document), LANGUAGE_FRENCH);
    clear_document(&document);
    buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_languages),
        cmocka_unit_test(reads_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
