/* Where a text changes its language. */
#include "tests/unit/test_facts.h"

#define ENGLISH "The minister announced today that the bridge over the river will be repaired before the winter.\n"
#define FRENCH "La ministre a annoncé que le pont sur la rivière sera réparé avant que les glaces ne prennent.\n"

/* "fr0 en97": language and offset of each passage. */
static const struct {
    const char *text, *passages;
} cases[] = {
    { "", "" },
    { "418 555-0142\n", "" },
    { ENGLISH ENGLISH, "" },
    { FRENCH FRENCH FRENCH, "" },
    { ENGLISH ENGLISH FRENCH FRENCH, "en0 fr192" },
    { FRENCH ENGLISH FRENCH, "fr0 en99 fr195" },
    /* a heading goes with what follows it, a number with what it follows */
    { ENGLISH "418 555-0142\nLe pont de l'Est\n" FRENCH, "en0 fr109" },
    { "Le pont de l'Est\n" FRENCH "The East bridge\n418 555-0142\n" ENGLISH, "fr0 en116" },
    { "418 555-0142\n" ENGLISH FRENCH, "en0 fr109" },
    /* a title that is cited is no passage */
    { ENGLISH "« Le pont et la route du Nord »\n" ENGLISH, "" },
    { ENGLISH "Voir le rapport sur le pont.\n" ENGLISH, "" },
    /* one line in both is neither */
    { ENGLISH "The report, Le rapport sur le pont, is there: la rivière and the river, le pont and the bridge.\n",
      "" },
    /* accents count: thé is a drink */
    { FRENCH "Thé thé thé thé thé thé thé thé thé\n" FRENCH, "" },
};

static void finds_passages(void **state)
{
    struct failure failure;
    struct analyzer *analyzer;
    struct passage_words small;
    int failed = 0;
    (void)state;
    assert_int_equal(analyzer_new(&analyzer, &failure), STATUS_OK);
    assert_int_equal(passage_words_mark(&small, analyzer, &failure), STATUS_OK);
    analyzer_keep(analyzer);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct analysis title = ANALYSIS_EMPTY, text = ANALYSIS_EMPTY;
        struct fact_words words = { &title, &text };
        struct buffer found = BUFFER_EMPTY;
        record_init(&record);
        assert_int_equal(
            analysis_make(analyzer, (struct bytes){ cases[i].text, strlen(cases[i].text) }, &text, &failure),
            STATUS_OK);
        assert_int_equal(fact_passages(&small, &words, &record, &failure), STATUS_OK);
        for (size_t j = 0; j < record.passage_count; j++)
            buffer_append_format(&found, "%s%s%zu", j ? " " : "", language_code(record.passages[j].language),
                                 record.passages[j].offset);
        if (strcmp(found.bytes, cases[i].passages) != 0) {
            print_error("case %zu: \"%s\", not \"%s\"\n", i, found.bytes, cases[i].passages);
            failed++;
        }
        buffer_clear(&found);
        analysis_clear(&text);
        record_clear(&record);
    }
    analyzer_free(analyzer);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(finds_passages) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
